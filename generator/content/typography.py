"""Quotation marks, apostrophes, dashes and ellipses in words: what the guide for authors promises, and nothing more.

A mark opens or closes by what stands around it, as CommonMark tells it of stress (left- and right-flanking), so that
each paragraph of a long speech may open one and only the last close it. A single mark opens where another one closes,
or where the speech goes on; all others are apostrophes. Beside letters of scripts that put no spaces there, marks open
and close by turns, and one that nothing closes stays. What is no quotation mark stays as it was written: feet and
inches, marks alone between spaces, double ones between letters, as in Hebrew. Addresses are never changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from generator.ground.languages import language
from generator.ground.patterns import lazy

SINGLE, DOUBLE = "'", '"'
# For time: each way begins with one sign, so that the others are passed over quickly.
MARK = lazy("\"|'|--+|\\.\\.\\.+")
APOSTROPHE = "’"
DASHES = {"--": "–", "---": "—"}
# Beside these, hyphens are an arrow, or a rule of a table.
NO_DASH = "<>|+="
# A full stop and three dots; more of them are something else, such as a line to write on.
LONGEST_ELLIPSIS = 4
ADDRESS = lazy(
    r"(?<![\w.+-])(?:[a-z][a-z\d+.-]*://|www\.|[\w.+-]+@(?=[\w-]+\.)|(?:[\w-]+\.)*xn--|(?:[\w-]+\.)+[a-z]{2,}/)"
    r"[^\s<>\"]*[^\s<>\"']"
    r"|(?<![\w.+-])(?:[\w-]+\.)*\w+--[\w-]+\.(?:[\w-]+\.)*(?-i:[a-z]{2,})(?![\w-])",
    re.IGNORECASE,
)
HYPHENS = lazy(r"\w--[\w-]+\.\w")  # of a name of a host
IN_ADDRESSES = ("/", "@", "www.", "xn--")
FEET = lazy(r"' ?\d[\d.,½¼¾]*\"")
TIMES = lazy(r"'[xX]?\d")
INCHES = lazy(r"\d' ?\d[\d.,½¼¾]*\Z")
YEARS = r"\d\d(?:(?:s|ers?)\b|(?=[,.;!?)](?!\d)|\Z))"
# What may be a year as well as the beginning of a quotation; behind it, a plural may have an apostrophe at its end.
YEAR = lazy(r"\d\d(?!\w)")
YEAR_AT_END = lazy(r"(?<!\S)'\d\d'(?!\w)")
AND = lazy(r"'[nN]'")
PLURAL = lazy(r"(?<=[sxzSXZ])'[ \n]\w")
# Letters and vowel signs of scripts that write words, or particles and what they belong to, without a space: Thai, Lao,
# Tibetan, Burmese, Khmer, Korean, Japanese, Chinese (Unicode blocks).
UNSPACED = lazy(
    "[\u0e01-\u0e4e\u0e81-\u0ecd\u0edc-\u0edf\u0f00\u0f40-\u0fbc\u1000-\u103f\u1050-\u109d\u1100-\u11ff\u1780-\u17d3"
    "\u3005-\u3007\u3041-\u30ff\u3131-\u318e\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\uff66-\uff9d\U00020000-\U0003ffff]"
)
BOTH = lazy(r"\"'[^\W_]|'\"[^\W_]")
QUOTED = lazy(r"[\"“„«‟‘‚\u202f]*'")

Change = tuple[int, int, str]


def may_change(text: str) -> bool:
    """Whether there may be anything to set in a text, which is seen quickly."""
    return "'" in text or '"' in text or "--" in text or "..." in text


def typographic(text: str, code: str) -> str:
    """A line of words, such as a title, as a language sets it; ``code`` is the language's."""
    return changed(text, changes(text, code)) if may_change(text) else text


