"""Where in a file the lines are that the parser was given, which may be fewer: comments are taken out before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.content.places import WrittenLine
from generator.ground.diagnostics import Span


@dataclass(frozen=True, slots=True)
class ParsedLines:
    """A text's ``lines``, comments blanked; ``numbers`` says which of them each line was that the parser was given.

    ``path`` is the text's file, ``first_line`` the number in it of the first line.
    """

    path: str
    first_line: int
    lines: Sequence[str]
    numbers: Sequence[int]

    def span(self, line: int, shown: str = "", other: str = "", before: str = "") -> Span:
        """The place of a line that the parser was given, or of words on it that are written as they are shown.

        They stand behind the words ``before``. Where ``other`` stands behind them, they are something else.
        """
        number = self.numbers[min(line, len(self.numbers) - 1)]
        return self.in_text(number, shown, other, before)

    def in_text(self, number: int, shown: str = "", other: str = "", before: str = "") -> Span:
        """The place of a line of the whole text, or of words on it."""
        if not (shown or other or before):
            return Span(number + self.first_line)
        row = self.lines[number] if number < len(self.lines) else ""
        return Span(number + self.first_line, max(WrittenLine(row).column(before, shown, other), 0) + 1)
