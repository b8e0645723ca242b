"""A character that no page may hold hid everything else that was wrong in its file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.content import read
from generator.content.decoding import cleaned
from tests.builders.sites import story


def test_all_is_told_at_once() -> None:
    """What is wrong in a text with such a character, in its fields and below, is told in one run with it."""
    data = story(day="soon", text="A line\vbreak.\n\n# A gate").encode()
    made = read.manuscript(data, "stories/a.md", "en")
    assert made.value is None
    assert {d.rule for d in made.diagnostics} == {"control-character", "date", "heading-order"}


def test_each_is_told_once() -> None:
    """What is told of a file with such a character, marks and line ends included, is told once."""
    data = b"\xef\xbb\xbf" + story(text="A line\x01break.").replace("\n", "\r\n").encode()
    rules = [d.rule for d in read.manuscript(data, "stories/a.md", "en").diagnostics]
    assert sorted(rules) == ["byte-order-mark", "control-character", "line-endings"]


@given(st.text())
def test_nothing_else_changes(text: str) -> None:
    """A cleaned text has as many characters as before, and all others in their places."""
    clean = cleaned(text.encode())
    if clean is not None:
        assert all(new in (old, " ") for old, new in zip(text, clean.decode(), strict=True))
        assert cleaned(clean) is None
