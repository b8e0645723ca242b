"""Blocks to the lines of our Markdown, as the guide for authors shows it."""

from __future__ import annotations

from collections.abc import Sequence

from generator.content.elements import CONTAINER
from generator.content.silent_loss import begins_with_field
from generator.importing.html.marks import line, picture
from generator.importing.html.values import (
    BoxBlock,
    CodeBlock,
    DefinitionBlock,
    FigureBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    QuoteBlock,
    SceneBreak,
    TableBlock,
    TextBlock,
)

SEVERAL = ("-", "*"), (".", ")")


def written(blocks: Sequence[TextBlock], notes: Sequence[tuple[str, Sequence[TextBlock]]]) -> str:
    """A text with its footnotes, each with its name; headings have the levels that they are to be written with."""
    rows = _rows(blocks)
    for name, inner in notes:
        rows += ["", *_begun(f"[^{name}]: ", "    ", _rows(inner))]
    text = "\n".join(rows).strip("\n") + "\n" if rows else ""
    # Right below front matter, “date: …” would look like one more of its fields.
    return text.replace(":", "\\:", 1) if begins_with_field(text) else text


def _rows(blocks: Sequence[TextBlock]) -> list[str]:
    """The lines of blocks, with an empty one between them."""
    rows: list[str] = []
    other, before = False, None
    for block in blocks:
        # Two lists, one right behind the other, would be one if their signs were the same.
        other = isinstance(block, ListBlock) and _is_same_kind(before, block) and not other
        if rows:
            rows.append("")
        rows += _block(block, other=other)
        before = block
    return rows


def _is_same_kind(before: TextBlock | None, block: ListBlock) -> bool:
    return isinstance(before, ListBlock) and (before.start is None) == (block.start is None)


def _block(block: TextBlock, *, other: bool) -> list[str]:  # noqa: C901  # one case for each kind of block
    match block:
        case ParagraphBlock():
            return line(block.row).split("\n")
        case HeadingBlock():
            return [f"{'#' * block.level} {line(block.row, in_heading=True)}"]
        case FigureBlock():
            return [picture(block.picture, block.caption)]
        case QuoteBlock():
            return [f"> {row}".rstrip() for row in _rows(block.blocks)]
        case BoxBlock():
            inner = _rows(block.blocks)
            fence = _longer_fence(inner)
            return [f"{fence} {block.name}", *inner, fence]
        case ListBlock():
            return _listing(block, other=other)
        case DefinitionBlock():
            return _definitions(block)
        case TableBlock():
            return _table(block)
        case CodeBlock():
            return _code(block.text)
        case SceneBreak():
            return ["***"]


def _longer_fence(inner: Sequence[str]) -> str:
    """A row of colons that is longer than those of blocks within."""
    fence = CONTAINER
    while any(row.lstrip(" >").startswith(fence) for row in inner):
        fence += ":"
    return fence


def _listing(block: ListBlock, *, other: bool) -> list[str]:
    bullet, behind = (signs[other] for signs in SEVERAL)
    items = [_rows(item) for item in block.items]
    is_tight = all(_is_tight(item) for item in block.items)
    rows: list[str] = []
    for n, inner in enumerate(items):
        sign = f"{bullet} " if block.start is None else f"{block.start + n}{behind} "
        rows += [""] if rows and not is_tight else []
        rows += _begun(sign, " " * len(sign), _without_empty(inner) if is_tight else inner)
    return rows


def _is_tight(item: Sequence[TextBlock]) -> bool:
    """Whether an item is one paragraph, perhaps with lists of such items below that may begin right behind it."""
    return isinstance(item[0], ParagraphBlock) and all(
        isinstance(block, ListBlock) and block.start in (None, 1) and all(map(_is_tight, block.items))
        for block in item[1:]
    )


def _without_empty(rows: Sequence[str]) -> list[str]:
    return [row for row in rows if row]


def _begun(sign: str, indent: str, rows: Sequence[str]) -> list[str]:
    """Lines with a sign before the first, and as many spaces before the others."""
    first, *others = rows
    return [sign + first, *(indent + row if row else "" for row in others)]


def _definitions(block: DefinitionBlock) -> list[str]:
    rows: list[str] = []
    for term, explanations in block.entries:
        rows += ["", line(term)] if rows else [line(term)]
        for n, explanation in enumerate(explanations):
            rows += ["", *_begun(": ", "  ", _rows(explanation))] if n else _begun(": ", "  ", _rows(explanation))
    return rows


def _table(block: TableBlock) -> list[str]:
    head, *others = (f"| {' | '.join(line(cell, in_cell=True) for cell in cells)} |" for cells in block.rows)
    return [head, f"|{' --- |' * len(block.rows[0])}", *others]


def _code(text: str) -> list[str]:
    fence = "```"
    while fence in text:
        fence += "`"
    return [fence, *text.split("\n"), fence]
