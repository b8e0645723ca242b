"""Poems: between “::: poem” and “:::”, each line of the source is a line for readers, as far in as it was written.

This is done to the parser's tokens, so that all who go through them see line breaks where readers do: pages and what is
approved alike. Indentation is made of en spaces (U+2002), which browsers keep, and which the account of words and
search take for space; so it is there in books, in copies of the words, and without any style sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

OPENS, CLOSES = "container_poem_open", "container_poem_close"
EN_SPACE = "\u2002"
# Spaces before a line; more of them would push it off a telephone.
DEEPEST = 16
# Before a line stand spaces, and the signs of a quotation in which it is.
AROUND = " >"


def keep_lines(state: StateCore) -> None:
    """A rule of the parser's, behind those that find words."""
    if OPENS not in {token.type for token in state.tokens}:
        return
    lines = [line.expandtabs(4) for line in state.src.split("\n")]
    for stanzas in _poems(state.tokens):
        margin = min((_spaces(lines, n) for stanza in stanzas for n in range(*_rows(stanza))), default=0)
        for stanza in stanzas:
            first, end = _rows(stanza)
            stanza.children = list(
                _in_lines(stanza.children or (), [_spaces(lines, n) - margin for n in range(first, end)])
            )


def _poems(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The words of the paragraphs of each poem."""
    stanzas: list[Token] = []
    depth = 0
    for token, before in zip(tokens, (None, *tokens), strict=False):
        if token.type == OPENS:
            depth += 1
        elif token.type == CLOSES:
            depth -= 1
            if not depth:
                yield stanzas
                stanzas = []
        elif depth and token.type == "inline" and before and before.type == "paragraph_open":
            stanzas.append(token)


def _rows(stanza: Token) -> tuple[int, int]:
    first, end = stanza.map or (0, 0)
    return first, end


def _spaces(lines: Sequence[str], row: int) -> int:
    before = lines[row][: len(lines[row]) - len(lines[row].lstrip(AROUND))]
    _, sign, behind = before.rpartition(">")
    return len(behind) - len(sign)


def _in_lines(children: Sequence[Token], spaces: Sequence[int]) -> Iterator[Token]:
    """The same words with a break at each end of a line, and with the space that stands before each."""
    row = 0
    yield from _indented(spaces, row)
    for token in children:
        if token.type not in ("softbreak", "hardbreak"):
            yield token
            continue
        row += 1
        yield Token("hardbreak", "br", 0, level=token.level)
        yield from _indented(spaces, row)


def _indented(spaces: Sequence[int], row: int) -> Iterator[Token]:
    if row < len(spaces) and spaces[row]:
        yield Token("text", "", 0, content=EN_SPACE * min(spaces[row], DEEPEST))
