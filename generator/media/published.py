"""What is known of recordings that are there already: whether they hold anything else, and by which digests."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from generator.ground.digest import PIECE, content_name_of_stream
from generator.media.contents import UnreadableError
from generator.media.formats import contents_of
from generator.media.photo import Unusable
from generator.media.recording import Recording, UnusableRecordingError, look, opened_clean


def is_nothing_else(file: BinaryIO) -> bool:
    """Whether a file is a recording that holds nothing but sound and picture, read to its last byte."""
    try:
        return not contents_of(file).hidden
    except UnreadableError:
        return False


def digests_of(path: Path) -> frozenset[str]:
    """The SHA-256, in hexadecimal, of a file and of what is published of it, if that can be. Raises OSError."""
    found: set[str] = set()
    as_it_is = False
    with suppress(UnusableRecordingError), opened_clean(path) as clean:
        found.add(sha256_of(clean.file))
        as_it_is = clean.as_it_is
    if not as_it_is:
        with path.open("rb") as file:
            found.add(sha256_of(file))
    return frozenset(found)


def names_of(path: Path) -> frozenset[str]:
    """By what a recording is known: names of the file's bytes and of those that are published of it. Raises OSError."""
    found = look(path)
    return frozenset((source_name(path, found), *((found.digest,) if isinstance(found, Recording) else ())))


def source_name(path: Path, found: Recording | Unusable) -> str:
    """A name for the bytes of a recording's file (`ground.digest.content_name`), in which ``found`` was found.

    Raises OSError.
    """
    if isinstance(found, Recording) and found.as_it_is:
        return found.digest
    with path.open("rb") as file:
        return content_name_of_stream(file)


def sha256_of(file: BinaryIO) -> str:
    """The SHA-256, in hexadecimal, of everything from where ``file`` stands to its end, which is read in pieces."""
    found = hashlib.sha256()
    while piece := file.read(PIECE):
        found.update(piece)
    return found.hexdigest()
