"""A text as it was written, ready to be put on a page: HTML with holes where only the whole site knows the answer.

Whether a link leads anywhere, what a picture's file will be called, and how the theme says “external link” is not known
when one file is read. So a body is a row of finished HTML and marks; `render.renderer` fills the marks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from generator.ground.diagnostics import Span


class HoleKind(Enum):
    """What a mark stands for; ``value`` of a phrase is the key of one of the theme's strings."""

    LINK = "link"
    LINK_END = "link-end"
    PICTURE = "picture"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Hole:
    """A hole in a body. ``which`` is an index into its links or pictures, or the key of a phrase."""

    kind: HoleKind
    which: int | str


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written: ``target`` is an address, or a file's path relative to the text with its fragment."""

    target: str
    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class ShownAddress:
    """An address of this site that readers see in words: the path in the output that it is of, and its place."""

    page: str
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
class Content:
    """The words of a text: as a row of HTML and marks, and all in reading order without markup."""

    parts: tuple[str | Hole, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A parsed text. ``words`` counts its words, ``text_digest`` stands for `text` alone.

    The words themselves may be fetched only when they are asked for: when one story has changed, most of a large site's
    are not.
    """

    content: Content | Callable[[], Content] = Content()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    headings: tuple[Heading, ...] = ()
    questions: tuple[Question, ...] = ()
    words: int = 0
    text_digest: bytes = b""

    @property
    def parts(self) -> tuple[str | Hole, ...]:
        """HTML with marks."""
        return self._fetched().parts

    @property
    def text(self) -> str:
        """All words in reading order, without markup."""
        return self._fetched().text

    def _fetched(self) -> Content:
        return self.content if isinstance(self.content, Content) else self.content()
