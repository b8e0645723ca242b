"""Single words of denied names: a list holds “Anna Winterfeld”, and a report that says “Winterfeld” names her, too.

Fingerprints do not tell their words. Where one is found in a text, its words stand there, and are known from then on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.advice.around import WORD
from generator.gate.deny_list import DenyList, holds, resembles
from generator.gate.spellings import fold

# Words of a name; longer phrases are sentences or addresses.
FEWEST, MOST = 2, 4
# Letters of a part of a name that is no particle (“de la”, “van”), and of a particle.
SHORTEST, PARTICLE = 2, 3
USUAL = 3  # texts that write a word small, so that it is one
NO_LIST = DenyList()


@dataclass(frozen=True, slots=True)
class NameParts:
    """Words of denied names: ``rare`` ones, and ``usual`` ones, such as “Green” or “Will”, which texts write small.

    Usual ones are names only where they have a capital.
    """

    rare: DenyList = NO_LIST
    usual: DenyList = NO_LIST

    def are_in(self, words: str) -> bool:
        """Whether a denied name may be known by these words of a text, or of a path."""
        return (bool(self.rare) and (holds(words, self.rare) or resembles(words, self.rare))) or self.are_named_in(
            words
        )

    def are_named_in(self, words: str) -> bool:
        """The same of what a program says, in which a name has its capital."""
        if not (self.rare or self.usual):
            return False
        names = " ".join(word for word in WORD.findall(words) if not word.islower())
        return holds(names, self.rare) or holds(names, self.usual)


NO_PARTS = NameParts()


def parts_of(denied: DenyList, found: Iterable[str], texts: Iterable[str]) -> NameParts:
    """The words of a list's names, and of those ``found`` in texts; ``texts`` are all, which show what is usual."""
    phrases = {*denied.phrases, *(tuple(fold(words)) for words in found)}
    names = [phrase for phrase in phrases if FEWEST <= len(phrase) <= MOST and not any(map(str.isdigit, phrase))]
    parts = {part for name in names for part in name if len(part) >= SHORTEST}
    small = Counter(word for text in texts for word in parts.intersection(WORD.findall(text)))
    usual = {part for part, texts_with_it in small.items() if texts_with_it >= USUAL}
    return NameParts(
        DenyList(frozenset((part,) for part in parts - usual)),
        DenyList(frozenset((part,) for part in usual if len(part) > PARTICLE)),
    )
