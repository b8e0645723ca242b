"""Outputs into a folder. Everything there is hearten's: what is not planned is removed, so that nothing stale stays.

However it is interrupted, every page in the folder is whole and every link leads to a page (promise 4). So all that is
new is first kept aside, in `STAGED`. Then pages of withdrawn texts are replaced, files before the pages that load them,
and pages before the lists that lead to them, each by a rename. An address that is new, or is about to go, holds a page
in the meantime that only says that nothing is here.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.ground.diagnostics import START, CannotBuildError, error
from generator.ground.digest import content_name, digest
from generator.ground.outcome import Output
from generator.store.file_stamps import FINE, NONE, Stamp, stamp

MARKER = ".hearten"
MARKER_TEXT = (
    b"This folder was made by hearten. Every build writes it anew and removes what it did not make.\n"
    b"Do not keep files of your own here, except at the top with names that begin with a dot.\n"
)
# A file that is not whole yet. One that is left after a crash may hold words of a story that is withheld today.
TEMPORARY = f"{MARKER}-"
STAGED = f"{TEMPORARY}staged"
EMPTY_PAGE = (
    b'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="robots" content="noindex">'
    b"<title>Not here</title><p>There is nothing at this address at the moment.</p></html>\n"
)
FolderStamps = dict[str, Stamp]


class Kept(NamedTuple):
    """An output that is kept aside: when its turn is to be moved, None if it is there already, and its digest."""

    path: str
    turn: int | None
    digest: bytes


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written: the digest of its bytes, and its stamp."""

    digest: bytes
    stamp: Stamp


def claim(folder: Path, source: Path) -> None:
    """Make sure that ``folder`` is ours to fill; raises CannotBuildError, changing nothing, if it is not.

    A folder that holds ``source``, the site's own files, is never ours: filling it would remove them.
    """
    shown = str(folder)
    try:
        if folder.is_symlink() and not folder.exists():
            raise NotADirectoryError(20, "it is a link that leads nowhere")
        if folder.exists() and not folder.is_dir():
            raise NotADirectoryError(20, "it is a file")
        named = Path(os.path.normpath(folder.absolute()))
        if named.is_relative_to(source.absolute()) and not folder.resolve().is_relative_to(source.resolve()):
            raise NotADirectoryError(20, "it is a link that leads out of the site's folder")
        if source.resolve().is_relative_to(folder.resolve()):
            raise NotADirectoryError(20, "the site's own files are in there")
        foreign = folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file()
    except OSError as e:
        hint = "name another folder with --out"
        raise CannotBuildError(
            error("out", shown, START, f"nothing can be written here ({e.strerror})", hint)
        ) from None
    if foreign:
        hint = "name an empty or new folder with --out, or empty this one yourself; nothing was deleted"
        raise CannotBuildError(error("out", shown, START, "this folder is not empty and was not made by hearten", hint))


