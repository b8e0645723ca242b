"""Since when texts are online, as far as this computer put them there: what the desk says of each story.

It is remembered in the cache of the site, by opaque ids. Where that is forgotten, as when a story was withdrawn, the
next time that the site is put online begins anew; so nothing may rest on it but words for editors.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path

from generator.incremental.states import KeptValue
from generator.store.cache import FILE, FOLDER, Cache

ONLINE = KeptValue("online-at-publish", dict[str, dict[str, date]])


def online_since(root: Path, places: Iterable[str]) -> Mapping[str, date]:
    """The day on which each text, by its id, came to one of the places with these addresses first, and stayed."""
    found: dict[str, date] = {}
    kept = _kept(root)
    for place in places:
        for text, day in kept.get(place, {}).items():
            found[text] = min(day, found.get(text, day))
    return found


def put_online(root: Path, place: str, texts: Collection[str], day: date) -> None:
    """Remember that just these texts are at a place since a day, or since an earlier one."""
    kept = _kept(root)
    before = kept.get(place, {})
    now = {text: min(day, before.get(text, day)) for text in texts}
    if now != before:
        cache = Cache(root / FOLDER / FILE)
        try:
            ONLINE.put(cache, "", kept | {place: now})
        finally:
            cache.close(done=True)


def _kept(root: Path) -> dict[str, dict[str, date]]:
    cache = Cache.glanced(root / FOLDER / FILE)
    try:
        return ONLINE.get(cache, "") or {}
    finally:
        cache.close(done=False)
