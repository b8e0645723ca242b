"""A text between HTML and Markdown: blocks, and the pieces of the words in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class PieceKind(Enum):
    """What a piece of a row of words is."""

    WORDS = "words"
    CODE = "code"
    BREAK = "break"
    PICTURE = "picture"
    NOTE = "note"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class RowPiece:
    """A piece of a row: words with their stress and where they lead, or something in their place.

    ``text`` is the words, code, the alternative text of a picture, the name of a note or an address; ``source`` is
    where a picture is.
    """

    text: str
    kind: PieceKind = PieceKind.WORDS
    strong: bool = False
    em: bool = False
    link: str = ""
    source: str = ""


Pieces = tuple[RowPiece, ...]


@dataclass(frozen=True, slots=True)
class ParagraphBlock:
    """Words."""

    row: Pieces


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """A heading, with the level that it has in HTML."""

    level: int
    row: Pieces


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A picture in a paragraph of its own, and its caption."""

    picture: RowPiece
    caption: str = ""


@dataclass(frozen=True, slots=True)
class QuoteBlock:
    """Somebody's words."""

    blocks: tuple[TextBlock, ...]


@dataclass(frozen=True, slots=True)
class BoxBlock:
    """A block between colons, “quote” or “aside”."""

    name: str
    blocks: tuple[TextBlock, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; with the first number of its items where they are numbered."""

    items: tuple[tuple[TextBlock, ...], ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class DefinitionBlock:
    """Terms, each with its explanations."""

    entries: tuple[tuple[Pieces, tuple[tuple[TextBlock, ...], ...]], ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows of cells, all of the same number, of which the first are the head."""

    rows: tuple[tuple[Pieces, ...], ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines that stay as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class SceneBreak:
    """A break between scenes."""


TextBlock = (
    ParagraphBlock
    | HeadingBlock
    | FigureBlock
    | QuoteBlock
    | BoxBlock
    | ListBlock
    | DefinitionBlock
    | TableBlock
    | CodeBlock
    | SceneBreak
)
