"""Characters that are written by their numbers, `&#12;`, and that no page may hold.

The parser would put some of them into pages, where they make books unreadable, and shows � for others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from markdown_it.token import Token

from generator.ground.diagnostics import Diagnostic, Span, error
from generator.ground.patterns import lazy
from generator.ground.unseen import CONTROL, forbidden, named

# As CommonMark knows them (0.31, section 2.5); behind a backslash that is no word itself, they are words.
REFERENCE = lazy(r"(?<!\\)(?:\\\\)*(&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));)")
LOST = "\ufffd"
HINT = "delete it, or write what belongs there"


def problems(tokens: list[Token], lines: list[str], path: str, first_line: int) -> Iterator[Diagnostic]:
    """Each reference to such a character with its place; what it stands for is taken out of the tokens.

    ``first_line`` is the number in the file of the first of ``lines``.
    """
    for block in tokens:
        if block.type != "inline" or "&#" not in block.content:
            continue
        within = list(_all_within(block.children or []))
        code: Counter[str] = Counter()  # where references are words
        for token in within:
            if token.type == "code_inline":
                code.update(found[1] for found in REFERENCE.finditer(token.content))
            else:
                token.content = CONTROL.sub(LOST, token.content)
            if "title" in token.attrs:
                token.attrs["title"] = CONTROL.sub(LOST, str(token.attrs["title"]))
        first, end = block.map or (0, len(lines))
        rows = enumerate(lines[first:end], first + first_line)
        shown = [(number, found) for number, row in rows for found in REFERENCE.finditer(row)]
        left = Counter(found[1] for _, found in shown) - code
        for number, found in shown:
            character = _unshown(found)
            if character and left[found[1]] > 0:
                left[found[1]] -= 1
                what = f"{found[1]} stands for what no page may hold: {character}"
                yield error("control-character", path, Span(number, found.start(1) + 1), what, HINT)


def _all_within(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all_within(token.children or [])


def _unshown(reference: re.Match[str]) -> str | None:
    """The name of what a reference stands for, if no page may hold it."""
    number = int(reference[2], 16) if reference[2] else int(reference[3])
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:  # what UTF-16 writes half a character with
        return "no character"
    return named(chr(number)) if forbidden(chr(number)) else None
