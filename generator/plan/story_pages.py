"""Pages of stories: of the story, and of a context that holds everything else of the site that is on its page.

A page is made in the same way for a whole site, after the edit of a text, and in the preview. Its key covers the
context whole (`incremental.page_keys`), so nothing of other texts may come in but through there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.content.helpline_order import offered
from generator.content.links import Atlas, LinkTarget
from generator.content.page_kinds import PageKind
from generator.content.routes import social_card_path
from generator.content.settings import Settings
from generator.content.strings import Strings
from generator.gate.admit import Story
from generator.ground.channels import SEARCH_ENGINES, SOCIAL, WEB, Channel
from generator.media.photo import Photo
from generator.plan import json_ld
from generator.plan.cards import (
    away_from_home,
    body_view,
    has_social_card,
    own_picture,
    pictures,
    targets,
    title_on_card,
)
from generator.plan.layout import make_head
from generator.plan.my_list import list_id
from generator.plan.recordings import recording_view
from generator.plan.retellings import alternates, easy_read
from generator.plan.summaries import summary_elsewhere
from generator.views.pages import CARD_HIGH, CARD_WIDE, Page, Recipe, SeriesView, StoryView
from generator.views.view_models import (
    Card,
    Destination,
    Head,
    PictureView,
    PreviewPicture,
    RecordingView,
    Shell,
)

CONTENTS_FROM = 4


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What other stories add to a story's page."""

    series: SeriesView | None = None
    older: Destination | None = None
    newer: Destination | None = None
    related: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryContext:
    """All that is on a story's page beside what the story itself says, and the site's settings and theme.

    ``scope`` are its channels, sorted: another text with the same consent can take one away. ``updated`` is the day of
    its last change, once that has come.
    """

    card: Card
    scope: tuple[Channel, ...]
    updated: date | None
    image: PictureView | None
    links: tuple[LinkTarget | None, ...]
    pictures: tuple[PictureView, ...]
    recording: RecordingView | None
    neighbours: Neighbours


def neighbours_of(
    n: int,
    story: Story,
    cards: Sequence[Card],
    beside: Sequence[tuple[Card | None, Card | None]],
    series: Mapping[str, SeriesView],
    near: Iterable[int],
) -> Neighbours:
    """Those of the story with the number ``n``.

    ``cards`` are those of all stories from the oldest to the newest, ``beside`` the ones listed before and after each,
    ``near`` the numbers of some.
    """
    older, newer = beside[n]
    return Neighbours(
        series=series.get(story.series.name) if story.series else None,
        older=way_to(older) if older else None,
        newer=way_to(newer) if newer else None,
        related=tuple(cards[other] for other in near),
    )


def way_to(story: Card) -> Destination:
    """A link to a story's page."""
    return Destination(story.title, story.path, language=story.language, notes=tuple(n.id for n in story.notes))


@dataclass(frozen=True, slots=True)
class StoryPages:
    """Makes the pages of stories, of what every page of a site depends on."""

    settings: Settings
    shell: Shell
    strings: Strings

    def page(self, story: Story, card: Card, photos: Mapping[str, Photo], atlas: Atlas, neighbours: Neighbours) -> Page:
        """The page of a story: its own ``card``, the site's pictures, where links lead, and what others add."""
        context = StoryContext(
            card=card,
            scope=tuple(sorted(story.scope)),
            updated=story.updated,
            image=own_picture(story, photos),
            links=targets(story.body, story.source, atlas),
            pictures=pictures(story, photos),
            recording=recording_view(story, photos, self.shell, self.settings.recordings.frames),
            neighbours=neighbours,
        )
        return Page(card.path, PageKind.STORY, Recipe(self.view, context, story), story.source)

    def view(self, story: Story, context: StoryContext) -> StoryView:
        """What the page's template sees."""
        others = context.neighbours
        return StoryView(
            shell=self.shell,
            head=self._head(story, context),
            card=context.card,
            updated=context.updated,
            shape=story.shape,
            body=body_view(story.body, story.language, context.links, context.pictures),
            contents=story.body.headings if len(story.body.headings) >= CONTENTS_FROM else (),
            image=context.image,
            recording=context.recording,
            series=others.series,
            older=others.older,
            newer=others.newer,
            related=others.related,
            helplines=offered(self.settings, story.language, story.notes),
            address=self._address(context.card.path) if WEB in context.scope and not story.proof else None,
            list_id=None if story.proof else list_id(self.shell.url, context.card.path),
        )

    def _address(self, path: str) -> str:
        return self.shell.url + path.removesuffix("index.html")

    def _head(self, story: Story, context: StoryContext) -> Head:
        """Every channel that consent leaves out is left out here: search engines, and previews in social media.

        A proof is for neither.
        """
        indexed, social = (channel in context.scope and not story.proof for channel in (SEARCH_ENGINES, SOCIAL))
        shell, path = self.shell, context.card.path
        shown = context.image if away_from_home(story) else None
        data: list[str] = []
        if indexed and not shell.offline:
            picture = shell.url + shown.path if shown else None
            related = json_ld.other_texts(context.card.retold, self._address)
            data.append(json_ld.article(story, self._address(path), picture, self.settings, related))
            if story.body.questions:
                data.append(json_ld.questions(story.body.questions))
        crumbs = [Destination(self.strings["all_stories"], PageKind.STORIES.path()), Destination(story.title, path)]
        elsewhere = context.recording.elsewhere if context.recording else None
        return make_head(
            shell,
            story.title,
            summary_elsewhere(story, self.settings) if social else None,
            crumbs,
            indexed=indexed,
            social=social,
            kind="article",
            image=_previewed(story, shown) if social and not shell.offline else None,
            data=tuple(data),
            frame=elsewhere.frame if elsewhere else None,
            alternates=alternates(context.card) if indexed and not shell.offline else (),
            easy_read=easy_read(context.card) if indexed and not shell.offline else None,
        )


def _previewed(story: Story, shown: PictureView | None) -> PreviewPicture | None:
    """The picture in previews of a story, of which pages elsewhere show a picture or none."""
    if has_social_card(story):
        title = title_on_card(story) or ""
        return PreviewPicture(social_card_path(story.slug), title, CARD_WIDE, CARD_HIGH, is_card=True)
    return PreviewPicture(shown.path, shown.alt, shown.width, shown.height) if shown else None
