"""Which texts of a source are ones that came in before, whatever they are called by now.

What its source calls a text tells little. A file's name, an address and the number of a row are given to the next
person's story, and where an old site was made anew, even its numbers are. So a name is a hint (`listing.Listed.names`,
its number among them), and words decide: no text is ever put into the draft of another one. A text is known again

- as it is, by the same name, title, author and words;
- by a lasting name, and most of its words (`mostly`), or half of them under the same title and author;
- by all of its words; where these are few, or another author's, with the same title or any name;
- by the title or any name, and nearly all of its words (`nearly_whole`), or both and most of them, if its author is not
  another one: stories of one project may answer the same questions, shortly.

The measures of words are those of consent (`words.sentences`). Each text is one text of the source at most. What only
has words of another text, or only its name, comes in beside it, and is to be looked at. What was deleted here is known
more easily: ``alike`` words and any name are enough, further texts with all of its words are copies of it, and what has
its number or a lasting name stays away whatever its words are, and is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.content import read, sources
from generator.ground import limits
from generator.importing.brought_in import BroughtIn, BroughtText
from generator.importing.draft import number_of
from generator.importing.item import Fate, Remark
from generator.importing.listing import Listed, own_names
from generator.importing.present import Present
from generator.importing.report import Came
from generator.words import sentences

NOTHING = BroughtText()
TAKEN_OUT = "a text that was taken out here"
NEAR = Remark(Fate.LOOK, "a text that has words of another one", "{} has many of its words; look whether they are one")
AT = Remark(
    Fate.LOOK,
    "a text in the place of another one",
    "{} came in from there before, with other words; look whether they are one",
)
# Pieces of a text that say by themselves whose it is.
TELLING = 4
# The words of texts of a source, by their numbers, as digests.
WordsOf = Callable[[Collection[str]], Iterator[tuple[str, bytes]]]


@dataclass(frozen=True, slots=True)
class KnownAgain:
    """The numbers of texts here, by those that their source gives them, where these are others.

    ``away`` says of texts why they stay away beside one that was deleted here. ``looks`` say of new texts what else is,
    or was, here with some of their words, or with their name.
    """

    numbers: Mapping[str, str] = field(default_factory=dict)
    away: Mapping[str, Came] = field(default_factory=dict)
    looks: Mapping[str, Remark] = field(default_factory=dict)


def known_again(
    texts: Iterable[Listed],
    known: BroughtIn,
    here: Present,
    root: Path,
    language: str,
    words_of: WordsOf,
    withdrawn: Set[str],
) -> KnownAgain:
    """Which texts of a source came in before.

    ``withdrawn`` are numbers of stories. A text with a number or a lasting name of one has its number, and no other.
    """
    listed = {text.number: text for text in texts}
    before = known.texts.keys() | here.by_number.keys()
    gone = known.texts.keys() - here.by_number.keys() - withdrawn
    names = _Names(known, own_names(listed.values()), before)
    joins = _Joins(before - withdrawn)
    for number, text in listed.items():
        joins.join(number, names.like(number, {text.as_is}))
    words = _Words({one: _words(one, known, here, root, language) for one in sorted(joins.free | gone)}, gone)
    told = words_of(listed.keys() - joins.found.keys()) if before else ()
    new = [_New(listed[number], known.salted(digests), names, words) for number, digests in told]
    for one in new:
        joins.join(one.number, one.kept())
    away = dict.fromkeys(_joined_by_words(new, joins, gone), Came.COPY_OF_GONE)
    new = [one for one in new if one.number not in away]
    for one in new:
        joins.join(one.number, one.mostly())
    looks: dict[str, Remark] = {}
    for one in new:
        if one.number in joins.found:
            continue
        if was := next(filter(withdrawn.__contains__, one.lasting), None):
            joins.found[one.number] = was
        elif joins.free & gone & {*one.lasting}:
            away[one.number] = Came.IN_PLACE_OF_GONE
        else:
            looks |= _looks(one, joins.free, here)
            joins.found |= _anew(one.text, before, listed.keys(), joins.found)
    return KnownAgain(joins.found, away, looks)


def _joined_by_words(new: Iterable[_New], joins: _Joins, gone: Set[str]) -> Iterator[str]:
    """Join texts by their words; the numbers of those that are copies of one that was deleted here."""
    for one in new:
        whole = sorted(one.whole(), key=lambda other: (other not in one.there, other in gone))
        if one.number not in joins.found and not joins.join(one.number, whole) and gone & {*whole}:
            yield one.number


def _looks(one: _New, free: Set[str], here: Present) -> Iterator[tuple[str, Remark]]:
    """What is to be looked at of a text, by its number, if there is another one that it may be."""
    for what, others in ((NEAR, one.alike), (AT, [other for other in one.there if other in free])):
        if others:
            yield one.number, replace(what, why=what.why.format(here.by_number.get(others[0], TAKEN_OUT)))
            return


def _anew(text: Listed, before: Set[str], listed: Set[str], found: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A number for a text whose own is another one's here: one that is made of its words, too."""
    if text.number in before:
        taken, number = {*before, *listed, *found.values()}, text.as_is
        while number in taken:
            number = number_of(number, text.as_is)
        yield text.number, number


