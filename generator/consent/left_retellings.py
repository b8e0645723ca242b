"""Files that say in any way that they retell a story, also where no build would take them for its translations.

One with a slip in its front matter, in another encoding, or in a folder that no build looks into, has the words of the
story all the same, and is published once somebody has mended it.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.content.decoding import may_be_text
from generator.content.links import text_path
from generator.content.moves import Moves
from generator.content.read import parted
from generator.content.sources import TEXTS, read_inside
from generator.content.told_originals import told_originals
from generator.ground import limits

STORIES = "stories"


def left_retellings(root: Path, path: str, moves: Moves, known: Collection[str]) -> tuple[str, ...]:
    """The text files below stories/ that name the story at ``path`` as their original, but for those that are known.

    Names are the same whatever their capitals and the form of their accents. One that leads to no file is known by its
    last part. What comes out are paths as they are on the disk.
    """
    files = {_composed(file): file for file in sorted(_files(root))}

    def is_meant(name: str, by: str) -> bool:
        leads = text_path(name if name.lower().endswith(TEXTS) else name + TEXTS, by)
        if leads == path or (leads in files and leads != by):
            return leads == path
        return _last(leads) == _last(path) or moves.now(leads) == path

    return tuple(
        file
        for composed, file in files.items()
        if composed != path and composed not in known
        if any(is_meant(name, composed) for name in _named(root, file))
    )


def _files(root: Path) -> Iterator[str]:
    for folder, _, names in os.walk(root / STORIES):
        yield from (Path(folder, name).relative_to(root).as_posix() for name in names)


def _named(root: Path, file: str) -> tuple[str, ...]:
    data = read_inside(root, file, limits.TEXT)
    return told_originals(parted(data)[0]) if data and may_be_text(data) else ()


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _last(path: str) -> str:
    return _composed(path.rpartition("/")[2].casefold())
