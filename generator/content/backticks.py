"""Backticks that were typed as apostrophes or quotation marks, and make code of the words between two of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from generator.content.places import Places
from generator.content.stress import is_in_word
from generator.ground.diagnostics import Diagnostic, Span, warning

# How TeX closes a quotation that two backticks open.
CLOSES_IN_TEX = "''"


def misread(tokens: Sequence[Token], at: int, path: str, places: Places) -> Iterator[Diagnostic]:
    """Code in the words of a block that begins behind a letter, or as a quotation of TeX, and ends before a letter."""
    code = tokens[at]
    before = tokens[at - 1].content[-1:] if at else ""
    after = tokens[at + 1].content[:1] if at + 1 < len(tokens) else ""
    if is_in_word(after) and (is_in_word(before) or (code.markup == "``" and CLOSES_IN_TEX in code.content)):
        message = "these backticks would be gone, and the words between them would be shown as code"
        hint = "for an apostrophe write ', for quotation marks \"; around code leave spaces"
        place = _place(places, before, code.markup + code.content.partition(" ")[0])
        yield warning("backticks", path, place, message, hint)


def _place(places: Places, before: str, begun: str) -> Span:
    """Where code begins; the beginning of its block where it is written in another way than it is read."""
    above, found, _ = places.written.partition(f"{before}{begun}")
    first = places.line(places.block[0])
    if not found:
        return first
    return Span(first.line + above.count("\n"), len(above.rpartition("\n")[2]) + len(before) + 1)
