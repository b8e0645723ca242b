"""All advice on a site's texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from generator.advice.finding import Finding, in_order
from generator.advice.texts import AdvisedText

# What looks at one text, knowing nothing of others.
Adviser: TypeAlias = Callable[[AdvisedText], Iterator[Finding]]


def advise(texts: Iterable[AdvisedText], advisers: Iterable[Adviser]) -> tuple[Finding, ...]:
    """What the advisers find in these texts, by place."""
    known = tuple(advisers)
    return in_order([finding for text in texts for adviser in known for finding in adviser(text)])
