"""Texts that came in before and are called otherwise by now: by another address of their site, or another program.

A text is known again by its number (`listing.numbered`); else by what its source calls it for ever; else by its words:
where they are all the same, or nearly (`nearly_whole`) and a title or an address is the same, too, since stories of one
project may answer the same questions. An address alone tells nothing: sites give the one of last month's story to the
next. So it joins texts only where the words are ``alike``, and where neither is joined otherwise. The measures of words
are those of consent (`words.sentences`).

Only texts count that are not in the source by their own number, or that were deleted here; each is one text of the
source at most. Further ones with the words of one that was deleted are copies of it. What only has words of another
text, or only its address, is to be looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.content import read, sources
from generator.ground import limits
from generator.importing.brought_in import BroughtIn, BroughtText
from generator.importing.item import Fate, Remark
from generator.importing.listing import Listed, own_names
from generator.importing.present import Present
from generator.words import sentences

NOTHING = BroughtText()
TAKEN_OUT = "a text that was taken out here"
NEAR = Remark(Fate.LOOK, "a text that has words of another one", "{} has many of its words; look whether they are one")
AT = Remark(
    Fate.LOOK,
    "a text at an old address of another one",
    "{} came in from there before, with other words; look whether they are one",
)
# The words of texts of a source, by their numbers, as digests.
WordsOf = Callable[[Collection[str]], Iterator[tuple[str, bytes]]]


@dataclass(frozen=True, slots=True)
class KnownAgain:
    """The numbers of texts as they were brought in, by those that they have in a source now.

    ``copies`` have the words of a text that was deleted here, beside the one that it is in the source. ``looks`` say of
    new texts what else is, or was, here with some of their words, or at their address.
    """

    numbers: Mapping[str, str] = field(default_factory=dict)
    copies: frozenset[str] = frozenset()
    looks: Mapping[str, Remark] = field(default_factory=dict)


def known_again(
    texts: Iterable[Listed], known: BroughtIn, here: Present, root: Path, language: str, words_of: WordsOf
) -> KnownAgain:
    """Which texts of a source came in before under another number."""
    texts = tuple(texts)
    new = {one.number: one for one in texts if one.number not in known.texts and one.number not in here.by_number}
    gone = known.texts.keys() - here.by_number.keys()
    free = (gone | here.by_number.keys()) - {one.number for one in texts}
    if not new or not (gone or free):
        return KnownAgain()
    joins = _Joins(free)
    names = _Names(known, own_names(new.values()), gone | free)
    for number, one in new.items():
        joins.join(number, names.like(number, one.lasting))
    words = _Words({one: _words(one, known, here, root, language) for one in sorted(gone | free)})
    alike: dict[str, list[str]] = {}
    copies: set[str] = set()
    for number, digests in words_of(new.keys() - joins.found.keys()):
        salted = known.salted(digests)
        alike[number] = words.alike(salted)
        there, titled = names.like(number, new[number].names), names.titled(new[number].title)
        whole = [one for one in alike[number] if words.is_one(salted, one, one in there or one in titled)]
        whole.sort(key=lambda one: (one not in there, one in gone))
        if not joins.join(number, whole) and gone.intersection(whole):
            copies.add(number)
    at = {number: names.like(number, new[number].names) for number in alike.keys() - joins.found.keys() - copies}
    for number in sorted(at):
        joins.join(number, (one for one in at[number] if one in alike[number]))
    looks = {}
    for number in at.keys() - joins.found.keys():
        if near := alike[number]:
            looks[number] = _look(NEAR, here, near[0])
        elif there := [one for one in at[number] if one in free]:
            looks[number] = _look(AT, here, there[0])
    return KnownAgain(joins.found, frozenset(copies), looks)


def _look(what: Remark, here: Present, other: str) -> Remark:
    """What is to be looked at beside another text."""
    return replace(what, why=what.why.format(here.by_number.get(other, TAKEN_OUT)))


@dataclass(slots=True)
class _Joins:
    """Which text of a source is which that came in before, and which of these are ``free`` still."""

    free: set[str]
    found: dict[str, str] = field(default_factory=dict)

    def join(self, number: str, candidates: Iterable[str]) -> bool:
        """Join a text with the first that is no other one's, if there is one."""
        before = next((one for one in candidates if one in self.free), None)
        if before is None:
            return False
        self.found[number] = before
        self.free.discard(before)
        return True


class _Names:
    """Which texts that came in before are called so, of names that are each one's ``own``."""

    def __init__(self, known: BroughtIn, own: Mapping[str, frozenset[str]], before: Iterable[str]) -> None:
        self._known, self._own = known, own
        self._with: defaultdict[str, list[str]] = defaultdict(list)
        for one in sorted(before):
            for name in known.texts.get(one, NOTHING).names:
                self._with[name].append(one)

    def like(self, number: str, names: Set[str]) -> list[str]:
        """The texts that have one of these names of a text, if it is its own."""
        return [
            one for name in sorted(self._known.named(self._own[number] & names)) for one in self._with.get(name, ())
        ]

    def titled(self, title: str) -> list[str]:
        """The texts with a title (`title_name`)."""
        return [one for name in self._known.named({title}) for one in self._with.get(name, ())] if title else []


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

    def is_one(self, digests: bytes, other: str, is_called_so: bool) -> bool:
        """Whether a text is another one by its words: by all, or by nearly all where it is called like it."""
        words = self.of[other]
        return sentences.same(digests, words) or (is_called_so and sentences.nearly_whole(digests, words))


def _words(number: str, known: BroughtIn, here: Present, root: Path, language: str) -> bytes:
    """Salted digests of a text as it came in; where these were not kept, of its file."""
    if (text := known.texts.get(number)) and text.words:
        return text.words
    path = here.by_number.get(number)
    data = sources.read_inside(root, path, limits.TEXT) if path else None
    checked = read.manuscript(data, path, language).value if path and data is not None else None
    return known.salted(checked.sentences) if checked else b""
