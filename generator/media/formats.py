"""Which format a file has, told by its first bytes and never by its name."""

from __future__ import annotations

from typing import BinaryIO

from generator.media.contents import Contents, UnreadableError, size_of
from generator.media.movie import is_movie, movie
from generator.media.mp3 import is_mp3, mp3

UNKNOWN = "this file is no recording that hearten knows"
LONGEST_MARK = 16


def contents_of(file: BinaryIO) -> Contents:
    """What is in a file. Raises UnreadableError, and OSError."""
    if not size_of(file):
        raise UnreadableError("this file is empty")
    file.seek(0)
    start = file.read(LONGEST_MARK)
    if is_mp3(start):
        return mp3(file)
    if is_movie(start):
        return movie(file)
    raise UnreadableError(UNKNOWN)
