"""The levels of a text's headings: the first is 2, since the title is 1, and none is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.importing.html.remarks import Remarks
from generator.importing.html.values import (
    BoxBlock,
    DefinitionBlock,
    HeadingBlock,
    ListBlock,
    QuoteBlock,
    TextBlock,
)
from generator.importing.item import Fate

HIGHEST, LOWEST = 2, 6


class Levels:
    """Gives headings their levels, in the order in which they stand."""

    def __init__(self, remarks: Remarks) -> None:
        self.remarks = remarks
        self._above: list[int] = []  # the levels in HTML of the headings above the words at hand

    def set_in(self, blocks: Iterable[TextBlock]) -> tuple[TextBlock, ...]:
        """Blocks in which all headings have the levels that they are to be written with."""
        return tuple(map(self._set, blocks))

    def _set(self, block: TextBlock) -> TextBlock:
        match block:
            case HeadingBlock():
                return replace(block, level=self._level(block.level))
            case QuoteBlock() | BoxBlock():
                return replace(block, blocks=self.set_in(block.blocks))
            case ListBlock():
                return replace(block, items=tuple(map(self.set_in, block.items)))
            case DefinitionBlock():
                return DefinitionBlock(tuple((term, tuple(map(self.set_in, inner))) for term, inner in block.entries))
            case _:
                return block

    def _level(self, written: int) -> int:
        while self._above and self._above[-1] >= written:
            self._above.pop()
        self._above.append(written)
        level = min(HIGHEST + len(self._above) - 1, LOWEST)
        if level != written:
            why = "the first is on level 2, and none is left out"
            self.remarks.add(Fate.CHANGED, "heading on another level", why, many="headings on other levels")
        return level
