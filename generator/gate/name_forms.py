"""Names in the forms that people give them: in another case or script, cut anywhere, or read backwards.

For lines that stay for good, where a name too many is refused, and written otherwise at once: a text is held against
whole names alone (`gate.deny_list`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, product

from anyascii import anyascii

from generator.gate.near_phrases import Phrase
from generator.gate.spellings import decoded, fold
from generator.ground.patterns import lazy
from generator.words.as_seen import seen_as_latin

# Letters of the shortest word that has forms, or is known though it is cut; what is left of it when an ending is gone.
SHORTEST = 4
# Letters with which all forms of a name begin.
FIRST = SHORTEST - 1
# Letters that an ending adds at most, to words of many letters; and those that it takes away.
MOST_ADDED, MOST_DROPPED = 3, 2
PARTS = lazy(r"\d+|\D+")
VOWELS = frozenset("aeiouy")
# One sound, as Polish and German spell it and as it is transliterated from other scripts.
SOUNDS = (("tsch", "ch"), ("sch", "sh"), ("sz", "sh"), ("cz", "ch"), ("rz", "zh"), ("w", "v"))
LONGEST_SOUND = 2  # times as many letters as what it becomes, at most


@dataclass(frozen=True, slots=True)
class _Forms:
    """Names as they sound: which words begin with a stem and how many letters may follow; and names by their length."""

    of_stem: Mapping[str, tuple[tuple[str, int], ...]]
    closed: frozenset[str]
    phrases: Mapping[int, frozenset[Phrase]]
    longest: int


def names_one(said: str, names: frozenset[Phrase]) -> bool:
    """Whether a line holds one of folded ``names`` in any form."""
    forms = _forms(names)
    return any(_is_in(row, forms) for row in _rows(said))


def may_name(said: str, names: Iterable[Phrase]) -> bool:
    """Whether a line has the first letters of any of ``names``, as all forms of it have."""
    letters = _sound("".join(_plain(said)))
    begun = (_sound("".join(_plain(" ".join(name))))[:FIRST] for name in names)
    return any(first in turned for first in begun for turned in (letters, letters[::-1]))


@cache
def _forms(names: frozenset[Phrase]) -> _Forms:
    sounding = {tuple(map(_sound, _plain(" ".join(name)))) for name in names} - {()}
    turned = {(name[-1], *name[:-1]) for name in sounding}
    closed = {joined for name in sounding | turned if len(joined := "".join(name)) >= SHORTEST}
    of_stem: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
    for word in closed.union(*sounding):
        of_stem[word].add((word, 0))
        for stem, added in _stems(word):
            of_stem[stem].add((word, added))
    return _Forms(
        {stem: tuple(words) for stem, words in of_stem.items()},
        frozenset(closed),
        {n: frozenset(name for name in sounding | turned if len(name) == n) for n in {*map(len, sounding)}},
        LONGEST_SOUND * (max(map(len, closed), default=0) + MOST_ADDED),
    )


def _stems(word: str) -> Iterator[tuple[str, int]]:
    """The beginnings that forms of a word have, each with how many letters may follow it."""
    if len(word) < SHORTEST or not word.isalpha():
        return
    added = min(len(word) - SHORTEST + 1, MOST_ADDED)
    yield word, added
    if word[-1] in VOWELS:
        yield from ((word[:-1] + vowel, added - 1) for vowel in VOWELS)
    yield from ((word[:-n], 0) for n in range(1, MOST_DROPPED + 1) if len(word) - n >= SHORTEST)


def _plain(words: str) -> list[str]:
    """Folded words in Latin letters, letters and digits apart."""
    return [part for word in fold(anyascii(words)) for part in PARTS.findall(word)]


def _sound(word: str) -> str:
    for written, sound in SOUNDS:
        word = word.replace(written, sound)
    return word


def _rows(said: str) -> Iterator[list[str]]:
    """The words of a line in Latin letters, and those of it read backwards."""
    ways = {way for written in decoded(said) for way in (written, seen_as_latin(written)) if way is not None}
    for way in ways:
        for turned in (way, way[::-1]):
            yield _plain(turned)


def _is_in(row: list[str], forms: _Forms) -> bool:
    words = [_words(_sound(word), forms) for word in row]
    for at in range(len(row)):
        if any(not names.isdisjoint(product(*words[at : at + n])) for n, names in forms.phrases.items()):
            return True
        for joined in accumulate(row[at:]):
            if len(joined) > forms.longest:
                break
            if not forms.closed.isdisjoint(_words(_sound(joined), forms)):
                return True
    return False


def _words(said: str, forms: _Forms) -> set[str]:
    """The words of names of which a word is a form."""
    return {
        word
        for n in range(min(MOST_ADDED, len(said) - 1) + 1)
        for word, added in forms.of_stem.get(said[: len(said) - n], ())
        if n <= added
    }
