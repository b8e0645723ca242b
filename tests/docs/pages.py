"""The guides as values: what stands on a page, in its order.

How a page is written, so that it can be tried and still reads like any other:

- The first word behind a fence is the language. ``sh`` holds commands, ``text`` what the last of them prints,
  ``yaml`` and ``markdown`` what a person writes. In ``text`` an ellipsis stands for whatever is left out,
  and alone on its line for any number of lines.
- The second word is the file that the block is written into. Without one it is the file named before. A block that
  begins with ``---`` is a whole story; YAML otherwise replaces the entries that it names, Markdown the text.
  ``mistaken`` as the third word says that the mistakes are meant.
- ``<!-- Run in a new site, on 2026-11-22. -->`` begins anew, in such a folder and on that day.
- ``<!-- Unseen:`` begins a comment that holds such blocks, too: what a reader of the page does without being shown it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "CONTRIBUTING.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))

_PARSER = MarkdownIt().enable("table")
_START = re.compile(r"<!-- Run in (the example site|a new site|an empty folder), on (\d{4}-\d\d-\d\d)\. -->")
_UNSEEN = re.compile(r"<!-- Unseen:\n(.*)-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Start:
    """Where and on which day what follows is done."""

    place: str
    day: date


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code: the line of the page that it begins in, what stands behind its fence, and what is in it."""

    line: int
    language: str
    file: str
    mistaken: bool
    text: str


@cache
def tokens(page: str) -> tuple[Token, ...]:
    """All tokens of a page, those within lines included."""
    found = _PARSER.parse((ROOT / page).read_text(encoding="utf-8"))
    return tuple(inner for token in found for inner in (token, *(token.children or ())))


def steps(page: str) -> Iterator[Start | Block]:
    """What a page lets its reader do, in order. Raises ValueError for a comment that means nothing here."""
    return read((ROOT / page).read_text(encoding="utf-8"))


def code(page: str) -> list[str]:
    """The pieces of code in a page's sentences and tables."""
    return [token.content for token in tokens(page) if token.type == "code_inline"]


def commands(page: str) -> list[str]:
    """The commands in a page's blocks, one a line."""
    return [line for step in steps(page) if isinstance(step, Block) and step.language == "sh" for line in lines(step)]


def addresses(page: str) -> list[str]:
    """Where a page's links and pictures lead."""
    found = (token.attrs.get("href") or token.attrs.get("src") for token in tokens(page))
    return [str(address) for address in found if address]


def anchors(page: str) -> set[str]:
    """The names by which links reach the headings of a page, as GitHub makes them of their words."""
    found: set[str] = set()
    for opening, heading in pairwise(tokens(page)):
        if opening.type == "heading_open":
            words = "".join(piece.content for piece in heading.children or ())
            found.add(re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-"))
    return found


def lines(block: Block) -> list[str]:
    """The commands of a block."""
    return [line for line in block.text.splitlines() if line.strip()]


def read(text: str, first: int = 1) -> Iterator[Start | Block]:
    """The steps in Markdown whose first line has the number ``first``. Raises ValueError like ``steps``."""
    for token in _PARSER.parse(text):
        line = first + (token.map or [0])[0]
        if token.type == "fence":
            language, file, note = (*token.info.split(), "", "", "")[:3]
            yield Block(line, language, file, note == "mistaken", token.content)
        elif token.type == "html_block":
            comment = token.content.strip()
            if start := _START.fullmatch(comment):
                yield Start(start[1], date.fromisoformat(start[2]))
            elif unseen := _UNSEEN.fullmatch(comment):
                yield from read(unseen[1], line + 1)
            else:
                raise ValueError(f"line {line}: this comment is none of those that {__name__} knows: {comment}")
