"""Boxes, of which MP4, M4A and QuickTime files are made (ISO/IEC 14496-12, section 4.2): length, kind, and body."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from generator.media.contents import CUT_SHORT, UnreadableError, exactly

HEAD, LONG_HEAD = 8, 16
# A box that holds text has four bytes of version and flags first.
VERSION = 4
# As many as no recording has: in a box, and in a file, where live ones have a few for each second.
MOST_BOXES, MOST_OUTER_BOXES = 1000, 200_000
TOO_MANY = f"{CUT_SHORT}: it is made of too many parts"


@dataclass(frozen=True, slots=True)
class Box:
    """A box in memory. ``where`` is the way to it: “moov/trak/mdia”."""

    kind: str
    body: memoryview
    where: str

    def boxes(self, start: int = 0) -> Iterator[Box]:
        """The boxes in it from ``start`` on, which must fill it. Raises UnreadableError if they do not."""
        at, end = start, len(self.body)
        for _ in range(MOST_BOXES):
            if at >= end:
                return
            length, head, kind = _head(bytes(self.body[at : at + LONG_HEAD]), end - at)
            yield Box(kind, self.body[at + head : at + length], f"{self.where}/{kind}")
            at += length
        raise UnreadableError(TOO_MANY)

    def __getitem__(self, way: str) -> Box:
        """The first box on this way down (“mdia/hdlr”). Raises UnreadableError if there is none."""
        kind, _, rest = way.partition("/")
        found = next((box for box in self.boxes() if box.kind == kind), None)
        if found is None:
            raise UnreadableError(f"{CUT_SHORT}: a part is missing ({self.where}/{kind})")
        return found[rest] if rest else found

    def get(self, kind: str) -> Box | None:
        """The first box of this kind right in it."""
        return next((box for box in self.boxes() if box.kind == kind), None)

    def number(self, at: int, length: int) -> int:
        """The number in these bytes of its body. Raises UnreadableError if it is too short."""
        if at + length > len(self.body):
            raise UnreadableError(f"{CUT_SHORT} ({self.where})")
        return int.from_bytes(self.body[at : at + length])

    def table(self, *widths: int, at: int = VERSION) -> Iterator[tuple[int, ...]]:
        """The rows of its table: at ``at`` stands their count, and each has numbers of these many bytes (4 or 8)."""
        row = struct.Struct(">" + "".join("I" if width == 4 else "Q" for width in widths))
        start, length = at + 4, self.number(at, 4) * row.size
        if start + length > len(self.body):
            raise UnreadableError(f"{CUT_SHORT} ({self.where})")
        return row.iter_unpack(self.body[start : start + length])

    @property
    def version(self) -> int:
        """Most kinds have a version in their first byte."""
        return self.number(0, 1)


@dataclass(frozen=True, slots=True)
class OuterBox:
    """A box right in a file, which may be larger than memory: its kind, where its body begins, and where it ends."""

    kind: str
    start: int
    end: int


def outer_boxes(file: BinaryIO, size: int) -> Iterator[OuterBox]:
    """The boxes that a file of this size is made of. Raises UnreadableError."""
    at = 0
    for _ in range(MOST_OUTER_BOXES):
        if at >= size:
            return
        length, head, kind = _head(exactly(file, at, min(LONG_HEAD, size - at)), size - at)
        yield OuterBox(kind, at + head, at + length)
        at += length
    raise UnreadableError(TOO_MANY)


def _head(start: bytes, room: int) -> tuple[int, int, str]:
    """A box's length, how much of that is its head, and its kind. ``room`` is how many bytes there are for it."""
    if len(start) < HEAD:
        raise UnreadableError(CUT_SHORT)
    length, head, kind = int.from_bytes(start[:4]), HEAD, start[4:HEAD].decode("latin-1")
    if length == 1:
        length, head = int.from_bytes(start[HEAD:LONG_HEAD]), LONG_HEAD
    elif length == 0:
        length = room  # up to the end
    if not head <= length <= room:
        raise UnreadableError(f"{CUT_SHORT}: a part of it says that it is longer than the file (“{kind}”)")
    return length, head, kind
