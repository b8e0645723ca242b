"""Postings of stories' words, made in one part."""

from __future__ import annotations

from collections.abc import Iterable

from generator.words.inverting import part, put_together
from generator.words.postings import Postings, StemsOf, TermCounts


def inverted(stories: Iterable[TermCounts], stems: StemsOf) -> Postings:
    """The postings of stories, by stem and form."""
    return put_together([part(0, stories)], stems)