@dataclass(slots=True)
class _Joins:
    """Which text of a source is which that came in before, and which of these are ``free`` still."""

    free: set[str]
    found: dict[str, str] = field(default_factory=dict)

    def join(self, number: str, candidates: Iterable[str]) -> bool:
        """Join a text with the first that is no other one's, if there is one and it is none itself yet."""
        before = next((one for one in candidates if one in self.free), None)
        if before is None or number in self.found:
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
            # Their number was not always kept among the names.
            for name in self._of(one) | known.named({one}):
                self._with[name].append(one)

    def _of(self, before: str) -> frozenset[str]:
        return self._known.texts.get(before, NOTHING).names

    def like(self, number: str, names: Set[str]) -> list[str]:
        """The texts that have one of these names of a text, if it is its own."""
        return [
            one for name in sorted(self._known.named(self._own[number] & names)) for one in self._with.get(name, ())
        ]

    def has(self, before: str, name: str) -> bool:
        """Whether a text has a title or an author of this name."""
        return bool(name and self._known.named({name}) & self._of(before))

    def may_have(self, before: str, name: str) -> bool:
        """Whether it has it, or no name was kept."""
        return self.has(before, name) or not self._of(before)


class _Words:
    """Texts' digests by their numbers, and which texts have a piece; which are ``gone`` is known more easily."""

    def __init__(self, of: Mapping[str, bytes], gone: Set[str]) -> None:
        self.of, self.gone = of, gone
        self._with: defaultdict[bytes, list[str]] = defaultdict(list)
        for one, digests in of.items():
            for piece in {*sentences.split(digests)} - sentences.NO_WORDS:
                self._with[piece].append(one)

    def alike(self, digests: bytes) -> list[str]:
        """The numbers of texts with these words, or nearly."""
        beside = {one for piece in {*sentences.split(digests)} for one in self._with.get(piece, ())}
        return [one for one in sorted(beside) if sentences.alike(digests, self.of[one])]


class _New:
    """A text of a source that is not there as it was before, and which texts it may be."""

    def __init__(self, text: Listed, digests: bytes, names: _Names, words: _Words) -> None:
        self.text, self.number = text, text.number
        self._digests, self._names, self._words = digests, names, words
        self.alike = words.alike(digests)
        self.there = names.like(text.number, text.names)
        self.lasting = names.like(text.number, text.lasting | {text.number})

    def kept(self) -> Iterator[str]:
        """Those with its lasting name, and most of its words, or half under the same title."""
        for one in self.lasting if self.text.lasting else ():
            if one in self._words.of and (self._is_mostly(one) or self._is_half(one)):
                yield one

    def whole(self) -> Iterator[str]:
        """Those with all of its words, or nearly all where they are called like it."""
        for one in self.alike:
            words, is_gone = self._words.of[one], one in self._words.gone
            is_called_so = one in self.there or self._names.has(one, self.text.title)
            is_telling = len(sentences.pieces(words)) >= TELLING and self._is_by(one)
            if sentences.same(self._digests, words):
                is_one = is_called_so or is_telling or is_gone
            else:
                is_near = is_called_so and sentences.nearly_whole(self._digests, words)
                is_one = is_near and (is_gone or (self._is_mostly(one) and self._is_by(one)))
            if is_one:
                yield one

    def mostly(self) -> Iterator[str]:
        """Those with one of its names, its title, and most of its words; of gone ones, with half of these alone."""
        for one in self.there:
            if one in self._words.gone:
                is_one = one in self.alike
            else:
                is_one = one in self._words.of and self._is_mostly(one) and self._is_titled(one) and self._is_by(one)
            if is_one:
                yield one

    def _is_titled(self, other: str) -> bool:
        return self._names.may_have(other, self.text.title)

    def _is_by(self, other: str) -> bool:
        """Whether another text is not known to be somebody else's."""
        return not self.text.author or self._names.may_have(other, self.text.author)

    def _is_mostly(self, other: str) -> bool:
        return sentences.mostly(self._digests, self._words.of[other])

    def _is_half(self, other: str) -> bool:
        """Whether title and author are the same, and half of what tells anything; in few words, nothing does."""
        mine, theirs = sentences.pieces(self._digests), sentences.pieces(self._words.of[other])
        is_half = 2 * len(mine & theirs) >= min(len(mine), len(theirs))
        return is_half and self._is_titled(other) and self._is_by(other)


def _words(number: str, known: BroughtIn, here: Present, root: Path, language: str) -> bytes:
    """Salted digests of a text as it came in; where these were not kept, of its file."""
    if (text := known.texts.get(number)) and text.words:
        return text.words
    path = here.by_number.get(number)
    data = sources.read_inside(root, path, limits.TEXT) if path else None
    checked = read.manuscript(data, path, language).value if path and data is not None else None
    return known.salted(checked.sentences) if checked else b""
