"""Whether a table can be narrower than its words need, as on a page of paper."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

# Characters that stand beside each other on a page of A5, or of A4 in large print; beside a cell is room for as many.
ON_PAPER, BESIDE = 45, 2
WORDS = ("text", "code_inline")


def is_packed(table: Sequence[Token]) -> bool:
    """Whether the longest words of a table's columns have no room beside each other on paper.

    ``table`` are tokens from where it begins.
    """
    longest, column = list[int](), 0
    for token in table:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            column = 0
        elif token.type == "inline":
            longest += [0] * (column + 1 - len(longest))
            longest[column] = max(longest[column], *map(len, [*_words(token), ""]))
            column += 1
    return sum(longest) + BESIDE * len(longest) > ON_PAPER


def _words(cell: Token) -> list[str]:
    """What cannot be divided between lines; marks for bold and links divide nothing."""
    return "".join(
        child.content if child.type in WORDS else "" if child.nesting else " " for child in cell.children or ()
    ).split()
