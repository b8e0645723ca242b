"""The words by which search finds a text. `search/words.js` cuts queries in the same way.

A word is cut out as it is *written*: in small letters and without what nobody sees, but with its accents and with the
apostrophes within it, since stemmers ask for both ("été", "l'été"). Its *form*, by which it stands in the index, is
folded. What hyphens join is also one word, so that "well-being" is found as "wellbeing", and so is a picture character.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from generator.ground.patterns import lazy
from generator.words.tokens import IN_PAIRS, INDIC, MARKS, PUNCTUATION, SEPARATORS, fold, in_pairs

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


def terms(fields: Iterable[tuple[int, str]]) -> Terms:
    """The words of texts, each of which counts so many times as it is weighed."""
    counts: dict[str, int] = {}
    others: dict[str, str] = {}
    for weight, text in fields:
        for part, times in Counter(_parts(text)).items():
            if part.isalnum() and part.isascii():  # most are words as they stand, and their own forms
                counts[part] = counts.get(part, 0) + times * weight
                continue
            for word in _words(part):
                counts[word] = counts.get(word, 0) + times * weight
                others[word] = form_of(word)
    ordered = sorted(counts.items(), key=itemgetter(1), reverse=True)
    forms = {others.get(word, word): count for word, count in ordered}
    spelled = {others[word]: word for word, _ in ordered if word in others}
    if len(forms) < len(ordered):  # words that are written in several ways; most texts have none
        forms, spelled = {}, {}
        for word, count in ordered:
            form = others.get(word, word)
            forms[form] = forms.get(form, 0) + count
            spelled.setdefault(form, word)
    return Terms(forms, {form: word for form, word in spelled.items() if word != form})


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
