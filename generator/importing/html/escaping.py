"""Which signs in words need a backslash, so that Markdown, and who looks at it for slips, takes them for words.

As few as may be, since people go on to edit the text: first those by which CommonMark 0.31 marks something up where
they stand, then those that `content.stray_marks` would tell of. Private notes and notes to oneself are left as they
are, so that the build tells of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.content import foreign_notes
from generator.content.inline_rows import ESCAPED, SOLID, may_be_odd
from generator.content.stray_marks import MARKS, MAY_BE_NOTE, NOTE, TO_ONESELF
from generator.ground.patterns import lazy

MARKED = lazy(
    r"[\\`*]"
    rf"|(?<![^\W_{SOLID}])_|_(?![^\W_{SOLID}])"
    r"|<(?=[A-Za-z/!?])|&(?=\#?\w{1,31};)|%(?=%)|(?<=%)%"
    r"|^(?:[#>:]|[-+](?=[-|:\s]|$)|=(?==*[ \t]*$)|~(?=~~|\s|$))"
    r"|^\d{1,9}(?P<dot>[.)])(?=\s|$)",
    re.MULTILINE,
)
# Behind an escaped one, the others would become a longer dash.
DASHES = lazy(r"^-{3,}", re.MULTILINE)
ODD = lazy(r"[\\`*_<&%#>:=~]|^[-+\d]|\n[-+\d]|[-+.)]\s*$")
# Brackets around words that lead nowhere.
BRACKETED = lazy(r"(?<![!\]\\])\[(?![\^\[])[^\[\]\n]*\](?![(\[:])")
BRACKET = lazy(r"[\[\]]")
SIGN = lazy(r"[\[\]{}<>|~=+#^&\\/]")
PUNCTUATION = lazy(r"[!-/:-@\[-`{-~]")
STRAY = tuple(mark for mark in MARKS if mark not in (NOTE, MAY_BE_NOTE, TO_ONESELF))
NOTES = lazy(f"{foreign_notes.BEGUN}|{foreign_notes.MAY_BEGIN}|{foreign_notes.TO_ONESELF}", re.MULTILINE)
MAY_BE_NOTES = ("{", "[", "<", "/*", "@*", "TODO", "FIXME", "TKTK", "DO NOT", "orem ipsum", "\\")
PASSES = 4


def escapes(row: str, *, in_brackets: bool = False, in_cell: bool = False) -> set[int]:
    """The places in a row of words before which a backslash belongs.

    The row has line feeds where lines end, and `SOLID` for what is no words. ``in_brackets``: it stands between square
    brackets; ``in_cell``: in a cell of a table.
    """
    places = set()
    if ODD.search(row):
        places |= {found.start("dot" if found["dot"] else 0) for found in MARKED.finditer(row)}
    if "---" in row:
        places |= {place for found in DASHES.finditer(row) for place in range(*found.span())}
    if "[" in row or "]" in row:
        places |= set(_brackets(row, all_of_them=in_brackets))
    if may_be_odd(row):
        notes = {place for start, end in _notes(row) for place in range(start, end)}
        places |= _stray(row, places, notes)
        places -= notes
    if in_cell:
        places |= {n for n, sign in enumerate(row) if sign == "|"}
    return places


def _brackets(row: str, *, all_of_them: bool) -> Iterator[int]:
    plain = [] if all_of_them else [found.span() for found in BRACKETED.finditer(row)]
    ends = {place for start, end in plain for place in (start, end - 1)}
    return (found.start() for found in BRACKET.finditer(row) if found.start() not in ends)


def _notes(row: str) -> Iterator[tuple[int, int]]:
    if any(sign in row for sign in MAY_BE_NOTES):
        yield from (found.span() for found in NOTES.finditer(row))


def _stray(row: str, places: set[int], notes: set[int]) -> set[int]:
    """Signs that would be told of as stray marks; each mark is looked for again until there is none."""
    added: set[int] = set()
    for _ in range(PASSES):
        seen = "".join(ESCAPED if n in places or n in added else sign for n, sign in enumerate(row))
        found = {place for mark in STRAY for match in mark.pattern.finditer(seen) for place in _signs(match)}
        if found <= notes:
            break
        added |= found - notes
    return added


def _signs(found: re.Match[str]) -> Iterator[int]:
    start, end = found.span("mark" if "mark" in found.re.groupindex else 0)
    first = PUNCTUATION.search(found.string, start, max(end, start + 1))
    signs = [sign.start() for sign in SIGN.finditer(found.string, start, end)]
    return iter(signs or ([first.start()] if first else []))
