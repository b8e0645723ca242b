"""One text put in its place: written where nothing is, brought up to date if it is ours alone, else left alone.

Ours alone is a file that is as an import wrote it, and where an import puts texts of its kind: a story's draft, or a
page in the folder that no build reads. So nothing that a build publishes is ever written by an import.
"""

from __future__ import annotations

import difflib
import filecmp
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.consent.refused import RefusedError, cannot_write
from generator.content import sources
from generator.ground import limits
from generator.importing.brought_in import BroughtText, digest_of
from generator.importing.draft import FOLDERS
from generator.importing.item import Fate, Item, Kind, Remark
from generator.importing.report import Came, ImportedText
from generator.store import atomic_write
from generator.store.atomic_write import ChangedMeanwhileError

HERE_BEFORE = Remark(
    Fate.LOOK,
    "a text at whose old address another was here before",
    "that one stays; if they are two, give one of them another address, and do the same once more",
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A text as it would lie here, by its path, with the pictures that come with it, by theirs."""

    number: str
    item: Item
    path: str
    data: bytes
    pictures: Mapping[str, bytes]
    remarks: tuple[Remark, ...]


# Write down, for as long as that lasts, that a text is given its name whose file has this digest.
Naming = Callable[[str], AbstractContextManager[None]]


def placed(
    root: Path, made: Incoming, was: BroughtText | None, naming: Naming | None
) -> tuple[ImportedText, str | None]:
    """Put a text in its place, or leave what is there: how it came, and the digest to remember, if it is to be.

    ``was`` is what was written before. Nothing is written without ``naming``. Raises RefusedError where nothing can be
    written.
    """
    number, title = made.number, made.item.title
    is_here = sources.read_inside(root, made.path, limits.TEXT)
    now = digest_of(number, made.data)
    if len(made.data) > limits.TEXT:
        why = f"a text has {limits.TEXT:,} bytes at most; divide it there, and bring it in once more"
        return ImportedText(Came.TOO_LONG, number, title, None, (Remark(Fate.DROPPED, "the text", why),)), None
    if is_here == made.data:
        remarks = () if _put_elsewhere(made) else made.remarks
        return ImportedText(Came.SAME, number, title, made.path, remarks), now
    if is_here is not None and (left := _left_alone(made, is_here, was)) is not None:
        if left is Came.BY_HAND:
            return ImportedText(left, number, title, made.path, (HERE_BEFORE,)), None
        differs = () if was is not None and was.files[-1:] == (now,) else tuple(_difference(made, is_here))
        remarks = made.remarks if differs else ()
        return ImportedText(left, number, title, made.path, remarks, differs), None
    try:
        if naming is not None:
            _write(root, made, is_here, naming(now))
    except ChangedMeanwhileError:
        return ImportedText(Came.BUSY, number, title, made.path), None
    return ImportedText(Came.NEW if is_here is None else Came.RENEWED, number, title, made.path, made.remarks), now


def _left_alone(made: Incoming, is_here: bytes, was: BroughtText | None) -> Came | None:
    """Why what lies here is not written again; None if it is ours alone."""
    if made.number.encode() not in is_here:
        return Came.BY_HAND
    if was is None or not was.is_as_written(made.number, is_here):
        return Came.EDITED
    return _put_elsewhere(made)


def _put_elsewhere(made: Incoming) -> Came | None:
    """Whether a file lies where no import puts a text of its kind: moved there, or of another kind by now."""
    if made.path.startswith(f"{FOLDERS[made.item.kind]}/"):
        return None
    was = Kind.STORY if made.path.startswith(f"{FOLDERS[Kind.STORY]}/") else Kind.PAGE
    return Came.MOVED if was is made.item.kind else Came.OTHER_KIND


def _difference(made: Incoming, is_here: bytes) -> Iterator[str]:
    """From what lies here to what the source has by now, line by line."""
    here, there = (data.decode("utf-8", "replace").splitlines() for data in (is_here, made.data))
    names = (f"{made.path} (here)", f"{made.path} (at its source)")
    yield from difflib.unified_diff(here, there, *names, lineterm="", n=1)


def _write(root: Path, made: Incoming, before: bytes | None, naming: AbstractContextManager[None]) -> None:
    """Write a text, behind its pictures. Raises RefusedError, and ChangedMeanwhileError if it is another by now."""
    for path, data in made.pictures.items():
        with suppress(ChangedMeanwhileError):
            put(root, path, None, data)
    with _place(root, made.path) as file, atomic_write.staged(file, before, made.data) as name, naming:
        name()


def put(root: Path, path: str, before: bytes | None, after: bytes) -> None:
    """Write a file below ``root`` whole. Raises RefusedError, and ChangedMeanwhileError if it is another by now."""
    with _place(root, path) as file:
        atomic_write.replace(file, before, after)


def put_large(root: Path, path: str, place: Path) -> None:
    """Write what is in the file ``place`` below ``root``, whole, piece by piece; what is there is never replaced.

    Raises RefusedError, and ChangedMeanwhileError if something else is there.
    """
    with _place(root, path) as file:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.is_file() and filecmp.cmp(file, place, shallow=False):
            return
        try:
            # Not `copyfile`, whose errors name the file that is read.
            with atomic_write.made_beside(file) as made, place.open("rb") as of, made.open("xb") as to:
                shutil.copyfileobj(of, to)
        except FileExistsError as e:
            raise ChangedMeanwhileError(path) from e


@contextmanager
def _place(root: Path, path: str) -> Iterator[Path]:
    """A file that is written. Raises RefusedError where that cannot be."""
    folder = PurePosixPath(path).parent
    if (root / folder).resolve() != root.resolve() / folder:
        link = next((one for one in reversed(folder.parents[:-1]) if (root / one).is_symlink()), folder)
        raise RefusedError(f"{link} is a link, and nothing is written there. Put the folder itself in its place.")
    try:
        yield root / path
    except OSError as e:
        raise RefusedError(f"{cannot_write(e, path)}. Make room for it; then do the same once more.") from e
