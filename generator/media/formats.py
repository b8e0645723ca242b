"""Which format a file has, told by its first bytes and never by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from generator.media.contents import Contents, UnreadableError, size_of
from generator.media.matroska import is_matroska, matroska
from generator.media.movie import is_movie, movie
from generator.media.mp3 import is_mp3, mp3
from generator.media.ogg import is_ogg, ogg
from generator.media.wav import is_wav, wav

UNKNOWN = "this file is no recording that hearten knows"
LONGEST_MARK = 16
FORMATS: tuple[tuple[Callable[[bytes], bool], Callable[[BinaryIO], Contents]], ...] = (
    (is_movie, movie),
    (is_matroska, matroska),
    (is_ogg, ogg),
    (is_wav, wav),
    (is_mp3, mp3),
)


def contents_of(file: BinaryIO) -> Contents:
    """What is in a file. Raises UnreadableError, and OSError."""
    if not size_of(file):
        raise UnreadableError("this file is empty")
    file.seek(0)
    start = file.read(LONGEST_MARK)
    for is_it, contents in FORMATS:
        if is_it(start):
            return contents(file)
    raise UnreadableError(UNKNOWN)
