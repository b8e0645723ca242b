"""Advice on a text as a whole: how and where something was done, help that is missing, pictures of before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.advice import means, say
from generator.advice.advise import Adviser
from generator.advice.finding import Finding
from generator.advice.near import sentence, words_between
from generator.advice.passages import Passage
from generator.advice.pictures import pictures
from generator.advice.term_files import rule, terms_of
from generator.advice.texts import AdvisedText
from generator.advice.wording import Forms, may_hold, plain
from generator.content.front_matter import StoryHeader
from generator.content.settings import Settings

SUICIDE, SELF_HARM, EATING, OVERDOSE, HELP = "suicide", "self-harm", "eating", "overdose", "help"
# Subjects after which a reader may need somebody now.
DANGER = (SUICIDE, SELF_HARM, OVERDOSE, EATING)
# What a kind of word is looked for beside, and how many words away in the same sentence.
BESIDE = (("method", SUICIDE), ("place", SUICIDE), ("self-harm-detail", SELF_HARM))
NEARBY = 6
LONGEST_WORD = 40
# How the words on two pictures begin that show somebody before and after.
BEFORE, AFTER = re.compile(r"\W*before\b", re.IGNORECASE), re.compile(r"\W*after\b", re.IGNORECASE)


def on_means(text: AdvisedText) -> Iterator[Finding]:
    """How or where it was done, beside suicide; wounds and tools, beside self-harm."""
    for kind, subject in BESIDE:
        if (about := _spoken_of(text, subject)) is not None and _any(text, about):
            for passage in text.passages:
                for place in _beside(plain(passage.text), about, text.language, kind):
                    yield _found(text, passage, place, kind)


def _beside(words: str, about: Forms, language: str, kind: str) -> Iterator[tuple[int, int]]:
    """Where in a passage such a word stands near what it is about."""
    for one in about.spans(words):
        for place in means.places(words, *sentence(words, *one, NEARBY * LONGEST_WORD), language, kind):
            apart = place[1] <= one[0] or one[1] <= place[0]
            if apart and words_between(words, place, one) <= NEARBY:
                yield place


def on_pictures(text: AdvisedText) -> Iterator[Finding]:
    """Pictures of the place or the means in a text on suicide, and one of before beside one of after."""
    shown = [*(passage for passage in text.passages if passage.loc[-1:] == ("alt",)), *pictures(text)]
    if shown and _speaks_of(text, SUICIDE):
        for passage in shown:
            words = plain(passage.text)
            for kind in ("method", "place"):
                for place in means.places(words, 0, len(words), passage.language, kind):
                    yield _found(text, passage, place, "picture-of-place")
    if any(BEFORE.match(passage.text) for passage in shown):
        for passage in shown:
            if match := AFTER.match(passage.text):
                yield _found(text, passage, match.span(), "before-and-after-pair")


def on_help(settings: Settings) -> Adviser:
    """What looks whether a text that speaks of danger has a helpline in its language, and whether anything helps."""
    spoken = {code.partition("-")[0] for line in settings.helplines.lines for code in line.languages}
    notes = {note.id: f"{note.label} {note.description}" for note in settings.content_notes}

    def adviser(text: AdvisedText) -> Iterator[Finding]:
        if not text.is_story or not text.passages:
            return
        if text.language.partition("-")[0] not in spoken and _is_of_danger(text, notes, settings.language):
            yield _of_title(text, "no-helpline")
        help_words = terms_of(text.language).subjects.get(HELP)
        if help_words and _speaks_of(text, SUICIDE) and not _any(text, help_words):
            yield _of_title(text, "no-help-told")

    return adviser


def _is_of_danger(text: AdvisedText, notes: dict[str, str], language: str) -> bool:
    """Whether its words, or its content notes, speak of what a reader may need help after."""
    if any(_speaks_of(text, subject) for subject in DANGER):
        return True
    known = terms_of(language).subjects
    carried = text.header.content_notes if isinstance(text.header, StoryHeader) else ()
    said = [f"{one} {notes.get(one, '')}" for one in carried]
    return any(known[subject].is_in(plain(one)) for subject in DANGER if subject in known for one in said)


def _spoken_of(text: AdvisedText, subject: str) -> Forms | None:
    """What finds a subject in a text that may speak of it."""
    found = terms_of(text.language).subjects.get(subject)
    return found if found is not None and found.may_be_in(text.begun) else None


def _speaks_of(text: AdvisedText, subject: str) -> bool:
    found = _spoken_of(text, subject)
    return found is not None and _any(text, found)


def _any(text: AdvisedText, words: Forms) -> bool:
    forms = words.forms_in(text.begun)
    return any(_may_be_one(small, forms) and words.is_in(one) for one, small in text.looked_through if forms)


def _may_be_one(small: str, forms: Iterable[tuple[frozenset[str], ...]]) -> bool:
    """Whether a passage in small letters may hold one of some forms, as `Forms.forms_in` gives them."""
    for form in forms:
        for group in form:
            if not may_hold(small, group):
                break
        else:
            return True
    return False


def _of_title(text: AdvisedText, name: str) -> Finding:
    """A finding of a whole story, which stands at its title."""
    title = next(passage for passage in text.passages if passage.loc == ("title",))
    return _found(text, title, (0, len(title.text)), name)


def _found(text: AdvisedText, passage: Passage, place: tuple[int, int], name: str) -> Finding:
    known, asks = rule(name)
    return say.found(text, passage, place, known, asks, of_whole=True)
