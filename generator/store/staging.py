"""What is to be put into an output folder, kept aside in it first: on the same disk, where no reader can ask for it.

Its folder is open to its owner alone, and what is in it has a name that nobody can guess, since a host may serve files
whose names begin with a dot, and a build that is killed leaves them.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import time
from pathlib import Path
from typing import NamedTuple

from generator.ground.digest import bytes_digest, content_name, file_digest
from generator.ground.outcome import LargeOutput, Output
from generator.ground.places import TEMPORARY

STAGED = f"{TEMPORARY}staged"
EMPTY = "empty"
NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
EMPTY_PAGE = (
    b'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="robots" content="noindex">'
    b"<title>Not here</title><p>There is nothing at this address at the moment.</p></html>\n"
)


class Kept(NamedTuple):
    """An output that is kept aside: when its turn is to be moved, None if it is there already, and its digest."""

    path: str
    turn: int | None
    digest: bytes


def keep(folder: Path, aside: Path, output: Output) -> Kept:
    """Keep an output of ``folder`` in the folder ``aside``, unless it is there already."""
    path, content = output.path, output.content
    place = os.path.join(folder, path)
    try:
        looks = os.lstat(place)
        there = stat.S_ISREG(looks.st_mode) and looks.st_size == len(content) and Path(place).read_bytes() == content
    except OSError:
        there = False
    if not there:
        _write(place_of(aside, path), content)
    return Kept(path, None if there else output.turn, bytes_digest(content))


def _write(place: str, content: bytes) -> None:
    """A new file with these bytes, by the three calls that it takes; there may be very many of them."""
    file = os.open(place, NEW, 0o666)
    try:
        written = os.write(file, content)
        while written < len(content):
            written += os.write(file, content[written:])
    finally:
        os.close(file)


def keep_large(folder: Path, aside: Path, output: LargeOutput) -> Kept:
    """The same for a large output, which goes from one file into another in pieces."""
    place, new = Path(folder, output.path), Path(place_of(aside, output.path))
    with new.open("w+b") as file:
        output.write(file)
        made = file_digest(file)
    try:
        looks = os.lstat(place)
        there = stat.S_ISREG(looks.st_mode) and looks.st_size == output.size and digest_at(place) == made
    except OSError:
        there = False
    if there:
        new.unlink()
    return Kept(output.path, None if there else output.turn, made)


def digest_at(place: Path) -> bytes:
    """The digest of a file as `Kept` has it. Raises OSError."""
    with place.open("rb") as file:
        return file_digest(file)


def place_of(aside: Path, path: str) -> str:
    """Where `keep` keeps the output for ``path``."""
    return os.path.join(aside, content_name(path.encode()))


def begun(folder: Path) -> Path:
    """A new folder, to keep outputs of ``folder`` in, beside an empty page; what another build left is gone."""
    staging = folder / STAGED
    clear(folder)
    staging.mkdir(mode=0o700)
    (staging / EMPTY).write_bytes(EMPTY_PAGE)
    aside = staging / os.urandom(16).hex()  # no other build's workers know of it
    aside.mkdir()
    return aside


def blank_of(staging: Path, number: int, path: str) -> Path:
    """A file without words, to take the place of the one at ``path``."""
    blank = staging / str(number)
    if path.endswith(".html"):
        link(staging / EMPTY, str(blank))
    else:
        blank.touch()
    return blank


def link(source: Path, target: str) -> None:
    """The same file under another name, where the file system can do that; otherwise a copy of it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def clear(folder: Path) -> None:
    """Remove what is kept aside, also where a worker that has not heard of the end would go on writing there."""
    staging = folder / STAGED
    if staging.is_symlink() or staging.is_file():
        staging.unlink()
    elif staging.exists():
        gone = staging.with_name(f"{STAGED}-{time.time_ns()}")
        staging.replace(gone)
        while gone.exists():
            try:
                shutil.rmtree(gone)
            except OSError as e:  # of each worker, a file that it was just opening may still arrive, but no second one
                if e.errno != errno.ENOTEMPTY:
                    raise
