"""Field codes of a document: what Word fills in by itself. Their words stay, but for names, pages and contents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from generator.consent.refused import RefusedError
from generator.ground.patterns import lazy
from generator.importing.word.names import AGAIN, value

# Names of people, and of files, in which such often stand.
PRIVATE = frozenset(
    (
        *("AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS"),
        *("FILENAME", "TEMPLATE", "DOCPROPERTY", "INFO", "COMMENTS"),
    )
)
OF_PAPER = frozenset(
    ("TOC", "TC", "XE", "INDEX", "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "RD", "TOA", "TA")
)
DEEPEST = 50
ARGUMENT = lazy(r'"([^"]*)"|(\\?\S+)')


@dataclass(slots=True)
class OpenField:
    """A field that has begun: its code so far, and whether its words are left out, and why."""

    codes: list[Element] = field(default_factory=list)
    left_out: str = ""
    is_shown: bool = False


class FieldCodes:
    """The fields of a part, while it is read from its beginning to its end; they may lie within each other."""

    def __init__(self) -> None:
        self.open: list[OpenField] = []

    @property
    def left_out(self) -> str:
        """Why the words at hand are left out; empty where they stay."""
        return self.open[-1].left_out if self.open else ""

    def mark(self, element: Element) -> str:
        """Go over a mark of a field; why words are left out from here on, if that begins. Raises RefusedError."""
        kind = value(element, "w:fldCharType")
        outer = self.left_out
        if kind == "begin":
            if len(self.open) == DEEPEST:
                raise RefusedError(f"its fields lie within each other more deeply than can be read. {AGAIN}")
            self.open.append(OpenField(left_out=outer))
        elif self.open and kind == "end":
            self._shown(self.open.pop())
        elif self.open and kind == "separate":
            self._shown(self.open[-1])
        return "" if outer else self.left_out

    def code(self, element: Element) -> None:
        """Go over a piece of a field's code."""
        if self.open:
            self.open[-1].codes.append(element)

    @staticmethod
    def _shown(one: OpenField) -> None:
        if one.is_shown:
            return
        code = "".join(piece.text or "" for piece in one.codes)
        one.is_shown, one.left_out = True, one.left_out or why_left_out(code)
        for piece in one.codes:
            piece.text = ""
        if one.codes:
            one.codes[0].text = link_code(code)


def why_left_out(code: str) -> str:
    """Why the words of a field are left out, by its code; empty where they stay."""
    name = next(iter(code.upper().split()), "")
    return "private" if name in PRIVATE else "paper" if name in OF_PAPER else ""


def link_code(code: str) -> str:
    """The code of a link with nothing but where it leads; empty for other fields."""
    words = [found[1] if found[1] is not None else found[2] for found in ARGUMENT.finditer(code)]
    if not words or words[0].upper() != "HYPERLINK":
        return ""
    address = anchor = ""
    rest = iter(words[1:])
    for word in rest:
        if word == r"\l":
            anchor = next(rest, "")
        elif word in (r"\o", r"\t"):
            next(rest, "")
        elif not re.match(r"\\[a-z]\Z", word):
            address = address or word
    if address:
        return f'HYPERLINK "{address}#{anchor}"' if anchor else f'HYPERLINK "{address}"'
    return f'HYPERLINK \\l "{anchor}"' if anchor else ""
