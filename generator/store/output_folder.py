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

import os
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from generator.ground.diagnostics import START, Aftermath, CannotBuildError, Diagnostic, error
from generator.ground.outcome import Output
from generator.ground.places import MARKER, TEMPORARY
from generator.store import staging
from generator.store.file_stamps import FINE, NONE, Stamp, stamp
from generator.store.staging import EMPTY_PAGE, STAGED, Kept, digest_at, keep

MARKER_TEXT = (
    b"This folder was made by hearten. Every build writes it anew and removes what it did not make.\n"
    b"Do not keep files of your own here, except at the top with names that begin with a dot.\n"
)
FolderStamps = dict[str, Stamp]


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
        with suppress(FileNotFoundError):
            folder.lstat()  # which tells of a name that no disk takes; `Path.exists` may not
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


def is_marked(folder: Path) -> bool:
    """Whether the folder says, whole, that it is ours; any other file in that place claims it, too, and is mended."""
    try:
        place = folder / MARKER
        return place.stat().st_size == len(MARKER_TEXT) and place.read_bytes() == MARKER_TEXT
    except OSError:
        return False


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
    turn: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> dict[str, Written]:
    """Bring a folder that was claimed up to date; gives what ``outputs`` are in it.

    They are asked for before anything in the folder is touched, with the folder in which each of them is then to be
    kept by `keep`. ``planned`` are the paths of all that is to be there. Those of them that are no output stay as they
    are; everything else is removed. ``urgent`` are the paths of files with words that must go, each with the texts that
    these are of; unless said, everything that is there and is to change counts as such a file. ``there`` is what `look`
    saw, if it has looked already. ``turn`` is entered when all is made, before anything is touched, and left when all
    is in place. Raises CannotBuildError, whose aftermath says what is left in the folder, if the folder cannot be
    written, and whatever ``outputs`` and ``turn`` raise, having changed nothing.
    """
    from generator.store.moves import moves

    move = None
    try:
        with ExitStack() as until_put, _telling(folder):
            there = look(folder) if there is None else there
            missing = [place for place in (folder, *folder.parents) if not place.exists()]
            unmarked = not (folder / MARKER).is_file()
            try:
                folder.mkdir(parents=True, exist_ok=True)
                if unmarked:  # at once, so that what a kill leaves is known to be ours
                    (folder / MARKER).write_bytes(MARKER_TEXT)
                elif not is_marked(folder):
                    _put_anew(folder / MARKER, MARKER_TEXT)
                aside = staging.begun(folder)
                must_go = {path: (path,) for path in there} if urgent is None else urgent
                move = moves(folder, aside, list(outputs(aside)), set(planned), there, must_go)
                until_put.enter_context(turn())
                move.add()
            except BaseException:
                with suppress(OSError):
                    staging.clear(folder)
                    if unmarked:
                        (folder / MARKER).unlink(missing_ok=True)
                    for place in missing:
                        place.rmdir()
                raise
            move.take_words_away()
            move.put_rest()
            staging.clear(folder)
            return dict(_written(folder, move.digests))
    except CannotBuildError as e:
        if move is not None and move.begun:
            e.aftermath = Aftermath(begun=True, still_there=tuple(sorted(move.still_there)))
        raise


def take_away(folder: Path, held: Mapping[str, Collection[str]]) -> Aftermath:
    """Take the words of files away, whatever stands in the way; ``held`` are their paths, with the texts of each.

    A page stays as an address, for pages that lead there, and any other file as an empty one, for those that load it.
    """
    gone: set[str] = set()
    left: set[str] = set()
    with suppress(OSError):
        staging.clear(folder)  # a build that was killed may have left words there
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
    from generator.store.moves import cut

    place = folder / path
    try:
        _put(place, EMPTY_PAGE if path.endswith(".html") else b"")
    except OSError:
        return cut(place)
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
        raise CannotBuildError(_unwritable(path, e)) from e


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that is being made beside ``place``, open to be written; ``put`` puts it there, and gives its size."""

    file: BinaryIO
    place: Path

    def put(self) -> int:
        """Put it in place by rename, unless the same bytes are there. Raises OSError."""
        self.file.close()
        made = Path(self.file.name)
        size = made.stat().st_size
        there = self.place.is_file() and not self.place.is_symlink() and self.place.stat().st_size == size
        if not (there and digest_at(self.place) == digest_at(made)):
            made.replace(self.place)
        return size


@contextmanager
def new_file(path: Path) -> Iterator[NewFile]:
    """Something new for ``path``, which may be large; it is gone again where it was not put in place.

    Raises CannotBuildError if it cannot be written.
    """
    temporary = path.with_name(f"{TEMPORARY}{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.unlink(missing_ok=True)  # it may be a link, which is not to be followed
        try:
            with temporary.open("x+b") as file:
                yield NewFile(file, path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as e:
        raise CannotBuildError(_unwritable(path, e)) from e


def _unwritable(path: Path, why: OSError) -> Diagnostic:
    hint = "check that the disk has room and that you may write there, or name another place with --out"
    return error("write", str(path), START, f"this cannot be written ({why.strerror})", hint)


def _put(path: Path, content: bytes) -> None:
    if (
        path.is_file()
        and not path.is_symlink()
        and path.stat().st_size == len(content)
        and path.read_bytes() == content
    ):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    _put_anew(path, content)


def _put_anew(path: Path, content: bytes) -> None:
    temporary = path.with_name(f"{TEMPORARY}{path.name}")
    temporary.unlink(missing_ok=True)  # it may be a link, which is not to be followed
    with temporary.open("xb") as file:
        file.write(content)
    temporary.replace(path)


def _written(folder: Path, digests: Mapping[str, bytes]) -> Iterator[tuple[str, Written]]:
    """How what was written looks, once the clock has ticked, so that it cannot change again and look the same."""
    stamps = {path: stamp(os.stat(os.path.join(folder, path))) for path in digests}
    youngest = max((s.newest for s in stamps.values()), default=0) - time.time_ns()
    if 0 < youngest <= FINE:
        time.sleep(youngest / 1e9)
    now = time.time_ns()
    for path, looks in stamps.items():
        yield path, Written(digests[path], looks if looks.tells(now) else NONE)


def _kept(name: str) -> bool:
    """Whether a name at the top of the folder belongs to whoever keeps the folder, or to this module."""
    return name.startswith(".") and (name in (MARKER, STAGED) or not name.startswith(TEMPORARY))
