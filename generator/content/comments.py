"""Private notes in a text, `<!-- … -->` and `%%…%%`: taken out before anything else reads it, and published nowhere.

They are found by a lexer of their own and not by the parser, since a note may begin in one paragraph and end in
another, and since a text has to come out as if the note had never been there. Within backticks and fences the signs are
words.
Where lexer and parser do not agree on what is code, a note could be printed, so what was parsed is looked at again:
`printed`.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from generator.ground.patterns import lazy
from generator.ground.unseen import ANNOTATING, IGNORABLE

# What is in every sign of a comment, or in what is meant for one. Most texts hold none of it, which is seen quickly.
ENDINGS = ("->", r"-\>", "-&gt;")
LIKE_BEGUN = lazy("![ \t]*\\\\?[-\u2010-\u2015\u2212&]")
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
# Spaces that are not a keyboard's, and those that are hardly seen.
THIN_SPACES = "\u2006\u2008-\u200a\u202f\u205f"
SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# What looks like a sign of a comment: its compatible forms (Unicode NFKC), and others that are drawn alike.
ALIKE = {
    "<": "\u02c2\u1438\u2039\u2329\u276c\u276e\u2770\u27e8\u3008\ufe64\uff1c",
    "!": "\u01c3\u2755\u2757\u2d51\ua71d\ufe15\ufe57\uff01",
    "%": "\u066a\ufe6a\uff05",
    "-": (
        "\u02d7\u05be\u06d4\u2043\u207b\u208b\u23af\u2500\u2501\u2796\u2e3a\u2e3b\u30fc\ufe31\ufe32\ufe58\ufe63\uff0d\uff70"
    ),
}
SIGNS = {ord(other): sign for sign, others in ALIKE.items() for other in others}
HIDDEN = lazy(f"[{IGNORABLE}{ANNOTATING}{THIN_SPACES}]+")
# One of these is in all that looks like a sign and is none; most texts hold none, which is seen quickly.
DISGUISE = lazy(
    rf"[{IGNORABLE}{ANNOTATING}{ALIKE['%']}]|%(?=[{THIN_SPACES}]+%)|&[#a-zA-Z]"
    rf"|[<{ALIKE['<']}]\\?[ \t{SPACES}]*\\?[!{ALIKE['!']}]"
)
ODD_CHARACTER = lazy(f"[{IGNORABLE}{ANNOTATING}{ALIKE['%']}{ALIKE['<']}]")
SPACE = lazy(f"[{SPACES}]")
# A number with spaces behind it, as before the sign of a percentage.
AMOUNT = lazy(rf"\d[ \t{SPACES}]+\Z")
# Characters in which the end of a piece of code is looked for.
FAR = 20_000
# Stands for a comment while lines are put together; no text holds a control character.
HOLE = "\0"
ALONE = lazy(rf"[ \t>]*{HOLE}[ \t{HOLE}]*")
AT_THE_END = lazy(rf"[ \t]*{HOLE}(?=[ \t{HOLE}]*$)")
BEFORE_WORDS = lazy(rf"(?:^|(?<=[ \t])){HOLE}[ \t]+")

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
DISGUISED = (
    "this looks like a private comment, and is none, since characters in its signs are others or are not seen",
    f"write “<!--”, “-->” and “%%” anew with the keyboard, with nothing between their characters; {WITH_BACKTICKS}",
)
UNSURE = (
    "it is not sure whether this is code, or a private comment that would be published",
    "put the comment on lines of its own, with an empty line before and behind",
)


@dataclass(frozen=True, slots=True)
class CommentFault:
    """What is wrong at a place, counted from 0, and what to do."""

    line: int
    column: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Uncommented:
    """A text without its comments.

    ``lines`` are those of the whole text, with spaces for comments; ``numbers`` says for each line of ``text``, and for
    the end behind the last, which of those it was. ``places`` are lines and columns where comments begin, from 0.
    ``percents`` counts pairs of percent signs that are words.
    """

    text: str
    lines: tuple[str, ...]
    numbers: tuple[int, ...]
    places: tuple[tuple[int, int], ...]
    faults: tuple[CommentFault, ...]
    percents: int


def uncommented(source: str) -> Uncommented | None:
    """A text without its comments; None where it has none, and nothing that looks like one.

    What is left out behind a comment that is wrong is never printed; the faults say so.
    """
    if not may_hold_one(source):
        return None
    lexer = _Lexer(source)
    lexer.run()
    begins = [0, *(found.end() for found in re.finditer("\n", source))]
    parts, numbers, at, line = [], [0], 0, 0
    for start, end in lexer.comments:
        kept = source[at:start]
        numbers += range(line + 1, (line := line + kept.count("\n")) + 1)
        line += source.count("\n", start, end)
        parts += [kept, HOLE]
        at = end
    numbers += range(line + 1, line + source.count("\n", at) + 1)
    rows = zip(numbers, "".join([*parts, source[at:]]).split("\n"), strict=True)
    left = [(number, _mended(row)) for number, row in rows if not ALONE.fullmatch(row)]
    return Uncommented(
        "\n".join(row for _, row in left),
        tuple(_blanked(source, lexer.comments).split("\n")),
        (*(number for number, _ in left), source.count("\n") + 1),
        tuple(_place(begins, start) for start, _ in lexer.comments),
        tuple(CommentFault(*_place(begins, at), *why) for at, why in lexer.faults),
        lexer.percents,
    )


def may_hold_one(source: str) -> bool:
    """Whether a text may hold a comment, or what is meant for one; seen quickly."""
    if "%" in source and ("%%" in source or r"%\%" in source):
        return True
    return LIKE_BEGUN.search(source) is not None or any(ending in source for ending in ENDINGS)


def blanked(source: str) -> str:
    """A text with spaces in place of its comments, so that every other word stays where it is."""
    found = uncommented(source)
    return source if found is None else "\n".join(found.lines)


def printed(source: str, tokens: Iterable[Token], percents: int) -> CommentFault | None:
    """What may be a comment and is shown by a text, or looks like one to its readers; ``tokens`` are the text's."""
    shown, first = 0, None
    for token in tokens:
        words = list(_words(token.children or ()))
        if any(BEGINS.search(word) for word in words):
            return CommentFault(_line(token), 0, *UNSURE)
        seen = [_seen(word) for word in words]
        if any(BEGINS.search(word) for word in seen):
            return _disguised(source, token)
        pairs = sum(word.count("%%") for word in seen)
        first = first or (token if pairs else None)
        shown += pairs
    if first is None or shown <= percents:
        return None
    plain = "%%" in first.content
    return CommentFault(_line(first), 0, *UNSURE) if plain else _disguised(source, first)


