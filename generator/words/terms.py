"""The words by which search finds a text. `search/words.js` cuts queries in the same way.

A word is cut out as it is *written*: in small letters and without what nobody sees, but with its accents and with the
apostrophes within it, since stemmers ask for both ("été", "l'été"). Its *form*, by which it stands in the index, is
folded. What hyphens join is also one word, so that "well-being" is found as "wellbeing", and so is a picture character.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.ground.patterns import lazy
from generator.words.tokens import IN_PAIRS, INDIC, MARKS, PUNCTUATION, SEPARATORS, fold, in_pairs, tokens

LETTER = f"(?:[^\\W_{IN_PAIRS}]|[{INDIC}])"
WORD = f"{LETTER}+(?:'+{LETTER}+)*"
# Words that hyphens join, a row of characters of which no spaces part words, or a picture: an emoji, a sign, a dingbat.
JOINED = lazy(f"[{IN_PAIRS}]+|{WORD}(?:[-\u2010]{WORD})*|[\u2600-\u27bf\U0001f300-\U0001faff]")
# For ASCII alone, which is most text, the same and faster; what parts such words always is done away with first.
PARTED = {n: sign for n, sign in SEPARATORS.items() if chr(n) not in "'-"}
IN_ASCII = lazy("[a-z0-9]+(?:'+[a-z0-9]+)*(?:-[a-z0-9]+(?:'+[a-z0-9]+)*)*")
HYPHEN, PAIRED = lazy("[-\u2010]"), lazy(f"[{IN_PAIRS}]")
# Within words, beside the marks that are folded away: where a line may break, the mark of an order of bytes, what makes
# Arabic words longer, and the tones of pictures.
UNSEEN = lazy("[\u0640\u200b\ufeff\U0001f3fb-\U0001f3ff]")
# A date is no word, and who joins more than these plays with hyphens.
MOST_JOINED = 3
# How often each part of a text comes up, in the order in which they come first.
Parts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Terms:
    """How often a text has each form, and how those are written that are written otherwise, commonest first."""

    counts: Mapping[str, int]
    written: Mapping[str, str]


def written(text: str) -> Iterator[str]:
    """The words of a text as they are written, in order; behind words that hyphens join, these as one."""
    for part in _parts(text):
        yield from _words(part)


def form_of(word: str) -> str:
    """What stands in the index for a word as it is written."""
    return word if word.isascii() and word.isalnum() else fold(word).replace("'", "")


def parts(text: str) -> Parts:
    """How often each part of a text comes up, of what stands between spaces and signs; hyphens part nothing."""
    return Counter(_parts(text))


def compared(text: str, found: Parts) -> Mapping[str, int]:
    """How often a text, whose parts are ``found``, has each of the words by which texts are compared."""
    folded = fold(text)
    if not (folded.isascii() and folded == _plain(text)):
        return Counter(tokens(folded))
    counts = dict(found)  # of ASCII alone, most parts are such words as they stand
    for part in [part for part in found if not part.isalnum()]:
        times = counts.pop(part)
        for word in tokens(part):
            counts[word] = counts.get(word, 0) + times
    return counts


def terms(fields: Iterable[tuple[int, str]]) -> Terms:
    """The words of texts, each of which counts so many times as it is weighed."""
    return terms_of([(weight, parts(text)) for weight, text in fields])


def terms_of(fields: Sequence[tuple[int, Parts]]) -> Terms:
    """The same of texts' parts."""
    counts: dict[str, int] = {}
    others: dict[str, str] = {}
    for weight, found in fields:
        plain = dict(found)  # most parts are words as they stand, and their own forms
        odd = [part for part in found if not (part.isalnum() and part.isascii())]
        for part in odd:
            del plain[part]
        if not counts and weight == 1:
            counts = plain
        else:
            for word, times in plain.items():
                counts[word] = counts.get(word, 0) + times * weight
        for part in odd:
            for word in _words(part):
                counts[word] = counts.get(word, 0) + found[part] * weight
                others[word] = form_of(word)
    return _by_form(counts, others, fields)


def _by_form(counts: Mapping[str, int], others: Mapping[str, str], fields: Sequence[tuple[int, Parts]]) -> Terms:
    """What words of ``fields`` come to, of which ``others`` have forms that are written otherwise, or may be."""
    ways: dict[str, list[str]] = {}
    for word, form in others.items():
        ways.setdefault(form, [form] if form in counts and form not in others else []).append(word)
    forms = dict(counts)
    for word in others:
        del forms[word]
    spelled: dict[str, str] = {}
    for form, words in ways.items():
        most = max(counts[word] for word in words)
        likely = [word for word in words if counts[word] == most]
        word = likely[0] if len(likely) == 1 else _first(likely, fields)
        if word != form:
            spelled[form] = word
        forms[form] = sum([counts[word] for word in words])
    return Terms(forms, spelled)


def _first(words: Collection[str], fields: Iterable[tuple[int, Parts]]) -> str:
    """The one of these words that comes first."""
    every = (word for _, found in fields for part in found for word in (part, *_words(part)))
    return next(word for word in every if word in words)


def _parts(text: str) -> list[str]:
    """What stands between spaces and signs in a text, in order; hyphens part nothing."""
    plain = _plain(text)
    if plain.isascii():
        return plain.translate(PARTED).split()
    found: list[str] = JOINED.findall(plain)
    return found


def _words(part: str) -> Sequence[str]:
    """The words of one such part."""
    if not part.isascii():
        return in_pairs(part) if PAIRED.match(part) else _with_joined(part)
    return [word for run in IN_ASCII.findall(part) for word in _with_joined(run)]


def _with_joined(run: str) -> Sequence[str]:
    """The words that hyphens join, and what they are as one."""
    words = HYPHEN.split(run)
    return [*words, "".join(words)] if 1 < len(words) <= MOST_JOINED else words


def _plain(text: str) -> str:
    """A text in small letters, with one kind of apostrophe, and without what nobody sees; accents stay."""
    for mark, plain in PUNCTUATION:
        text = text.replace(mark, plain)
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).lower())
    return UNSEEN.sub("", MARKS.sub("", text))
