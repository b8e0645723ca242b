"""Which consents had ended, and were known to be obeyed at a place, when this computer last reached it.

Where a place cannot be reached, nobody knows what is there; but what has ended since may still be. It is remembered in
the cache of the site, by opaque ids. Where nothing is remembered, whatever has ended may still be there.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from generator.incremental.states import KeptValue
from generator.store.cache import FILE, FOLDER, Cache

SETTLED = KeptValue("ended-at-publish", dict[str, frozenset[str]])


def unsettled(root: Path, place: str, ended: Collection[str]) -> frozenset[str]:
    """Of texts that have ended, those of which a place with this address may still show something."""
    return frozenset(ended) - _settled(root).get(place, frozenset())


def settle(root: Path, place: str, ended: Collection[str]) -> None:
    """Remember that a place shows nothing of these texts."""
    settled = _settled(root)
    if settled.get(place) != frozenset(ended):
        cache = Cache(root / FOLDER / FILE)
        try:
            SETTLED.put(cache, "", settled | {place: frozenset(ended)})
        finally:
            cache.close(done=True)


def _settled(root: Path) -> dict[str, frozenset[str]]:
    cache = Cache.glanced(root / FOLDER / FILE)
    try:
        return SETTLED.get(cache, "") or {}
    finally:
        cache.close(done=False)
