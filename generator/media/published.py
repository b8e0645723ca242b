"""What is known of recordings that are there already: whether they hold anything else, and by which digests."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from generator.ground.digest import PIECE, content_name_of_stream, content_naming
from generator.media.contents import UnreadableError
from generator.media.formats import contents_of
from generator.media.photo import Unusable
from generator.media.recording import Recording, UnusableRecordingError, opened_clean


@dataclass(frozen=True, slots=True)
class KnownBy:
    """By what a recording is known again: SHA-256 in hexadecimal, and names (`ground.digest.content_name`)."""

    digests: frozenset[str]
    names: frozenset[str]


def is_nothing_else(file: BinaryIO) -> bool:
    """Whether a file is a recording that holds nothing but sound and picture, read to its last byte."""
    try:
        return not contents_of(file).hidden
    except UnreadableError:
        return False


def known_by(path: Path) -> KnownBy:
    """By what a file is known, and what is published of it, if that can be, read once each. Raises OSError."""
    found: list[tuple[str, str]] = []
    as_it_is = False
    with suppress(UnusableRecordingError), opened_clean(path) as clean:
        found.append(_both(clean.file))
        as_it_is = clean.as_it_is
    if not as_it_is:
        with path.open("rb") as file:
            found.append(_both(file))
    digests, names = zip(*found, strict=True)
    return KnownBy(frozenset(digests), frozenset(names))


def _both(file: BinaryIO) -> tuple[str, str]:
    digest, name = hashlib.sha256(), content_naming()
    while piece := file.read(PIECE):
        digest.update(piece)
        name.update(piece)
    return digest.hexdigest(), name.hexdigest()


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
