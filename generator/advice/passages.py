"""The words of a text as advice looks at them: whose they are, what they are for, and where each of them stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby
from operator import itemgetter

from generator.content import shown_fields
from generator.content.comments import blanked
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.source_words import source_words
from generator.content.strict_yaml import Document, Loc
from generator.ground.diagnostics import Span


class PassageKind(Enum):
    """What a passage is on its page."""

    FIELD = "field"  # of a front matter or of site.yaml; which one, its `loc` says
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    HEADING = "heading"


class Voice(Enum):
    """Whose words they are: a storyteller's own, which are theirs to choose, or the editors'."""

    STORYTELLER = "storyteller"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a heading, a quotation or a field, with ``text`` as long as it is written, so that places hold.

    Of a body, what is no word for readers (addresses, marks, private comments) is blanked in ``text`` by as many
    spaces. ``starts`` are the places in ``text`` at which lines begin, ``line`` and ``column`` are where the first one
    stands in the file.
    """

    part: PassageKind
    voice: Voice
    language: str
    text: str
    line: int
    column: int = 1
    loc: Loc = ()
    starts: tuple[int, ...] = field(default=(0,))

    def span(self, at: int) -> Span:
        """Where in the file the character ``at`` stands."""
        row = bisect_right(self.starts, at) - 1
        column = at - self.starts[row] + 1
        return Span(self.line + row, column + (self.column - 1 if row == 0 else 0))


# Columns of what an editor writes on a story's page: about the story, and not in its storyteller's voice.
EDITORS = frozenset({"title", "summary", "alt", "credit", "source"})
HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
# A row of a quotation, also in a list, and one that begins another entry of that.
QUOTED = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+){0,9}>")
ENTRY = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
BLOCKQUOTE = re.compile(r"<(/?)blockquote\b", re.IGNORECASE)


def of_body(source: str, first_line: int, language: str, voice: Voice) -> Iterator[Passage]:
    """The passages of the text below a front matter; ``source`` has line feeds alone, ``first_line`` is its first."""
    rows, line = _words_alone(source).split("\n"), first_line
    for part, some in groupby(zip(_kinds(source.split("\n"), rows), rows, strict=True), key=itemgetter(0)):
        block = [row for _, row in some]
        if part is not None:
            words = "\n".join(block)
            yield Passage(part, voice, language, words, line, 1, (), _starts(words))
        line += len(block)


def _kinds(source: list[str], words: list[str]) -> Iterator[PassageKind | None]:
    """What each row of a text is, and None for blank ones; ``words`` are the rows without what is no word for readers.

    A quotation goes on in rows without its sign, up to a blank one or another entry of a list.
    """
    to_close = sum(mark == "/" for row in source for mark in BLOCKQUOTE.findall(row))
    depth, part = 0, None
    for row, shown in zip(source, words, strict=True):
        marks = BLOCKQUOTE.findall(row) if "<" in row else ()
        is_within = to_close > 0 and (depth > 0 or "" in marks)
        for mark in marks:
            depth, to_close = (max(0, depth - 1), to_close - 1) if mark else (depth + 1, to_close)
        if is_within:
            part = PassageKind.QUOTATION
        elif part is None or marks:
            part = PassageKind.HEADING if HEADING.match(row) else PassageKind.PARAGRAPH
        if not shown.strip():
            part = None
        elif ">" in row and QUOTED.match(row):
            part = PassageKind.QUOTATION
        elif part is PassageKind.QUOTATION and ENTRY.match(row) and not is_within:
            part = PassageKind.PARAGRAPH
        yield part


def of_fields(header: StoryHeader | PageHeader, document: Document, language: str, source: str) -> Iterator[Passage]:
    """The fields of a front matter whose words readers see; ``source`` is the file's whole text."""
    lines = source.split("\n")
    for loc, words in shown_fields.of_header(header):
        if words:
            voice = Voice.EDITOR if EDITORS.intersection(map(str, loc)) else Voice.STORYTELLER
            yield _field(loc, words, document, lines, language, voice)


def of_site(document: Document, language: str, source: str) -> Iterator[Passage]:
    """The fields of site.yaml whose words readers see."""
    lines = source.split("\n")
    for loc, words in shown_fields.of_site(document):
        yield _field(loc, words, document, lines, language, Voice.EDITOR)


def _field(loc: Loc, words: str, document: Document, lines: list[str], language: str, voice: Voice) -> Passage:
    """Where the value stands as it is read, its words have their places; otherwise all have the place of the first."""
    span = document.value_span(loc)
    row = lines[span.line - 1] if span.line <= len(lines) else ""
    at = row.find(words, span.column - 1)
    return Passage(PassageKind.FIELD, voice, language, words, span.line, at + 1 if at >= 0 else span.column, loc)


def _words_alone(source: str) -> str:
    """A text in which all that is no word for readers is blanked, with every word at its place."""
    shown = blanked(source)
    parts = list(shown)
    for mark in source_words(shown).marks:
        for at in range(mark.start, min(mark.end, len(parts))):
            if parts[at] != "\n":
                parts[at] = " "
    return "".join(parts)


def _starts(text: str) -> tuple[int, ...]:
    return (0, *(end.end() for end in re.finditer("\n", text)))
