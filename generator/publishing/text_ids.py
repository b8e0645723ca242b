"""The ids under which texts stand beside what is online: opaque, and the same as in recall.json.

A text's recording, and what a feed or a preview shows of it, has an id of its own: consent for these may end alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.content.moves import Moves
from generator.gate.tombstones import entry_id
from generator.ground.channels import AUDIO, FEED, PODCAST, SOCIAL, VIDEO, Channel
from generator.ground.digest import opaque_id
from generator.incremental.traces import Published

# What stands before the id of a text where it is of its recording, or of what a feed, the podcast, or a preview shows.
SHOWN_IN: Mapping[Channel, str] = {
    FEED: "feed-",
    PODCAST: "podcast-",
    SOCIAL: "social-",
    AUDIO: "audio-",
    VIDEO: "video-",
}


def with_shown(text: str) -> tuple[str, ...]:
    """A text's id, and those of its recording, and of what feeds and previews show of it."""
    return (text, *(before + text for before in SHOWN_IN.values()))


def parted(known_as: str) -> tuple[str, str]:
    """What stands before the id of a text, if anything does, and that id."""
    before = next((before for before in SHOWN_IN.values() if known_as.startswith(before)), "")
    return before, known_as.removeprefix(before)


def text_id(site: str, source: str, moves: Moves) -> str:
    """The id of a text of the site at the address ``site``, which a rename does not change."""
    return opaque_id(entry_id(site, moves.first(source)))


def ids_of(published: Published, site: str, moves: Moves) -> frozenset[str]:
    """The ids of everything that may be online of texts that are published."""

    def each() -> Iterator[str]:
        for path, source in published.texts.items():
            known_as = text_id(site, source, moves)
            yield known_as
            yield from (before + known_as for way, before in SHOWN_IN.items() if path in published.by.get(way, ()))

    return frozenset(each())
