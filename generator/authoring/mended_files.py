"""The files of a site whose front matter can be mended: finding them, and putting what was mended in their place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.authoring.mend import Mending, mending
from generator.content import sources
from generator.content.sources import TEXTS
from generator.ground import limits
from generator.ground.diagnostics import Diagnostic
from generator.store import atomic_write

FOLDERS = ("stories/", "pages/")


def is_text(path: str) -> bool:
    """Whether a path below the site's folder is that of a story or a page; no other file is ever mended."""
    return path.startswith(FOLDERS) and path.lower().endswith(TEXTS) and ".." not in path.split("/")


def all_texts(root: Path) -> Iterator[str]:
    """The paths of all stories and pages."""
    problems: list[Diagnostic] = []
    for folder in FOLDERS:
        yield from (file.path for file in sources.texts(root, folder.rstrip("/"), problems))


def mending_of(root: Path, path: str) -> Mending | None:
    """What can be mended in a text; None where there is no such file that could be read, or it is no text."""
    data = sources.read_inside(root, path, limits.TEXT) if is_text(path) else None
    return None if data is None else mending(data, path)


def write(root: Path, path: str, mended: Mending) -> None:
    """Put the mended file in its place. Raises ChangedMeanwhileError if it is another by now, and OSError."""
    file = sources.inside(root, path)
    if file is None:
        raise atomic_write.ChangedMeanwhileError(path)
    atomic_write.replace(file, mended.before, mended.after)
