"""Links, pictures and tables as they stand in the source of a text, each with its place.

A body as it was parsed (`content.body`) knows what became of them, and of most not where they end; advice wants places.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from generator.advice.texts import AdvisedText
from generator.content.comments import blanked
from generator.content.read import FENCE
from generator.ground.diagnostics import Span
from generator.ground.patterns import lazy

# Words in square brackets and an address in round ones, on one line as nearly everybody writes them.
MARK = lazy(
    r"\[(?P<words>[^\[\]\n]*)\]\(\s*(?P<address><[^<>\n]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)"
    r"(?P<title>\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
# What stands in code is shown as it is.
CODE = lazy(
    r"^ {0,3}(?P<fence>```+|~~~+)[\s\S]*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?P<ticks>`+)(?!`)[^\n]{0,999}?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE,
)
_GAP = "[ \\t]{0,99}"
TABLE = lazy(
    rf"^ {{0,3}}\|?(?P<heads>[^\n]*)\n {{0,3}}\|?{_GAP}:?-+:?{_GAP}(?:\|{_GAP}:?-+:?{_GAP})*\|?{_GAP}$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class WrittenMark:
    """A link or a picture: from where to where it stands, its words, where it leads, and its title."""

    start: Span
    end: Span
    words: str
    target: str
    title: str
    is_picture: bool


class WrittenBody:
    """What stands below the front matter of a story or a page; nothing of site.yaml."""

    def __init__(self, text: AdvisedText) -> None:
        source = "" if text.header is None else text.source
        at = source.find(f"\n{FENCE}", len(FENCE))
        at = source.find("\n", at + 1) + 1 if at >= 0 else len(source)
        # As many characters, so that every place is the file's.
        below = source[at:]
        self.has_marks, self.has_tables = "](" in below, "|" in below
        self.plain = _without_code(below) if self.has_marks or self.has_tables else ""
        self.first = 1 + source.count("\n", 0, at)
        self.lines = [0, *(end.end() for end in re.finditer("\n", self.plain))]

    def span(self, at: int) -> Span:
        """Where in the file a character of the body stands."""
        row = bisect_right(self.lines, at) - 1
        return Span(self.first + row, at - self.lines[row] + 1)

    def marks(self) -> Iterator[WrittenMark]:
        """Its links and pictures, in their order."""
        for found in MARK.finditer(self.plain) if self.has_marks else ():
            at = found.start()
            is_picture = self.plain[at - 1 : at] == "!"
            if self.plain[at - 1 - is_picture : at - is_picture] == "\\":
                continue
            start, end = self.span(at - is_picture), self.span(found.end())
            title = (found["title"] or "").strip().strip("\"'")
            target = found["address"].strip("<>")
            yield WrittenMark(start, end, found["words"], target, title, is_picture)

    def headless_tables(self) -> Iterator[tuple[Span, Span]]:
        """The first lines of tables whose heads are all empty, from and up to."""
        for found in TABLE.finditer(self.plain) if self.has_tables else ():
            if "|" in found[0] and not found["heads"].replace("|", " ").strip():
                yield self.span(found.start()), self.span(found.end("heads"))


def _without_code(source: str) -> str:
    """The text with private comments and code blanked."""
    shown = blanked(source)
    return CODE.sub(_blank, shown) if "`" in shown or "~~~" in shown else shown


def _blank(code: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", code[0])
