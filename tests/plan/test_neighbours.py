"""Which stories are near each other: looked for again only near what has changed, with the same answer."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from generator.content.front_matter import Shape
from generator.plan.neighbours import Traits, nearest

COURSES: tuple[Shape | None, ...] = (None, "steady", "still-in-it", "getting-better")
WORDS, TOPICS, NOTES = ("lamp", "boat", "tin", "gate"), ("hope", "work", "support"), ("death", "eating")


@st.composite
def rows(draw: st.DrawFn) -> list[Traits]:
    """The traits of a few stories that have much in common."""
    count = draw(st.integers(1, 30))

    def some(of: tuple[str, ...], least: int = 0) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(of), min_size=least, max_size=2, unique=True)))

    days = sorted(draw(st.lists(st.integers(1, 12), min_size=count, max_size=count)))
    courses = draw(st.lists(st.sampled_from(COURSES), min_size=count, max_size=count))
    return [
        Traits(
            f"{n}.md",
            day,
            some(WORDS),
            some(TOPICS, 1),
            draw(st.sampled_from(("en", "de"))),
            some(NOTES),
            course,
            draw(st.booleans()),
        )
        for n, (day, course) in enumerate(zip(days, courses, strict=True))
    ]


@given(rows(), rows())
def test_what_is_near_is_the_same_whatever_was_known(before: list[Traits], now: list[Traits]) -> None:
    """What is kept from other traits of the same stories gives what looking at all of them anew gives."""
    assert nearest(now, before, nearest(before)) == nearest(now)


@given(rows(), st.data())
def test_one_change_changes_what_is_near_as_if_all_were_new(before: list[Traits], data: st.DataObject) -> None:
    """After one story has changed its course, notes or topics, what is kept gives what looking anew gives."""
    n = data.draw(st.integers(0, len(before) - 1))
    other = data.draw(rows())[0]
    changed = replace(other, source=before[n].source, day=before[n].day)
    now = [*before[:n], changed, *before[n + 1 :]]
    assert nearest(now, before, nearest(before)) == nearest(now)


@given(rows(), st.data())
def test_stories_that_come_and_go_change_what_is_near_as_if_all_were_new(
    all_: list[Traits], data: st.DataObject
) -> None:
    """After stories have come and gone anywhere in the order, what is kept gives what looking anew gives."""
    places = st.lists(st.booleans(), min_size=len(all_), max_size=len(all_))
    before, now = ([of for of, is_there in zip(all_, data.draw(places), strict=True) if is_there] for _ in range(2))
    assert nearest(now, before, nearest(before)) == nearest(now)