def look(folder: Path) -> FolderStamps:
    """Every file in the folder that is hearten's, by its path, and every empty folder, by its path with a slash.

    A link has a stamp that no file has.
    """
    found: FolderStamps = {}

    def walk(place: str, before: str) -> None:
        with os.scandir(place) as entries:
            empty = before
            for entry in entries:
                empty = ""
                if not before and _kept(entry.name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    walk(entry.path, f"{before}{entry.name}/")
                elif entry.is_file(follow_symlinks=False):
                    found[before + entry.name] = stamp(entry.stat())
                else:
                    found[before + entry.name] = NONE
        if empty:
            found[empty] = NONE

    with _telling(folder), suppress(FileNotFoundError):
        walk(str(folder), "")
    return found


def keep(folder: Path, aside: Path, output: Output) -> Kept:
    """Keep an output of ``folder`` in the folder ``aside``, unless it is there already."""
    path, content = output.path, output.content
    place = folder / path
    try:
        looks = place.lstat()
        there = stat.S_ISREG(looks.st_mode) and looks.st_size == len(content) and place.read_bytes() == content
    except OSError:
        there = False
    if not there:
        _place(aside, path).write_bytes(content)
    return Kept(path, None if there else output.turn, digest(content))


def _place(aside: Path, path: str) -> Path:
    return aside / content_name(path.encode())


def to_folder(
    outputs: Iterable[Output], folder: Path, planned: Collection[str], *, harmless: Collection[str] = ()
) -> dict[str, Written]:
    """Bring a folder that was claimed up to date with ``outputs``; see `fill`."""
    return fill(lambda aside: (keep(folder, aside, o) for o in outputs), folder, planned, harmless=harmless)


def fill(
    outputs: Callable[[Path], Iterable[Kept]],
    folder: Path,
    planned: Collection[str],
    *,
    there: FolderStamps | None = None,
    harmless: Collection[str] = (),
) -> dict[str, Written]:
    """Bring a folder that was claimed up to date; gives what ``outputs`` are in it.

    They are asked for when the folder is ready, with the folder in which each of them is then to be kept by `keep`.
    ``planned`` are the paths of all that is to be there. Those of them that are no output stay as they are; everything
    else is removed, pages of texts that are no longer published before anything is made or written. ``harmless`` are
    paths that can wait, since their words are still published elsewhere. ``there`` is what `look` saw, if it has looked
    already. Raises CannotBuildError if the folder cannot be written.
    """
    with _telling(folder):
        new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        there = look(folder) if there is None else there
        _clear(folder / STAGED)
        if not (folder / MARKER).is_file():
            (folder / MARKER).write_bytes(MARKER_TEXT)
        try:
            return _fill(outputs, folder, set(planned), there, set(harmless))
        except CannotBuildError:  # an output could not be made
            if new:
                _clear(folder / STAGED)
                shutil.rmtree(folder)
            raise


@contextmanager
def _telling(folder: Path) -> Iterator[None]:
    """Let what goes wrong with the folder be told as a problem with its place."""
    try:
        yield
    except OSError as e:
        place = str(e.filename or folder)
        hint = "check that the disk has room and that you may write there; the next build goes on from here"
        raise CannotBuildError(error("write", place, START, f"writing stopped here ({e.strerror})", hint)) from e


def to_file(content: bytes, path: Path) -> None:
    """Write one file, by rename. Raises CannotBuildError if that cannot be done."""
    try:
        _put(path, content)
    except OSError as e:
        hint = "check that the disk has room and that you may write there, or name another place with --out"
        raise CannotBuildError(error("write", str(path), START, f"this cannot be written ({e.strerror})", hint)) from e


def _put(path: Path, content: bytes) -> None:
    if (
        path.is_file()
        and not path.is_symlink()
        and path.stat().st_size == len(content)
        and path.read_bytes() == content
    ):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{TEMPORARY}{path.name}")
    temporary.unlink(missing_ok=True)  # it may be a link, which is not to be followed
    with temporary.open("xb") as file:
        file.write(content)
    temporary.replace(path)


def _fill(
    outputs: Callable[[Path], Iterable[Kept]], folder: Path, planned: set[str], there: FolderStamps, harmless: set[str]
) -> dict[str, Written]:
    staging = folder / STAGED
    staging.mkdir()
    (staging / "empty").write_bytes(EMPTY_PAGE)
    gone = there.keys() - planned
    for path in sorted(gone - harmless):
        _withdraw(folder, path, staging)
    gone -= _make_way(folder, gone, planned)
    aside = staging / str(time.time_ns())  # no other build's workers know of it
    aside.mkdir()
    outcome = list(outputs(aside))
    waiting = [
        (turn if path in there or path.endswith(".html") else 0, path in there, n, path)
        for n, (path, turn, _) in enumerate(outcome)
        if turn is not None
    ]
    for _, known, _, path in waiting:
        if not known:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            if path.endswith(".html"):
                _link(staging / "empty", folder / path)
    for _, _, _, path in sorted(waiting):
        _place(aside, path).replace(folder / path)
    for path in sorted(gone & harmless):
        if path.endswith(".html"):  # as long as it has its words, it may lead to another that goes
            _withdraw(folder, path, staging)
    for path in gone:
        _remove(folder, path)
    _clear(staging)
    return dict(_written(folder, {path: found for path, _, found in outcome}))


def _withdraw(folder: Path, path: str, staging: Path) -> None:
    """Take the words of a file away at once; a page stays as an address, for pages that still lead there."""
    if path.endswith(".html") and not (folder / path).is_symlink():
        _link(staging / "empty", staging / "withdrawn")
        (staging / "withdrawn").replace(folder / path)
    elif not path.endswith("/"):
        (folder / path).unlink(missing_ok=True)


def _make_way(folder: Path, gone: set[str], planned: set[str]) -> set[str]:
    """Remove files where folders are to be, and folders where files are to be; gives what was removed."""
    folders = _folders(planned) if gone else set()
    inside = (path for path in gone if any(path[:n] in planned for n, c in enumerate(path) if c == "/"))
    removed = {*(gone & folders), *inside}
    for path in sorted(removed):
        _remove(folder, path)
    return removed


def _folders(paths: Iterable[str]) -> set[str]:
    """Every folder that something at one of these paths is in, directly or not."""
    found: set[str] = set()
    for path in paths:
        above = path.rpartition("/")[0]
        while above and above not in found:
            found.add(above)
            above = above.rpartition("/")[0]
    return found


def _link(source: Path, target: Path) -> None:
    """The same file under another name, where the file system can do that; otherwise a copy of it."""
    try:
        target.hardlink_to(source)
    except OSError:
        target.write_bytes(source.read_bytes())


def _remove(folder: Path, path: str) -> None:
    """Remove a file or an empty folder, and the folders above that it leaves empty."""
    place = folder / path
    if path.endswith("/"):
        with suppress(OSError):
            place.rmdir()
    else:
        place.unlink(missing_ok=True)
    with suppress(OSError):  # one that is not empty stays
        for above in PurePosixPath(path).parents:
            if str(above) != ".":
                (folder / above).rmdir()


def _clear(staging: Path) -> None:
    """Remove what is kept aside, also where a worker that has not heard of the end would go on writing there."""
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


def _written(folder: Path, digests: Mapping[str, bytes]) -> Iterator[tuple[str, Written]]:
    """How what was written looks, once the clock has ticked, so that it cannot change again and look the same."""
    stamps = {path: stamp((folder / path).stat()) for path in digests}
    youngest = max((s.newest for s in stamps.values()), default=0) - time.time_ns()
    if 0 < youngest <= FINE:
        time.sleep(youngest / 1e9)
    now = time.time_ns()
    for path, looks in stamps.items():
        yield path, Written(digests[path], looks if looks.tells(now) else NONE)


def _kept(name: str) -> bool:
    """Whether a name at the top of the folder belongs to whoever keeps the folder, or to this module."""
    return name.startswith(".") and (name in (MARKER, STAGED) or not name.startswith(TEMPORARY))
