"""What every source of texts gives, whatever program it is from: items, and what of it does not come in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Protocol

from generator.content.consent_fields import NamedAs


class Kind(StrEnum):
    """What an item becomes here."""

    STORY = "story"
    PAGE = "page"


class Fate(StrEnum):
    """What became of a part of an item."""

    CHANGED = "changed"
    DROPPED = "dropped"
    LOOK = "look at"  # a person has to


@dataclass(frozen=True, slots=True)
class Remark:
    """What became of a part of an item, and why, in words for an editor; never a private word of anybody."""

    fate: Fate
    what: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Html:
    """A text as HTML: a part of a page, paragraphs marked."""

    source: str


@dataclass(frozen=True, slots=True)
class Markdown:
    """A text in Markdown, as its own program understands it, brought to what ours understands."""

    source: str


@dataclass(frozen=True, slots=True)
class TopPicture:
    """A picture above a text: how its source refers to it, and its words."""

    reference: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One text of another program, as it is there.

    ``key`` is what its source calls it, the same in every export: the record of its consent is derived from it.
    ``is_lasting`` says that no other text of any source is ever called so, nor by one of ``names`` that is no address,
    as by a number beside the site that gave it; the name of a file, an address or the number of a row is the next
    one's.
    ``addresses`` are those that it had on the web, whole or from ``/`` on. ``labels`` are categories, tags and kin, as
    people wrote them. ``place`` is where its file lies in its source, from ``/`` on, if links between files name it so;
    unlike an address, it never leads here later. ``names`` is what else it is called there for ever, whatever its
    number and address are; ``is_shown`` says whether everybody could read it there, and ``out_on`` from which day on,
    if that is not ``day``. ``content_notes`` are ids of the site's own, and ``named_as`` is how the storyteller wants
    to be named, where a source asks for these. ``told`` are lines for an editor alone, above the draft's fields.
    """

    key: str
    title: str
    body: Html | Markdown
    kind: Kind = Kind.STORY
    slug: str = ""
    addresses: tuple[str, ...] = ()
    place: str = ""
    names: tuple[str, ...] = ()
    is_lasting: bool = False
    is_shown: bool = True
    day: date | None = None
    updated: date | None = None
    out_on: date | None = None
    author: str = ""
    summary: str = ""
    labels: tuple[str, ...] = ()
    language: str = ""
    picture: TopPicture | None = None
    content_notes: tuple[str, ...] = ()
    named_as: NamedAs | None = None
    told: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What does not come in at all, by its kind (“comments”, “private posts”), never its words; ``why`` for people.

    ``keys`` are what the source calls texts that are not for everybody any more, and ``names`` what else it calls them,
    with their addresses, so that one of them which came in before is told of. ``titles`` name texts that everybody
    could read there, and that somebody may miss here.
    """

    what: str
    why: str
    count: int = 1
    keys: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def counted(left_out: Mapping[LeftOut, int]) -> Iterator[LeftOut]:
    """What does not come in, with how many there are of each kind; nothing of kinds of which there are none."""
    return (replace(one, count=count) for one, count in left_out.items() if count)


def merged(left_out: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """Each kind of what does not come in once, with all of its texts."""
    kinds: dict[tuple[str, str], list[LeftOut]] = {}
    for one in left_out:
        kinds.setdefault((one.what, one.why), []).append(one)
    return tuple(
        LeftOut(
            what,
            why,
            sum(one.count for one in same),
            tuple(key for one in same for key in one.keys),
            tuple(name for one in same for name in one.names),
            tuple(title for one in same for title in one.titles),
        )
        for (what, why), same in kinds.items()
    )


class Source(Protocol):
    """Something with texts in it that somebody wants to bring in.

    ``name`` says for people which kind it is. Items come one by one, so that a source of any size takes little memory;
    whoever asks again gets the same ones.
    """

    name: str

    def items(self) -> Iterator[Item | LeftOut]:
        """Every text, and what is left out."""
        ...

    def file(self, reference: str) -> bytes | None:
        """The bytes of a picture that a text refers to, if the source has them."""
        ...
