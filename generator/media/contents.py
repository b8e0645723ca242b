"""What is in the file of a recording: its tracks, and whatever it says that is neither sound nor picture.

Each format has a room that accounts for every byte of a file: what it does not know to be harmless is hidden there, so
that what a program adds next year is found, too. Rooms read in pieces and keep no more of a file than its tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import BinaryIO, Literal

# Marks by which formats say what a remark is about (ID3v2, APEv2, ISO-BMFF, QuickTime, Matroska, Vorbis, XMP).
# They only give what is hidden a name that people know; whether something is hidden does not hang on them.
MARKS = {
    "a place": rb"\xa9xyz|loci|location|gps|iso6709|latitude",
    "a device": rb"\xa9mak|\xa9mod|make|model|camera|device|lens",
    "a day or time": rb"\xa9day|date|creation|time|tyer|tdrc|tdat|tden|year",
    "a title": rb"\xa9nam|titl|tit[123]|tt2",
    "a name": rb"\xa9art|aart|artist|auth|perf|composer|tpe\d|tcom|tcop|owner|encoded_by|handler_name|copyright",
    "a remark": rb"\xa9cmt|\xa9des|comm|desc|dscp|uslt|lyrics",
    "a picture": rb"covr|apic|cover|jfif|\x89png",
    "names of chapters": rb"chap|chpl",
    "the name of a program": rb"\xa9too|\xa9swr|encoder|software|tsse|tenc|lavf|lavc|x26[45]",
}
SUBJECTS = {subject: re.compile(marks, re.IGNORECASE) for subject, marks in MARKS.items()}
# How much of what is hidden is looked at for its name.
LOOKED_AT = 1_000_000
PIECE = 1_000_000


@dataclass(frozen=True, slots=True)
class Track:
    """A sound or a picture. ``codec`` is what people call it; ``plays`` whether browsers in general play it.

    ``width`` and ``height`` are in pixels of a screen, after turning; None for sound. ``is_cut`` says whether
    more of it is in the file than is played; players and programs do not agree on what to do with that.
    """

    kind: Literal["audio", "video"]
    codec: str
    seconds: float
    plays: bool
    width: int | None = None
    height: int | None = None
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something in a file that is neither sound nor picture: where it stands there, and what it seems to be about."""

    where: str
    about: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """For people, without any of what it says, which logs may show to everyone."""
        return f"{', '.join(self.about) or 'other remarks'} (in “{self.where}”)"


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a file holds. ``format_`` is what people call its format, and ``suffix`` of the one it is published in.

    ``publishable`` says whether that is the same, so that the file may be published as it is if nothing hides in it.
    """

    format_: str
    suffix: str
    tracks: tuple[Track, ...]
    hidden: tuple[Hidden, ...]
    publishable: bool = True

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return max((track.seconds for track in self.tracks), default=0.0)

    def of_kind(self, kind: Literal["audio", "video"]) -> tuple[Track, ...]:
        """The tracks that are sound, or picture."""
        return tuple(track for track in self.tracks if track.kind == kind)


CUT_AWAY = "a part that was cut away, and is still there"


class UnreadableError(Exception):
    """A file is damaged, cut short, protected, or lies about itself; the message says what is the matter."""


CUT_SHORT = "this recording is damaged or cut short"


def exactly(file: BinaryIO, at: int, length: int) -> bytes:
    """``length`` bytes from ``at``. Raises UnreadableError if the file ends before."""
    file.seek(at)
    found = file.read(length)
    if len(found) != length:
        raise UnreadableError(CUT_SHORT)
    return found


def size_of(file: BinaryIO) -> int:
    """How many bytes a file has."""
    return file.seek(0, 2)


def hidden_at(file: BinaryIO, where: str, start: int, end: int) -> Hidden:
    """What is hidden from ``start`` to ``end`` of a file."""
    return hidden(where, exactly(file, start, min(end - start, LOOKED_AT)))


def hidden(where: str, said: bytes) -> Hidden:
    """What is hidden in ``said``."""
    about = (subject for subject, marks in SUBJECTS.items() if marks.search(said, 0, LOOKED_AT))
    return Hidden(where, tuple(about))


def is_empty(file: BinaryIO, start: int, end: int) -> bool:
    """Whether there is nothing but zeros from ``start`` to ``end``."""
    while start < end:
        piece = exactly(file, start, min(end - start, PIECE))
        if piece != bytes(len(piece)):
            return False
        start += len(piece)
    return True
