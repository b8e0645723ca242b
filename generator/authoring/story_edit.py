"""The smallest edit of a text's file: some fields and some lines of its words change, every other byte stays."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.authoring.field_edit import LINE, FieldText, with_field
from generator.content.stance import FieldPath

FENCE = "---"
BREAK = re.compile(r"\r\n|\r")


@dataclass(frozen=True, slots=True)
class TextParts:
    """A text's file in parts: byte order mark, first fence, fields, second fence, words. Put together, it is the file.

    Where nothing says what the front matter is, all of it is words.
    """

    mark: str
    opens: str
    front: str
    closes: str
    below: str

    @property
    def words(self) -> str:
        """The words as a form shows them: without the empty lines around them, each line ending in the same way."""
        return BREAK.sub("\n", self.below).strip("\n")

    @property
    def data(self) -> bytes:
        """The file's bytes."""
        return (self.mark + self.opens + self.front + self.closes + self.below).encode()

    @property
    def newline(self) -> str:
        """How lines of the file end."""
        ends = LINE.match(self.opens or self.below)
        return "\r\n" if ends and ends[0].endswith("\r\n") else "\n"


def parts(data: bytes) -> TextParts:
    """The parts of a text's file. Raises UnicodeDecodeError for bytes that are not UTF-8."""
    whole = data.decode()
    mark = "\ufeff" if data.startswith(codecs.BOM_UTF8) else ""
    lines = LINE.findall(whole[len(mark) :])
    fence = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if fence is None or lines[0].rstrip() != FENCE:
        return TextParts(mark, "", "", "", whole[len(mark) :])
    return TextParts(mark, lines[0], "".join(lines[1:fence]), lines[fence], "".join(lines[fence + 1 :]))


def edited(data: bytes, changes: Mapping[FieldPath, FieldText], words: str | None, order: Sequence[str]) -> bytes:
    """A text's file with these fields and words; without words, those that are there stay.

    ``order`` are the names of all fields as the guide lists them. Raises CannotEditError where a field cannot be
    changed without touching anything else, and UnicodeDecodeError.
    """
    file = parts(data)
    front = file.front
    for field, value in changes.items():
        front = with_field(front, field, value, order)
    new = BREAK.sub("\n", words).strip("\n") if words is not None else file.words
    # A browser puts another sign in the place of what no page may hold.
    below = file.below if new in (file.words, file.words.replace("\0", "\ufffd")) else _below(file, new)
    closes = file.closes
    if below and closes and not closes.endswith(("\n", "\r")):
        closes += file.newline
    return TextParts(file.mark, file.opens, front, closes, below).data


def _below(file: TextParts, words: str) -> str:
    """The part below the fences with other words: lines that are the same keep their bytes, and what ends them."""
    lines = LINE.findall(file.below)
    texts = [line.rstrip("\r\n") for line in lines]
    first = next((n for n, text in enumerate(texts) if text), len(lines))
    last = next((n for n in range(len(lines), first, -1) if texts[n - 1]), first)
    if first == last:  # there were no words
        return f"{file.newline if file.closes else ''}{words}{file.newline}"
    new = words.split("\n")
    made: list[str] = []
    for what, a, b, c, d in SequenceMatcher(None, texts[first:last], new).get_opcodes():
        made += lines[first + a : first + b] if what == "equal" else [line + file.newline for line in new[c:d]]
    *whole, end = made
    whole = [line if line.endswith(("\n", "\r")) else line + file.newline for line in whole]
    # The last line ends as the last one did.
    ending = lines[last - 1][len(texts[last - 1]) :]
    return "".join([*lines[:first], *whole, end.rstrip("\r\n") + ending, *lines[last:]])
