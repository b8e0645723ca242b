"""The whole site as a tuple of pages. Everything that ships is a page, so one gate and one prune cover everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from generator.content.links import Atlas, LinkTarget, Place
from generator.content.routes import BUILT_IN_LISTS, standalone_path, story_path
from generator.content.settings import Helpline, Settings
from generator.content.theme import Strings, Theme
from generator.gate.admission import StandalonePage
from generator.gate.admit import Story
from generator.ground.channels import SEARCH_ENGINES, SOCIAL
from generator.plan import feeds, json_ld, lists, recall, search
from generator.plan.cards import away_from_home, body_view, card, own_picture, pictures, targets
from generator.plan.layout import make_head, make_shell
from generator.plan.neighbours import Nearest
from generator.plan.site import Site
from generator.plan.surroundings import Surroundings
from generator.views.pages import FileView, Page, PlainView, Recipe, RedirectView, SeriesView, StandaloneView, StoryView
from generator.views.view_models import Card, Destination, Head, PictureView, Shell
from generator.words.postings import Postings

CONTENTS_FROM = 4


@dataclass(frozen=True, slots=True)
class SitePlan:
    """Every page of a site, by path; where links can lead; and what stands around its texts."""

    pages: tuple[Page, ...]
    atlas: Atlas
    around: Surroundings


def plan(site: Site, theme: Theme, postings: Postings, nearest: Nearest) -> SitePlan:
    """Plan a site. ``postings`` and ``nearest`` are of its stories, in their order."""
    shell = make_shell(site, theme)
    strings = theme.strings_for(site.settings.language)
    cards = {story.source: card(story, site.settings, site.photos) for story in site.stories}
    index = search.index(site, strings, cards, postings)
    around = Surroundings(
        shell=shell,
        cards=cards,
        places=places_of(site.stories, site.standalone_pages),
        series=_series(site.stories, cards),
        letters=lists.letters_of(site),
        facets=index.facets,
    )
    pages = [
        *lists.pages(site, shell, strings, cards, around.letters, index.manifest),
        *index.pages,
        *(Page(asset.path, "file", FileView(asset.content)) for asset in theme.assets),
        Page(BUILT_IN_LISTS["leaving"], "leaving.html", PlainView(shell, _leaving_head(shell, strings))),
        *_redirects(site, shell),
        *_pictures(site),
    ]
    if site.web:
        pages.append(
            Page("404.html", "404.html", PlainView(shell, make_head(shell, strings["not_found"], None, indexed=False)))
        )
        pages += feeds.pages(site)
        pages += recall.pages(site.recalled)
    if site.bundle and site.bundle.recall:
        pages.append(recall.known(site.settings.url, {s.source: story_path(s.slug) for s in site.stories}))
    atlas = around.atlas(chain((page.path for page in pages), (place.path for place in around.places.values())))
    makes, listed = StoryPages(site, shell, strings, atlas), list(cards.values())
    pages += (makes.page(n, story, listed, around.series, nearest[n]) for n, story in enumerate(site.stories))
    pages += (_standalone(site, shell, standalone, atlas) for standalone in site.standalone_pages)
    return SitePlan(tuple(sorted(pages, key=lambda p: p.path)), atlas, around)


def _leaving_head(shell: Shell, strings: Strings) -> Head:
    crumb = Destination(strings["leaving"], BUILT_IN_LISTS["leaving"])
    return make_head(shell, strings["leaving"], strings["leaving_intro"], [crumb])


def places_of(stories: Iterable[Story], standalone_pages: Iterable[StandalonePage] = ()) -> dict[str, Place]:
    """The pages that texts become, by their source."""
    places = {s.source: Place(story_path(s.slug), frozenset(h.id for h in s.body.headings)) for s in stories}
    places |= {
        standalone.source: Place(standalone_path(standalone.slug), frozenset(h.id for h in standalone.body.headings))
        for standalone in standalone_pages
    }
    return places


@dataclass(frozen=True, slots=True)
class StoryPages:
    """Makes the pages of stories, of all that they depend on beside a story and what stands around its text."""

    site: Site
    shell: Shell
    strings: Strings
    atlas: Atlas

    def page(
        self, n: int, story: Story, cards: Sequence[Card], series: Mapping[str, SeriesView], near: Iterable[int]
    ) -> Page:
        """The page of the story with the number ``n``; ``cards`` are all stories', ``near`` the numbers of some."""
        photos = self.site.photos
        parts = (
            cards[n],
            own_picture(story, photos),
            targets(story.body, story.source, self.atlas),
            pictures(story.body, story.source, photos),
            series.get(story.series.name) if story.series else None,
            _way_to(cards[n - 1]) if n else None,
            _way_to(cards[n + 1]) if n + 1 < len(cards) else None,
            *(cards[other] for other in near),
        )
        return Page(cards[n].path, "story.html", Recipe(self._view, parts, story), story.source)

    def _view(
        self,
        story: Story,
        card: Card,
        image: PictureView | None,
        links: tuple[LinkTarget | None, ...],
        shown: tuple[PictureView, ...],
        series: SeriesView | None,
        older: Destination | None,
        newer: Destination | None,
        *near: Card,
    ) -> StoryView:
        seen = image.path if image and away_from_home(story) else None
        return StoryView(
            shell=self.shell,
            head=_story_head(self.site, self.shell, story, card.path, self.strings, seen),
            card=card,
            updated=story.updated,
            shape=story.shape,
            body=body_view(story.body, story.language, links, shown),
            contents=story.body.headings if len(story.body.headings) >= CONTENTS_FROM else (),
            image=image,
            series=series,
            older=older,
            newer=newer,
            related=near,
            helplines=helplines(self.site.settings, story.language),
        )


