"""Every address of a site: where each page lies below the output folder, and which paths nobody may claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.content.page_kinds import BY_GENERATOR, BY_TEXTS, HOLE, PageKind
from generator.content.settings import Settings

# Where menus can lead, by the names that they call it.
MENU = {kind.menu: kind.path() for kind in PageKind if kind.menu}
# The words with which the front page begins; the file's page is the front page.
FRONT_WORDS = "pages/index.md"
FILES_OF_STORIES = tuple(kind.path(name="") for kind in (PageKind.RECORDING, PageKind.PICTURE))
# Paths of each kind that are remembered: a build asks for each of them several times.
CACHED = 65_536
# What stands under a story's name.
OF_A_STORY = re.compile("|".join(kind.path(slug="([^/]+)") for kind in (PageKind.STORY, PageKind.SOCIAL_CARD)))


@lru_cache(CACHED)
def story_path(slug: str) -> str:
    """The path of a story's page."""
    return PageKind.STORY.path(slug=slug)


def social_card_path(slug: str) -> str:
    """The path of the picture that previews in social networks show of a story without one of its own."""
    return PageKind.SOCIAL_CARD.path(slug=slug)


def card_beside(page: str) -> str:
    """The path that a story's social card has beside the story's page."""
    return social_card_path(page.split("/")[-2])


def story_page_of(path: str) -> str | None:
    """The page of the story under whose name a file stands: the page itself, or its social card; None of others."""
    found = OF_A_STORY.fullmatch(path)
    return story_path(found[1] or found[2]) if found else None


@lru_cache(CACHED)
def topic_path(topic_id: str) -> str:
    """The path of a topic's first list page."""
    return PageKind.TOPIC.path(topic=topic_id)


@lru_cache(CACHED)
def note_path(note_id: str) -> str:
    """The path of a content note's first list page."""
    return PageKind.NOTE.path(note=note_id)


def standalone_path(slug: str) -> str:
    """The path of a standalone page."""
    return PageKind.STANDALONE.path(slug=slug)


def text_path(source: str, slug: str) -> str:
    """The path of the page that the text in the file ``source`` becomes."""
    if source == FRONT_WORDS:
        return PageKind.HOME.path()
    return story_path(slug) if source.startswith("stories/") else standalone_path(slug)


def shelf_path(shelf_id: str) -> str:
    """The path of a shelf's page."""
    return PageKind.SHELF.path(shelf=shelf_id)


def shelf_paths(settings: Settings) -> frozenset[str]:
    """The paths that shelves have as long as enough of their stories are published; they are nobody else's."""
    ids = [shelf.own_id for shelf in settings.shelves]
    return frozenset((*map(shelf_path, ids), *(PageKind.SHOW_ONE.path(1, shelf=of) for of in ids)))


def list_paths(settings: Settings) -> frozenset[str]:
    """The paths of lists that are there whatever is published."""
    fixed = (p for kind in PageKind for p in kind.paths if p.endswith("index.html") and not HOLE.search(p))
    topics = (topic_path(t.id) for t in settings.topics)
    return frozenset((*fixed, *topics, *(note_path(n.id) for n in settings.content_notes)))


def is_reserved(path: str) -> bool:
    """Whether a path is the generator's own, so that no text may have it; capitals make no other path."""
    return _RESERVED.fullmatch(path.casefold()) is not None


def of_stories(path: str) -> bool:
    """Whether a path is that of a recording or a picture, which most often are stories'."""
    return path.startswith(FILES_OF_STORIES)


def _reserved() -> Iterator[str]:
    """Patterns of what the generator makes as it needs it, and of files, with everything that would lie below them."""
    for path in (p for kind in PageKind for p in kind.paths):
        names = {*HOLE.findall(path)}
        if not names & BY_TEXTS and (names & BY_GENERATOR or not path.endswith("index.html")):
            parts = HOLE.split(path.removesuffix("/index.html"))
            yield "[^/]+".join(re.escape(part) for part in parts[::2])


_RESERVED = re.compile(f"(?:{'|'.join(dict.fromkeys(_reserved()))})(?:/.*)?")
