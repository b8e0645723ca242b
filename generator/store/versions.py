"""What texts were before the desk saved them, by the day: files in the user's own folder, for nobody else to read.

They hold words of stories. So each says until when it is kept, and whichever desk this user opens or saves at removes
what is older, also of sites whose folders are not there any more. A withdrawal clears all that are kept of every site:
words of one story may have stood in another, and its folder may have been moved, or copied, since they were kept.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from generator.ground.patterns import lazy
from generator.ground.places import VERSIONS
from generator.store import user_folder
from generator.store.user_folder import NoUserFolderError, of_site

NAME = lazy(r"(\d{4}-\d\d-\d\d)_(\d{4}-\d\d-\d\d)_(\d{6,})", re.ASCII)


@dataclass(frozen=True, slots=True)
class _KeptText:
    """A file that is kept: since the day ``on``, and until that before ``until``; later ones have higher numbers."""

    file: Path
    on: date
    until: date
    number: int


def keep(root: Path, path: str, data: bytes, today: date, days: int) -> None:
    """Keep what the text at ``path`` was until today, for so many ``days``; for none, nothing.

    Older ones go, of the whole site and of every other. Where nothing can be kept, nothing is, since a save must not
    fail by that.
    """
    clear_old(root, today)
    with suppress(OSError, NoUserFolderError, OverflowError):
        place = of_site(root, VERSIONS)
        if place is None:
            return
        for folder in place.iterdir() if place.is_dir() else ():
            for old in _in(folder):
                if old.on + timedelta(days=days) <= today:  # the site wants them for a shorter time since
                    old.file.unlink()
        if days:
            folder = _folder(place, path)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            number = max((old.number for old in _in(folder)), default=0) + 1
            (folder / f"{today}_{today + timedelta(days=days)}_{number:06}").write_bytes(data)


def kept(root: Path, path: str, today: date, days: int) -> list[tuple[date, bytes]]:
    """What the text at ``path`` was before each save of the last ``days``, with the day of that; the oldest first.

    A folder may be another site's since, and a text another story's: whether they are this one's is for who reads them.
    """
    try:
        place = of_site(root, VERSIONS)
        found = sorted(_in(_folder(place, path)), key=lambda one: one.number) if place else []
        return [(one.on, one.file.read_bytes()) for one in found if one.on + timedelta(days=days) > today]
    except (OSError, NoUserFolderError, OverflowError):
        return []


def clear_old(root: Path, today: date) -> None:
    """Remove what was to be kept no longer than until today, of whatever site, for a desk of that in ``root``."""
    with suppress(OSError, NoUserFolderError):
        folder = user_folder.user_folder(root)
        for of_text in (folder / VERSIONS).glob("*/*") if folder else ():
            with suppress(OSError):  # one that stays keeps no other back
                known = {one.file: one.until for one in _in(of_text)}
                for file in of_text.iterdir():
                    if known.get(file, today) <= today:
                        file.unlink()


def clear(root: Path) -> OSError | None:
    """Remove everything that is kept of texts, for a withdrawal from the site in ``root``; why not, if that fails."""
    return user_folder.clear(root, VERSIONS)


def _folder(place: Path, path: str) -> Path:
    return place / hashlib.sha256(path.encode()).hexdigest()[:32]


def _in(folder: Path) -> Iterator[_KeptText]:
    """What is kept in the folder of a text; files with other names are none. Raises OSError."""
    for file in [*folder.iterdir()] if folder.is_dir() else ():
        if name := NAME.fullmatch(file.name):
            with suppress(ValueError):
                yield _KeptText(file, date.fromisoformat(name[1]), date.fromisoformat(name[2]), int(name[3]))
