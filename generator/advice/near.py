"""What stands near something in a passage: in its sentence, or so many words away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

from generator.advice.wording import Forms
from generator.ground.languages import language

# A number of words, within the same sentence; or the sentence, or the passage.
Within: TypeAlias = int | Literal["sentence", "passage"]

SENTENCE_END = re.compile(r"""[.!?…]+["'”’»“*_)\]]*\s+(?!\d)""")
WORD = re.compile(r"\w+(?:['-]\w+)*")


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where the sentence goes in which a piece of a passage stands."""
    begins, ends = 0, len(text)
    for found in SENTENCE_END.finditer(text):
        if found.end() <= start:
            begins = found.end()
        elif found.start() >= end:
            ends = found.start()
            break
    return begins, ends


def is_near(text: str, start: int, end: int, subject: Forms, within: Within) -> bool:
    """Whether the passage speaks of the subject that near to the piece from ``start`` to ``end``."""
    if within == "passage":
        return subject.is_in(text)
    begins, ends = sentence(text, start, end)
    found = subject.spans(text, begins, ends)
    return any(within == "sentence" or words_between(text, (start, end), one) <= within for one in found)


def words_between(text: str, one: tuple[int, int], other: tuple[int, int]) -> int:
    """How many words stand between two pieces; those that touch or overlap have none."""
    first, second = sorted((one, other))
    return sum(1 for _ in WORD.finditer(text, first[1], max(first[1], second[0])))


def quoted(text: str, code: str) -> Iterator[tuple[int, int]]:
    """Where somebody else's words stand within a passage, by the quotation marks of its language."""
    opening, closing, *_ = language(code).quotes
    marks = {(opening, closing), ("“", "”"), ("«", "»"), ('"', '"')}
    for begin, end in sorted(marks):
        for found in re.finditer(f"{begin}[^{begin}{end}]{{1,600}}{end}", text):
            yield found.span()
