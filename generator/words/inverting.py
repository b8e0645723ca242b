"""Counted words of stories turned into postings: in parts, which any process can make, and then put together.

A part is of stories that follow each other. What most postings need is done in parts; putting them together looks at
each word of a part once, and at the gap before its first story.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from generator.words.postings import CODES, FIRST, Postings, StemsOf, TermCounts, as_text, coded, decoded, entry
from generator.words.terms import form_of

# Of a word in some stories that follow each other: its first and last place there (a story's number times 16, plus the
# code for its count), and the postings of all but the first.
Run = tuple[int, int, str]
# By language and word.
Part = Mapping[str, Mapping[str, Run]]


def part(first: int, stories: Iterable[TermCounts]) -> Part:
    """The postings of stories that follow each other, by words as they are written; ``first`` is the first's number."""
    by_language: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, story in enumerate(stories, first):
        at, having, counted = number * CODES, by_language[story.language], story.codes
        if story.written:
            counted = dict(counted)
            for form, word in story.written.items():
                having[word].append(at + counted.pop(form))
        for form, code in counted.items():
            having[form].append(at + code)
    return {language: {word: _run(places) for word, places in of.items()} for language, of in by_language.items()}


def put_together(parts: Iterable[Part], stems: StemsOf) -> Postings:
    """Postings by stem and form of parts that follow each other. ``stems`` gives a language's, by word."""
    by_language: dict[str, dict[str, list[Run]]] = defaultdict(lambda: defaultdict(list))
    for one in parts:
        for language, words in one.items():
            runs_of = by_language[language]
            for word, run in words.items():
                runs_of[word].append(run)
    together: dict[str, dict[str, str]] = defaultdict(dict)
    for language, runs_of in by_language.items():
        stem_of = stems(language)
        for word, runs in runs_of.items():
            forms, form, having = together[stem_of[word]], form_of(word), _joined(runs)
            # Other languages have it, too, or it is written in several ways; most words are in one language alone.
            forms[form] = coded(sorted((*decoded(forms[form]), *decoded(having)))) if form in forms else having
    return {stem: entry(stem, forms) for stem, forms in together.items()}


def _run(places: Sequence[int]) -> Run:
    if len(places) == 1:  # as most have
        return places[0], places[0], ""
    return places[0], places[-1], as_text([place - (before | 15) - 1 + FIRST for before, place in pairwise(places)])


def _joined(runs: Iterable[Run]) -> str:
    """The postings of a word in all stories, of those in parts that follow each other."""
    text, before = "", -1
    for first, last, rest in runs:
        text += as_text([first - (before | 15) - 1 + FIRST]) + rest
        before = last
    return text
