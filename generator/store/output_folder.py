"""Outputs into a folder. Everything there is hearten's: what is not planned is removed, so that nothing stale stays.

However it is interrupted, every page in the folder is whole, every link leads to a page, and once any file that was
there is touched, words that must go are what goes first (promise 4):

1. Everything that is new is kept aside, in `STAGED`, which no other user may read. If that fails, it goes again.
2. What is added stands where nothing was: files that pages load, and at new addresses a page that says only that
   nothing is here. If that fails, it goes again, too; until here, the folder is as it was.
3. What holds words that must go is replaced, by renames alone, which need no room on the disk: what is not planned any
   more by emptiness, everything else by what it is now. If one fails, the file is cut to nothing where it stands.
4. Everything else that is new follows, pages before the lists that lead to them.
5. What is not planned any more is removed.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.ground.diagnostics import START, Aftermath, CannotBuildError, error
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
EMPTY = "empty"
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
    outputs: Iterable[Output],
    folder: Path,
    planned: Collection[str],
    *,
    urgent: Mapping[str, Collection[str]] | None = None,
) -> dict[str, Written]:
    """Bring a folder that was claimed up to date with ``outputs``; see `fill`."""
    return fill(lambda aside: (keep(folder, aside, o) for o in outputs), folder, planned, urgent=urgent)


def fill(
    outputs: Callable[[Path], Iterable[Kept]],
    folder: Path,
    planned: Collection[str],
    *,
    there: FolderStamps | None = None,
    urgent: Mapping[str, Collection[str]] | None = None,
) -> dict[str, Written]:
    """Bring a folder that was claimed up to date; gives what ``outputs`` are in it.

    They are asked for before anything in the folder is touched, with the folder in which each of them is then to be
    kept by `keep`. ``planned`` are the paths of all that is to be there. Those of them that are no output stay as they
    are; everything else is removed. ``urgent`` are the paths of files with words that must go, each with the texts that
    these are of; unless said, everything that is there and is to change counts as such a file. ``there`` is what `look`
    saw, if it has looked already. Raises CannotBuildError, whose aftermath says what is left in the folder, if the
    folder cannot be written, and whatever ``outputs`` raise, having changed nothing.
    """
    with _telling(folder):
        there = look(folder) if there is None else there
        missing = [place for place in (folder, *folder.parents) if not place.exists()]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            move = _staged(outputs, folder, set(planned), there, urgent)
            if not move.in_the_way:
                move.add()
        except BaseException:
            with suppress(OSError):
                _clear(folder / STAGED)
                for place in missing:
                    place.rmdir()
            raise
    try:
        with _telling(folder):
            try:
                if move.in_the_way:
                    move.make_way()
                    move.add()
            finally:
                move.take_words_away()
            move.put_rest()
            _clear(folder / STAGED)
            return dict(_written(folder, move.digests))
    except CannotBuildError as e:
        e.aftermath = Aftermath(begun=True, still_there=tuple(sorted(move.still_there)))
        raise


def take_away(folder: Path, held: Mapping[str, Collection[str]]) -> Aftermath:
    """Take the words of files away, whatever stands in the way; ``held`` are their paths, with the texts of each.

    A page stays as an address, for pages that lead there, and any other file as an empty one, for those that load it.
    """
    gone: set[str] = set()
    left: set[str] = set()
    with suppress(OSError):
        _clear(folder / STAGED)  # a build that was killed may have left words there
    for path, texts in sorted(held.items()):
        if not is_empty(words_in(folder, path)):
            (gone if _emptied(folder, path) else left).update(texts)
    return Aftermath(taken_away=tuple(sorted(gone)), still_there=tuple(sorted(left)))


def is_empty(data: bytes) -> bool:
    """Whether a file with these bytes holds no words."""
    return data in (b"", EMPTY_PAGE)


def words_in(folder: Path, path: str) -> bytes:
    """The bytes of a file of the folder: none where there is no file, and not none where it cannot be read."""
    try:
        return (folder / path).read_bytes()
    except FileNotFoundError:
        return b""
    except OSError:
        return b"?"


def _emptied(folder: Path, path: str) -> bool:
    place = folder / path
    try:
        _put(place, EMPTY_PAGE if path.endswith(".html") else b"")
    except OSError:
        return _cut(place)
    return True


def _cut(place: Path) -> bool:
    """Cut a file to nothing where it stands, which needs no room, or remove it: whether one of the two is done."""
    try:
        looks = place.lstat()
        if stat.S_ISREG(looks.st_mode) and looks.st_nlink == 1:  # under other names it may be in somebody's backup
            os.truncate(place, 0)
            return True
    except FileNotFoundError:
        return True
    except OSError:
        pass  # it can perhaps be removed
    try:
        place.unlink(missing_ok=True)
    except OSError:
        return False
    return True


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
    temporary.write_bytes(content)
    temporary.replace(path)


@dataclass(slots=True)
class _Move:
    """Everything that is to be done in a folder, all of it kept aside.

    ``kept`` are the outputs that are not there yet, in the order of their turns; ``blank`` are files that hold words
    that must go and are not planned any more, each with what takes its place until it is removed. ``in_the_way`` are
    files where folders are to be, and what is in folders where files are to be.
    """

    folder: Path
    aside: Path
    there: FolderStamps
    kept: Sequence[Kept]
    gone: set[str]
    in_the_way: set[str]
    urgent: Mapping[str, Collection[str]]
    blank: Mapping[str, Path]
    digests: Mapping[str, bytes]
    still_there: set[str] = field(default_factory=set)

    def add(self) -> None:
        """Put what is new where nothing was: files, and pages that say only that nothing is here."""
        added: list[Path] = []
        ready = {""}
        try:
            for path, _, _ in self.kept:
                if path not in self.there:
                    for above in _above(path):
                        if above not in ready:
                            ready.add(above)
                            if not (self.folder / above).is_dir():
                                (self.folder / above).mkdir()
                                added.append(self.folder / above)
                    added.append(self.folder / path)
                    if path.endswith(".html"):
                        _link(self.aside.parent / EMPTY, self.folder / path)
                    else:
                        _place(self.aside, path).replace(self.folder / path)
            if not (self.folder / MARKER).is_file():
                added.append(self.folder / MARKER)
                (self.folder / MARKER).write_bytes(MARKER_TEXT)
        except OSError:
            for place in reversed(added):
                with suppress(FileNotFoundError):
                    place.rmdir() if place.is_dir() else place.unlink()
            raise

    def make_way(self) -> None:
        """Remove what is in the way of what is new."""
        for path in sorted(self.in_the_way):
            _remove(self.folder, path)

    def take_words_away(self) -> None:
        """Replace what holds words that must go. Raises OSError, after the last, if not all of it could be replaced."""
        steps = sorted(self.blank.items())
        steps += [(k.path, _place(self.aside, k.path)) for k in self._old() if k.path in self.urgent]
        failed: OSError | None = None
        for path, at in steps:
            try:
                at.replace(self.folder / path)
            except OSError as e:
                failed = failed or e
                if not _cut(self.folder / path):
                    self.still_there.update(self.urgent[path])
        if failed is not None:
            raise failed

    def put_rest(self) -> None:
        """Put everything else in place, and remove what is not planned any more."""
        pages = (k for k in self.kept if k.path not in self.there and k.path.endswith(".html"))
        rest = [*pages, *(k for k in self._old() if k.path not in self.urgent)]
        for path, _, _ in sorted(rest, key=lambda k: (k.turn or 0, k.path in self.there)):
            _place(self.aside, path).replace(self.folder / path)
        for path in self.gone:
            _remove(self.folder, path)

    def _old(self) -> Iterator[Kept]:
        """Outputs that are to replace what is there."""
        return (k for k in self.kept if k.path in self.there)


def _staged(
    outputs: Callable[[Path], Iterable[Kept]],
    folder: Path,
    planned: set[str],
    there: FolderStamps,
    urgent: Mapping[str, Collection[str]] | None,
) -> _Move:
    """Keep everything aside that is to be moved."""
    staging = folder / STAGED
    _clear(staging)
    staging.mkdir(mode=0o700)
    (staging / EMPTY).write_bytes(EMPTY_PAGE)
    aside = staging / secrets.token_hex(16)  # no other build's workers know of it, and nobody can ask for it
    aside.mkdir()
    outcome = list(outputs(aside))
    kept = sorted((k for k in outcome if k.turn is not None), key=lambda k: k.turn or 0)
    urgent = {path: (path,) for path in there} if urgent is None else urgent
    gone = there.keys() - planned
    folders = _folders(planned) if gone else set()
    inside = (path for path in gone if any(path[:n] in planned for n, c in enumerate(path) if c == "/"))
    in_the_way = {*(gone & folders), *inside}
    gone -= in_the_way
    blank = {
        path: _blank(staging, n, path) for n, path in enumerate(sorted(gone)) if path in urgent and path[-1] != "/"
    }
    digests = {k.path: k.digest for k in outcome}
    return _Move(folder, aside, there, kept, gone, in_the_way, urgent, blank, digests)


def _blank(staging: Path, number: int, path: str) -> Path:
    """A file without words, to take the place of the one at ``path``."""
    blank = staging / str(number)
    if path.endswith(".html"):
        _link(staging / EMPTY, blank)
    else:
        blank.touch()
    return blank


def _folders(paths: Iterable[str]) -> set[str]:
    """Every folder that something at one of these paths is in, directly or not."""
    return {above for folder in {p.rpartition("/")[0] for p in paths} if folder for above in (*_above(folder), folder)}


def _above(path: str) -> list[str]:
    """Every folder that ``path`` is in, from the top."""
    return [path[:n] for n, c in enumerate(path) if c == "/"]


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
