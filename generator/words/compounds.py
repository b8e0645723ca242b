"""Compounds of stories, found by their parts: "Selbsthilfegruppe" by "Hilfe" and "Gruppe".

A word counts as a compound if it is nothing but words that stand alone elsewhere on the site, with what the language
puts between them. No list of words tells, so that what is found depends on the stories alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.words.postings import Postings, forms_of, stories_of

SHORTEST, MOST_PARTS = 4, 4


@dataclass(frozen=True, slots=True)
class Compounding:
    """What a language puts between parts, which letters a first part may lose, and first words that are none.

    The last are mostly those with which verbs begin: "überleben" is no way to live.
    """

    links: tuple[str, ...]
    lost: tuple[str, ...] = ()
    never: frozenset[str] = frozenset()


GERMAN = frozenset(
    {"aber", "alle", "auch", "dass", "dies", "durch", "eine", "gegen", "hinter", "nach", "nicht", "oder", "ohne"}
    | {"sein", "uber", "unter", "wider", "wieder"}
)
DUTCH = frozenset({"achter", "deze", "door", "eens", "niet", "onder", "over", "tegen", "voor", "want", "weer", "zijn"})
NORDIC = frozenset({"efter", "etter", "over", "under"})
# By ISO 639 code.
LANGUAGES: Mapping[str, Compounding] = {
    "da": Compounding(("s", "e"), never=NORDIC),
    "de": Compounding(("s", "n", "en", "es", "er", "e"), ("e", "en"), GERMAN),
    "fi": Compounding(("n",)),
    "nb": Compounding(("s", "e"), never=NORDIC),
    "nl": Compounding(("s", "en", "n", "e"), never=DUTCH),
    "nn": Compounding(("s", "e"), never=NORDIC),
    "no": Compounding(("s", "e"), never=NORDIC),
    "sv": Compounding(("s",), ("a", "e"), NORDIC),
}

# By the stem of a part, the compounds with it, each with its postings.
Compounds = Mapping[str, Mapping[str, str]]


def compounds(postings: Postings, languages: Sequence[str], stems: Callable[[str], Mapping[str, str]]) -> Compounds:
    """The compounds among the words of stories, by their parts; ``languages`` are the stories', in their order."""
    codes = [language.split("-")[0] for language in languages]
    if LANGUAGES.keys().isdisjoint(codes):
        return {}
    having = {form: (stem, of) for stem, entry in postings.items() for form, of in forms_of(*entry).items()}
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for code in sorted(LANGUAGES.keys() & set(codes)):
        cut, only = _Cut(LANGUAGES[code], having, postings, stems(code)), len(set(codes)) == 1
        for form, (own, of) in having.items():
            if len(form) >= 2 * SHORTEST and form.isalpha():
                parts = cut.parts(form) - {own}
                if parts and (only or any(codes[number] == code for number in stories_of(of))):
                    for stem in parts:
                        found[stem][form] = of
    return found


class _Cut:
    """Cuts words of one language into parts; what was cut is remembered."""

    def __init__(
        self,
        of: Compounding,
        having: Mapping[str, tuple[str, str]],
        postings: Postings,
        stems: Mapping[str, str],
    ) -> None:
        self.of, self.having, self.postings, self.stems = of, having, postings, stems
        self.known: dict[tuple[str, int], frozenset[str]] = {}

    def parts(self, word: str, most: int = MOST_PARTS) -> frozenset[str]:
        """The stems of a word's parts, and of theirs; none if it is no compound."""
        if (word, most) not in self.known:
            self.known[word, most] = self._anew(word, most)
        return self.known[word, most]

    def _anew(self, word: str, most: int) -> frozenset[str]:
        # The shortest last part comes first, since what stands before it is cut in turn.
        for n in range(len(word) - SHORTEST, SHORTEST - 1 if most > 1 else len(word), -1):
            last = self.stems[word[n:]]
            for first in self._bare(word[:n]) if last in self.postings else ():
                own = frozenset({self.having[first][0]} if first in self.having and first not in self.of.never else ())
                if found := own | self.parts(first, most - 1):
                    return found | {last} | self.parts(word[n:], most - 1)
        return frozenset()

    def _bare(self, first: str) -> Iterator[str]:
        """What a first part may be without what stands behind it, and with what it lost."""
        yield first
        yield from (
            first.removesuffix(x) for x in self.of.links if first.endswith(x) and len(first) - len(x) >= SHORTEST
        )
        yield from (first + x for x in self.of.lost)
