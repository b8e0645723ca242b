"""What stands near something in a passage: in its sentence, or so many words away."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal, TypeAlias

# A number of words, within the same sentence; or the sentence, or the passage.
Within: TypeAlias = int | Literal["sentence", "passage"]

SENTENCE_END = re.compile(r"""[.!?…]+["'”’»“*_)\]]*\s+(?!\d)""")
# Characters. No passage that people write is longer; where one is, each of its pieces is looked at by itself, or a text
# could be made that takes for ever.
FAR = 2_000
WORD = re.compile(r"\w+(?:['-]\w+)*")


def sentence(text: str, start: int, end: int, far: int = FAR) -> tuple[int, int]:
    """From where to where the sentence goes in which a piece of a passage stands, and no farther than ``far``."""
    begins, ends = _around(text, start, end, far)
    for found in SENTENCE_END.finditer(text, begins, ends):
        if found.end() <= start:
            begins = found.end()
        elif found.start() >= end:
            ends = found.start()
            break
    return begins, ends


def _around(text: str, start: int, end: int, far: int) -> tuple[int, int]:
    return max(0, start - far), min(len(text), end + far)


def is_near(text: str, start: int, end: int, subjects: Sequence[tuple[int, int]], within: Within) -> bool:
    """Whether one of the places in a passage that speak of a subject, in their order, is that near to a piece of it."""
    begins, ends = _around(text, start, end, FAR)
    some = subjects[bisect_left(subjects, (begins, 0)) : bisect_left(subjects, (ends, 0))]
    if not some or within == "passage":
        return bool(some)
    begins, ends = sentence(text, start, end)
    found = (one for one in some if begins <= one[0] and one[1] <= ends)
    return any(within == "sentence" or words_between(text, (start, end), one) <= within for one in found)


def words_between(text: str, one: tuple[int, int], other: tuple[int, int]) -> int:
    """How many words stand between two pieces; those that touch or overlap have none."""
    first, second = sorted((one, other))
    return sum(1 for _ in WORD.finditer(text, first[1], max(first[1], second[0])))
