"""Stars and underscores that were to stress words, and that readers would see."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.content.inline_rows import ESCAPED
from generator.content.stray_mark import stray
from generator.content.stress import WITHOUT_SPACES

CJK = f"(?={WITHOUT_SPACES.pattern})"
SIGNS_THEMSELVES = "; if readers are to see them, put a backslash before each"
# Between words and other signs, stars begin or end nothing (CommonMark 0.31, section 6.2).
FLANKED = stray(
    rf"(?<![*\w])\*\*(?![\s*])(?=[^*\n]{{0,400}}[^\w\s*]\*\*[^\W_])|(?<=[^\W_])\*\*(?=[^\w\s*][^*\n]{{1,400}}\*\*(?!\*))"
    rf"|(?<![*\w])\*(?![\s*])(?=[^*\n]{{0,400}}[^\w\s*]\*(?:[^\W_]|{CJK}))"
    rf"|(?<=[^\W_])\*(?=[(\[“„«‘\"'][^*\n]{{1,400}}[)\]”“»’\"']\*(?![*\w]))",
    "these signs as they are written, since a quotation mark, a bracket or a stop stands between them and the words",
    "write them within it, beside the words alone: “**so**”, (**so**), **so**.",
)
UNDERSCORED = stray(
    rf"(?<![^\W])(?P<mark>__?)(?=[^\W_][^_\n]{{0,400}}[^\s_]\1{CJK})",
    "these signs as they are written, since underscores stress only what spaces stand around",
    "write stars in their place: **so**",
)
UNENDED = stray(
    r"(?<![\w*\\])\*\*(?=[^\s*])|(?<![\w*])\*\*[ \t][^*\n]{1,400}\*\*|(?<![\w_])__(?=[^\W_])",
    "these signs as they are written, since nothing ends them",
    "write the same signs close behind the last word and close before the first: **firmly**" + SIGNS_THEMSELVES,
)
UNENDED_ONE = stray(
    r"(?<![\w_])_(?=[^\W_])|(?<=[^\S\n])\*(?=[^\W_])",
    "this sign as it is written, since nothing ends it",
    "write the same sign close behind the last word: *softly*; if readers are to see it, put a backslash before it",
)
UNBEGUN = stray(
    # No words of which letters are left out, such as “sh**”.
    r"\A[^*]*[^\W\d_]{4}(?P<mark>\*\*)(?=(?:[\s.,;:!?)][^*]*)?\Z)",
    "these signs as they are written, since nothing begins them",
    "write the same signs close before the first word: **firmly**" + SIGNS_THEMSELVES,
)
SHRUG = stray(
    f"(?<=¯){ESCAPED}(?=\\()",
    "this figure without its arm",
    r"write another two backslashes before the line, and one before the other: ¯\\\_(ツ)\_/¯",
)
THREE = replace(UNENDED, pattern=re.compile(r"(?<![\w*\\])\*{3}(?=[^\W_])"))
# What is told only where none of the others is told on the line.
INSTEAD = {UNENDED: (FLANKED, UNDERSCORED), UNENDED_ONE: (FLANKED, UNDERSCORED)}
