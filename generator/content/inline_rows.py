"""The words of a block in one row, as its readers see them, and what is done to such rows before a page is made.

The parser cuts words into tokens wherever there might have been markup. A rule on words has to see them as readers do:
across stress and links, without code, and without signs that have a backslash before them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from generator.content import typography
from generator.content.typography import begins_with_single, changed, may_change, typographic

# Stand in a row for code, pictures and addresses, which are like a letter to what is beside them, and for a sign that
# was escaped, which is like punctuation.
SOLID, ESCAPED = "ꙮ", "※"
# Every stray mark but an address holds one of these, and most rows hold none, which is seen quickly.
ODD = re.compile("[<\\[\\]{~|#+=\\\\&*_·`^\u00a0]")
BEYOND_LATIN = re.compile("[•‣◦●▪▸►➢➤\uf0a7\uf0b7\u2007\u202f]")  # apart, since so large a set takes twice as long
# Rows that say no more than that something is to come.
SHORT, PLACEHOLDER = 60, re.compile(r"XXX|TB[CD]|\((?:to be|tb[cd])\b")
# Apart, too: only its first sign is looked for quickly.
ODD_LINE = re.compile(r"\n(?:[ \t]*(?:[-:]|\d{1,3}[.)])|[§oØü][ \t]{2}|(?<=-\n))")
ODD_ROWS, ODD_TITLES = "odd rows", "odd titles"
# A row of its own for stress between slashes, as in “/*ask Ines*/”, whose stars are in no other row.
STARRED = "/*"
BEHIND_SLASH = re.compile(r"(?<![\w/])/\Z")


@dataclass(frozen=True, slots=True)
class InlineRow:
    """The words of a block, with those tokens in it whose words may be changed, and where each begins."""

    text: str
    pieces: tuple[tuple[int, Token], ...]


def row_of(tokens: Sequence[Token]) -> InlineRow:
    """The row of inline tokens, as they are before escaped signs are joined with the rest."""
    if len(tokens) == 1 and tokens[0].type == "text":
        return InlineRow(tokens[0].content, ((0, tokens[0]),))
    parts: list[str] = []
    pieces: list[tuple[int, Token]] = []
    length, in_address = 0, False
    for token in tokens:
        kind, words = token.type, ""
        if kind == "text":
            words = SOLID if in_address else token.content
            if words and not in_address:
                pieces.append((length, token))
        elif kind in ("softbreak", "hardbreak"):
            words = "\n"
        elif kind in ("code_inline", "image"):
            words = SOLID
        elif kind == "text_special":
            # A backslash before a letter is one that readers see.
            is_sign = len(token.content) == 1 and not token.content.isalnum() and not token.content.isspace()
            words = ESCAPED if is_sign else token.content
        elif token.info == "auto":
            in_address = kind == "link_open"
        parts.append(words)
        length += len(words)
    return InlineRow("".join(parts), tuple(pieces))


def typographer(code: str) -> Callable[[StateCore], None]:
    """A rule for the parser that sets all words, texts of pictures and titles as the language with this code does.

    Rows in which there may be stray marks, as they were before, are left in ``env``, each with its line: `ODD_ROWS`; so
    are titles, such as captions: `ODD_TITLES`.
    """

    def set_words(state: StateCore) -> None:
        blocks = [token for token in state.tokens if token.type == "inline"]
        for n, block in enumerate(blocks):
            children, written = block.children or (), block.content
            # Titles of definitions stand elsewhere, and so are looked for wherever there may be a link or picture.
            if "[" in written:
                _set_beside(children, code, (block.map or [0])[0], state.env)
            is_marked, is_odd = may_change(written), may_be_odd(written)
            if not is_marked and not is_odd:
                continue
            row = row_of(children)
            if is_odd and may_be_odd(row.text):
                state.env.setdefault(ODD_ROWS, []).append(((block.map or [0])[0], row.text))
            if "*/" in written:
                begin = (block.map or [0])[0]
                state.env.setdefault(ODD_ROWS, []).extend((begin + n, STARRED) for n in _starred(children))
            if is_marked:
                _set(row, code, partial(_goes_on, blocks, n, code))

    return set_words


def _starred(tokens: Sequence[Token]) -> Iterator[int]:
    """The lines of a block, from 0, on which stress begins behind a slash that ends before one."""
    line, begun = 0, []
    edge = Token("text", "", 0)
    for before, token, after in zip([edge, *tokens], tokens, [*tokens[1:], edge], strict=False):
        if token.type in ("softbreak", "hardbreak"):
            line += 1
        elif token.type == "em_open":
            begun.append(line if BEHIND_SLASH.search(before.content) else -1)
        elif token.type == "em_close":
            at = begun.pop()
            if at >= 0 and after.content.startswith("/"):
                yield at


def may_be_odd(words: str) -> bool:
    """Whether there may be a stray mark in words, which is seen quickly."""
    if ODD.search(words) is not None or "//" in words or words.startswith(("-", "!!!", "???", "(@")):
        return True
    if "\n" in words and ODD_LINE.search(words) is not None:
        return True
    if len(words) <= SHORT and PLACEHOLDER.search(words) is not None:
        return True
    if words.startswith(("Note", "note", "NOTE", "(Note", "(note")):
        return True
    if "TODO" in words or "FIXME" in words or "TKTK" in words or "DO NOT PUB" in words or "orem ipsum" in words:
        return True
    return not words.isascii() and BEYOND_LATIN.search(words) is not None


def _set(row: InlineRow, code: str, goes_on: Callable[[], bool] = bool) -> None:
    made = typography.changes(row.text, code, goes_on)
    at = 0
    for start, token in row.pieces:
        end, own = start + len(token.content), []
        while at < len(made) and made[at][1] <= end:
            first, last, new = made[at]
            if first >= start:
                own.append((first - start, last - start, new))
            at += 1
        if own:
            token.content = changed(token.content, own)


def _set_beside(tokens: Sequence[Token], code: str, line: int, env: MutableMapping[str, Any]) -> None:
    """Set what stands beside the words: texts of pictures, and titles of pictures and links.

    Where there may be stray marks in them, they are left in ``env`` as they were; ``line`` is the block's.
    """
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            line += 1
        if token.type == "image" and token.children:
            row = row_of(token.children)
            if may_be_odd(row.text):
                env.setdefault(ODD_ROWS, []).append((line, row.text))
            _set(row, code)
        if "title" in token.attrs:
            title = str(token.attrs["title"])
            if may_be_odd(title) or "(TBD)" in title:
                env.setdefault(ODD_TITLES, []).append((line, title))
            token.attrs["title"] = typographic(title, code)


def _goes_on(blocks: Sequence[Token], n: int, code: str) -> bool:
    """Whether a speech in the paragraph with this number goes on in the next."""
    return n + 1 < len(blocks) and begins_with_single(row_of(blocks[n + 1].children or ()).text, code)
