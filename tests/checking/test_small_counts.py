"""Counts that are shown tell nothing of few, also to who knows all that is shown and how it was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import combinations, pairwise, product
from typing import TypeAlias

from generator.checking.small_counts import LEAST, groups_shown, is_small, mostly, parts_shown

Counts: TypeAlias = tuple[int, ...]
Shown: TypeAlias = Mapping[int, int | None]


def parts_of(total: int, parts: int) -> Iterator[Counts]:
    """Every way in which so many stories can be in so many parts."""
    for ends in combinations(range(total + parts - 1), parts - 1):
        yield tuple(end - begin - 1 for begin, end in pairwise((-1, *ends, total + parts - 1)))


def numbered(counts: Counts) -> dict[int, int]:
    return dict(enumerate(counts))


def told_exactly(
    every: Iterator[Counts], view: Callable[[Counts], Shown], beside: Callable[[Counts], object]
) -> list[Counts]:
    """The counts in which a hidden one can be worked out: in all counts that show the same, it is the same."""
    alike: dict[object, list[Counts]] = defaultdict(list)
    for counts in every:
        alike[tuple(view(counts).items()), beside(counts)].append(counts)
    return [
        found[0]
        for found in alike.values()
        for n in range(len(found[0]))
        if view(found[0]).get(n) is None and len({counts[n] for counts in found}) == 1
    ]


def parts(counts: Counts) -> Shown:
    return parts_shown(numbered(counts))


def most(counts: Counts) -> object:
    return () if parts(counts) else mostly(numbered(counts))


def groups(total: int, counts: Counts) -> Shown:
    return groups_shown(numbered(counts), total)


def test_no_hidden_part_can_be_worked_out() -> None:
    """Of all sites with up to 20 stories in up to 5 parts, no hidden count follows from what is shown of it."""
    for total in range(LEAST, 21):
        for number in range(2, 6):
            assert told_exactly(parts_of(total, number), parts, most) == [], (total, number)


def test_what_is_left_beside_parts_that_are_shown_is_not_small() -> None:
    """The sum of all parts less those that are shown is none or at least 5."""
    for total in range(LEAST, 21):
        for counts in parts_of(total, 4):
            shown = parts(counts)
            assert not any(count is not None and is_small(count) for count in shown.values())
            assert not shown or not is_small(total - sum(count or 0 for count in shown.values())), counts


def test_no_hidden_group_can_be_worked_out() -> None:
    """Of groups that overlap, no hidden count follows from what is shown, though each story is in one at least."""
    for total in range(LEAST, 16):
        every = (counts for counts in product(range(total + 1), repeat=3) if sum(counts) >= total)
        assert told_exactly(every, partial(groups, total), lambda _: None) == [], total


def test_neither_a_group_nor_what_is_outside_it_is_small() -> None:
    """A group that is shown has no story or at least 5, and so has the rest of the site."""
    for total, count in product(range(LEAST, 30), range(30)):
        shown = groups(total, (count,))[0] if count <= total else None
        assert shown is None or not (is_small(shown) or is_small(total - shown))


def test_no_few_stories_in_two_groups_follow_from_the_sum() -> None:
    """What groups that are all shown have together is the number of stories, or at least 5 more."""
    for total in range(LEAST, 16):
        for counts in product(range(total + 1), repeat=3):
            if sum(counts) >= total and None not in groups(total, counts).values():
                assert not is_small(sum(counts) - total), (total, counts)


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    """Counts of which none is small are all shown, and none is told as none."""
    assert parts((5, 0, 9)) == {0: 5, 1: 0, 2: 9}


def test_a_single_small_part_has_another_beside_it() -> None:
    """One small part is hidden together with the smallest of the others, and all that are as small."""
    assert parts((3, 20, 7, 7)) == {0: None, 1: 20, 2: None, 3: None}


def test_where_nothing_is_left_to_show_no_part_is_named() -> None:
    """Two parts of which one is small are both hidden, with every part that has no story; what most are in is told."""
    assert (parts((40, 3, 0)), most((40, 3, 0))) == ({}, (0,))
