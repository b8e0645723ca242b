"""Terms that guidelines advise on, ready to be looked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from generator.advice.finding import Rule
from generator.advice.near import Within, is_near
from generator.advice.wording import Forms

# Characters before and behind a piece in which it may be seen to be ordinary.
AROUND = 200


class Speaks(StrEnum):
    """Whose words a term is looked for in."""

    EDITORS = "editors"  # titles, summaries, pages, captions; never a storyteller's own, nor quotations
    EVERYBODY = "everybody"  # the risk is to readers, whoever says it


class Pattern(Protocol):
    """What finds pieces of a text."""

    def may_be_in(self, begun: frozenset[str]) -> bool:
        """Whether it is worth while to look through a text whose words have these starts."""

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """From where to where each piece goes."""


@dataclass(frozen=True, slots=True)
class Near:
    """What else has to be spoken of, and how near."""

    subject: Forms
    within: Within


@dataclass(frozen=True, slots=True)
class SoughtTerm:
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
    unless: Forms | None = None
    prefer: tuple[str, ...] = ()
    asks: str = ""
    fields: frozenset[str] = frozenset()
    even_quoted: bool = False

    def may_be_in(self, begun: frozenset[str]) -> bool:
        """Whether it is worth while to look through a text whose words have these starts."""
        is_beside = self.beside is not None and self.near is not None and self.near.subject.may_be_in(begun)
        return (self.alone is not None and self.alone.may_be_in(begun)) or (
            is_beside and self.beside is not None and self.beside.may_be_in(begun)
        )

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """From where to where it stands in a passage."""
        for start, end in self._pieces(text):
            around = max(0, start - AROUND), end + AROUND
            ordinary = self.unless.spans(text, *around) if self.unless is not None else ()
            if not any(begin <= start and end <= behind for begin, behind in ordinary):
                yield start, end

    def _pieces(self, text: str) -> Iterator[tuple[int, int]]:
        if self.alone is not None:
            yield from self.alone.spans(text)
        if self.beside is not None and self.near is not None:
            subjects = tuple(self.near.subject.spans(text))
            for start, end in self.beside.spans(text) if subjects else ():
                if is_near(text, start, end, subjects, self.near.within):
                    yield start, end
