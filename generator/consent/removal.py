"""Files of a story taken out of the site's folder, as far as each of them can be: one that cannot holds up no other."""

from __future__ import annotations

import errno
from collections import defaultdict
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path, PurePosixPath

from generator.consent.case import file_of
from generator.ground.places import MARKER, folder_with
from generator.store import output_folder
from generator.store.atomic_write import unfinished_of


def remove(root: Path, path: str) -> OSError | None:
    """Remove a file, what writing it left beside it, and what it leads to if it is a link; why not, if that fails."""
    try:
        file = file_of(root, path)
        if not file.parent.resolve().is_relative_to(root.resolve()):
            return PermissionError(errno.EACCES, "it lies outside the site's folder", path)
        for left in unfinished_of(file):
            left.unlink(missing_ok=True)
        target = file.resolve()
        file.unlink(missing_ok=True)
        if target.is_relative_to(root.resolve()):
            target.unlink(missing_ok=True)
        _prune(root, path)
    except OSError as e:
        return e
    return None


def empty(root: Path, paths: Collection[str]) -> list[OSError]:
    """Empty files of built sites, as a build does that must stop; why that cannot be done, where it cannot."""
    folders: defaultdict[str, dict[str, Collection[str]]] = defaultdict(dict)
    for path in paths:
        folder = folder_with(MARKER, path, lambda at: (root / at).is_file()) or ""
        folders[folder][path.removeprefix(f"{folder}/")] = (path,)
    left = [output_folder.take_away(root / folder, held).still_there for folder, held in folders.items()]
    return [PermissionError(errno.EACCES, "it cannot be emptied", path) for paths in left for path in paths]


def _prune(root: Path, path: str) -> None:
    """Remove the folders of a built site that a file has left empty, since their names may be the story's."""
    folder = folder_with(MARKER, path, lambda at: (root / at).is_file())
    with suppress(OSError):  # one that is not empty stays
        for above in PurePosixPath(path).parents if folder else ():
            if str(above) in (folder, "."):
                return
            (root / above).rmdir()
