"""Where in a text's lines something stands of which the parser tells the block alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from markdown_it.token import Token

from generator.ground.diagnostics import Span
from generator.ground.patterns import lazy

# What readers see otherwise than it is written: signs behind a backslash, and code; and where links lead.
HIDDEN = lazy(r"\\[!-/:-@\[-`{-~]|(?<!`)(`+)(?!`)(?:.*?[^`])??\1(?!`)")
TARGET = lazy(r"(?<=\])\((?:[^\s()]|\([^\s()]*\))*(?:[ \t]+(?:\"[^\"]*\"|'[^']*'))?\)")


class Places:
    """The places in one text, whose block at hand is ``block``: its first line from 0, and the one behind it.

    ``definitions`` are the first line of each link definition and the one behind it, by its label.
    """

    def __init__(self, lines: list[str], first_line: int, definitions: Mapping[str, tuple[int, ...]]) -> None:
        self.lines, self.first_line, self.definitions = lines, first_line, definitions
        self.block = (0, 1)
        self.searched: dict[str, tuple[int, int]] = {}
        self.rows: dict[int, WrittenLine] = {}

    @property
    def written(self) -> str:
        """The block at hand as it was written."""
        return "\n".join(self.lines[slice(*self.block)])

    def line(self, number: int) -> Span:
        """The beginning of a line, which is counted from 0."""
        return Span(number + self.first_line)

    def of(self, needle: str, kind: str = "", fits: Callable[[str, int, int], bool] | None = None) -> Span:
        """Where ``needle`` stands in the block at hand; each call goes on behind the place found before.

        That is the place of the same words, or of the last ones of the same ``kind``. ``fits`` tells of a line and of
        where they begin and end in it whether they stand as they should; where they never do, any place is good.
        """
        key = kind or needle
        line, column = self.searched.get(key, (self.block[0], 0))
        if not self.block[0] <= line < self.block[1]:
            line, column = self.block[0], 0
        other: tuple[int, int] | None = None
        for number in range(line, min(self.block[1], len(self.lines))):
            row = self._row(number).shown if may_hide(self.lines[number]) else self.lines[number]
            found = row.find(needle, column) if needle else -1
            while found >= 0:
                end = found + len(needle)
                if fits is None or fits(row, found, end):
                    self.searched[key] = (number, end)
                    return Span(number + self.first_line, found + 1)
                other = other or (number, found)
                found = row.find(needle, found + 1)
            column = 0
        if other is None:
            return Span(self.block[0] + self.first_line, 1)
        self.searched[key] = (other[0], other[1] + len(needle))
        return Span(other[0] + self.first_line, other[1] + 1)

    def behind(self, number: int, before: str, needle: str) -> Span | None:
        """Where ``needle`` stands behind words on the line with this number in the block; None where it does not."""
        number += self.block[0]
        is_there = number < min(self.block[1], len(self.lines))
        found = self._row(number).column(before, needle) if is_there else -1
        return None if found < 0 else Span(number + self.first_line, found + 1)

    def _row(self, number: int) -> WrittenLine:
        if number not in self.rows:
            self.rows[number] = WrittenLine(self.lines[number])
        return self.rows[number]

    def defined(self, token: Token, target: str) -> Span | None:
        """Where the definition of a link or picture gives its target; None where it stands in the text itself."""
        if "label" not in token.meta:
            return None
        first, end = self.definitions[token.meta["label"]]
        for number in range(first, min(end, len(self.lines))):
            label_end = max(0, self.lines[number].find("]:"))
            found = self.lines[number].find(target, label_end)
            if found >= 0:
                return Span(number + self.first_line, found + 1)
        return Span(first + self.first_line)


class WrittenLine:
    """A line as it was written, in which what readers see is looked for.

    In ``shown`` NUL stands in place of what they see otherwise: code, and signs with a backslash before them.
    """

    def __init__(self, written: str) -> None:
        self.written = written
        self.shown = HIDDEN.sub(_blank, written) if may_hide(written) else written
        self.words = TARGET.sub(_blank, self.shown) if "](" in written else self.shown
        self.passed, self.start = 0, 0  # so many signs of the words before, and where they end

    def column(self, before: str, needle: str, other: str = "") -> int:
        """Where ``needle`` stands, from 0; -1 where it does not.

        It stands behind the words ``before``, as readers see them, so that no look-alike is taken for it: not one that
        marks something up, nor one in code. Where ``other`` stands behind it, it is something else.
        """
        if len(before) < self.passed:
            self.passed, self.start = 0, 0
        for sign in before[self.passed :]:
            if sign.isalnum() or sign == " ":
                self.start = self.words.find(sign, self.start) + 1 or self.start
        self.passed = len(before)
        for text, begin in ((self.shown, self.start), (self.shown, 0), (self.written, 0)):
            found = text.find(needle, begin)
            while other and found >= 0 and text.startswith(other, found + len(needle)):
                found = text.find(needle, found + 1)
            if found >= 0:
                return found
        return -1


def may_hide(row: str) -> bool:
    """Whether there may be code in a line, or a sign with a backslash before it."""
    return "`" in row or "\\" in row


def _blank(found: re.Match[str]) -> str:
    return "\0" * len(found[0])


def is_target(line: str, start: int, end: int) -> bool:
    """Whether what stands there is the whole target of a link or picture."""
    return line[max(0, start - 1) : start] in ("", *"(< \t") and line[end : end + 1] in ("", *")> \t")


def is_link(line: str, start: int, _end: int) -> bool:
    """Whether the square brackets that end there are a link's, and not a picture's."""
    return not line.endswith("!", 0, max(line.rfind("[", 0, start), 0))


def is_picture(line: str, start: int, end: int) -> bool:
    """Whether the square brackets that end there are a picture's."""
    return not is_link(line, start, end)


def is_bare(line: str, start: int, _end: int) -> bool:
    """Whether what stands there is no link's target."""
    return not line.endswith(("](", "](<", "]: ", "<"), 0, start)
