"""Which stories to read next: those that share topics and telling words.

Every story has a few telling words of its own (`generator.stems.telling`). One that many stories share says little
about any of them. Stories that share a word, or stand near each other in the list of their main topic, are candidates;
shared topics and words decide. Everything is counted over admitted stories alone (promise 2), and a story's neighbours
depend on few others, so that most of them need not be looked for again when one story has changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from generator.consent import Story

# A word that more stories use says little, and would make this grow with the square of their number.
MOST_STORIES = 24
NEIGHBOURS = 6


def related(stories: Sequence[Story], most: int = 3) -> list[tuple[int, ...]]:
    """For each story the indexes of up to ``most`` others, nearest first; only stories in the same language."""
    by_word: dict[str, list[int]] = defaultdict(list)
    by_topic: dict[str, list[int]] = defaultdict(list)
    for n, story in enumerate(stories):
        for word in story.telling:
            by_word[word].append(n)
        by_topic[story.topics[0]].append(n)
    places = {n: at for members in by_topic.values() for at, n in enumerate(members)}
    found = []
    for n, story in enumerate(stories):
        scores: Counter[int] = Counter()
        for word in story.telling:
            if len(by_word[word]) <= MOST_STORIES:
                scores.update(by_word[word])
        members, at = by_topic[story.topics[0]], places[n]
        for other in members[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]:
            scores[other] += 0
        del scores[n]
        topics = set(story.topics)
        ranked = sorted(
            (-(score + 2 * len(topics.intersection(stories[other].topics))), abs(other - n), other)
            for other, score in scores.items()
            if stories[other].language == story.language
        )
        found.append(tuple(other for _, _, other in ranked[:most]))
    return found
