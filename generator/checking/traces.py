"""What to look for of a story: its words, the short texts that are its own, its pictures, addresses and names.

The measure: nine of its words in a row are a trace. Fewer stand in other texts by chance (of the example site's
stories, two share eight), so shorter texts count only as a whole: a name of at least two words, a title of three, any
other text of four. A look that is compared with a site that never had the story takes five words in a row, since what
is there by chance is there, too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from generator.checking.apart import SoughtText
from generator.checking.pictures import shapes
from generator.checking.readings import fold
from generator.content import markdown
from generator.content.front_matter import StoryHeader
from generator.content.read import Manuscript, PageSource, parted
from generator.content.routes import story_path
from generator.content.samples import LANGUAGE, names_nobody
from generator.content.slugs import slug_of
from generator.content.stance import stances, words_at
from generator.gate.deny_list import DenyList
from generator.ground.digest import path_tag
from generator.media.photo import Photo
from generator.media.pictures import develop
from generator.words import sentences, tokens

# Words of a row that is looked up, and of a run of such rows that is no chance.
ROW, RUN = 5, 9
# A copy has at least this part of the story's rows of words.
HALF = 0.5
FEWEST, FEWEST_OF = 4, {"title": 3, "author": 2}
# A series' name stands rightly with its other stories.
ELSEWHERE = ("series",)
WORDS, TITLE = "words of the story", "the story's title"
SENTENCE, QUOTATION = "a sentence of the story", "a quotation of the story"
NAMES = {"title": TITLE, "author": "the storyteller's name"}
ALT, CREDIT = "the words for a picture", "a picture's credit"
NAMED: dict[tuple[str, ...], str] = {("image", "alt"): ALT, ("image", "credit"): CREDIT}
# Fields of a front matter that cannot be read as one.
VALUE = re.compile(r"^[ \t]*(?:- )?(?:[\w-]+:)?[ \t]*(.*)$", re.MULTILINE)

Row = tuple[str, ...]
Told = TypeVar("Told", Row, bytes)


@dataclass(frozen=True)
class Traces:
    """What to look for.

    ``rows`` are of folded words, and ``texts`` all that have some; ``phrases`` are short texts, with what each is;
    ``addresses`` are pieces of addresses, ``names`` the names of files without what comes behind the dot; ``sentences``
    are digests salted with ``salt`` (`words.sentences`) of a story whose words are not known any more; ``quoted`` are
    those that texts have, too, which are published.
    """

    rows: frozenset[Row] = frozenset()
    texts: frozenset[Row] = frozenset()
    phrases: frozenset[tuple[Row, str]] = frozenset()
    addresses: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    digests: frozenset[str] = frozenset()
    shapes: frozenset[int] = frozenset()
    salt: str = ""
    sentences: frozenset[bytes] = frozenset()
    quoted: frozenset[bytes] = frozenset()
    denied: DenyList = field(default_factory=DenyList)

    @cached_property
    def told(self) -> tuple[SoughtText, ...]:
        """Each text that is long enough for a trace, as what is looked for where other things are between its words."""
        return tuple(SoughtText(text) for text in sorted(self.texts) if len(text) >= RUN)

    @cached_property
    def known(self) -> dict[Row, str]:
        """What each phrase is."""
        return dict(sorted(self.phrases))

    @cached_property
    def lengths(self) -> frozenset[int]:
        """How many words phrases have."""
        return frozenset(len(phrase) for phrase in self.known)

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The first words of phrases."""
        return frozenset(phrase[0] for phrase in self.known)

    @cached_property
    def addressed(self) -> re.Pattern[str] | None:
        """What finds an address in a text without capitals."""
        spelled = "|".join(re.escape(address) for address in sorted(self.addresses, key=len, reverse=True))
        return re.compile(rf"(?<![\w-])(?:{spelled})(?![\w-])") if spelled else None


@dataclass(frozen=True, slots=True)
class OtherText:
    """Another text of the site than the story that is looked for: a story, or its help page.

    One that ``is_approved`` has a storyteller of its own, who agreed to exactly this text. One that ``is_let_in`` was
    approved after the story was withdrawn, so that all its words are its own.
    """

    text: Manuscript | PageSource
    is_approved: bool = False
    is_let_in: bool = False

    def is_copy(self, told: bytes, of_it: bytes | None = None) -> bool:
        """Whether it is a copy of the text with the sentences ``told``; ``of_it`` are its own, salted as these are."""
        same = sentences.nearly_whole if self.is_approved else sentences.alike
        return same(told, self.text.sentences if of_it is None else of_it)


