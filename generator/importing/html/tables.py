"""Tables in HTML: those with data become ours, and those that only arranged a page become what is in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.ground.patterns import lazy
from generator.importing.html.lists import Inner
from generator.importing.html.one_row import one_row
from generator.importing.html.remarks import Remarks
from generator.importing.html.tree import Element
from generator.importing.html.values import FigureBlock, ListBlock, ParagraphBlock, Pieces, TableBlock, TextBlock
from generator.importing.item import Fate

MOST_COLUMNS, MOST_ROWS = 50, 1_000
LONGEST_CELL = 600
BETWEEN = " / "
NUMBER = lazy(r"\s*(\d{1,4})")


@dataclass(frozen=True, slots=True)
class _Cell:
    blocks: tuple[TextBlock, ...]
    is_head: bool
    columns: int
    rows: int


def blocks(element: Element, inner: Inner, remarks: Remarks) -> list[TextBlock]:
    """A table with its caption above it, or the blocks of its cells in their order."""
    caption: list[TextBlock] = []
    rows: list[list[_Cell]] = []
    for part in _rows(element):
        if part.tag == "caption":
            caption += inner(part.children)
        else:
            rows.append([_cell(child, inner) for child in part.children if isinstance(child, Element)])
    rows = [row for row in rows if any(cell.blocks for cell in row)]
    if not rows:
        return caption
    if len(rows) > 1 and len(rows[0]) == 1 and max(map(len, rows[1:])) > 1:  # a title across all columns
        caption += rows.pop(0)[0].blocks
    grid = _grid(rows)
    if element.attributes.get("role") in ("presentation", "none") or _only_arranges(grid):
        if len(rows) > 1 or len(rows[0]) > 1:
            why = "its cells stand one after the other"
            remarks.add(Fate.CHANGED, "table that arranged the page", why, many="tables that arranged the page")
        return [*caption, *(block for row in rows for cell in row for block in cell.blocks)]
    if not any(cell.is_head for cell in rows[0]):
        remarks.add(Fate.LOOK, "table without a head", "its first row is the head here", many="tables without a head")
    if any(len(cell) > 1 for row in grid for cell in row):
        many = "tables with paragraphs in their cells"
        remarks.add(Fate.CHANGED, "table with paragraphs in its cells", "slashes stand between them", many=many)
    return [*caption, TableBlock(tuple(tuple(map(_row, row)) for row in grid))]


def _rows(element: Element) -> Iterator[Element]:
    """The caption and the rows of a table, those of its foot last."""
    foot: list[Element] = []
    for child in element.children:
        if not isinstance(child, Element):
            continue
        if child.tag in ("tr", "caption"):
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            rows = [row for row in child.children if isinstance(row, Element) and row.tag == "tr"]
            if child.tag == "tfoot":
                foot += rows
            else:
                yield from rows
    yield from foot


def _cell(element: Element, inner: Inner) -> _Cell:
    columns, rows = (
        min(int(found[1]) or 1, most) if (found := NUMBER.match(element.attributes.get(name, ""))) else 1
        for name, most in (("colspan", MOST_COLUMNS), ("rowspan", MOST_ROWS))
    )
    return _Cell(tuple(inner([element])), element.tag == "th", columns, rows)


def _grid(rows: list[list[_Cell]]) -> list[list[tuple[TextBlock, ...]]]:
    """The blocks of each cell; of those over several columns or rows, all but the first are empty."""
    grid: list[list[tuple[TextBlock, ...]]] = []
    taken: dict[int, int] = {}  # so many rows more are taken in a column
    for row in rows:
        cells: list[tuple[TextBlock, ...]] = []

        def fill(cells: list[tuple[TextBlock, ...]] = cells) -> None:
            while taken.get(len(cells), 0) > 0:
                taken[len(cells)] -= 1
                cells.append(())

        for cell in row:
            fill()
            for n in range(cell.columns):
                taken[len(cells)] = cell.rows - 1
                cells.append(cell.blocks if n == 0 else ())
        fill()
        grid.append(cells)
    width = max(map(len, grid))
    while width > 1 and all(len(cells) < width or not cells[width - 1] for cells in grid):
        width -= 1
    return [cells[:width] + [()] * (width - len(cells)) for cells in grid]


def _only_arranges(grid: list[list[tuple[TextBlock, ...]]]) -> bool:
    """Whether a table holds what no table of ours can: blocks in cells, long texts, one column or row."""
    if len(grid) == 1 or len(grid[0]) == 1:
        return True
    cells = [cell for row in grid for cell in row]
    if not all(_is_short(block) for cell in cells for block in cell):
        return True
    return len(grid[0]) > MOST_COLUMNS or any(sum(len(p.text) for p in _row(cell)) > LONGEST_CELL for cell in cells)


def _is_short(block: TextBlock) -> bool:
    if isinstance(block, ListBlock):
        return all(_is_short(inner) for item in block.items for inner in item)
    return isinstance(block, ParagraphBlock | FigureBlock)


def _row(cell: tuple[TextBlock, ...]) -> Pieces:
    """A cell as one row of words."""
    return one_row(cell, BETWEEN)
