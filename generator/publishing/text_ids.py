"""The ids under which texts stand beside what is online: opaque, and the same as in recall.json.

What a feed shows of a text has an id of its own, since consent for feeds may end alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.content.moves import Moves
from generator.gate.tombstones import entry_id
from generator.ground.channels import FEED
from generator.ground.digest import opaque_id
from generator.incremental.traces import Published

IN_FEED = "feed-"


def text_id(site: str, source: str, moves: Moves) -> str:
    """The id of a text of the site at the address ``site``, which a rename does not change."""
    return opaque_id(entry_id(site, moves.first(source)))


def ids_of(published: Published, site: str, moves: Moves) -> frozenset[str]:
    """The ids of everything that may be online of texts that are published."""

    def each() -> Iterator[str]:
        for path, source in published.texts.items():
            known_as = text_id(site, source, moves)
            yield known_as
            if path in published.by.get(FEED, ()):
                yield IN_FEED + known_as

    return frozenset(each())