def traces_of(text: Manuscript, pictures: Iterable[bytes], heard: str = "", recorded: Collection[str] = ()) -> Traces:
    """The traces of a story, and of the bytes of its pictures.

    ``heard`` is what its recording says, ``recorded`` are the SHA-256 of the files of that, as they are and as they are
    published. A recording that was written anew by another program is not known again.
    """
    header = text.header
    slug, aliases = (header and header.slug) or slug_of(text.path), header.aliases if header else ()
    own = [("", text.body.text, WORDS), *((".", picture.alt, ALT) for picture in text.body.pictures)]
    own += _own_words(header) if header else ()
    own += [("", line, WORDS) for line in heard.splitlines()]
    files = tuple(pictures)
    covered, moves = (header.image.obscure, header.image.animated) if header and header.image else ((), False)
    # With what is covered up now and what moves, and as it was before.
    ways = dict.fromkeys((((), False), (covered, False), (covered, moves)))
    made = (develop(data, areas, moves=all_of_it) for data in files for areas, all_of_it in ways)
    developed = [photo for photo in made if isinstance(photo, Photo)]
    photos = [file.content for photo in developed for file in photo.files]
    return Traces(
        rows=frozenset(row for _, words, _ in own for row in rows(fold(words), ROW)),
        texts=frozenset(tuple(fold(words)) for _, words, _ in own),
        phrases=frozenset(phrase for name, words, what in own for phrase in _phrases(name, words, what)),
        addresses=frozenset(_addresses(text.path, slug, aliases)),
        names=frozenset({slug, _stem(text.path)}),
        digests=frozenset((*recorded, *(hashlib.sha256(data).hexdigest() for data in (*files, *photos)))),
        shapes=frozenset(shape for data in (*files, *(p.content for p in developed)) for shape in shapes(data)),
    )


def traces_of_unread(path: str, data: bytes, pictures: Iterable[bytes]) -> Traces:
    """The traces of a story whose front matter cannot be read: of all words in its file, in their order."""
    files, values = tuple(pictures), _unread(path, data)
    return Traces(
        rows=frozenset(row for words in values for row in rows(fold(words), ROW)),
        texts=frozenset(tuple(fold(words)) for words in values),
        addresses=frozenset(_addresses(path, slug_of(path), ())),
        names=frozenset({slug_of(path), _stem(path)}),
        digests=frozenset(hashlib.sha256(file).hexdigest() for file in files),
        shapes=frozenset(shape for file in files for shape in shapes(file)),
    )


def _unread(path: str, data: bytes) -> tuple[str, ...]:
    """What stands in a file behind the names of fields, and what stands below its front matter, as is and as read.

    The lines of a consent, names and all, are the same in many files, and are no trace.
    """
    front, below = parted(data)
    values = " ".join(VALUE.findall(front))
    return (values,) if front == below else (values, below, markdown.parse(below, path, "en", 1).made.text)


def traces_of_sentences(
    path: str, told: bytes, salt: str, others: Iterable[OtherText], published: Iterable[Manuscript | PageSource]
) -> Traces:
    """The traces of a story whose words are gone: salted digests of its sentences, and its file's name.

    Sentences that two other texts have are nobody's own, unless these are copies, as in `less_common`; what a text that
    is ``published`` has of it is quoted.
    """
    once: dict[bytes, OtherText] = {}
    common: set[bytes] = set()
    for other in others:
        theirs = sentences.salted(other.text.sentences, salt)
        if not other.is_copy(told, theirs):
            common |= _told_again(_quoted(told, other.text, salt), other, once)
    return Traces(
        addresses=frozenset(_addresses(path, slug_of(path), ())),
        names=frozenset({slug_of(path), _stem(path)}),
        salt=salt,
        sentences=sentences.pieces(told) - common,
        quoted=frozenset().union(*(_quoted(told, text, salt) for text in published)),
    )


def _quoted(told: bytes, text: Manuscript | PageSource, salt: str) -> frozenset[bytes]:
    """What a text has of the salted sentences and stretches that were told, wherever it stands."""
    anywhere = sentences.pieces_anywhere(tokens.fold(text.body.text))
    theirs = (*sentences.pieces(text.sentences), *sentences.split(anywhere))
    return sentences.pieces(told).intersection(sentences.split(sentences.salted(b"".join(theirs), salt)))


