"""What advice on privacy looks for: a kind of thing that leads to a person, found by its form.

Nothing guesses: a form, a check digit or a word beside it decides. What is found is told by its kind and its place; the
words stand in no message, since logs of public projects are public.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.advice.around import SiteAround
from generator.advice.finding import Finding, Guideline, Level, Rule
from generator.advice.passages import Passage
from generator.advice.texts import AdvisedText
from generator.advice.wording import START
from generator.authoring.story_edit import parts
from generator.content.comments import blanked
from generator.ground.diagnostics import Span

GDPR = Guideline(
    "Regulation (EU) 2016/679, article 4(1): what a person is identified by",
    "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
)
KEEP = "if it may stand here, keep it with “kept” in the front matter and say why"
Stretches = Iterator[tuple[int, int]]
Finder = Callable[[Passage, SiteAround], Stretches]


@dataclass(frozen=True, slots=True)
class Sought:
    """A rule, how its places in a passage are found, and what is said there.

    ``find`` gives from and up to of each place. It is asked where a passage has so many ``digits``, and where the text
    has a word that begins in one of some ways (``begun``), or one of some ``signs``; without these, always. What
    editors write on pages is mostly meant to be found there, such as where to write to, so it is noted there alone
    where it is ``usual_on_pages``.
    """

    rule: Rule
    find: Finder
    message: str
    hint: str
    usual_on_pages: bool = False
    digits: int = 0
    begun: frozenset[str] = frozenset()
    signs: tuple[str, ...] = ()

    def may_be_in(self, text: AdvisedText) -> bool:
        """Whether a text has a word or a sign without which there is no such place."""
        if self.digits and not text.digits:
            return False
        if not self.begun and not self.signs:
            return True
        return not self.begun.isdisjoint(text.begun) or any(sign in text.source for sign in self.signs)

    def level_in(self, text: AdvisedText) -> Level:
        """How much a finding in this text weighs."""
        return Level.NOTE if self.usual_on_pages and not text.is_story else self.rule.level


def private(name: str, title: str, why: str, level: Level = Level.WARNING) -> Rule:
    """A rule of this group, whose words no program repeats."""
    return Rule(f"privacy/{name}", title, why, (GDPR,), level, private=True)


def beginning(*words: str) -> frozenset[str]:
    """How words begin, for `Sought.begun`."""
    return frozenset(word[:START].lower() for some in words for word in some.split())


def found(sought: Iterable[Sought], text: AdvisedText, around: SiteAround) -> Iterator[Finding]:
    """What is sought and stands in a text, but for what is the organisation's own, and what an editor keeps."""
    possible = [(one, tuple(one.begun & text.begun)) for one in sought if one.may_be_in(text)]
    for passage, (_, small) in zip(text.passages, text.looked_through, strict=True) if possible else ():
        digits = sum(map(passage.text.count, text.digits))
        for one, begun in possible:
            if digits < one.digits or ((one.begun or one.signs) and not _holds(passage.text, small, one.signs, begun)):
                continue
            for start, end in one.find(passage, around):
                words = passage.text[start:end]
                if not around.is_own(words):
                    span = passage.span(start), passage.span(end)
                    yield Finding(text.path, *span, one.rule, words, one.message, one.hint, one.level_in(text))


def _holds(words: str, small: str, signs: tuple[str, ...], begun: tuple[str, ...]) -> bool:
    """Whether a passage has one of some signs, or, in small letters, one of the ways in which words begin."""
    for sign in signs:
        if sign in words:
            return True
    for start in begun:  # noqa: SIM110 - asked for every passage, where a generator takes twice as long
        if start in small:
            return True
    return False


def plain(words: str) -> str:
    """Words without what differs from one way of writing to another."""
    return " ".join(words.casefold().replace("’", "'").split())


def by_form(pattern: re.Pattern[str], is_one: Callable[[str], bool] | None = None) -> Finder:
    """Places of a form; ``is_one`` decides on its letters, as capitals, and digits alone."""

    def find(passage: Passage, _around: SiteAround) -> Stretches:
        for match in pattern.finditer(passage.text):
            if is_one is None or is_one(re.sub(r"[^0-9A-Z]", "", match[0].upper())):
                yield match.span()

    return find


def but_behind(find: Finder, words: re.Pattern[str], reach: int) -> Finder:
    """Places that another way finds, but where what stands before, so many characters of it, ends with some words."""

    def without(passage: Passage, around: SiteAround) -> Stretches:
        for start, end in find(passage, around):
            if not words.search(passage.text[max(start - reach, 0) : start]):
                yield start, end

    return without


def named(pattern: re.Pattern[str], is_one: Callable[[str], bool] | None = None) -> Finder:
    """Places of what a form calls ``it``, behind words that say what it is; ``is_one`` decides on it as written."""

    def find(passage: Passage, _around: SiteAround) -> Stretches:
        for match in pattern.finditer(passage.text):
            if is_one is None or is_one(match["it"]):
                yield match.span("it")

    return find


def near(pattern: re.Pattern[str], words: re.Pattern[str], reach: int) -> Finder:
    """Places of a form that have one of some words at most so many characters before or behind."""

    def find(passage: Passage, _around: SiteAround) -> Stretches:
        if not words.search(passage.text):
            return
        for match in pattern.finditer(passage.text):
            before = passage.text[max(match.start() - reach, 0) : match.start()]
            if words.search(before) or words.search(passage.text[match.end() : match.end() + reach]):
                yield match.span()

    return find


def either(*finds: Finder) -> Finder:
    """Places that one of several ways finds, each once."""

    def find(passage: Passage, around: SiteAround) -> Stretches:
        yield from dict.fromkeys(stretch for find in finds for stretch in find(passage, around))

    return find


def span_in(source: str, at: int) -> Span:
    """Where a character of a text stands."""
    return Span(source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at))


def below_alone(source: str) -> str:
    """A text's file with its front matter and the comments for editors blanked, so that places hold."""
    below = parts(source.encode()).below
    head = source[: len(source) - len(below)]
    return re.sub(r"[^\n]", " ", head) + blanked(below)
