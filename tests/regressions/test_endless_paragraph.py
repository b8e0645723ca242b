"""Quotation marks and links in one very long paragraph took time by the square of its length, up to an hour."""

from __future__ import annotations

import pytest

from generator.content import markdown


@pytest.mark.parametrize("part", ["'", "a' \"b ", "[a](b.md)\n", "![[", "*a_"])
def test_endless_paragraph(part: str) -> None:
    """A paragraph that is too long for a paragraph is an error, and is not parsed; those around it are."""
    text = "Before.\n\n" + part * (200_000 // len(part)) + "\n\nAfter."
    checked = markdown.parse(text, "stories/x.md", "en")
    assert [(d.rule, d.span.line) for d in checked.diagnostics] == [("too-long", 3)]
    assert checked.value is not None
    assert checked.value.text == "Before. After."


def test_longest_paragraph() -> None:
    """A paragraph of 20,000 characters is none too long."""
    assert markdown.parse("word " * 3_999 + "words", "stories/x.md", "en").diagnostics == ()