def together(traces: Iterable[Traces], denied: DenyList) -> Traces:
    """All traces as one."""
    found = tuple(traces)
    return Traces(
        rows=frozenset().union(*(t.rows for t in found)),
        texts=frozenset().union(*(t.texts for t in found)),
        phrases=frozenset().union(*(t.phrases for t in found)),
        addresses=frozenset().union(*(t.addresses for t in found)),
        names=frozenset().union(*(t.names for t in found)),
        digests=frozenset().union(*(t.digests for t in found)),
        shapes=frozenset().union(*(t.shapes for t in found)),
        denied=denied,
    )


def less_common(traces: Traces, told: bytes, others: Iterable[OtherText]) -> Traces:
    """The traces without words that two other texts of the site say as well, and without short texts of one.

    What every story ends with, such as whom to ring, is nobody's own; what a single neighbour quotes is. A copy of the
    story is no other text: one with the sentences that were ``told``, or with half of its words, unless it was approved
    by itself. Two copies of one neighbour are one.
    """
    once: dict[Row, OtherText] = {}
    common: set[Row] = set()
    phrases: set[Row] = set()
    for other in others:
        text = other.text
        header = text.header if isinstance(text.header, StoryHeader) else None
        own = [text.body.text, *(words for _, words, _ in (_own_words(header) if header else ()))]
        shared = frozenset(row for words in own for row in rows(fold(words), ROW) if row in traces.rows)
        has_half = not other.is_approved and shared and len(shared) >= HALF * len(traces.rows)
        if has_half or other.is_copy(told):
            continue
        common |= _told_again(shared, other, once)
        phrases |= {tuple(fold(words)) for words in own} & traces.known.keys()
    return replace(
        traces,
        rows=traces.rows - common,
        phrases=frozenset((phrase, what) for phrase, what in traces.phrases if phrase not in phrases),
    )


def _told_again(shared: Collection[Told], other: OtherText, once: dict[Told, OtherText]) -> set[Told]:
    """What of a text another one has told before, or nobody else may be asked about.

    ``once`` are the first texts to tell each, and gets this one.
    """
    if other.is_let_in:
        return set(shared)
    firsts = {once[one].text.path: once[one] for one in shared if one in once}
    copies = {path for path, first in firsts.items() if _is_one(first, other)}
    again = {one for one in shared if one in once and once[one].text.path not in copies}
    once.update((one, other) for one in shared if one not in once)
    return again


def _is_one(one: OtherText, other: OtherText) -> bool:
    """Whether two texts are copies of one."""
    return replace(other, is_approved=one.is_approved and other.is_approved).is_copy(one.text.sentences)


def rows(words: list[str], length: int) -> Iterator[Row]:
    """Every row of so many words."""
    return zip(*(words[n:] for n in range(length)), strict=False)


def _own_words(header: StoryHeader) -> Iterator[tuple[str, str, str]]:
    """All texts of the front matter that are the story's own, each with its field's name and what it is."""
    for path, stance in stances(StoryHeader).items():
        of = stance.approved and stance.approved.part
        if of and of not in ELSEWHERE and stance.guarded and stance.names is None:
            what = NAMED.get(path) or NAMES.get(path[0], WORDS)
            yield from (
                (path[0], words, what) for words in words_at(header, path) if not _is_sample(path, words, header)
            )


def _is_sample(path: tuple[str, ...], words: str, header: StoryHeader) -> bool:
    """Whether words stand in new files where the storyteller's name is to be, and so tell nothing of anybody."""
    return path == ("author",) and names_nobody(words, header.language or LANGUAGE)


def _phrases(name: str, words: str, what: str) -> Iterator[tuple[Row, str]]:
    """A text that is too short for a run of words, as a whole."""
    row = tuple(fold(words))
    if FEWEST_OF.get(name, FEWEST) <= len(row) < RUN or (row and what == TITLE and len(row) >= RUN):
        yield row, what


def _addresses(path: str, slug: str, aliases: Collection[str]) -> Iterator[str]:
    """What is found of a story's addresses in a text: behind the site's, or from a page or a file beside it."""
    found = [story_path(slug), *aliases, path.rpartition("/")[2]]
    if "-" in slug:  # one word may be that of a topic
        found.append(f"../{slug}")
    yield from (address.strip("/").removesuffix("/index.html").casefold() for address in found)
    # What a baseline of advice knows it by; a file that lies elsewhere was called the same.
    yield path_tag(path if "/" in path else f"stories/{path}")


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]