def _series(stories: Iterable[Story], cards: Mapping[str, Card]) -> dict[str, SeriesView]:
    """Every series of more than one story, by its name."""
    found = {}
    for name, members in lists.group(stories, lambda s: (s.series.name,) if s.series else ()).items():
        ordered = sorted(members, key=lambda s: (s.series.part if s.series else 0, s.source))
        if len(ordered) > 1:
            found[name] = SeriesView(name, tuple(_way_to(cards[s.source]) for s in ordered))
    return found


def _way_to(story: Card) -> Destination:
    return Destination(story.title, story.path, language=story.language, notes=tuple(n.id for n in story.notes))


def with_text(page: Page, recipe: Recipe, story: Story, site: Site, atlas: Atlas) -> Page:
    """A story's page with another text of it. All that stands around the text is as it was."""
    _, image, _, _, *around = recipe.parts
    parts = (
        card(story, site.settings, site.photos),
        image,
        targets(story.body, story.source, atlas),
        pictures(story.body, story.source, site.photos),
        *around,
    )
    return Page(page.path, page.template, Recipe(recipe.make, parts, story), story.source)


def _story_head(site: Site, shell: Shell, story: Story, path: str, strings: Strings, image: str | None) -> Head:
    """Every channel that consent leaves out is left out here: search engines, and previews in social media."""
    indexed, social = SEARCH_ENGINES in story.scope, SOCIAL in story.scope
    url = shell.url + path.removesuffix("index.html")
    data: list[str] = []
    if indexed and site.web:
        data.append(json_ld.article(story, url, shell.url + image if image else None, site.settings))
        if story.body.questions:
            data.append(json_ld.questions(story.body.questions))
    crumbs = [Destination(strings["all_stories"], BUILT_IN_LISTS["stories"]), Destination(story.title, path)]
    return make_head(
        shell,
        story.title,
        story.summary if social else None,
        crumbs,
        indexed=indexed,
        social=social,
        kind="article",
        image=image if social else None,
        data=tuple(data),
    )


def helplines(settings: Settings, language: str) -> tuple[Helpline, ...]:
    """The helplines that speak a language, or all if none does."""
    wanted = language.split("-", maxsplit=1)[0]
    speaking = tuple(
        line for line in settings.helplines.lines if any(spoken.split("-")[0] == wanted for spoken in line.languages)
    )
    return speaking or settings.helplines.lines


def _standalone(site: Site, shell: Shell, standalone: StandalonePage, atlas: Atlas) -> Page:
    path = standalone_path(standalone.slug)
    data = (json_ld.questions(standalone.body.questions),) if standalone.body.questions and site.web else ()
    view = StandaloneView(
        shell,
        make_head(shell, standalone.title, standalone.summary, [Destination(standalone.title, path)], data=data),
        standalone.updated,
        body_view(
            standalone.body,
            standalone.language,
            targets(standalone.body, standalone.source, atlas),
            pictures(standalone.body, standalone.source, site.photos),
        ),
        standalone.body.headings if len(standalone.body.headings) >= CONTENTS_FROM else (),
        site.settings.helplines.lines if standalone.helplines else (),
    )
    return Page(path, "page.html", view, standalone.source)


def _redirects(site: Site, shell: Shell) -> Iterator[Page]:
    for story in site.stories:
        for alias in story.aliases:
            view = RedirectView(
                shell, story.title, story_path(story.slug), SEARCH_ENGINES in story.scope, story.language
            )
            yield Page(alias, "redirect.html", view, story.source)


def _pictures(site: Site) -> Iterator[Page]:
    texts: tuple[Story | StandalonePage, ...] = (*site.stories, *site.standalone_pages)
    used = {file.path: text.source for text in texts for file in text.files}
    by_name = {site.photos[path].name: (site.photos[path], source) for path, source in used.items()}
    for name, (photo, source) in sorted(by_name.items()):
        yield Page(f"pictures/{name}", "file", photo, source)
