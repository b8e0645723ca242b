"""Advice on single terms: those of guidelines, and those of an organisation's own.

A storyteller's words are theirs. Of terms, only those that put readers at risk whoever says them are spoken of there,
as notes; a title, a summary, a page or a caption gets all. What is quoted is exempt, but for that risk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import TypeAlias

from generator.advice import quotations, say
from generator.advice.advise import Adviser
from generator.advice.finding import Finding
from generator.advice.passages import Passage, PassageKind
from generator.advice.pictures import pictures
from generator.advice.term import SoughtTerm, Speaks, TermIndex
from generator.advice.term_files import terms_of
from generator.advice.texts import AdvisedText
from generator.advice.wording import may_hold, plain

# By the line in which a paragraph begins.
Quoted: TypeAlias = Mapping[int, tuple[tuple[int, int], ...]]


def on_terms(text: AdvisedText) -> Iterator[Finding]:
    """What guidelines say of the terms in a text; the words on pictures are editors', in a story, too."""
    yield from _in_text(text, (*text.passages, *pictures(text)), terms_of(text.language).terms)


def on_own_terms(terms: Iterable[SoughtTerm]) -> Adviser:
    """What looks for an organisation's own terms (`advice.own_checks`), in texts of every language."""
    known = TermIndex(terms)
    return lambda text: _in_text(text, (*text.passages, *pictures(text)), known)


def _in_text(text: AdvisedText, passages: Iterable[Passage], terms: TermIndex) -> Iterator[Finding]:
    if possible := terms.possible(text.begun):
        quoted = cache(partial(_quoted_in, text))
        for passage in passages:
            yield from _in_passage(text, passage, possible, quoted)


def _in_passage(
    text: AdvisedText,
    passage: Passage,
    terms: Iterable[tuple[SoughtTerm, frozenset[str] | None]],
    quoted: Callable[[], Quoted],
) -> Iterator[Finding]:
    words, field = plain(passage.text), str(passage.loc[-1]) if passage.loc else ""
    small = words.lower()
    is_theirs = say.is_anothers(passage)
    for term, begun in terms:
        if (is_theirs and term.speaks is Speaks.EDITORS) or not _is_for(term, passage, field):
            continue
        if not may_hold(small, begun):
            continue
        for start, end in term.places(words):
            if term.even_quoted or not quotations.is_within((start, end), _of(passage, words, quoted)):
                yield say.found(text, passage, (start, end), term.rule, say.instead(term.prefer, term.asks))


def _quoted_in(text: AdvisedText) -> Quoted:
    """Where others' words stand in the paragraphs of a text."""
    body = [passage for passage in text.passages if not passage.loc]
    found = quotations.quotations([plain(passage.text) for passage in body], text.language)
    return {passage.line: places for passage, places in zip(body, found, strict=True)}


def _of(passage: Passage, words: str, quoted: Callable[[], Quoted]) -> tuple[tuple[int, int], ...]:
    return quotations.quoted(words, passage.language) if passage.loc else quoted()[passage.line]


def _is_for(term: SoughtTerm, passage: Passage, field: str) -> bool:
    """Whether a term is looked for in this field, and in this kind of passage."""
    if passage.part is PassageKind.QUOTATION and not term.even_quoted:
        return False
    return not term.fields or field in term.fields
