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
        ("`Hello' he said, `bye' I said.", [(1, 1)]),
        ("`Hello',\n`bye' I said.", [(1, 1)]),
        ("He (`Sam') and she (`Ines') went.", [(1, 5)]),
        ("rock `n roll, `twas, `90s and `80s", [(1, 6), (1, 22)]),
        ("`Hallo´ und `Tschüss´", [(1, 1)]),
        ("´Hallo` und ´Tschüss`", [(1, 7)]),
        ("´Hallo!` und ´Tschüss!`", [(1, 8)]),
        ("Ol` man an` dog", [(1, 3)]),
        ("the dogs` bowls and cats` beds", [(1, 9)]),
        ("5` long, 7` high", [(1, 2)]),
        ("`l`homme et `d`accord", [(1, 1), (1, 13)]),
        ("the keys ` and `, then", [(1, 10)]),
    ],
)
def test_apostrophes(text: str, places: list[tuple[int, int]]) -> None:
    """Backticks typed as apostrophes or quotation marks, or named themselves, are told at their place."""
    assert told(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "Type `ls` and `cd`, (`x`) or “`y`”.",
        "Two `story`s, a re`run`, `a`-`b`",
        "``a`b`` and then",
        "日本`code`です",
        "*`so`* [`x`](https://example.org/)",
        "` ls ` and `and`, `x`s, the `i`th, (`a b`), `print 'a'`s",
        "``a `b` c`` and `` ` ``.",
    ],
)
def test_code(text: str) -> None:
    """Code that stands by itself is told of in no way."""
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("![I can`t and won`t.](images/a.png)", [(1, 8)]),
        ("One\n![It`s a dog`s life](images/a.png) two", [(2, 5)]),
        ("![`Hello' and `bye'](images/a.png)", [(1, 3)]),
        ("![The words `ls` and `cd`.](images/a.png)", []),
    ],
)
def test_alternative_texts(text: str, places: list[tuple[int, int]]) -> None:
    """Apostrophes that would be gone from what is said of a picture are told at their place."""
    assert told(text) == places
