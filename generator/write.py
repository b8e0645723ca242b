"""Outputs into a folder. Everything there is hearten's: what is not planned is removed, so that nothing stale stays."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from generator.diagnostics import START, CannotBuildError, error
from generator.render import Output

MARKER = ".hearten"
MARKER_TEXT = (
    b"This folder was made by hearten. Every build writes it anew and removes what it did not make.\n"
    b"Do not keep files of your own here, except at the top with names that begin with a dot.\n"
)
# A file that is not whole yet. One that is left after a crash may hold words of a story that is withheld today.
TEMPORARY = f"{MARKER}-"


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


def to_folder(outputs: Iterable[Output], folder: Path) -> None:
    """Write outputs into a folder that was claimed, and remove all else there.

    What is no longer planned goes first, since it may be a story that was withdrawn. Files appear by rename, and a file
    that has the right bytes is left alone. Raises CannotBuildError if the folder cannot be written.
    """
    planned = {o.path: o.content for o in outputs}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _put(folder / MARKER, MARKER_TEXT)
        _prune(folder, set(planned))
        for path, content in sorted(planned.items()):
            _put(folder / path, content)
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


def _prune(folder: Path, planned: set[str]) -> None:
    """Remove what is not planned, folders that are empty then, and links to folders; what is kept is left alone."""
    for parent, folders, files in os.walk(folder, topdown=False):
        here = Path(parent)
        top = here == folder
        if not top and _kept(here.relative_to(folder).parts[0]):
            continue
        for name in files:
            path = here / name
            if not (top and _kept(name)) and path.relative_to(folder).as_posix() not in planned:
                path.unlink()
        for name in folders:
            path = here / name
            if top and _kept(name):
                continue
            if path.is_symlink():
                path.unlink()
            elif not any(path.iterdir()):
                path.rmdir()


def _kept(name: str) -> bool:
    """Whether a name at the top of the folder belongs to whoever keeps the folder."""
    return name.startswith(".") and not name.startswith(TEMPORARY)
