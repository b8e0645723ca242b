"""Denied phrases that are not written as they are, and that readers know all the same: in one word, or spelled out.

Such a likeness may be chance, so that it is told and withholds nothing. Fingerprints cannot be looked for so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from typing import Literal

from generator.gate.spellings import JOINT, decoded, plain, words
from generator.words.as_seen import seen_as_latin

Phrase = tuple[str, ...]
# How a phrase may be cut and still be known: anywhere, nowhere, or into its letters alone.
Cut = Literal["anywhere", "nowhere", "letters"]
# Letters from which on a name of several words is hardly another word, and is hardly part of one.
WORD = 5
PART_OF_A_WORD = 8
SPELLED = 3
# Between the last word and the first, where they change places: one sign, or a space, or both for a comma alone.
BETWEEN = r"(?:[^\w\s]|_|,?\s+)"


@dataclass(frozen=True, slots=True)
class _Near:
    """Phrases without their spaces: how each may be cut, which may stand whole, how they begin; and phrases turned."""

    cuts: dict[str, Cut]
    whole: frozenset[str]
    beginnings: frozenset[str]
    parts: tuple[str, ...]
    lasts: frozenset[str]
    turned: re.Pattern[str]


@cache
def _near(phrases: frozenset[Phrase]) -> _Near:
    several = sorted(phrase for phrase in phrases if len(phrase) > 1)
    cuts: dict[str, Cut] = {}
    for phrase in several:
        cuts["".join((phrase[-1], *phrase[:-1]))] = "nowhere"
    for phrase in phrases:
        joined = "".join(phrase)
        if len(joined) >= WORD and (len(phrase) > 1 or joined.isdigit()):
            cuts[joined] = "anywhere"
        elif len(joined) >= SPELLED and not joined.isdigit():
            cuts[joined] = "letters"
    cuts = {joined: cut for joined, cut in cuts.items() if cut == "letters" or len(joined) >= WORD}
    turned = (BETWEEN.join((re.escape(phrase[-1]), r"[\W_]+".join(map(re.escape, phrase[:-1])))) for phrase in several)
    return _Near(
        cuts,
        frozenset(joined for joined, cut in cuts.items() if cut != "letters"),
        frozenset(joined[:n] for joined in cuts for n in range(1, len(joined) + 1)),
        tuple(joined for joined, cut in cuts.items() if cut != "letters" and len(joined) >= PART_OF_A_WORD),
        frozenset(phrase[-1] for phrase in several),
        re.compile(rf"(?<![^\W_])(?:{'|'.join(turned)})(?![^\W_])"),
    )


def looks_like(text: str, phrases: frozenset[Phrase]) -> bool:
    """Whether a text holds what looks like a phrase: run together, cut elsewhere, spelled out, or last word first."""
    return bool(phrases) and any(
        is_near(plain(way).replace(JOINT, ""), phrases)
        for written in decoded(text)
        for way in (written, seen_as_latin(written))
        if way is not None
    )


def is_near(seen: str, phrases: frozenset[Phrase]) -> bool:
    """The same of a `plain` text without joints."""
    near, row = _near(phrases), words(seen)
    if not near.whole.isdisjoint(row) or _is_cut(row, near):
        return True
    if not near.lasts.isdisjoint(row) and near.turned.search(seen):
        return True
    long = " ".join(word for word in set(row) if len(word) > PART_OF_A_WORD)
    return any(part in long for part in near.parts)


def _is_cut(row: list[str], near: _Near) -> bool:
    """Whether words that follow each other, put together, are a phrase without its spaces."""
    begun = near.beginnings
    pairs = enumerate(pairwise(row))
    for at in [n for n, (one, other) in pairs if one in begun and one + other in begun]:
        joined = ""
        for count, word in enumerate(islice(row, at, None), 1):
            joined += word
            if joined not in begun:
                break
            cut = near.cuts.get(joined)
            if cut == "anywhere" or (cut and count == len(joined)):
                return True
    return False
