"""Front matter in the midst of a text: a second story in the file, whose consent nobody asks and readers would see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields

from markdown_it.token import Token

from generator.content.front_matter import Consent, StoryHeader
from generator.content.parsed_lines import ParsedLines
from generator.ground.diagnostics import Diagnostic, error
from generator.ground.patterns import lazy

NAMES = frozenset(field.name for kind in (StoryHeader, Consent) for field in fields(kind))
LINE = lazy(r"[ \t>]*(?P<name>[a-z]\w*)[ \t]*(?:[:：](?=\s|\Z)|=)")
CONSENT = lazy(r"[ \t>]*consent[ \t]*[:：]\s*\Z", re.IGNORECASE)
# Beside fields, what may stand among them: other fields, entries of lists, and what is indented.
AMONG = lazy(r"\s*\Z|[ \t>]*[\w-]+[ \t]*[:：=]|[ \t>]*-[ \t]|[ \t]{2,}\S|[-+*_]{3,}[ \t]*\Z")


def problems(tokens: Sequence[Token], where: ParsedLines) -> Iterator[Diagnostic]:
    """The first lines of what looks like a second front matter, outside of code."""
    code = {line for token in tokens if token.type == "fence" and token.map for line in range(*token.map)}
    begun: int | None = None
    last, count = "", 0
    for number, row in enumerate([*where.lines, "."]):
        found = None if number in code else LINE.match(row)
        name = found["name"] if found else "consent" if number not in code and CONSENT.match(row) else ""
        if name in NAMES:
            begun = number if begun is None else begun
            count += name != last
            last = name
        elif number in code or not AMONG.match(row):
            if count > 1 and begun is not None:
                yield _told(begun, where)
            begun, last, count = None, "", 0


def _told(line: int, where: ParsedLines) -> Diagnostic:
    what = "fields of a front matter stand in the text here, where readers would see them"
    hint = "give each story a file and a consent of its own; if readers are to see this, put it between lines of ```"
    return error("second-front-matter", where.path, where.in_text(line), what, hint)
