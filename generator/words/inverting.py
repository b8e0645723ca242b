"""Counted words of stories turned into postings: in parts, which any process can make, and then put together.

A part is of stories that follow each other. What most postings need is done in parts; putting them together looks at
each word of a part once, and at the gap before its first story.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from generator.words.postings import CODES, FIRST, UPPER, Postings, StemsOf, TermCounts, as_text, coded, decoded, entry
from generator.words.terms import form_of

# Of a word in some stories that follow each other: its first and last place there (a story's number times 16, plus the
# code for its count), and the postings of all but the first.
WordRun = tuple[int, int, str]
# By language and word.
IndexPart = Mapping[str, Mapping[str, WordRun]]
# What there is of a word before its first place: that is counted as behind this one.
BEFORE = (-1, "")


def part(first: int, stories: Iterable[TermCounts]) -> IndexPart:
    """The postings of stories that follow each other, by words as they are written; ``first`` is the first's number."""
    # Arrays, since they take less memory than lists of so many numbers, and so less time.
    by_language: dict[str, dict[str, array[int]]] = defaultdict(lambda: defaultdict(lambda: array("I")))
    for number, story in enumerate(stories, first):
        at, having, counted = number * CODES, by_language[story.language], story.codes
        if story.written:
            counted = dict(counted)
            for form, word in story.written.items():
                having[word].append(at + counted.pop(form))
        for form, code in counted.items():
            having[form].append(at + code)
    return {language: {word: _run(places) for word, places in of.items()} for language, of in by_language.items()}


def put_together(parts: Iterable[IndexPart], stems: StemsOf) -> Postings:
    """Postings by stem and form of parts that follow each other. ``stems`` gives a language's, by word."""
    by_language: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
    for one in parts:
        for language, words in one.items():
            so_far = by_language[language]
            for word, (first, last, rest) in words.items():
                before, text = so_far.get(word, BEFORE)
                so_far[word] = last, text + _gap(before, first) + rest
    together: dict[str, dict[str, str]] = defaultdict(dict)
    for language, of in by_language.items():
        stem_of = stems(language)
        for word, (_, having) in of.items():
            forms, form = together[stem_of[word]], form_of(word)
            # Other languages have it, too, or it is written in several ways; most words are in one language alone.
            forms[form] = coded(sorted((*decoded(forms[form]), *decoded(having)))) if form in forms else having
    return {stem: entry(stem, forms) for stem, forms in together.items()}


def _run(places: Sequence[int]) -> WordRun:
    if len(places) == 1:  # as most have
        return places[0], places[0], ""
    return places[0], places[-1], as_text([place - (before | 15) - 1 + FIRST for before, place in pairwise(places)])


def _gap(before: int, place: int) -> str:
    code = place - (before | 15) - 1 + FIRST
    return chr(code) if code < UPPER else as_text([code])
