"""The search index's postings, changed only where stories have changed since they were last made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.gate.admit import Story
from generator.incremental.source_cache import SourceCache
from generator.incremental.states import KeptValue
from generator.store.cache import Cache
from generator.words.postings import Postings, TermCounts, added, change, invert
from generator.words.stems import stems
from generator.words.terms import terms

# Where more than one story in so many has changed, beginning anew is quicker.
MANY = 10


@dataclass(frozen=True, slots=True)
class Indexed:
    """Postings, and the stories that they are of by number: sources, digests, numbers of words.

    ``base`` stands for what they depend on beside the stories.
    """

    base: bytes
    sources: tuple[str, ...]
    digests: tuple[bytes, ...]
    words: tuple[int, ...]
    postings: Postings


INDEX = KeptValue("postings", Indexed)


@dataclass(frozen=True, slots=True)
class Edited:
    """A story with other words than before; ``digest`` stands for it as it was when ``before`` were its words."""

    story: Story
    digest: bytes
    before: TermCounts
    now: TermCounts


def indexed(stories: Sequence[Story], library: SourceCache, target: str) -> Postings:
    """The postings of all stories, in their order; ``target`` names the output that they are for."""
    kept = INDEX.get(library.cache, target)
    sources, digests = tuple(s.source for s in stories), tuple(s.digest for s in stories)
    if kept is not None and (kept.base, kept.sources, kept.digests) == (library.base, sources, digests):
        return kept.postings
    postings = _changed(kept, stories, library) or invert(_terms(stories, library), stems)
    words = tuple(s.body.words for s in stories)
    INDEX.put(library.cache, target, Indexed(library.base, sources, digests, words, postings))
    return postings


def reindexed(changed: Mapping[int, Edited], cache: Cache, target: str) -> Indexed | None:
    """The index that was kept, with stories changed that are given by their numbers.

    None if none was kept, or if it was not of these stories as they were.
    """
    kept = INDEX.get(cache, target)
    if kept is None or any(kept.digests[n] != of.digest for n, of in changed.items()):
        return None
    digests, words = list(kept.digests), list(kept.words)
    for n, of in changed.items():
        digests[n], words[n] = of.story.digest, of.story.body.words
    postings = change(kept.postings, ((n, of.before, of.now) for n, of in changed.items()), stems)
    made = Indexed(kept.base, kept.sources, tuple(digests), tuple(words), postings)
    INDEX.put(cache, target, made)
    return made


def _terms(stories: Sequence[Story], library: SourceCache) -> Iterator[TermCounts]:
    """The counted words of stories, with those of the recordings that are published with them."""
    for story, counted in zip(stories, library.terms([s.source for s in stories]), strict=True):
        words = story.recording.words if story.recording else ""
        yield added(counted, terms([(1, words)])) if words else counted


def _changed(kept: Indexed | None, stories: Sequence[Story], library: SourceCache) -> Postings | None:
    """The postings that were kept with a few stories changed or added, if that is all that happened."""
    if kept is None or kept.base != library.base:
        return None
    before = len(kept.sources)
    if kept.sources != tuple(s.source for s in stories[:before]):
        return None
    numbers = [n for n, s in enumerate(stories) if n >= before or s.digest != kept.digests[n]]
    old = {n: library.terms_before(stories[n].source, kept.digests[n]) for n in numbers if n < before}
    if len(numbers) * MANY > len(stories) or None in old.values():
        return None
    new = _terms([stories[n] for n in numbers], library)
    return change(kept.postings, ((n, old.get(n), terms) for n, terms in zip(numbers, new, strict=True)), stems)
