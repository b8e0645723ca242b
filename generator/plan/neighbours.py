"""Which stories to read next: those that share topics and telling words, and first one that takes another course.

Every story has a few telling words of its own (`words.tokens.telling`). One that many stories share says little about
any of them. Stories that share a word, or stand near each other in the list of their main topic, are candidates;
shared topics and words decide. Everything is counted over admitted stories alone (promise 2), and a story's neighbours
depend on few others, so that most of them need not be looked for again when one story has changed.

More of the same pain is no help to somebody whom a story has stirred. So of those that share a topic with it, one goes
before the others that shares no content note with it and takes another course, as both storytellers said (`shape`).
Where somebody did not say, nothing is guessed: then notes alone decide, and after them what is nearest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from generator.content.front_matter import Shape
from generator.gate.admit import Story

# A word that more stories use says little, and would make this grow with the square of their number.
MOST_STORIES = 24
NEIGHBOURS = 6
SHOWN = 3
NOT_SAID: Final = "rather-not-say"
Nearest = list[tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Traits:
    """All of a story that decides which others are near it; ``day`` is that of its date, counted from the year 1.

    Nothing goes by how many stories stand between two, or one that goes would bring others together.
    """

    source: str
    day: int
    telling: tuple[str, ...]
    topics: tuple[str, ...]
    language: str
    notes: tuple[str, ...]
    course: Shape | None
    is_easy: bool


def traits_of(story: Story) -> Traits:
    """What decides which stories are near this one."""
    course = None if story.shape == NOT_SAID else story.shape
    return Traits(
        source=story.source,
        day=story.date.toordinal(),
        telling=story.telling,
        topics=story.topics,
        language=story.language,
        notes=story.notes,
        course=course,
        is_easy=story.retells is not None and story.retells.is_easy,
    )


def nearest(traits: Sequence[Traits], before: Sequence[Traits] = (), found: Nearest | None = None) -> Nearest:
    """For each story the indexes of a few others, nearest first; only stories in the same language.

    To Easy Read texts others of these are near. So no two texts of one story are: there is one in each language.

    ``found`` is what this gave for the traits ``before``; it is looked for again only near stories that have changed,
    have come or have gone.
    """
    now = _Candidates(traits)
    number, old = ({of.source: n for n, of in enumerate(some)} for some in (traits, before))
    stayed = [number[source] for source in old if source in number]
    of_each: Nearest = [()] * len(traits)
    if found is not None and all(one < other for one, other in pairwise(stayed)):
        to = [number.get(source, -1) for source in old]
        for n, near in zip(to, found, strict=True):
            if n >= 0:
                of_each[n] = tuple(to[other] for other in near)
        changed = [n for n, of in enumerate(traits) if of.source not in old or before[old[of.source]] != of]
        gone = [n for n, of in enumerate(before) if to[n] < 0 or traits[to[n]] != of]
        beside = _Candidates(before).touched(gone) if gone else ()
        again = now.touched(changed) | {to[n] for n in beside if to[n] >= 0}
    else:
        again = set(range(len(traits)))
    for n in again:
        of_each[n] = now.nearest(n)
    return of_each


class _Candidates:
    """Stories by their telling words, and by their main topic."""

    def __init__(self, traits: Sequence[Traits]) -> None:
        self.traits = traits
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.by_topic: dict[str, list[int]] = defaultdict(list)
        self.places: list[int] = []
        for n, of in enumerate(traits):
            for word in of.telling:
                self.by_word[word].append(n)
            self.places.append(len(self.by_topic[of.topics[0]]))
            self.by_topic[of.topics[0]].append(n)

    def nearest(self, n: int) -> tuple[int, ...]:
        """The stories to read after one: another course, then most in common first, then nearest in time."""
        of, traits = self.traits[n], self.traits
        scores = Counter(dict.fromkeys(self._beside(n, NEIGHBOURS), 0))
        for word in of.telling:
            if len(self.by_word[word]) <= MOST_STORIES:
                scores.update(self.by_word[word])
        topics = set(of.topics)
        ranked = sorted(
            (-(score + 2 * len(topics.intersection(traits[other].topics))), abs(traits[other].day - of.day), other)
            for other, score in scores.items()
            if other != n and (traits[other].language, traits[other].is_easy) == (of.language, of.is_easy)
        )
        near = [other for _, _, other in ranked]
        kin = [other for other in near if not topics.isdisjoint(traits[other].topics)]
        first = [min(kin, key=lambda other: _sameness(of, traits[other]))] if kin else []
        return tuple([*first, *(other for other in near if other not in first)][:SHOWN])

    def touched(self, changed: Iterable[int]) -> set[int]:
        """All stories whose nearest may be others when some have changed, or have come or gone."""
        found: set[int] = set()
        for n in changed:
            found |= {n, *self._beside(n, NEIGHBOURS + 1)}
            for word in self.traits[n].telling:
                if len(self.by_word[word]) <= MOST_STORIES + 1:
                    found.update(self.by_word[word])
        return found

    def _beside(self, n: int, reach: int) -> list[int]:
        members, at = self.by_topic[self.traits[n].topics[0]], self.places[n]
        return members[max(0, at - reach) : at + reach + 1]


def _sameness(of: Traits, other: Traits) -> tuple[bool, bool, bool]:
    """How much a story would be more of the same: by what both speak of, by its course, by what it speaks of at all."""
    is_other_course = None not in (of.course, other.course) and of.course != other.course
    return not set(of.notes).isdisjoint(other.notes), not is_other_course, bool(other.notes)
