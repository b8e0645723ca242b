"""Every address of a site: where each page lies below the output folder, and which paths nobody may claim."""

from __future__ import annotations

import re

from generator.content.settings import Settings

# Lists that are there on every site, by the names that menus call them.
BUILT_IN_LISTS = {
    "home": "index.html",
    "stories": "stories/index.html",
    "topics": "topics/index.html",
    "content-notes": "content-notes/index.html",
    "show-me-one": "show-me-one/index.html",
    "search": "search/index.html",
    "leaving": "leaving/index.html",
}
# Paths that the generator makes as it needs them, or that belong to files.
_RESERVED = re.compile(
    r"(assets|pictures)/.*|(stories|topics/[^/]+|content-notes/[^/]+)/page/.*|404\.html|_(headers|redirects)/.*"
)


def story_path(slug: str) -> str:
    """The path of a story's page."""
    return f"stories/{slug}/index.html"


def topic_path(topic_id: str) -> str:
    """The path of a topic's first list page."""
    return f"topics/{topic_id}/index.html"


def note_path(note_id: str) -> str:
    """The path of a content note's first list page."""
    return f"content-notes/{note_id}/index.html"


def standalone_path(slug: str) -> str:
    """The path of a standalone page."""
    return f"{slug}/index.html"


def list_paths(settings: Settings) -> frozenset[str]:
    """The paths of lists that are there whatever is published."""
    topics = (topic_path(t.id) for t in settings.topics)
    return frozenset((*BUILT_IN_LISTS.values(), *topics, *(note_path(n.id) for n in settings.content_notes)))


def is_reserved(path: str) -> bool:
    """Whether a path is the generator's own, so that no text may have it; capitals make no other path."""
    return _RESERVED.fullmatch(path.casefold()) is not None
