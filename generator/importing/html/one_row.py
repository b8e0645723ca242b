"""Blocks as one row of words, where our Markdown can hold no blocks: in headings, terms and cells of tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.importing.html.values import (
    BoxBlock,
    CodeBlock,
    DefinitionBlock,
    FigureBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    PieceKind,
    Pieces,
    QuoteBlock,
    RowPiece,
    SceneBreak,
    TableBlock,
    TextBlock,
)


def one_row(blocks: Iterable[TextBlock], between: str = " ") -> Pieces:
    """Blocks as one row without breaks, as a heading or a cell holds them."""
    row: list[RowPiece] = []
    for inner in _rows(blocks):
        if row and inner:
            row.append(RowPiece(between))
        row += (RowPiece(between) if piece.kind is PieceKind.BREAK else piece for piece in inner)
    return tuple(row)


def _rows(blocks: Iterable[TextBlock]) -> Iterator[Pieces]:  # noqa: C901  # one case for each kind of block
    """The rows of words in blocks, one after the other."""
    for block in blocks:
        match block:
            case ParagraphBlock() | HeadingBlock():
                yield block.row
            case FigureBlock():
                yield (block.picture, RowPiece(f" {block.caption}")) if block.caption else (block.picture,)
            case CodeBlock():
                yield (RowPiece(" ".join(block.text.split()), PieceKind.CODE),)
            case QuoteBlock() | BoxBlock():
                yield from _rows(block.blocks)
            case ListBlock():
                for item in block.items:
                    yield from _rows(item)
            case DefinitionBlock():
                for term, explanations in block.entries:
                    yield term
                    for explanation in explanations:
                        yield from _rows(explanation)
            case TableBlock():
                for cells in block.rows:
                    yield from cells
            case SceneBreak():
                pass