def changed(text: str, made: list[Change]) -> str:
    """A text with changes made in it, which are in order."""
    parts, at = [], 0
    for start, end, new in made:
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def changes(text: str, code: str, goes_on: Callable[[], bool] = bool) -> list[Change]:
    """What becomes of a row of words, such as a paragraph: where, and what is to stand there, in order.

    ``goes_on`` tells whether the next paragraph begins with a single mark, so that a speech that is open goes on there.
    """
    setting = _Setting(text, code)
    may_be_unspaced = not text.isascii() and UNSPACED.search(text) is not None
    for mark, at, end in _marks(text):
        before, after = text[at - 1] if at else " ", text[end] if end < len(text) else " "
        if mark[0] == "-":
            setting.dash(mark, at, before, after)
        elif mark[0] == ".":
            setting.ellipsis(mark, at)
        elif may_be_unspaced and _is_unspaced(before, after):
            setting.by_turns(mark, at, before)
        elif before.isalnum() and after.isalnum():
            setting.within_a_word(mark, at, before)
        else:
            setting.quotation(mark, at, before, after)
    if setting.count[SINGLE] and goes_on():
        setting.leave_open()
    return setting.made


def begins_with_single(text: str, code: str) -> bool:
    """Whether the words of a paragraph begin with a single quotation mark, alone or within others."""
    begun = QUOTED.match(text)
    return begun is not None and _elided(code).match(text, begun.end()) is None


