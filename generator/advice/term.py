"""Terms that guidelines advise on, ready to be looked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
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

    def needed(self) -> Iterator[frozenset[str]]:
        """Groups of the starts of words, of which a text has to have one start; an empty group if nobody can say."""

    def may_be_in(self, begun: frozenset[str]) -> bool:
        """Whether it is worth while to look through a text whose words have these starts."""

    def starts_in(self, begun: frozenset[str]) -> frozenset[str] | None:
        """Of these starts, those of which each passage with a piece has one; None where it may be any passage."""

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

    def starts_in(self, begun: frozenset[str]) -> frozenset[str] | None:
        """Of a text's starts, those of which each passage with the term has one; None where it may be any passage."""
        found: frozenset[str] | None = frozenset()
        if self.alone is not None:
            found = self.alone.starts_in(begun)
        if (
            found is not None
            and self.beside is not None
            and self.near is not None
            and self.near.subject.may_be_in(begun)
        ):
            beside = self.beside.starts_in(begun)
            found = None if beside is None else found | beside
        return found

    def needed(self) -> Iterator[frozenset[str]]:
        """Groups of starts, of one of which a text has to have one."""
        for pattern in filter(None, (self.alone, self.beside)):
            yield from pattern.needed()

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


class TermIndex:
    """Terms by the starts of words that a text needs for them, so that of many terms hardly one is looked at."""

    def __init__(self, terms: Iterable[SoughtTerm]) -> None:
        self.terms = tuple(terms)
        self._always = frozenset(n for n, term in enumerate(self.terms) if not all(term.needed()))
        by_start: defaultdict[str, set[int]] = defaultdict(set)
        for n, term in enumerate(self.terms):
            for start in frozenset[str]().union(*term.needed()):
                by_start[start].add(n)
        self._by_start = dict(by_start)

    def possible(self, begun: frozenset[str]) -> list[tuple[SoughtTerm, frozenset[str] | None]]:
        """The terms that may be in a text whose words have these starts, each with its `SoughtTerm.starts_in`."""
        found = self._always.union(*(self._by_start[start] for start in self._by_start.keys() & begun))
        terms = ((self.terms[n], self.terms[n].starts_in(begun)) for n in sorted(found))
        return [(term, starts) for term, starts in terms if starts is None or starts]
