"""Stories and bodies as pages may show them: cards, resolved links, pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.body import Body
from generator.consent import Medium, Story
from generator.links import Atlas, Target, local_path, resolve
from generator.pictures import Photo
from generator.settings import Settings
from generator.tombstones import Tombstone
from generator.views import BodyView, Card, Destination, Note, PictureView

# Silent reading of English non-fiction: 238 words a minute (Brysbaert 2019, Journal of Memory and Language 109).
WORDS_A_MINUTE = 238


@dataclass(frozen=True, slots=True)
class Leaf:
    """A standalone page, ready to be published; it needs nobody's consent."""

    source: str
    slug: str
    title: str
    summary: str | None
    updated: date | None
    language: str
    helplines: bool
    body: Body


@dataclass(frozen=True, slots=True)
class Site:
    """All that one build publishes: stories from the oldest to the newest, standalone pages, pictures by their path.

    ``withdrawn`` is all that is left of stories that were taken back.
    """

    settings: Settings
    medium: Medium
    stories: tuple[Story, ...]
    leaves: tuple[Leaf, ...]
    photos: Mapping[str, Photo]
    withdrawn: tuple[Tombstone, ...] = ()

    @property
    def web(self) -> bool:
        """Whether this is the public website."""
        return self.medium == "web"


def story_path(story: Story) -> str:
    """The path of a story's page."""
    return f"stories/{story.slug}/index.html"


def topic_path(topic_id: str) -> str:
    """The path of a topic's first list page."""
    return f"topics/{topic_id}/index.html"


def note_path(note_id: str) -> str:
    """The path of a content note's first list page."""
    return f"content-notes/{note_id}/index.html"


def leaf_path(leaf: Leaf) -> str:
    """The path of a standalone page."""
    return f"{leaf.slug}/index.html"


def minutes(words: int) -> int:
    """Reading time in whole minutes, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def card(story: Story, settings: Settings) -> Card:
    """What lists show of a story."""
    return Card(
        path=story_path(story),
        title=story.title,
        author=story.author,
        summary=story.summary,
        date=story.date,
        language=story.language,
        minutes=minutes(story.body.words),
        topics=tuple(Destination(settings.topic_by_id[t].label, topic_path(t)) for t in story.topics),
        notes=tuple(Note(n, settings.note_by_id[n].label, note_path(n)) for n in story.notes),
        fictional=story.fictional,
        indexed="search-engines" in story.scope,
    )


def body_view(body: Body, source: str, language: str, atlas: Atlas, photos: Mapping[str, Photo]) -> BodyView:
    """A body with every link and picture resolved against the whole site."""
    targets = [resolve(link.target, source, atlas) for link in body.links]
    return BodyView(
        parts=body.parts,
        links=tuple(t if isinstance(t, Target) else None for t in targets),
        titles=tuple(link.title for link in body.links),
        pictures=tuple(
            picture_view(photos[local_path(p.src, source)], "" if p.decorative else p.alt) for p in body.pictures
        ),
        language=language,
    )


def picture_view(photo: Photo, alt: str, credit: str | None = None) -> PictureView:
    """A picture under the name that its content gives it."""
    return PictureView(f"pictures/{photo.name}", alt, photo.width, photo.height, credit)
