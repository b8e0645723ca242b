"""Names that stories had, and the first of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content import moves
from generator.content.moves import NO_MOVES, Moves, StoryMove
from generator.ground.diagnostics import CannotBuildError
from tests.builders.examples import few
from tests.builders.sites import DATA


def test_the_first_form_is_read() -> None:
    """A file that the first form's day has written is read as it was meant."""
    read = moves.read((DATA / "moves" / "form-1.yaml").read_bytes())
    assert read.moves == (
        StoryMove(
            old="stories/a.md", new="stories/b.md", old_page="stories/a/index.html", new_page="stories/b/index.html"
        ),
        StoryMove(old="stories/it's.md", new="stories/more/c d.md"),
    )
    assert moves.written(read) == (DATA / "moves" / "form-1.yaml").read_bytes()


def test_the_first_form_with_hidden_names_is_read() -> None:
    """A file in which the first form's day has hidden the names of a withdrawn story tells them to who knows one."""
    read = moves.read((DATA / "moves" / "form-1-hidden.yaml").read_bytes())
    names = ("stories/b.md", "stories/b/index.html", "stories/a.md", "stories/d.md")
    assert [read.first(n) for n in names] == ["stories/a.md", "stories/a/index.html", "stories/a.md 1", "stories/c.md"]


def test_no_file_is_no_move() -> None:
    """Where there is no file, every name is the first."""
    assert moves.read(None).first("stories/a.md") == "stories/a.md"
    assert moves.read(moves.written(NO_MOVES)) == NO_MOVES


@pytest.mark.parametrize("data", [b"form: 2\nmoves: []\n", b"moves: [{old: a}]\n", b"[", b"form: 1\nmore: 1\n", b""])
def test_what_cannot_be_understood_stops(data: bytes) -> None:
    """A file of a form to come, with errors, or with nothing in it is a reason to stop."""
    with pytest.raises(CannotBuildError):
        moves.read(data)


def test_a_name_that_was_given_away_is_another() -> None:
    """What comes to a name that was left has another first name than what left it."""
    moved = Moves(moves=(StoryMove(old="a", new="b"),))
    assert (moved.first("b"), moved.first("a")) == ("a", "a 1")
    back = Moves(moves=(StoryMove(old="a", new="b"), StoryMove(old="b", new="a")))
    assert (back.first("a"), back.now("b")) == ("a", "a")


def test_names_of_a_withdrawn_story_are_hidden() -> None:
    """Who knows the last name of a hidden story finds the first, and nobody reads any of them in the file."""
    steps = (StoryMove(old="a-b", new="c-d", old_page="p/a-b", new_page="p/c-d"), StoryMove(old="x", new="y"))
    moved = Moves(moves=(*steps, StoryMove(old="c-d", new="e-f", old_page="p/c-d", new_page="p/e-f")))
    hidden = moves.read(moves.written(moved.without("e-f", "0" * 32)))
    names = ("a-b", "c-d", "e-f", "p/a-b", "p/c-d", "p/e-f", "x", "y", "z")
    assert [hidden.first(name) for name in names] == [moved.first(name) for name in names]
    assert not [name for name in ("a-b", "c-d", "e-f") if name.encode() in moves.written(hidden)]
    assert hidden.without("e-f", "1" * 32) == hidden
    assert moved.without("q", "0" * 32) == moved


@settings(max_examples=few(200))
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.booleans()), max_size=12))
def test_each_text_keeps_its_first_name(steps: list[tuple[str, str, bool]]) -> None:
    """Through moves, departures and arrivals each text keeps its first name, and no two that are there share one."""
    done: list[StoryMove] = []
    there = {name: name for name in "ab"}  # the first name of what is there
    for old, new, arrives in steps:
        if arrives and old not in there:
            there[old] = Moves(moves=tuple(done)).first(old)
        if old in there and new not in there:
            done.append(StoryMove(old=old, new=new))
            there[new] = there.pop(old)
        now = Moves(moves=tuple(done))
        assert {name: now.first(name) for name in there} == there
        assert len(set(there.values())) == len(there)
