"""A story's words in a text that has other things between them: times, numbers, columns, or between their letters.

Two looks, each of which gives pieces of the story as its own words. The first puts the letters of a text together, as
if it had no blanks, punctuation or words with digits, and goes from five words of the story that stand there as far as
the story goes. The second goes from word to word over as many other words as stand between them in tables, in what
programs write about each word, and in columns. Since words so far apart stand in any long text by chance, it takes
twice as many of them as stand together in a trace, from one that stands only once in the story.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cached_property

# Words that are looked up together; other words between two of the story's; words of the story that are no chance then.
BLOCK, BETWEEN, APART = 5, 16, 18
DIGIT = re.compile(r"\d")

# Of a word that would go on with pieces: which of the story's it is, where the one before was, and how many these were.
Awaited = dict[int, tuple[int, int]]


def lettered(words: list[str]) -> list[str]:
    """The words without those that hold digits, such as numbers, times and ids."""
    return [word for word in words if word.isalpha() or DIGIT.search(word) is None]


class SoughtText:
    """One text of a story, ready to be looked for."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.whole = words
        self.words = lettered(list(words))

    @cached_property
    def _at(self) -> list[int]:
        """Where each word with letters alone is in the whole text."""
        kept = iter(self.words)
        following = next(kept, None)
        at = []
        for n, word in enumerate(self.whole):
            if word == following:
                at.append(n)
                following = next(kept, None)
        return at

    @cached_property
    def _only_once(self) -> dict[str, int]:
        """Words that stand once in the text, and where."""
        counts = Counter(self.words)
        return {word: n for n, word in enumerate(self.words) if counts[word] == 1}

    def _piece(self, begin: int, end: int) -> list[str]:
        """The story's words from one to before another, with numbers between them."""
        return list(self.whole[self._at[begin] : self._at[end - 1] + 1])

    def in_letters(self, letters: str) -> Iterator[list[str]]:
        """Pieces of the story in the letters of a text; none for what an earlier piece has told of."""
        words, found, told = self.words, set(), 0
        for first in range(0, len(words) - BLOCK + 1, BLOCK):
            block = "".join(words[first : first + BLOCK])
            at = letters.find(block) if first + BLOCK > told else -1
            while at >= 0:
                begin, end, before, after = first, first + BLOCK, at, at + len(block)
                while begin and letters.endswith(words[begin - 1], 0, before):
                    begin -= 1
                    before -= len(words[begin])
                while end < len(words) and letters.startswith(words[end], after):
                    after += len(words[end])
                    end += 1
                found.add((begin, end))
                told = max(told, end)
                at = letters.find(block, after)
        for begin, end in sorted(found):
            yield self._piece(begin, end)

    def in_words(self, words: list[str], vocabulary: Collection[str]) -> Iterator[list[str]]:
        """Pieces of the story in the words of a text, with others between them; ``vocabulary`` has each of them."""
        told, once = self.words, self._only_once
        if not _all_within(told, vocabulary):
            return
        awaited: dict[str, Awaited] = {}
        longest: dict[int, int] = {}
        for at, word in enumerate(words):
            if word not in once and word not in awaited:
                continue
            steps = _going_on(awaited[word], at) if word in awaited else []
            for n, length in (*steps, (once[word], 1)) if word in once else steps:
                if length >= APART:
                    longest[n] = max(length, longest.get(n, 0))
                if n + 1 < len(told):
                    following = awaited.setdefault(told[n + 1], {})
                    before, known = following.get(n + 1, (at, 0))
                    if length >= known or at - before > BETWEEN:
                        following[n + 1] = (at, length)
        for n, length in longest.items():
            if longest.get(n + 1, 0) <= length:
                yield self._piece(n - length + 1, n + 1)


def _going_on(awaited: Awaited, at: int) -> list[tuple[int, int]]:
    """Which pieces a word goes on with, and how long they are with it; those too far behind are awaited no more."""
    for n in [n for n, (before, _) in awaited.items() if at - before > BETWEEN + 1]:
        del awaited[n]
    return [(n, length + 1) for n, (_, length) in awaited.items()]


def _all_within(told: list[str], words: Collection[str]) -> bool:
    """Whether a text has all words of any piece that is long enough."""
    run = 0
    for word in told:
        run = run + 1 if word in words else 0
        if run == APART:
            return True
    return False
