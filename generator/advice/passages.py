"""The words of a text as advice looks at them: whose they are, what they are for, and where each of them stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby

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
QUOTED = re.compile(r" {0,3}>")


def of_body(source: str, first_line: int, language: str, voice: Voice) -> Iterator[Passage]:
    """The passages of the text below a front matter; ``source`` has line feeds alone, ``first_line`` is its first."""
    text = _words_alone(source)
    at, line = 0, first_line
    for is_blank, rows in groupby(text.split("\n"), key=lambda row: not row.strip()):
        block = [*rows]
        words = "\n".join(block)
        if not is_blank:
            part = PassageKind.PARAGRAPH
            if QUOTED.match(source, at):
                part = PassageKind.QUOTATION
            elif HEADING.match(source, at):
                part = PassageKind.HEADING
            yield Passage(part, voice, language, words, line, 1, (), _starts(words))
        at, line = at + len(words) + 1, line + len(block)


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
