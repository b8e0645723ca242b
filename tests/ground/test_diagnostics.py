"""Problems as values."""

from __future__ import annotations

import difflib

from hypothesis import given
from hypothesis import strategies as st

from generator.ground.diagnostics import Checked, Span, did_you_mean, error, in_order, note, warning


def test_order() -> None:
    """Problems come by file, line and column, each once."""
    one = error("b", "a.md", Span(2, 5), "wrong", "right")
    two = warning("a", "a.md", Span(10, 1), "wrong", "right")
    three = note("a", "b.md", Span(1, 1), "wrong", "right")
    assert in_order([three, two, one, two]) == (one, two, three)


def test_place() -> None:
    """A place is written as editors make it clickable."""
    assert error("rule", "stories/a.md", Span(3, 7), "wrong", "right").place == "stories/a.md:3:7"


def test_errors_alone_withhold() -> None:
    """Of all problems only errors are errors."""
    problems = (error("a", "a", Span(1), "", ""), warning("a", "a", Span(1), "", ""), note("a", "a", Span(1), "", ""))
    assert Checked(None, problems).errors == problems[:1]


def test_did_you_mean() -> None:
    """The nearest known word is offered, whatever the order of the known words; nothing where none is near."""
    for known in (["hope", "home", "help"], ["help", "home", "hope"]):
        assert did_you_mean("hopee", known, "write a topic") == "did you mean “hope”?"
    assert did_you_mean("HOPE", ["hope"], "") == "did you mean “hope”?"
    assert did_you_mean("gardening", ["hope"], "write a topic") == "write a topic"
    assert did_you_mean("", ["hope"], "write a topic") == did_you_mean("x", [], "write a topic") == "write a topic"


@given(st.text("abcd", max_size=6), st.lists(st.text("abcd", max_size=6), max_size=8))
def test_the_nearest_of_all(word: str, known: list[str]) -> None:
    """The word that is named is the one that Python's difflib puts first."""
    first = difflib.get_close_matches(word, known, n=1)
    assert did_you_mean(word, known, "none") == (f"did you mean “{first[0]}”?" if first else "none")
