"""Which counts may be shown, so that no few storytellers can be told from them, not even by taking one from another.

A count is small where it is above none and below `LEAST`. Readers are taken to know the number of all stories, and how
this room decides. None is told as none: it is about nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

LEAST = 5
K = TypeVar("K")


def is_small(count: int) -> bool:
    """Whether a count is of so few that they could be known by it."""
    return 0 < count < LEAST


def parts_shown(counts: Mapping[K, int]) -> Mapping[K, int | None]:
    """The counts of parts of a whole, each story in one of them: None where hidden; nothing if none can be shown.

    Small counts are hidden. Where these are all alike, or together small, so are the smallest of the others. So hidden
    counts are together never small, and never all alike beside one that is shown: nobody can say which is which.
    Where nothing is left to show, not even the parts without any story are named, for they would tell of the others.
    """
    small = [count for count in counts.values() if is_small(count)]
    large = [count for count in counts.values() if count >= LEAST]
    most = 0
    if small:
        is_told = is_small(sum(small)) or len(set(small)) == 1
        most = min(large) if large and is_told else LEAST - 1
    if not any(count > most for count in large):
        return {}
    return {part: None if 0 < count <= most else count for part, count in counts.items()}


def mostly(counts: Mapping[K, int]) -> tuple[K, ...]:
    """The part that more than two thirds of at least twice `LEAST` stories are in, if there is one.

    It is to be told where no count is shown. Nothing about few follows from it, nor from its not being told: the small
    parts may then be one, two or more, and any of them.
    """
    total = sum(counts.values())
    return tuple(part for part, count in counts.items() if 3 * count > 2 * total and total >= 2 * LEAST)


def groups_shown(counts: Mapping[K, int], total: int) -> Mapping[K, int | None]:
    """The counts of groups that may overlap, out of ``total`` stories, each in one at least: None where hidden.

    A group is hidden if it is small, or if what is outside it is. Where all could be shown, and few stories are in more
    than one, the smallest groups are hidden, since the sum of all would tell how many those are.
    """
    hidden = {group for group, count in counts.items() if is_small(count) or is_small(total - count)}
    if not hidden and is_small(sum(counts.values()) - total):
        least = min(count for count in counts.values() if count)
        hidden = {group for group, count in counts.items() if count == least}
    return {group: None if group in hidden else count for group, count in counts.items()}
