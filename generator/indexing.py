"""The search index's postings, changed only where stories have changed since they were last made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from generator.consent import Story
from generator.digest import pack
from generator.library import Library
from generator.postings import Postings, change, invert
from generator.shelf import Shelf
from generator.stems import stems

STATE = "postings"
# Where more than one story in so many has changed, beginning anew is quicker.
MANY = 10


@dataclass(frozen=True, slots=True)
class _Kept:
    """Postings, what was read to make them, and the stories that they are of, by number."""

    base: bytes
    sources: tuple[str, ...]
    digests: tuple[bytes, ...]
    postings: dict[str, tuple[str, str]]


KEPT = msgspec.msgpack.Decoder(_Kept)


def indexed(stories: Sequence[Story], library: Library, shelf: Shelf, place: str) -> Postings:
    """The postings of all stories, in their order; ``place`` is the output that they are for."""
    data = shelf.state(place, STATE)
    kept = KEPT.decode(data) if data else None
    sources, digests = tuple(s.source for s in stories), tuple(s.digest for s in stories)
    if kept is not None and (kept.base, kept.sources, kept.digests) == (library.base, sources, digests):
        return kept.postings
    postings = _changed(kept, stories, library) or invert(library.terms(sources), stems)
    shelf.leave(place, STATE, pack(_Kept(library.base, sources, digests, postings)))  # type: ignore[arg-type]
    return postings


def _changed(kept: _Kept | None, stories: Sequence[Story], library: Library) -> Postings | None:
    """The postings that were kept with a few stories changed or added, if that is all that happened."""
    if kept is None or kept.base != library.base:
        return None
    before = len(kept.sources)
    if kept.sources != tuple(s.source for s in stories[:before]):
        return None
    numbers = [n for n, s in enumerate(stories) if n >= before or s.digest != kept.digests[n]]
    old = {n: library.terms_before(stories[n].source) for n in numbers if n < before}
    if len(numbers) * MANY > len(stories) or None in old.values():
        return None
    new = library.terms([stories[n].source for n in numbers])
    return change(kept.postings, ((n, old.get(n), terms) for n, terms in zip(numbers, new, strict=True)), stems)
