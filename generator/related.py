"""Which stories to read next: those that share topics and unusual words.

A story's signature is its few most telling words (tf-idf; Spärck Jones 1972), where a word counts only if a handful of
other stories use it too. Stories that share a signature word, or the main topic, are candidates; shared topics and
words decide. Everything is counted over admitted stories alone (promise 2).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from generator.consent import Story

WORD = re.compile(r"[^\W\d_]{4,}")
SIGNATURE = 8
# A word that more stories use says little about any of them, and would make this grow with the square of their number.
MOST_STORIES = 24
NEIGHBOURS = 6


def related(stories: Sequence[Story], most: int = 3) -> list[tuple[int, ...]]:
    """For each story the indexes of up to ``most`` others, nearest first; only stories in the same language."""
    counts = [Counter(WORD.findall(s.body.text.lower())) for s in stories]
    document_frequency = Counter(word for words in counts for word in words)
    signatures = [_signature(words, document_frequency, len(stories)) for words in counts]
    by_word: dict[str, list[int]] = defaultdict(list)
    by_topic: dict[str, list[int]] = defaultdict(list)
    for n, story in enumerate(stories):
        for word in signatures[n]:
            by_word[word].append(n)
        by_topic[story.topics[0]].append(n)
    places = {n: at for members in by_topic.values() for at, n in enumerate(members)}
    found = []
    for n, story in enumerate(stories):
        scores: Counter[int] = Counter()
        for word in signatures[n]:
            for other in by_word[word]:
                scores[other] += 1
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


def _signature(words: Counter[str], document_frequency: Counter[str], total: int) -> tuple[str, ...]:
    weighed = sorted(
        (-count * math.log(total / document_frequency[word]), word)
        for word, count in words.items()
        if 2 <= document_frequency[word] <= MOST_STORIES
    )
    return tuple(word for _, word in weighed[:SIGNATURE])
