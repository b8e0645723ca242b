"""Terms that guidelines advise on, ready to be looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from generator.advice.finding import Rule
from generator.advice.near import Within, is_near


class Speaks(StrEnum):
    """Whose words a term is looked for in."""

    EDITORS = "editors"  # titles, summaries, pages, captions; never a storyteller's own, nor quotations
    EVERYBODY = "everybody"  # the risk is to readers, whoever says it


class Pattern(Protocol):
    """What finds pieces of a text."""

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """From where to where each piece goes."""


@dataclass(frozen=True, slots=True)
class Regex:
    """A pattern of Python's own."""

    pattern: re.Pattern[str]

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """From where to where each piece goes."""
        return (found.span() for found in self.pattern.finditer(text))


@dataclass(frozen=True, slots=True)
class Near:
    """What else has to be spoken of, and how near."""

    subject: re.Pattern[str]
    within: Within


@dataclass(frozen=True, slots=True)
class Term:
    """Words to look for, by which rule, in whose mouth, and what to write instead, if anything.

    ``alone`` finds what needs nothing else, ``beside`` what counts only ``near`` something; what ``unless`` finds in
    the same place is ordinary. ``fields`` are the last names of the fields that it is looked for in, if not all.
    ``asks`` says what to do where there is nothing to write instead.
    """

    rule: Rule
    speaks: Speaks
    alone: Pattern | None = None
    beside: Pattern | None = None
    near: Near | None = None
    unless: re.Pattern[str] | None = None
    prefer: tuple[str, ...] = ()
    asks: str = ""
    fields: frozenset[str] = frozenset()
    even_quoted: bool = False

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """From where to where it stands in a passage."""
        for start, end in self._pieces(text):
            if self.unless is None or not any(
                found.start() <= start and end <= found.end() for found in self.unless.finditer(text)
            ):
                yield start, end

    def _pieces(self, text: str) -> Iterator[tuple[int, int]]:
        if self.alone is not None:
            yield from self.alone.spans(text)
        if self.beside is not None and self.near is not None:
            for start, end in self.beside.spans(text):
                if is_near(text, start, end, self.near.subject, self.near.within):
                    yield start, end
