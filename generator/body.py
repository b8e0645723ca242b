"""A text as it was written, ready to be put on a page: HTML with holes where only the whole site knows the answer.

Whether a link leads anywhere, what a picture's file will be called, and how the theme says “external link” is not known
when one file is read. So a body is a row of finished HTML and marks; `generator.render` fills the marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from generator.diagnostics import Span


class Kind(Enum):
    """What a mark stands for; ``value`` of a phrase is the key of one of the theme's strings."""

    LINK = "link"
    LINK_END = "link-end"
    PICTURE = "picture"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Mark:
    """A hole in a body. ``which`` is an index into its links or pictures, or the key of a phrase."""

    kind: Kind
    which: int | str


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written: ``target`` is an address, or a file's path relative to the text with its fragment."""

    target: str
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as written, ``src`` relative to the text."""

    src: str
    alt: str
    decorative: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level from 2 to 6, its id in the page, and its words."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its answer, as plain text."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Body:
    """A parsed text. ``text`` is all its words in reading order, without markup; ``words`` counts them."""

    parts: tuple[str | Mark, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    headings: tuple[Heading, ...] = ()
    questions: tuple[Question, ...] = ()
    text: str = ""
    words: int = 0
