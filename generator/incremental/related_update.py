"""Which stories are near each other, kept between builds and looked for again only where stories have changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from generator.gate.admit import Story
from generator.ground.digest import pack
from generator.plan.neighbours import Nearest, Traits, nearest, traits_of
from generator.store.cache import Cache

STATE = "related"


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was near when it was last looked for."""

    traits: list[Traits]
    nearest: Nearest


KEPT = msgspec.msgpack.Decoder(_Kept)


def related(stories: Sequence[Story], cache: Cache, place: str) -> Nearest:
    """For each story the indexes of a few others, as `neighbours.nearest` gives them, for the output ``place``."""
    data = cache.state(place, STATE)
    kept = KEPT.decode(data) if data else _Kept([], [])
    return _again(kept, [traits_of(story) for story in stories], cache, place)


def related_again(changed: Mapping[int, Story], cache: Cache, place: str) -> Nearest | None:
    """The same for stories of which some have changed, given by their numbers; None if others have new neighbours."""
    data = cache.state(place, STATE)
    if data is None:
        return None
    kept = KEPT.decode(data)
    traits = [traits_of(changed[n]) if n in changed else of for n, of in enumerate(kept.traits)]
    now = _again(kept, traits, cache, place)
    others = (n for n, (old, new) in enumerate(zip(kept.nearest, now, strict=True)) if old != new)
    return now if changed.keys() >= set(others) else None


def _again(kept: _Kept, traits: list[Traits], cache: Cache, place: str) -> Nearest:
    """What is near by these traits, left for the next build."""
    if kept.traits == traits:
        return kept.nearest
    made = nearest(traits, kept.traits, kept.nearest)
    cache.put_state(place, STATE, pack(_Kept(traits, made)))
    return made
