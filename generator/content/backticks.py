"""Backticks that were typed as apostrophes or quotation marks, and make code of the words between two of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from generator.content.places import Places
from generator.content.stress import is_in_word
from generator.ground.diagnostics import Diagnostic, Span, warning
from generator.ground.patterns import lazy

# How TeX closes a quotation that two backticks open.
CLOSES_IN_TEX = "''"
# What ends words before one that has an apostrophe or a quotation mark before it, and what stands before one behind.
OPENS = lazy(r"\s[(\[{“„«\"'¿¡—–]*\Z")
CLOSED = lazy(r"[\w.,;:!?…)\]}”»\"'’]\Z")
# A letter or two before an apostrophe, as in French and Italian, and a word behind it.
ELIDED = lazy(r"[^\W\d_]{1,2}\Z")
LONG_WORD = lazy(r"[^\W\d_]{3}")
# Words between two signs that are named: “` and `”.
JOINS = frozenset(("and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en", "of", "og", "och"))
HINT = "for an apostrophe write ', for quotation marks \"; around code leave spaces"


def misread(tokens: Sequence[Token], at: int, path: str, places: Places) -> Iterator[Diagnostic]:
    """Code in the words of a block that was meant as words between apostrophes or quotation marks."""
    code = tokens[at]
    before, after = _beside(tokens, at)
    begun = _begun(code)
    if code.content in JOINS:
        named = f"{code.markup} {code.content} {code.markup}"
        begun = named if f"{before}{named}{after[:1]}" in places.written else begun
    if begun.endswith(f" {code.markup}") or _is_misread(code, before, after):
        message = "these backticks would be gone, and the words between them would be shown as code"
        yield warning("backticks", path, _place(places, before, begun), message, HINT)


def in_picture(tokens: Sequence[Token], path: str, places: Places) -> Iterator[Diagnostic]:
    """The same in the alternative text of a picture, of which these are the words."""
    for at, code in enumerate(tokens):
        if code.type == "code_inline":
            before, after = _beside(tokens, at)
            if _is_misread(code, before, after):
                message = "these backticks would be gone from what is said of the picture"
                yield warning("backticks", path, _place(places, before, _begun(code)), message, HINT)


def _beside(tokens: Sequence[Token], at: int) -> tuple[str, str]:
    """The sign before a token, and the words behind it."""
    return tokens[at - 1].content[-1:] if at else "", tokens[at + 1].content if at + 1 < len(tokens) else ""


def _is_misread(code: Token, before: str, after: str) -> bool:
    """Whether code begins close behind words or ends close before some, as no code does."""
    words = code.content
    if is_in_word(after[:1]):
        is_elided = ELIDED.match(words) is not None and LONG_WORD.match(after) is not None
        is_tex = code.markup == "``" and CLOSES_IN_TEX in words
        return is_in_word(before) or is_tex or is_elided or OPENS.search(words) is not None
    return words[:1].isspace() and CLOSED.match(before) is not None


def _begun(code: Token) -> str:
    return code.markup + code.content.partition(" ")[0]


def _place(places: Places, before: str, begun: str) -> Span:
    """Where code begins; the beginning of its block where it is written in another way than it is read."""
    above, found, _ = places.written.partition(f"{before}{begun}")
    first = places.line(places.block[0])
    if not found:
        return first
    return Span(first.line + above.count("\n"), len(above.rpartition("\n")[2]) + len(before) + 1)
