"""The folders of sites that this user had on the desk, the last one first; they are kept in the user's own folder."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from generator.ground.strict_json import read_json
from generator.store import atomic_write
from generator.store.user_folder import NoUserFolderError, user_folder

MOST = 10


def recent() -> tuple[Path, ...]:
    """The folders that are still there."""
    place = _place(None)
    return tuple(path for path in _kept(place) if path.is_dir()) if place is not None else ()


def last() -> Path | None:
    """The folder of the site that was open last, which may have been moved since; None where there was none."""
    place = _place(None)
    return next(iter(_kept(place)), None) if place is not None else None


def remember(root: Path) -> None:
    """Put a site's folder before all others. Where nothing can be kept, nothing is."""
    place, root = _place(root), root.resolve()
    if place is None:
        return
    kept = [str(path) for path in (root, *(path for path in _kept(place) if path != root))][:MOST]
    with suppress(OSError, UnicodeEncodeError, atomic_write.ChangedMeanwhileError):
        before = place.read_bytes() if place.exists() else None
        atomic_write.replace(place, before, json.dumps(kept, ensure_ascii=False, indent=1).encode() + b"\n")


def _kept(place: Path) -> tuple[Path, ...]:
    try:
        listed = read_json(place.read_bytes())
    except (OSError, ValueError):
        return ()
    names = listed if isinstance(listed, list) else []
    return tuple(Path(name) for name in names if isinstance(name, str) and Path(name).is_absolute())


def _place(root: Path | None) -> Path | None:
    try:
        folder = user_folder(root)
    except (OSError, NoUserFolderError):
        return None
    return None if folder is None else folder / "sites.json"
