"""A row of pieces to a line of Markdown: stress and links in pairs of signs that CommonMark reads as such.

Stars begin or end stress by what stands around them (CommonMark 0.31, section 6.2). So spaces and punctuation at the
edges of stressed words are left outside where they would hinder, and where nothing helps, the words stay plain.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from generator.content.inline_rows import SOLID
from generator.content.stress import ADDRESS, BEGINNING, CODE, ENDING, NEVER_LAST, is_in_word
from generator.ground.patterns import lazy
from generator.importing.html.addresses import destination
from generator.importing.html.escaping import escapes
from generator.importing.html.values import PieceKind, RowPiece

SIGNS = {"strong": "**", "em": "*"}
WORDS = RowPiece("")
LONGEST_ADDRESS = 500
TICKS = lazy("`+")
# What never begins stressed words.
FIRST = ")]},;.:!?%…"


@dataclass(frozen=True, slots=True)
class Marked:
    """From where to where something is marked, and the signs before and behind it."""

    start: int
    end: int
    before: str
    behind: str


def line(row: Sequence[RowPiece], *, in_cell: bool = False, in_heading: bool = False) -> str:
    """A row as Markdown; where it holds breaks, each line but the last ends with a backslash."""
    first = row[0] if len(row) == 1 else None
    if first is not None and not in_heading and replace(first, text="") == WORDS:  # as most are, for time
        return _escaped(first.text, escapes(first.text, in_cell=in_cell))
    return _RowWriter(row, in_cell=in_cell, in_heading=in_heading).written()


def _escaped(words: str, places: set[int]) -> str:
    return "".join(f"\\{sign}" if n in places else sign for n, sign in enumerate(words)) if places else words


def bracketed(words: str, *, in_cell: bool = False) -> str:
    """Words as they are written between square brackets, as of an alternative text."""
    return _escaped(words, escapes(words, in_brackets=True, in_cell=in_cell))


def picture(piece: RowPiece, caption: str = "", *, in_cell: bool = False) -> str:
    """A picture, with its caption as title."""
    title = f' "{_titled(caption)}"' if caption else ""
    return f"![{bracketed(piece.text, in_cell=in_cell)}]({destination(piece.source)}{title})"


def _titled(caption: str) -> str:
    return re.sub(r"[\\\"]|&(?=\#?\w{1,31};)|<(?=!)|%(?=%)|(?<=%)%", r"\\\g<0>", caption)


def _code(text: str, *, in_cell: bool) -> str:
    longest = max((len(ticks) for ticks in TICKS.findall(text)), default=0)
    around, space = "`" * (longest + 1), " " if longest and (text[0] == "`" or text[-1] == "`") else ""
    return around + space + (text.replace("|", r"\|") if in_cell else text) + space + around


class _RowWriter:
    def __init__(self, row: Sequence[RowPiece], *, in_cell: bool, in_heading: bool) -> None:
        self.in_cell, self.in_heading = in_cell, in_heading
        self.owners: list[RowPiece] = []
        parts: list[str] = []
        for piece in row:
            words = {PieceKind.WORDS: piece.text, PieceKind.BREAK: "\n"}.get(piece.kind, SOLID)
            parts.append(words)
            self.owners += [piece] * len(words)
        self.text = "".join(parts)
        self.spans: list[Marked] = []
        self.edges: dict[int, bool] = {}  # where stress begins (True) or ends

    def written(self) -> str:
        text = self.text
        if any(piece.link or piece.strong or piece.em for piece in self.owners):
            self._mark(0, len(text), ("link", "strong", "em"))
        places = escapes(text, in_cell=self.in_cell)
        for span in self.spans:
            self._beside_signs(span, places)
        if self.in_heading and (last := re.search(r"(?:^|(?<= ))#+\Z", text)):
            places.add(last.start())
        places |= self._beside_solid()
        before: dict[int, str] = {}
        behind: dict[int, str] = {}
        for span in self.spans:  # the outer before the inner
            before[span.start] = before.get(span.start, "") + span.before
            behind[span.end] = span.behind + behind.get(span.end, "")
        out: list[str] = []
        for n, sign in enumerate(text):
            out += (behind.get(n, ""), before.get(n, ""))
            if sign == SOLID and self.owners[n].kind is not PieceKind.WORDS:
                out.append(self._solid(self.owners[n]))
            elif sign == "\n":
                out.append("\\\n")
            else:
                out.append(f"\\{sign}" if n in places else sign)
        return "".join([*out, behind.get(len(text), "")])

    def _solid(self, piece: RowPiece) -> str:
        match piece.kind:
            case PieceKind.CODE:
                return _code(piece.text, in_cell=self.in_cell)
            case PieceKind.PICTURE:
                return picture(piece, in_cell=self.in_cell)
            case PieceKind.NOTE:
                return f"[^{piece.text}]"
            case _:
                return f"<{piece.text}>"

    def _beside_signs(self, span: Marked, places: set[int]) -> None:
        """Within links all brackets are marked, and beside signs what would join them."""
        if span.before == "[":
            places |= {n for n in range(span.start, span.end) if self.text[n] in "[]"}
            if span.start and self.text[span.start - 1] == "!":
                places.add(span.start - 1)
        for place in (span.start - 1, span.start, span.end - 1, span.end):
            if 0 <= place < len(self.text) and self.text[place] == "_":
                places.add(place)

    def _beside_solid(self) -> set[int]:
        """Signs that would join with a mark of a note or a picture beside them."""
        places = set()
        for n, piece in enumerate(self.owners):
            if piece.kind in (PieceKind.NOTE, PieceKind.PICTURE):
                if n and self.text[n - 1] in "!]":
                    places.add(n - 1)
                if n + 1 < len(self.text) and self.text[n + 1] in "(:[":
                    places.add(n + 1)
        return places

    def _mark(self, start: int, end: int, names: tuple[str, ...]) -> None:
        """Find what is marked between two places: always the longest first, and within it the others."""
        at = start
        while names and at < end:
            runs = [(self._run(at, end, name), name) for name in names]
            until, name = max(runs, key=lambda run: (run[0], run[1] == "link"))
            if until == at:
                at += 1
                while at < end and not any(getattr(self.owners[at], name) for name in names):
                    at += 1
                continue
            if name != "link" and "link" in names:
                until = self._up_to_link(at, until)
            inner = tuple(other for other in names if other != name)
            first, last = (
                self._link(at, until)
                if name == "link"
                else self._stressed(at, until, SIGNS[name], has_links="link" in names)
            )
            self._mark(at, first, inner)
            self._mark(first, last, inner)
            self._mark(last, until, inner)
            at = until

    def _value(self, at: int, name: str) -> str | bool:
        found: str | bool = getattr(self.owners[at], name)
        return found

    def _run(self, at: int, end: int, name: str) -> int:
        value = self._value(at, name)
        if not value:
            return at
        while at < end and self._value(at, name) == value:
            at += 1
        return at

    def _up_to_link(self, at: int, until: int) -> int:
        """The end of stress: before a link that would reach beyond it."""
        link = self.owners[until - 1].link
        if not link or until == len(self.text) or self.owners[until].link != link:
            return until
        begin = until
        while begin > at and self.owners[begin - 1].link == link:
            begin -= 1
        return begin if begin > at else until

    def _link(self, start: int, end: int) -> tuple[int, int]:
        first, last = self._stripped(start, end)
        if first < last:
            self.spans.append(Marked(first, last, "[", f"]({destination(self.owners[first].link)})"))
        return first, last

    def _stripped(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        return start, end

    def _stressed(self, start: int, end: int, sign: str, *, has_links: bool) -> tuple[int, int]:
        """Where stress can stand between two places, around links or within one; nothing is marked where it cannot."""
        first, last = self._apart(start, end, self._is_in_the_way)
        if (first, last) != self._apart(start, end, self._is_never_an_edge):
            # Of a pair of quotation marks or brackets, both stay outside.
            first, last = self._apart(first, last, self._is_no_letter)
        if first < last and self._may_stress(first, last, has_links=has_links):
            self.spans.append(Marked(first, last, sign, sign))
            self.edges[first], self.edges[last] = True, False
            return first, last
        return start, end

    def _apart(self, first: int, last: int, hinders: Callable[[int, int], bool]) -> tuple[int, int]:
        """What is left between two places without signs at its edges that hinder."""
        while first < last and hinders(first, -1):
            first += 1
        while first < last and hinders(last - 1, 1):
            last -= 1
        return first, last

    def _is_never_an_edge(self, place: int, step: int) -> bool:
        edge = self.text[place]
        return edge.isspace() or edge in (FIRST if step < 0 else NEVER_LAST)

    def _is_no_letter(self, place: int, step: int) -> bool:
        return self._is_never_an_edge(place, step) or _is_dark(self.text[place])

    def _is_in_the_way(self, place: int, step: int) -> bool:
        """Whether stress cannot begin or end with a sign, beside what stands outside."""
        return self._is_never_an_edge(place, step) or (
            _is_dark(self.text[place]) and not self._is_free(place if step < 0 else place + 1, step)
        )

    def _is_free(self, place: int, step: int) -> bool:
        """Whether what stands before or behind a place lets stress begin or end there with any sign."""
        outside = self._before(place) if step < 0 else self._after(place)
        return outside == "" or outside.isspace() or (_is_dark(outside) and outside in (BEGINNING, ENDING)[step > 0])

    def _may_stress(self, first: int, last: int, *, has_links: bool) -> bool:
        words, before, after = self.text[first:last], self._before(first), self._after(last)
        if not any(sign.isalnum() for sign in words) or is_in_word(before):
            return False
        if is_in_word(after) and (before.strip() or any(sign.isspace() for sign in words)):
            return False
        if CODE.match(words) or (words[0].isdigit() and words[-1].isdigit() and (after == "#" or after.isdigit())):
            return False
        if before.strip() and ADDRESS.search(self.text, max(first - LONGEST_ADDRESS, 0), first):
            return False
        if after.strip() and ADDRESS.search(words):
            return False
        for place, at, step in ((first, first, -1), (last - 1, last, 1)):
            is_link = has_links and self.owners[place].link != ""
            if (is_link or _is_dark(self.text[place])) and not self._is_free(at, step):
                return False
        return self.edges.get(first, True) and not self.edges.get(last, False)

    def _before(self, place: int) -> str:
        return self.text[place - 1] if place else ""

    def _after(self, place: int) -> str:
        return self.text[place] if place < len(self.text) else ""


def _is_dark(sign: str) -> bool:
    """Whether a sign is punctuation for CommonMark, as is all that is written with signs."""
    return sign == SOLID or unicodedata.category(sign)[0] in "PS"
