"""Whether anything at all has changed since the last build, without reading a single text.

Where every file that a build reads and every file that it wrote looks as it did, the day is the same and so is the
program, the last build's report is this one's. Everything else, and every file too young to tell, goes the whole way.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.content.sources import inside, is_file, is_nearly_read, texts_elsewhere
from generator.ground.diagnostics import Diagnostic, spelled
from generator.ground.digest import digest, pack
from generator.ground.outcome import InForce, Report, Withheld
from generator.ground.target import Target
from generator.incremental.states import KeptValue
from generator.media.avif import avif_encoder
from generator.store import output_folder
from generator.store.cache import Cache
from generator.store.file_stamps import NONE, Stamp, stamp
from generator.store.output_folder import FolderStamps
from generator.store.program import program
from generator.store.resources import THEMES

FOLDERS = ("stories", "pages", "themes", "consent")


@dataclass(frozen=True, slots=True)
class Whole:
    """A build that is done: what it read and what it left, each as a digest of stamps, and what it reported.

    ``base`` stands for all that it depended on and that is no file, ``encoder`` for what wrote AVIF, if it wrote any.
    """

    base: bytes
    inputs: bytes
    outputs: bytes
    pictures: tuple[str, ...]
    pages: tuple[str, ...]
    stories: int
    withheld: tuple[Withheld, ...]
    diagnostics: tuple[Diagnostic, ...]
    in_force: InForce
    encoder: str


WHOLE = KeptValue("whole", Whole)
INPUTS = KeptValue("inputs", dict[str, Stamp])


@dataclass(frozen=True, slots=True)
class Start:
    """How everything looked when a build of ``target`` began, at the nanosecond ``at``.

    ``base`` stands for all that it depends on and that is no file, ``read`` is what it reads but for pictures,
    ``there`` is what is in the output folder. ``left`` is the build that left that, with the same ``base``, and
    ``last`` the same if all that it read is as it was, too.
    """

    target: Target
    at: int
    base: bytes
    read: list[tuple[str, Stamp]]
    there: FolderStamps
    left: Whole | None
    last: Whole | None


def look(target: Target, cache: Cache) -> Start:
    """Look at everything that a build of ``target`` reads, and at what the last one left."""
    at, root = time.time_ns(), target.root
    base = digest(program(), target.name.encode(), str(target.today).encode())
    there = output_folder.look(target.folder)
    folders = [*((name, root / name) for name in FOLDERS), ("", THEMES)]
    read = [*_files(root), *(seen for name, folder in folders for seen in _below(name, str(folder)))]
    left = WHOLE.get(cache, target.name)
    if left and (left.base != base or left.outputs != _outputs(there) or left.encoder != _encoder(left.pages)):
        left = None
    # What says that the folder is ours is none of the files that `output_folder.look` sees.
    is_whole = left is not None and output_folder.is_marked(target.folder)
    last = left if left and is_whole and left.inputs == _inputs(_looks(root, read, left.pictures), at) else None
    return Start(target, at, base, read, there, left, last)


def report_of(start: Start, seconds: dict[str, float]) -> Report | None:
    """The report of the last build, if nothing has changed since."""
    last = start.last
    if last is None:
        return None
    return Report(
        out=start.target.folder,
        medium=start.target.medium,
        today=start.target.today,
        pages=last.pages,
        written=(),
        stories=last.stories,
        withheld=last.withheld,
        diagnostics=last.diagnostics,
        in_force=last.in_force,
        seconds=seconds,
    )


def changed(start: Start, last: Whole, cache: Cache) -> dict[str, Stamp]:
    """How everything looks that looks otherwise than it did to the ``last`` build.

    What has come or gone is there, too, as is every file that is too young to tell.
    """
    before = INPUTS.get(cache, start.target.name) or {}
    now = dict(_looks(start.target.root, start.read, last.pictures))
    gone = dict.fromkeys(before.keys() - now.keys(), NONE)
    return gone | {path: looks for path, looks in now.items() if before.get(path) != looks or not looks.tells(start.at)}


def leave(start: Start, cache: Cache, report: Report, pictures: tuple[str, ...], written: Mapping[str, Stamp]) -> None:
    """Let the next build know that nothing has changed since ``start`` but what was ``written``, if that is known."""
    kept = {path: start.there[path] for path in report.pages if path not in written}
    sure = all(looks.tells(start.at) for looks in kept.values())
    looks = _looks(start.target.root, start.read, pictures)
    read, left = _inputs(looks, start.at) if sure else None, _outputs({**kept, **written})
    whole = None
    if read and left:
        told = (
            report.pages,
            report.stories,
            report.withheld,
            report.diagnostics,
            report.in_force,
            _encoder(report.pages),
        )
        whole = Whole(start.base, read, left, pictures, *told)
    WHOLE.put(cache, start.target.name, whole)
    INPUTS.put(cache, start.target.name, dict(looks) if whole else None)


def _looks(root: Path, read: Iterable[tuple[str, Stamp]], pictures: Iterable[str]) -> list[tuple[str, Stamp]]:
    """How everything looks that a build of ``root`` reads."""
    return [*read, *(_named(root, picture) for picture in sorted(pictures))]


def _inputs(looks: Sequence[tuple[str, Stamp]], at: int) -> bytes | None:
    """A digest of how everything looks that is read by a build which began at the nanosecond ``at``.

    None if something may have changed after that.
    """
    return digest(pack(looks)) if all(stamp.tells(at) for _, stamp in looks) else None


def _encoder(pages: Iterable[str]) -> str:
    """What wrote the AVIF among pages, if there is any."""
    return avif_encoder() if any(page.endswith(".avif") for page in pages) else ""


def _outputs(there: FolderStamps) -> bytes | None:
    """A digest of how everything in an output folder looks; None if there is something strange in it."""
    return (
        None
        if NONE in there.values()
        else digest(pack(sorted((spelled(path), looks) for path, looks in there.items())))
    )


def _files(root: Path) -> Iterator[tuple[str, Stamp]]:
    for entry in sorted(os.scandir(root), key=lambda e: e.name):
        if is_file(entry):
            yield spelled(entry.name), stamp(entry.stat())
        elif is_nearly_read(entry.name):
            yield entry.name, NONE
    for path, entry in texts_elsewhere(root):
        yield spelled(path), stamp(entry.stat())


def _below(name: str, folder: str) -> Iterator[tuple[str, Stamp]]:
    """Every file, folder and link below a folder, with how it looks; for a link, how what it leads to looks."""
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError:
        yield name, NONE
        return
    for entry in entries:
        looks, path = NONE, f"{name}/{spelled(entry.name)}"
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