class _Setting:
    """What is made of a row of words so far, and the quotation marks that are open: place, mark and its change."""

    def __init__(self, text: str, code: str) -> None:
        self.text = text
        self.elided = _elided(code)
        self.outer_open, self.outer_close, self.inner_open, self.inner_close = language(code).quotes
        self.made: list[Change] = []
        self.open: list[tuple[int, str, int]] = []
        self.count = {SINGLE: 0, DOUBLE: 0}

    def dash(self, mark: str, at: int, before: str, after: str) -> None:
        """Two hyphens or three."""
        if mark in DASHES and before not in NO_DASH and after not in NO_DASH:
            self.made.append((at, at + len(mark), DASHES[mark]))

    def ellipsis(self, mark: str, at: int) -> None:
        """Three dots, with a full stop or without."""
        if len(mark) <= LONGEST_ELLIPSIS:
            self.made.append((at, at + 3, "…"))

    def within_a_word(self, mark: str, at: int, before: str) -> None:
        """An apostrophe; between digits, as in 10'x12', and where it is double, it is none."""
        if mark == SINGLE and not (before.isdigit() and TIMES.match(self.text, at)):
            self._put(at, APOSTROPHE)

    def by_turns(self, mark: str, at: int, before: str) -> None:
        """A mark beside letters of a script without spaces: it closes what is open, or opens what the next closes."""
        if self.count[mark] and unicodedata.category(before) not in ("Ps", "Pi"):
            self._close(mark, at)
        elif not before.isnumeric():
            self._open(mark, at, mark)

    def quotation(self, mark: str, at: int, before: str, after: str) -> None:
        """A mark at the beginning or end of a word, or beside other signs."""
        text = self.text
        if before.isnumeric() and (INCHES.search(text, max(0, at - 9), at) or FEET.match(text, at)):
            return
        if mark == SINGLE and (before == mark or before.isnumeric()) and self._is_of_inches(at):
            return
        if mark == SINGLE and not before.isalnum() and self.elided.match(text, at + 1):
            self._put(at, APOSTROPHE)
            return
        if mark == SINGLE and self._is_apostrophe(at):
            self._put(at, APOSTROPHE)
            return
        opens = self._opens(mark, at, before, after)
        if opens:
            # Whether a single one opens anything is known when another one closes it.
            self._open(mark, at, self.outer_open if mark == DOUBLE else APOSTROPHE if after.isalnum() else mark)
        elif opens is None:
            return
        elif self.count[mark] and not (mark == SINGLE and PLURAL.match(text, at) and self._may_be_year()):
            self._close(mark, at)
        elif not before.isnumeric() and not UNSPACED.match(before):
            self._put(at, self.outer_close if mark == DOUBLE else APOSTROPHE)

    def _is_apostrophe(self, at: int) -> bool:
        """Whether this is the second one of “'n'”, or stands before a year that ends a quotation."""
        if at > 1 and AND.match(self.text, at - 2) is not None:
            return self.elided.match(self.text, at - 1) is not None
        return self.count[SINGLE] > 0 and YEAR_AT_END.match(self.text, at) is not None

    def _is_of_inches(self, at: int) -> bool:
        """Whether this is one of two single marks behind a number, which stand for inches where they close nothing."""
        if self.count[SINGLE]:
            return False
        is_second = self.text[max(at - 1, 0) : at] == SINGLE and not (self.made and self.made[-1][1] == at)
        start = at - 1 if is_second else at
        return self.text[max(start - 1, 0) : start].isnumeric() and self.text.startswith(SINGLE * 2, start)

    def leave_open(self) -> None:
        """Let the last single mark that is open be one that opens a speech."""
        if not self._may_be_year():
            self._begin(next(entry for entry in reversed(self.open) if entry[1] == SINGLE))

    def _may_be_year(self) -> bool:
        """Whether the last single mark that is open stands before two digits alone."""
        at = next(at for at, mark, _ in reversed(self.open) if mark == SINGLE)
        return YEAR.match(self.text, at + 1) is not None

    def _open(self, mark: str, at: int, sign: str) -> None:
        self.open.append((at, mark, len(self.made)))
        self.count[mark] += 1
        self._put(at, sign)

    def _put(self, at: int, sign: str) -> None:
        self.made.append((at, at + 1, sign))

    def _begin(self, opened: tuple[int, str, int]) -> None:
        at, mark, change = opened
        self.made[change] = (at, at + 1, self.outer_open if mark == DOUBLE else self.inner_open)

    def _close(self, mark: str, at: int) -> None:
        """Close the last of these marks that is open; what is open within it is no quotation."""
        opened = (0, "", 0)
        while opened[1] != mark:
            opened = self.open.pop()
            self.count[opened[1]] -= 1
        self._begin(opened)
        self._put(at, self.outer_close if mark == DOUBLE else self.inner_close)

    def _opens(self, mark: str, at: int, before: str, after: str) -> bool | None:
        """Whether a mark opens or closes by what stands around it; None where it does neither."""
        dark_before, dark_after = _is_punctuation(before), _is_punctuation(after)
        left = not after.isspace() and (not dark_after or before.isspace() or dark_before)
        right = not before.isspace() and (not dark_before or after.isspace() or dark_after)
        if left and right:
            beside = self.open[-1][1] if self.open and self.open[-1][0] == at - 1 else mark
            kind = unicodedata.category(before)
            if beside != mark or kind in ("Ps", "Pi"):
                return True
            # With nothing open, a mark before another one and a word can only begin both.
            begins = kind == "Pd" or BOTH.match(self.text, at) is not None
            return begins and not self.count[mark]
        if left:
            return before not in ")]}"
        return False if right else None


def _is_unspaced(before: str, after: str) -> bool:
    """Whether a mark stands beside a letter of a script without spaces, and beside no space."""
    if before.isspace() or after.isspace():
        return False
    return UNSPACED.match(before) is not None or UNSPACED.match(after) is not None


def _marks(text: str) -> Iterator[tuple[str, int, int]]:
    """All marks that are in no address, each with its place and its end."""
    may_hold = any(sign in text for sign in IN_ADDRESSES) or ("--" in text and HYPHENS.search(text) is not None)
    inside = ADDRESS.finditer(text) if may_hold else iter(())
    address = next(inside, None)
    for found in MARK.finditer(text):
        start, end = found.span()
        while address is not None and address.end() <= start:
            address = next(inside, None)
        if address is None or start < address.start():
            yield found[0], start, end


@cache
def _elided(code: str) -> re.Pattern[str]:
    """What follows an apostrophe that stands for the beginning of a word, or of a year."""
    words = "|".join(language(code).elided)
    return re.compile(rf"{YEARS}|(?:{words})(?!\w)" if words else YEARS, re.IGNORECASE)


def _is_punctuation(sign: str) -> bool:
    return not sign.isalnum() and not sign.isspace() and unicodedata.category(sign)[0] in "PS"
