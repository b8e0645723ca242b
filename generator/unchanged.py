"""Whether anything at all has changed since the last build, without reading a single text.

Where every file that a build reads and every file that it wrote looks as it did, the day is the same and so is the
program, the last build's report is this one's. Everything else, and every file too young to tell, goes the whole way.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from generator import write
from generator.diagnostics import Diagnostic
from generator.digest import digest, pack
from generator.outcome import Medium, Report, Withheld
from generator.program import BUILT_IN, program
from generator.shelf import Shelf
from generator.sources import inside
from generator.stamps import NONE, Stamp, stamp
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


@dataclass(frozen=True, slots=True)
class Start:
    """What is to be built, and how everything looked when a build began, at the nanosecond ``at``.

    ``place`` names the output, ``base`` stands for all that a build depends on and that is no file, ``read`` is what it
    reads but for pictures, ``there`` is what is in the output folder, and ``last`` is the build of which all of this is
    the outcome, if there is one.
    """

    root: Path
    out: Path
    medium: Medium
    today: date
    at: int
    place: str
    base: bytes
    read: list[tuple[str, Stamp]]
    there: Seen
    last: Whole | None


def place_of(medium: Medium, out: Path) -> str:
    """How the shelf names an output."""
    return f"{medium} {out.resolve()}"


def look(root: Path, out: Path, medium: Medium, today: date, shelf: Shelf) -> Start:
    """Look at everything that a build of ``root`` into ``out`` reads, and at what it left."""
    at, place = time.time_ns(), place_of(medium, out)
    base = digest(program(), place.encode(), str(today).encode())
    there = write.look(out)
    folders = [*((name, root / name) for name in FOLDERS), ("", BUILT_IN)]
    read = [*_files(root), *(seen for name, folder in folders for seen in _below(name, str(folder)))]
    data = shelf.state(place, STATE)
    last = WHOLE.decode(data) if data else None
    if last and (last.outputs != _outputs(there) or last.inputs != _inputs(root, read, last.pictures, base, at)):
        last = None
    return Start(root, out, medium, today, at, place, base, read, there, last)


def report_of(start: Start, seconds: dict[str, float]) -> Report | None:
    """The report of the last build, if nothing has changed since."""
    last = start.last
    if last is None:
        return None
    return Report(
        out=start.out,
        medium=start.medium,
        today=start.today,
        pages=last.pages,
        written=(),
        stories=last.stories,
        withheld=last.withheld,
        diagnostics=last.diagnostics,
        seconds=seconds,
    )


def leave(start: Start, shelf: Shelf, report: Report, pictures: tuple[str, ...], written: Mapping[str, Stamp]) -> None:
    """Let the next build know that nothing has changed since ``start`` but what was ``written``, if that is known."""
    kept = {path: start.there[path] for path in report.pages if path not in written}
    sure = all(looks.tells(start.at) for looks in kept.values())
    read = _inputs(start.root, start.read, pictures, start.base, start.at) if sure else None
    left = _outputs({**kept, **written})
    whole = None
    if read and left:
        whole = pack(Whole(read, left, pictures, report.pages, report.stories, report.withheld, report.diagnostics))
    shelf.leave(start.place, STATE, whole)


def _inputs(
    root: Path, read: Iterable[tuple[str, Stamp]], pictures: Iterable[str], base: bytes, at: int
) -> bytes | None:
    """A digest of how everything looks that a build of ``root`` reads, which began at the nanosecond ``at``.

    None if something may have changed after that. ``base`` stands for all that is no file.
    """
    seen = [*read, *(_named(root, picture) for picture in sorted(pictures))]
    if not all(looks.tells(at) for _, looks in seen):
        return None
    return digest(base, pack(seen))


def _outputs(there: Seen) -> bytes | None:
    """A digest of how everything in an output folder looks; None if there is something strange in it."""
    return None if NONE in there.values() else digest(pack(sorted(there.items())))


def _files(root: Path) -> Iterator[tuple[str, Stamp]]:
    for entry in sorted(os.scandir(root), key=lambda e: e.name):
        if entry.is_file():
            yield entry.name, stamp(entry.stat())


def _below(name: str, folder: str) -> Iterator[tuple[str, Stamp]]:
    """Every file, folder and link below a folder, with how it looks; for a link, how what it leads to looks."""
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError:
        yield name, NONE
        return
    for entry in entries:
        looks, path = NONE, f"{name}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _below(path, entry.path)
        else:
            try:
                looks = stamp(entry.stat())
            except OSError:
                looks = NONE  # a link that leads nowhere
        yield path, looks


def _named(root: Path, picture: str) -> tuple[str, Stamp]:
    place = inside(root, picture)
    return picture, stamp(place.stat()) if place else NONE
