"""What texts were before the desk saved them, by the day: files in the user's own folder, for nobody else to read.

They hold words of stories. So they are kept for some days only, and a withdrawal clears all that are kept of its site,
since words of one story may have stood in another.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from generator.ground.places import VERSIONS
from generator.store import user_folder
from generator.store.user_folder import NoUserFolderError, of_site


def keep(root: Path, path: str, data: bytes, today: date, days: int) -> None:
    """Keep what the text at ``path`` was until today, for so many ``days``; for none, nothing.

    Older ones of the whole site go. Where nothing can be kept, nothing is, since a save must not fail by that.
    """
    with suppress(OSError, NoUserFolderError):
        place = of_site(root, VERSIONS)
        if place is None:
            return
        for file in place.glob("*/*"):
            if (on := _day(file)) is None or on + timedelta(days=days) <= today:
                file.unlink()
        if days:
            folder = _folder(place, path)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            number = max((int(file.name[11:]) for file in folder.iterdir() if _day(file)), default=0) + 1
            (folder / f"{today}-{number:06}").write_bytes(data)


def kept(root: Path, path: str, today: date, days: int) -> list[tuple[date, bytes]]:
    """What the text at ``path`` was before each save of the last ``days``, with the day of that; the oldest first."""
    try:
        place = of_site(root, VERSIONS)
        files = sorted(_folder(place, path).iterdir(), key=lambda file: file.name[11:]) if place else []
        dated = [(on, file) for file in files if (on := _day(file)) is not None]
        return [(on, file.read_bytes()) for on, file in dated if on + timedelta(days=days) > today]
    except (OSError, NoUserFolderError):
        return []


def clear(root: Path) -> OSError | None:
    """Remove everything that is kept of the texts of the site in ``root``; why not, if that fails."""
    return user_folder.clear(root, VERSIONS)


def _folder(place: Path, path: str) -> Path:
    return place / hashlib.sha256(path.encode()).hexdigest()[:32]


def _day(file: Path) -> date | None:
    try:
        return date.fromisoformat(file.name[:10]) if file.name[11:].isdecimal() else None
    except ValueError:
        return None
