"""Backticks that were typed in place of apostrophes and quotation marks."""

from __future__ import annotations

import pytest

from generator.content import markdown


def told(text: str) -> list[tuple[int, int]]:
    """The lines and columns of backticks that are told of in a text."""
    found = markdown.parse(text, "stories/a.md", "en").diagnostics
    return [(d.span.line, d.span.column) for d in found if d.rule == "backticks"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("I can`t. He said it wasn`t so.", [(1, 6)]),
        ("One.\n\nTwo.\nIch hab`s und geht`s.", [(4, 8)]),
        ("C`est l`homme d`accord qu`on sait.", [(1, 2), (1, 16)]),
        ("``Hello,'' he said. ``Bye.''", [(1, 1)]),
        ("It was\nhe who can`t\nand won`t.", [(2, 11)]),
    ],
)
def test_apostrophes(text: str, places: list[tuple[int, int]]) -> None:
    """Backticks between letters that would be gone, and quotation marks of TeX, are told at their place."""
    assert told(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "Type `ls` and `cd`, (`x`) or “`y`”.",
        "Two `story`s, a re`run`, `a`-`b`",
        "``a`b`` and then",
        "日本`code`です",
        "*`so`* [`x`](https://example.org/)",
    ],
)
def test_code(text: str) -> None:
    """Code that stands by itself is told of in no way."""
    assert told(text) == []
