"""Which stories are near each other: looked for again only near what has changed, with the same answer."""

from __future__ import annotations

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

    return [
        Traits(f"{n}.md", some(WORDS), some(TOPICS, 1), draw(st.sampled_from(("en", "de"))), some(NOTES), course)
        for n, course in enumerate(draw(st.lists(st.sampled_from(COURSES), min_size=count, max_size=count)))
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
    changed = Traits(before[n].source, other.telling, other.topics, other.language, other.notes, other.course)
    now = [*before[:n], changed, *before[n + 1 :]]
    assert nearest(now, before, nearest(before)) == nearest(now)