def _disguised(source: str, block: Token) -> CommentFault:
    begins, ends = block.map or (0, 1)
    rows = source.split("\n")
    at = next((n for n in range(begins, min(ends, len(rows))) if _shows_one(rows[n])), begins)
    found = DISGUISE.search(rows[at])
    return CommentFault(at, found.start() if found else 0, *DISGUISED)


def may_be_disguised(source: str) -> bool:
    """Whether a text shows what looks like a comment, though nothing in it is one as it is written."""
    return _is_odd(source) and _shows_one(source)


def _is_odd(source: str) -> bool:
    # For time: the one is quick, the other is exact.
    plain = not ("&" in source or "<" in source or "%" in source)
    if plain and (source.isascii() or ODD_CHARACTER.search(source) is None):
        return False
    return DISGUISE.search(source) is not None


def _shows_one(source: str) -> bool:
    seen = _seen(html.unescape(source))
    return "%%" in seen or r"%\%" in seen or BEGINS.search(seen) is not None


def _seen(words: str) -> str:
    """Words with the signs that readers take others for, and without what they do not see."""
    return words if words.isascii() else SPACE.sub(" ", HIDDEN.sub("", words)).translate(SIGNS)


def in_a_value(words: str) -> bool:
    """Whether readers would take a part of a field's words for a comment; no field has any."""
    if not may_hold_one(words) and not _is_odd(words):
        return False
    seen = _seen(html.unescape(words))
    return BEGINS.search(seen) is not None or seen.count("%%") > 1


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    """All that readers are shown of inline tokens, but code."""
    for token in tokens:
        if token.type == "text":
            yield token.content
        yield from (str(token.attrs[name]) for name in ("href", "src", "title") if name in token.attrs)
        yield from _words(token.children or ())


def _place(begins: list[int], at: int) -> tuple[int, int]:
    """The line and column of a place in a text, from 0; ``begins`` are where its lines begin."""
    line = bisect_right(begins, at) - 1
    return line, at - begins[line]


def _blanked(source: str, comments: Iterable[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in comments:
        parts += [source[at:start], re.sub(r"[^\n]", " ", source[start:end])]
        at = end
    return "".join([*parts, source[at:]])


def _mended(row: str) -> str:
    """A line as it was before comments were put into it: with one space where there was one."""
    if HOLE not in row:
        return row
    return BEFORE_WORDS.sub("", AT_THE_END.sub("", row)).replace(HOLE, "")


class _Lexer:
    """Goes through a text once; ``comments`` are from and to, ``percents`` counts pairs of percent signs as words."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.comments: list[tuple[int, int]] = []
        self.faults: list[tuple[int, tuple[str, str]]] = []
        self.percents = 0
        self.unpaired: dict[int, int] = {}  # of so many backticks no second row stands before that place

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
        ends = ENDS.search(self.source, at, at + FAR)
        if ends is None or BEGINS.search(self.source, at, ends.start()) or BLANK.search(self.source, at, ends.start()):
            return at
        return ends.end()

    def _percents(self, signs: str, start: int, end: int) -> int:
        if "\\" in signs:
            self.percents += signs.replace("\\", "").count("%%")
            return end
        before, after = self._beside(start, end)
        last = self.source.find("%%", end)
        if len(signs) > len("%%") or last < 0:
            return self._left_out(start, len(self.source), ODD)
        behind = last + len("%%")
        stands_alone = not after.strip() and AMOUNT.search(self.source, self.source.rfind("\n", 0, start) + 1, start)
        if stands_alone or any(sign.isdecimal() for sign in (before, after, *self._beside(last, behind))):
            return self._left_out(start, len(self.source), AT_A_NUMBER)
        if before.isalnum() and not after.isalnum():
            return self._left_out(start, len(self.source), ODD)
        before, after = self._beside(last, behind)
        looks_begun = not before.strip() and after.isalnum()
        return self._left_out(start, behind, ODD if looks_begun or after == "%" else None)

    def _beside(self, start: int, end: int) -> tuple[str, str]:
        """The characters directly before and behind a place; empty at the ends of the text."""
        return self.source[max(start - 1, 0) : start], self.source[end : end + 1]

    def _left_out(self, start: int, end: int, fault: tuple[str, str] | None = None) -> int:
        self.comments.append((start, end))
        if fault:
            self.faults.append((start, fault))
        return end
