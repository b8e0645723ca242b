"""Where private notes stand in a text, and what is wrong with them; apart from any parser, see `content.comments`."""

from __future__ import annotations

import re

from generator.ground.patterns import lazy

# How a comment begins, or is meant to: with signs that editors make of hyphens, escaped, or as entities.
BEGUN = r"(?:\\?<|&lt;|&#0*60;|&#[xX]0*3[cC];)[ \t]*\\?![ \t]*\\?(?:[-\u2010-\u2015\u2212]|&[mn]dash;|&#8211;|&#8212;)"
BEGINS = lazy(BEGUN)
TOKEN = lazy(
    rf"^(?:[ \t>]|[-+*][ \t]|\d{{1,9}}[.)][ \t])*(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}})"
    rf"|(?P<begins>{BEGUN})"
    r"|(?P<percent>(?:\\?%){2,})"
    r"|(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)"
    r"|(?P<ends>-\\?-\\?(?:>|&gt;))",
    re.MULTILINE,
)
ENDS = lazy(r"[-\u2010-\u2015\u2212]\\?(?:>|&gt;)")
BLANK = lazy(r"\n[ \t>]*\n")
# Spaces that are not a keyboard's.
SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
SPACE = lazy(rf"[ \t{SPACES}]")
# Characters in which the end of a piece of code is looked for.
FAR = 20_000

WITH_BACKTICKS = "if readers are to see these signs, put backticks around them"
UNENDED = "this comment has no end", "write “-->” behind the note; as it is, all that follows would be left out"
NESTED = "in this comment another one begins", "write “-->” behind the first, so that no words between them are lost"
MISSPELT = (
    "this looks like the beginning of a private comment, and is none",
    f"write “<!--” before the note and “-->” behind it; {WITH_BACKTICKS}",
)
UNBEGUN = (
    "this ends a private comment that never began",
    f"write “<!--” where the note begins; for an arrow write →; {WITH_BACKTICKS}",
)
ODD = (
    "percent signs stand here as around a private comment, and there is no such pair",
    r"write “%%” close before the note and close behind it; for two percent signs on the page write “\%\%”",
)
AT_A_NUMBER = (
    "percent signs stand here beside a number: this may be a private comment, and all up to its end would be left out",
    r"for a percentage write one “%”, or “\%\%” for two; a note that begins or ends with a number stands in “<!-- -->”",
)


class CommentLexer:
    """Goes through a text once; ``comments`` are from and to, ``percents`` counts pairs of percent signs as words."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.comments: list[tuple[int, int]] = []
        self.faults: list[tuple[int, tuple[str, str]]] = []
        self.percents = 0
        self.unpaired: dict[int, int] = {}  # of so many backticks no second row stands before that place
        self.end: tuple[int, int] | None = (0, 0)  # the next thing that ends a comment, as far as it was looked for

    def run(self) -> None:
        """Find all comments and faults."""
        at = 0
        while found := TOKEN.search(self.source, at):
            start, end = found.span(found.lastgroup or 0)
            match found.lastgroup:
                case "fence":
                    at = self._behind_fence(found["fence"], end)
                case "begins":
                    at = self._comment(start, end)
                case "percent":
                    at = self._percents(found["percent"], start, end)
                case "ticks":
                    at = self._behind_code(end - start, end)
                case "ends":
                    self.faults.append((start, UNBEGUN))
                    at = end
                case _:
                    at = end

    def _behind_fence(self, fence: str, at: int) -> int:
        closing = re.compile(rf"^[ \t>]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$", re.MULTILINE)
        end = closing.search(self.source, at)
        return end.end() if end else len(self.source)

    def _behind_code(self, ticks: int, at: int) -> int:
        """Behind a piece of code that begins before ``at``; ``at`` itself where nothing ends it."""
        if at < self.unpaired.get(ticks, 0):
            return at
        blank = BLANK.search(self.source, at, at + FAR)
        until = blank.start() if blank else min(at + FAR, len(self.source))
        end = re.compile(rf"(?<!`)`{{{ticks}}}(?!`)").search(self.source, at, until)
        if end is None:
            self.unpaired[ticks] = until
            return at
        return end.end()

    def _comment(self, start: int, end: int) -> int:
        if not self.source.startswith("<!--", start):
            self.faults.append((start, MISSPELT))
            return self._behind_misspelt(end)
        begun = start + len("<!--")
        if self.source.startswith((">", "->"), begun):  # both are whole and empty (CommonMark 0.31, section 6.6)
            return self._left_out(start, self.source.index(">", begun) + 1)
        last = self.source.find("-->", begun)
        if last < 0:
            return self._left_out(start, len(self.source), UNENDED)
        nested = self.source.find("<!--", begun, last) >= 0
        return self._left_out(start, last + len("-->"), NESTED if nested else None)

    def _behind_misspelt(self, at: int) -> int:
        """Behind the end of what begins as no comment does, so that one slip is told once; ``at`` where it has none."""
        if self.end is not None and self.end[0] < at:
            ends = ENDS.search(self.source, at)
            self.end = ends.span() if ends else None
        if self.end is None or self.end[1] > at + FAR:
            return at
        start, end = self.end
        return at if BEGINS.search(self.source, at, start) or BLANK.search(self.source, at, start) else end

    def _percents(self, signs: str, start: int, end: int) -> int:
        if "\\" in signs:
            self.percents += signs.replace("\\", "").count("%%")
            return end
        before, after = self._beside(start, end)
        last = self.source.find("%%", end)
        if len(signs) > len("%%") or last < 0:
            return self._left_out(start, len(self.source), ODD)
        behind = last + len("%%")
        stands_alone = not after.strip() and self._is_behind_amount(start)
        if stands_alone or any(sign.isdecimal() for sign in (before, after, *self._beside(last, behind))):
            return self._left_out(start, len(self.source), AT_A_NUMBER)
        if before.isalnum() and not after.isalnum():
            return self._left_out(start, len(self.source), ODD)
        before, after = self._beside(last, behind)
        looks_begun = not before.strip() and after.isalnum()
        return self._left_out(start, behind, ODD if looks_begun or after == "%" else None)

    def _is_behind_amount(self, at: int) -> bool:
        """Whether a number with spaces behind it stands before a place, as before the sign of a percentage."""
        behind = at
        while behind and SPACE.match(self.source, behind - 1):
            behind -= 1
        return 0 < behind < at and self.source[behind - 1].isdecimal()

    def _beside(self, start: int, end: int) -> tuple[str, str]:
        """The characters directly before and behind a place; empty at the ends of the text."""
        return self.source[max(start - 1, 0) : start], self.source[end : end + 1]

    def _left_out(self, start: int, end: int, fault: tuple[str, str] | None = None) -> int:
        self.comments.append((start, end))
        if fault:
            self.faults.append((start, fault))
        return end
