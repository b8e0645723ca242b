"""Which stories are near each other, kept between builds and looked for again only where stories have changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.gate.admit import Story
from generator.incremental.states import KeptValue
from generator.plan.neighbours import Nearest, Traits, nearest, traits_of
from generator.store.cache import Cache


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was near when it was last looked for."""

    traits: list[Traits]
    nearest: Nearest


RELATED = KeptValue("related", _Kept)


def related(stories: Sequence[Story], cache: Cache, target: str) -> Nearest:
    """For each story the indexes of a few others (`plan.neighbours`); ``target`` names the output that they are for."""
    kept = RELATED.get(cache, target) or _Kept([], [])
    return _again(kept, [traits_of(story) for story in stories], cache, target)


def related_again(changed: Mapping[int, Story], cache: Cache, target: str) -> Nearest | None:
    """The same for stories of which some have changed, given by their numbers; None if others have new neighbours."""
    kept = RELATED.get(cache, target)
    if kept is None:
        return None
    traits = [traits_of(changed[n]) if n in changed else of for n, of in enumerate(kept.traits)]
    now = _again(kept, traits, cache, target)
    others = (n for n, (old, new) in enumerate(zip(kept.nearest, now, strict=True)) if old != new)
    return now if changed.keys() >= set(others) else None


def _again(kept: _Kept, traits: list[Traits], cache: Cache, target: str) -> Nearest:
    """What is near by these traits, left for the next build."""
    if kept.traits == traits:
        return kept.nearest
    made = nearest(traits, kept.traits, kept.nearest)
    RELATED.put(cache, target, _Kept(traits, made))
    return made
