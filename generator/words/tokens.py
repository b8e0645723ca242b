"""Words folded and cut out of text, by which texts are compared; `words.terms` has those by which they are found.

Chinese, Japanese, Korean and Thai, which are written without spaces or with few, are cut into overlapping pairs of
characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from heapq import nsmallest

from generator.ground.patterns import lazy

# Letters that no Unicode decomposition leads to their plain form.
PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
# What most texts hold beside ASCII, done away with first, since the rest costs time.
PUNCTUATION = (("’", "'"), ("‘", " "), ("“", " "), ("”", " "), ("–", " "), ("…", " "))
# Accents, Arabic vowel signs, Hebrew points, and what is written within words without being seen.
MARKS = lazy(
    "[\u0300-\u036f\u064b-\u0652\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u00ad\u200c\u200d\u2060]"
)
# Vowel signs belong to words in the scripts of India, where Python's \w leaves them out; the danda ends a sentence.
INDIC = "\u0900-\u0963\u0966-\u096f\u0971-\u0df3"
IN_PAIRS = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
# For ASCII alone, which is most text, the same as TOKEN and four times as fast.
SEPARATORS = {n: " " for n in range(128) if not chr(n).isalnum()}
TOKEN = lazy(f"[{IN_PAIRS}]+|(?:[^\\W_{IN_PAIRS}]|[{INDIC}])+")
PAIRS = lazy(f"[{IN_PAIRS}]")
SHORT_WORD, TELLING = 5, 12


def fold(text: str) -> str:
    """Text without case, accents and typographic differences."""
    for mark, plain in PUNCTUATION:
        text = text.replace(mark, plain)
    if text.isascii():
        return text.lower()
    text = MARKS.sub("", unicodedata.normalize("NFKD", text).lower())
    return unicodedata.normalize("NFC", text.translate(PLAIN))


def tokens(folded: str) -> list[str]:
    """The words of a folded text, in order; apostrophes within words are left out."""
    folded = folded.replace("'", "")
    if folded.isascii():
        return folded.translate(SEPARATORS).split()
    found: list[str] = TOKEN.findall(folded)
    if PAIRS.search(folded) is None:
        return found
    return [piece for token in found for piece in (in_pairs(token) if PAIRS.match(token) else (token,))]


def telling(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The few words that say most of what a text is about: long ones, and those that come again.

    Only the text itself decides, so that no change of another text changes them.
    """
    weighed = [(-count * (len(word) - SHORT_WORD), word) for word, count in counts.items() if len(word) > SHORT_WORD]
    return tuple(word for _, word in nsmallest(TELLING, weighed))


def in_pairs(run: str) -> tuple[str, ...]:
    """A row of characters of which no spaces part words, in overlapping pairs; a single one is its own."""
    return tuple(run[n : n + 2] for n in range(len(run) - 1)) or (run,)
