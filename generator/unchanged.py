"""Whether anything at all has changed since the last build, without reading a single text.

Where every file that a build reads and every file that it wrote looks as it did, the day is the same and so is the
program, the last build's report is this one's. Everything else, and every file too young to tell, goes the whole way.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from generator.consent import Withheld
from generator.diagnostics import Diagnostic
from generator.digest import digest, pack
from generator.shelf import Shelf
from generator.sources import inside
from generator.stamps import NONE, Stamp, stamp
from generator.theme import BUILT_IN
from generator.write import Seen

STATE = "whole"
FOLDERS = ("stories", "pages", "themes", "consent")


@dataclass(frozen=True, slots=True)
class Whole:
    """A build that is done: what it read and what it left, each as a digest of stamps, and what it reported."""

    inputs: bytes
    outputs: bytes
    pictures: tuple[str, ...]
    pages: tuple[str, ...]
    stories: int
    withheld: tuple[Withheld, ...]
    diagnostics: tuple[Diagnostic, ...]


WHOLE = msgspec.msgpack.Decoder(Whole)


def recall(shelf: Shelf, place: str) -> Whole | None:
    """What the last build of a place left."""
    data = shelf.state(place, STATE)
    return WHOLE.decode(data) if data else None


def inputs(root: Path, pictures: Iterable[str], base: bytes, at: int) -> bytes | None:
    """A digest of how everything looks that a build of ``root`` reads, which began at the nanosecond ``at``.

    None if something may have changed after that. ``base`` stands for all that is no file.
    """
    seen = [*_files(root), *(s for folder in (*(root / f for f in FOLDERS), BUILT_IN) for s in _below(folder))]
    seen += (_named(root, picture) for picture in sorted(pictures))
    if not all(looks.tells(at) for _, looks in seen):
        return None
    return digest(base, pack(seen))


def outputs(there: Seen) -> bytes | None:
    """A digest of how everything in an output folder looks; None if there is something strange in it."""
    return None if NONE in there.values() else digest(pack(sorted(there.items())))


def _files(root: Path) -> Iterator[tuple[str, Stamp]]:
    for entry in sorted(os.scandir(root), key=lambda e: e.name):
        if entry.is_file():
            yield entry.name, stamp(entry.stat())


def _below(folder: Path) -> Iterator[tuple[str, Stamp]]:
    """Every file, folder and link below a folder, with how it looks; for a link, how what it leads to looks."""
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError:
        yield str(folder), NONE
        return
    for entry in entries:
        looks = NONE
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path))
        else:
            try:
                looks = stamp(entry.stat())
            except OSError:
                looks = NONE  # a link that leads nowhere
        yield entry.path, looks


def _named(root: Path, picture: str) -> tuple[str, Stamp]:
    place = inside(root, picture)
    return picture, stamp(place.stat()) if place else NONE
