"""What is known of recordings that are there already: whether they hold anything else, and by which digests."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from generator.ground.digest import content_name_of_stream
from generator.media.contents import UnreadableError
from generator.media.formats import contents_of
from generator.media.recording import Recording, UnusableRecordingError, look, write_clean


class _Digest(io.RawIOBase):
    """A file that keeps nothing but the SHA-256 of what is written to it."""

    def __init__(self) -> None:
        self.made = hashlib.sha256()

    def writable(self) -> bool:
        """It is written to."""
        return True

    def write(self, data: object) -> int:
        """Take bytes."""
        view = memoryview(data)  # type: ignore[arg-type]  # whatever holds bytes
        self.made.update(view)
        return view.nbytes


def is_nothing_else(file: BinaryIO) -> bool:
    """Whether a file is a recording that holds nothing but sound and picture, read to its last byte."""
    try:
        return not contents_of(file).hidden
    except UnreadableError:
        return False


def digests_of(path: Path) -> frozenset[str]:
    """The SHA-256, in hexadecimal, of a file and of what is published of it, if that can be. Raises OSError."""
    with path.open("rb") as file:
        found = {hashlib.file_digest(file, "sha256").hexdigest()}
    try:
        return frozenset({*found, sha256_of(partial(write_clean, path))})
    except UnusableRecordingError:
        return frozenset(found)


def names_of(path: Path) -> frozenset[str]:
    """By what a recording is known: names of the file's bytes and of those that are published of it. Raises OSError."""
    found = look(path)
    return frozenset((source_name(path), *((found.digest,) if isinstance(found, Recording) else ())))


def source_name(path: Path) -> str:
    """A name for the bytes of a recording's file (`ground.digest.content_name`). Raises OSError."""
    with path.open("rb") as file:
        return content_name_of_stream(file)


def sha256_of(write: Callable[[BinaryIO], None]) -> str:
    """The SHA-256, in hexadecimal, of what is written, of which nothing is kept."""
    kept = _Digest()
    write(kept)  # type: ignore[arg-type]  # it is only written to
    return kept.made.hexdigest()
