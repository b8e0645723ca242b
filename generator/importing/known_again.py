"""Texts that came in before and are called otherwise by now: by another address of their site, or another program.

A text is known again by its number (`listing.numbered`); else by its names, which are addresses with their hosts,
without scheme and ``www.``, and what its source calls it for ever; else by its words. Only texts count that are not in
the source by their own number, or that were deleted here; of those that are here, each is one text of the source at
most.

The measures of words are those of consent (`words.sentences`). A text is another one's other version only where nearly
all words are the same (`nearly_whole`), so that stories which share sentences stay apart, as those of one project do
that begin and end alike. One that has the words of another, or nearly (`alike`), is to be looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from generator.content import read, sources
from generator.ground import limits
from generator.importing.brought_in import BroughtIn, BroughtText
from generator.importing.listing import Listed, own_names
from generator.importing.present import Present
from generator.words import sentences

NOTHING = BroughtText()
TAKEN_OUT = "a text that was taken out here"
# The words of texts of a source, by their numbers, as digests.
WordsOf = Callable[[Collection[str]], Iterator[tuple[str, bytes]]]


@dataclass(frozen=True, slots=True)
class KnownAgain:
    """The numbers of texts as they were brought in, by those that they have in a source now.

    ``near`` says, by these, what has the words of a text, but not nearly all: the path of a file, or what was deleted.
    """

    numbers: Mapping[str, str] = field(default_factory=dict)
    near: Mapping[str, str] = field(default_factory=dict)


def known_again(
    texts: Iterable[Listed], known: BroughtIn, here: Present, root: Path, language: str, words_of: WordsOf
) -> KnownAgain:
    """Which texts of a source came in before under another number."""
    texts = tuple(texts)
    new = {one.number: one for one in texts if one.number not in known.texts and one.number not in here.by_number}
    gone = known.texts.keys() - here.by_number.keys()
    left = here.by_number.keys() - {one.number for one in texts}
    if not new or not (gone or left):
        return KnownAgain()
    found: dict[str, str] = {}
    by_name = {name: one for one in (*sorted(gone), *sorted(left)) for name in known.texts.get(one, NOTHING).names}
    for number, names in own_names(new.values()).items():
        named = (by_name.get(name) for name in sorted(known.named(names)))
        if before := next((n for n in named if n in gone or n in left), None):
            found[number] = before
            left.discard(before)
    if not (gone or left):
        return KnownAgain(found)
    words = _Words({one: _words(one, known, here, root, language) for one in sorted(gone | left)})
    near: dict[str, str] = {}
    for number, digests in words_of(new.keys() - found.keys()):
        salted = known.salted(digests)
        alike = words.alike(salted)
        whole = [one for one in alike if sentences.nearly_whole(salted, words.of[one])]
        if before := next(chain((one for one in whole if one in left), (one for one in whole if one in gone)), None):
            found[number] = before
            left.discard(before)
        elif alike:
            near[number] = here.by_number.get(alike[0], TAKEN_OUT)
    return KnownAgain(found, near)


class _Words:
    """Texts' digests by their numbers, and which texts have a piece."""

    def __init__(self, of: Mapping[str, bytes]) -> None:
        self.of = of
        self._with: defaultdict[bytes, list[str]] = defaultdict(list)
        for one, digests in of.items():
            for piece in {*sentences.split(digests)} - sentences.NO_WORDS:
                self._with[piece].append(one)

    def alike(self, digests: bytes) -> list[str]:
        """The numbers of texts with these words, or nearly."""
        beside = {one for piece in {*sentences.split(digests)} for one in self._with.get(piece, ())}
        return [one for one in sorted(beside) if sentences.alike(digests, self.of[one])]


def _words(number: str, known: BroughtIn, here: Present, root: Path, language: str) -> bytes:
    """Salted digests of a text as it came in; where these were not kept, of its file."""
    if (text := known.texts.get(number)) and text.words:
        return text.words
    path = here.by_number.get(number)
    data = sources.read_inside(root, path, limits.TEXT) if path else None
    checked = read.manuscript(data, path, language).value if path and data is not None else None
    return known.salted(checked.sentences) if checked else b""
