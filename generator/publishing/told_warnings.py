"""Which warnings were there when a place was last published to from this computer, so that new ones are seen as new.

They are remembered in the cache of the site, as digests, so that no words of theirs outlive their text. A place is
published to from elsewhere, too, and the manifest beside the site tells nobody's words; so here is all that is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.ground.diagnostics import Diagnostic
from generator.ground.digest import digest
from generator.incremental.states import KeptValue
from generator.store.cache import FILE, FOLDER, Cache

TOLD = KeptValue("told-at-publish", frozenset[bytes])


def new_warnings(root: Path, place: str, warnings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...] | None:
    """Of these warnings, those that were not there when the site in ``root`` was last published to a place from here.

    None if nothing is remembered of that. A warning stays the same where lines are put in above it.
    """
    cache = Cache.glanced(root / FOLDER / FILE)
    try:
        before = TOLD.get(cache, _target(place))
    finally:
        cache.close(done=False)
    return None if before is None else tuple(d for d in warnings if _digest(d) not in before)


def remember(root: Path, place: str, warnings: Iterable[Diagnostic]) -> None:
    """Remember that these were the warnings when the site was published to a place."""
    cache = Cache(root / FOLDER / FILE)
    try:
        TOLD.put(cache, _target(place), frozenset(map(_digest, warnings)))
    finally:
        cache.close(done=True)


def _target(place: str) -> str:
    return f"publish:{place}"


def _digest(d: Diagnostic) -> bytes:
    return digest(d.path.encode(), d.rule.encode(), d.message.encode())
