"""Where in a text's lines something stands of which the parser tells the block alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markdown_it.token import Token

from generator.ground.diagnostics import Span


class Places:
    """The places in one text, whose block at hand is ``block``: its first line from 0, and the one behind it.

    ``definitions`` are the first line of each link definition and the one behind it, by its label.
    """

    def __init__(self, lines: list[str], first_line: int, definitions: Mapping[str, tuple[int, ...]]) -> None:
        self.lines, self.first_line, self.definitions = lines, first_line, definitions
        self.block = (0, 1)
        self.searched: dict[str, tuple[int, int]] = {}

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
            found = self.lines[number].find(needle, column) if needle else -1
            while found >= 0:
                end = found + len(needle)
                if fits is None or fits(self.lines[number], found, end):
                    self.searched[key] = (number, end)
                    return Span(number + self.first_line, found + 1)
                other = other or (number, found)
                found = self.lines[number].find(needle, found + 1)
            column = 0
        if other is None:
            return Span(self.block[0] + self.first_line, 1)
        self.searched[key] = (other[0], other[1] + len(needle))
        return Span(other[0] + self.first_line, other[1] + 1)

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


def is_target(line: str, start: int, end: int) -> bool:
    """Whether what stands there is the whole target of a link or picture."""
    return line[max(0, start - 1) : start] in ("", *"(< \t") and line[end : end + 1] in ("", *")> \t")


def is_bare(line: str, start: int, _end: int) -> bool:
    """Whether what stands there is no link's target."""
    return not line.endswith(("](", "](<", "]: ", "<"), 0, start)
