"""Whether anything at all has changed since the last build, without reading a single text.

Where every file that a build reads and every file that it wrote looks as it did, the day is the same and so is the
program, the last build's report is this one's. Everything else, and every file too young to tell, goes the whole way.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from generator.content.sources import inside
from generator.ground.channels import Medium
from generator.ground.diagnostics import Diagnostic
from generator.ground.digest import digest, pack
from generator.ground.outcome import Report, Withheld
from generator.store import output_folder
from generator.store.cache import Cache
from generator.store.file_stamps import NONE, Stamp, stamp
from generator.store.output_folder import FolderStamps
from generator.store.program import program
from generator.store.resources import THEMES

STATE, INPUTS = "whole", "inputs"
FOLDERS = ("stories", "pages", "themes", "consent")


@dataclass(frozen=True, slots=True)
class Whole:
    """A build that is done: what it read and what it left, each as a digest of stamps, and what it reported.

    ``base`` stands for all that it depended on and that is no file.
    """

    base: bytes
    inputs: bytes
    outputs: bytes
    pictures: tuple[str, ...]
    pages: tuple[str, ...]
    stories: int
    withheld: tuple[Withheld, ...]
    diagnostics: tuple[Diagnostic, ...]


WHOLE = msgspec.msgpack.Decoder(Whole)
STAMPS = msgspec.msgpack.Decoder(dict[str, Stamp])


@dataclass(frozen=True, slots=True)
class Start:
    """What is to be built, and how everything looked when a build began, at the nanosecond ``at``.

    ``place`` names the output, ``base`` stands for all that a build depends on and that is no file, ``read`` is what it
    reads but for pictures, ``there`` is what is in the output folder. ``left`` is the build that left that, with the
    same ``base``, and ``last`` the same if all that it read is as it was, too.
    """

    root: Path
    out: Path
    medium: Medium
    today: date
    at: int
    place: str
    base: bytes
    read: list[tuple[str, Stamp]]
    there: FolderStamps
    left: Whole | None
    last: Whole | None


def place_of(medium: Medium, out: Path) -> str:
    """How the cache names an output."""
    return f"{medium} {out.resolve()}"


def look(root: Path, out: Path, medium: Medium, today: date, cache: Cache) -> Start:
    """Look at everything that a build of ``root`` into ``out`` reads, and at what it left."""
    at, place = time.time_ns(), place_of(medium, out)
    base = digest(program(), place.encode(), str(today).encode())
    there = output_folder.look(out)
    folders = [*((name, root / name) for name in FOLDERS), ("", THEMES)]
    read = [*_files(root), *(seen for name, folder in folders for seen in _below(name, str(folder)))]
    data = cache.state(place, STATE)
    left = WHOLE.decode(data) if data else None
    if left and (left.base != base or left.outputs != _outputs(there)):
        left = None
    last = left if left and left.inputs == _inputs(_looks(root, read, left.pictures), at) else None
    return Start(root, out, medium, today, at, place, base, read, there, left, last)


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


def changed(start: Start, last: Whole, cache: Cache) -> dict[str, Stamp]:
    """How everything looks that looks otherwise than it did to the ``last`` build.

    What has come or gone is there, too, as is every file that is too young to tell.
    """
    data = cache.state(start.place, INPUTS)
    before = STAMPS.decode(data) if data else {}
    now = dict(_looks(start.root, start.read, last.pictures))
    gone = dict.fromkeys(before.keys() - now.keys(), NONE)
    return gone | {path: looks for path, looks in now.items() if before.get(path) != looks or not looks.tells(start.at)}


def leave(start: Start, cache: Cache, report: Report, pictures: tuple[str, ...], written: Mapping[str, Stamp]) -> None:
    """Let the next build know that nothing has changed since ``start`` but what was ``written``, if that is known."""
    kept = {path: start.there[path] for path in report.pages if path not in written}
    sure = all(looks.tells(start.at) for looks in kept.values())
    looks = _looks(start.root, start.read, pictures)
    read, left = _inputs(looks, start.at) if sure else None, _outputs({**kept, **written})
    whole = None
    if read and left:
        told = report.pages, report.stories, report.withheld, report.diagnostics
        whole = pack(Whole(start.base, read, left, pictures, *told))
    cache.put_state(start.place, STATE, whole)
    cache.put_state(start.place, INPUTS, pack(dict(looks)) if whole else None)


def _looks(root: Path, read: Iterable[tuple[str, Stamp]], pictures: Iterable[str]) -> list[tuple[str, Stamp]]:
    """How everything looks that a build of ``root`` reads."""
    return [*read, *(_named(root, picture) for picture in sorted(pictures))]


def _inputs(looks: Sequence[tuple[str, Stamp]], at: int) -> bytes | None:
    """A digest of how everything looks that is read by a build which began at the nanosecond ``at``.

    None if something may have changed after that.
    """
    return digest(pack(looks)) if all(stamp.tells(at) for _, stamp in looks) else None


def _outputs(there: FolderStamps) -> bytes | None:
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
