"""Lists and tables that readers would see as lines of signs, since something of them is missing or stands too deep."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.content.stray_mark import NO_BREAK, stray

GRID = stray(
    r"^\+(?:[-=:]+\+)+[ \t]*$",
    "the lines of this table, and no table",
    "write it with bars alone: | left | right |, and below that | --- | --- |",
)
TABLE = stray(
    r"^\|.*\|[ \t]*$|^[ \t]*:?-{2,}:?[ \t]*\|[-:| \t]*$|\A\|[:| \t]*-[-:| \t]*$"
    r"|\A[^|\n]{1,200}(?:[ \t]\|[ \t][^|\n]{1,200})+(?:\n[^|\n]{1,200}(?:[ \t]\|[ \t][^|\n]{1,200})+)+\Z",
    "bars, and no table",
    "write a line such as | --- | --- | below the first row, with as many parts as that row has",
)
BULLETS = stray(
    r"^[•‣◦●▪▸►➢➤\uf0a7\uf0b7][^\n]|^·[ \t]|^([§oØü])[ \t]{2,}\S[^\n]*\n\1[ \t]{2,}\S",
    "these signs in one paragraph, and no list",
    "begin each entry with “- ” on a line of its own, with an empty line before the first",
)
# Where these begin a line and are read as words, they are indented too far: they begin an item of a list otherwise.
TOO_DEEP = stray(
    r"(?<=\n)(?:[-+*]|1[.)])[ \t]+\S",
    "this item within the one above it, with its sign",
    "indent it less: two spaces more than the item above that it belongs to",
)
TOO_DEEP_NUMBER = replace(
    TOO_DEEP,
    pattern=re.compile(r"(?<=\n)(?!1[.)])\d{1,3}[.)][ \t]+\S"),
    line=re.compile(r" {4}|\t"),
)
NO_BREAK_INDENT = replace(
    stray(
        r"\A[-*+][ \t]",
        "this sign as it is written, since the spaces before it are no-break spaces",
        "delete the spaces before it, and type them anew",
    ),
    line=re.compile(rf"[ \t]*[{NO_BREAK}]"),
)
UNSPACED = stray(
    r"^([-*])[^\W\d_][^\n*]*\n\1[^\W\d_]",
    "these lines in one paragraph, and no list",
    "for a list write a space behind each sign, “- milk”; for what people say, leave an empty line between",
)
UNSPACED_NUMBERS = stray(
    r"^1([.)])[^\W\d_][^\n]*\n2\1[^\W\d_]",
    "these lines in one paragraph, and no list",
    "for a list write a space behind each number: “1. Fill it”, “2. Wait”",
)
# Two in a row: one alone may be the end of a sentence, such as a year, that a program put onto a line of its own.
NUMBERED_LINES = replace(
    stray(
        r"(?<=\n)(?!1[.)])(?P<mark>\d{1,3}([.)]))[ \t]+\S[^\n]*\n\d{1,3}\2[ \t]+\S",
        "these lines in one paragraph, and no list",
        "for a list leave an empty line above it, or let it begin with 1",
    ),
    line=re.compile(r"[^ \t]"),
)
TOO_DEEP_NUMBERS = replace(
    TOO_DEEP,
    pattern=re.compile(r"(?<=\n)(?P<mark>[2-9]([.)]))[ \t]+\S[^\n]*\n[3-9]\2[ \t]+\S"),
    line=re.compile(r" {2,3}\d"),
)
# Those of which a block is made, told of once for all of it.
WHOLE = (GRID, TABLE, BULLETS, TOO_DEEP, TOO_DEEP_NUMBER, UNSPACED, UNSPACED_NUMBERS, NUMBERED_LINES, TOO_DEEP_NUMBERS)
