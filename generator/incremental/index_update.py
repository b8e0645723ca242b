"""The search index's postings, changed only where stories have changed since they were last made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from generator.gate.admit import Story
from generator.ground.digest import pack
from generator.incremental.analysis import TERMS
from generator.incremental.source_cache import SourceCache
from generator.incremental.states import KeptValue
from generator.store.cache import Cache
from generator.words.inverting import IndexPart, part, put_together
from generator.words.postings import Postings, TermCounts, added, change, renumbered
from generator.words.stems import stems
from generator.words.terms import terms

# Where more than one story in so many has changed, beginning anew is quicker.
MANY = 10
# Stories that come or go: each is looked for in every posting.
MOST_MOVED = 100
# Stories of which a process makes a part of the index at a time.
AT_ONCE = 500
PART = msgspec.msgpack.Decoder(IndexPart)


@dataclass(frozen=True, slots=True)
class Indexed:
    """Postings, and the stories that they are of by number: sources, digests, numbers of words, digests of texts.

    ``base`` stands for what they depend on beside the stories.
    """

    base: bytes
    sources: tuple[str, ...]
    digests: tuple[bytes, ...]
    words: tuple[int, ...]
    texts: tuple[bytes, ...]
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
    postings = _changed(kept, stories, library) or _inverted(stories, library)
    words, texts = tuple(s.body.words for s in stories), tuple(s.body.text_digest for s in stories)
    INDEX.put(library.cache, target, Indexed(library.base, sources, digests, words, texts, postings))
    return postings


def reindexed(changed: Mapping[int, Edited], cache: Cache, target: str) -> Indexed | None:
    """The index that was kept, with stories changed that are given by their numbers.

    None if none was kept, or if it was not of these stories as they were.
    """
    kept = INDEX.get(cache, target)
    if kept is None or any(kept.digests[n] != of.digest for n, of in changed.items()):
        return None
    digests, words, texts = list(kept.digests), list(kept.words), list(kept.texts)
    for n, of in changed.items():
        digests[n], words[n], texts[n] = of.story.digest, of.story.body.words, of.story.body.text_digest
    postings = change(kept.postings, ((n, of.before, of.now) for n, of in changed.items()), stems)
    made = Indexed(kept.base, kept.sources, tuple(digests), tuple(words), tuple(texts), postings)
    INDEX.put(cache, target, made)
    return made


def _inverted(stories: Sequence[Story], library: SourceCache) -> Postings:
    """The postings of all stories, in parts that are made side by side."""
    ready = partial(_counted, library)
    parts = library.crew.each(_part, tuple(enumerate(stories)), ready, list, AT_ONCE)
    return put_together(map(PART.decode, parts), stems)


def _counted(library: SourceCache, stories: Sequence[tuple[int, Story]]) -> list[tuple[int, bytes, str]]:
    """Of each story its number, its counted words, and the words of its recording."""
    counted = library.packed_terms([story.source for _, story in stories])
    return [(n, words, _told(story)) for (n, story), words in zip(stories, counted, strict=True)]


def _part(stories: Sequence[tuple[int, bytes, str]]) -> list[bytes]:
    """One part of the index, in MessagePack."""
    return [pack(part(stories[0][0], (_with(TERMS.decode(words), told) for _, words, told in stories)))]


def _terms(stories: Sequence[Story], library: SourceCache) -> Iterator[TermCounts]:
    """The counted words of stories, with those of the recordings that are published with them."""
    for story, counted in zip(stories, library.terms([s.source for s in stories]), strict=True):
        yield _with(counted, _told(story))


def _told(story: Story) -> str:
    return story.recording.words if story.recording else ""


def _with(counted: TermCounts, words: str) -> TermCounts:
    return added(counted, terms([(1, words)])) if words else counted


def _changed(kept: Indexed | None, stories: Sequence[Story], library: SourceCache) -> Postings | None:
    """The postings that were kept with a few stories changed, added or taken out, if that is all that happened."""
    if kept is None or kept.base != library.base:
        return None
    before = {source: n for n, source in enumerate(kept.sources)}
    now = {s.source: n for n, s in enumerate(stories)}
    if [s for s in before if s in now] != [s for s in now if s in before]:
        return None
    new = [n for n, s in enumerate(stories) if s.source not in before or s.digest != kept.digests[before[s.source]]]
    old = [n for n, s in enumerate(kept.sources) if s not in now or stories[now[s]].digest != kept.digests[n]]
    gone, come = [before[s] for s in before if s not in now], [now[s] for s in now if s not in before]
    had = {n: library.terms_before(kept.sources[n], kept.digests[n]) for n in old}
    if len({*old, *new}) * MANY > len(stories) or len(gone) + len(come) > MOST_MOVED or None in had.values():
        return None
    postings = change(kept.postings, ((n, had[n], None) for n in gone), stems)
    if cuts := _cuts(kept.sources, now):
        postings = renumbered(postings, cuts)
    having = zip(new, _terms([stories[n] for n in new], library), strict=True)
    return change(postings, ((n, had.get(before.get(stories[n].source, -1)), terms) for n, terms in having), stems)


def _cuts(sources: Sequence[str], now: Mapping[str, int]) -> list[tuple[int, int]]:
    """From which of their numbers on ``sources`` have other numbers ``now``, and by how much more."""
    found, moved = [], 0
    for n, source in enumerate(sources):
        if source in now and now[source] - n != moved:
            found.append((n, now[source] - n - moved))
            moved = now[source] - n
    return found
