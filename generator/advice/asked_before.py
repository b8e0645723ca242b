"""What hosts said of links in the last week, kept in the user's own folder by digests of the addresses alone.

No word and no address is in it, so a withdrawal finds nothing there to remove.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from generator.advice.asking import LinkState
from generator.ground.digest import digest
from generator.ground.strict_json import read_json
from generator.store.user_folder import NoUserFolderError, user_folder

KEPT_DAYS = 7
FOLDER = "asked-links"


def remembered(root: Path, today: date) -> dict[str, LinkState]:
    """What was found out in the last week, by digests of addresses."""
    kept: dict[str, LinkState] = {}
    with suppress(OSError, NoUserFolderError, ValueError, AttributeError, TypeError):
        for name, (day, standing) in read_json(_file(root).read_bytes()).items():
            if timedelta(0) <= today - date.fromisoformat(day) < timedelta(days=KEPT_DAYS):
                kept[name] = LinkState(standing)
    return kept


def remember(root: Path, today: date, found: Mapping[str, LinkState]) -> None:
    """Keep what was found out ``today``, for a week; where nothing can be kept, it is asked again."""
    with suppress(OSError, NoUserFolderError):
        file = _file(root)
        old: dict[str, list[str]] = {}
        with suppress(OSError, ValueError, AttributeError):
            known = remembered(root, today)
            old = {name: row for name, row in read_json(file.read_bytes()).items() if name in known}
        old |= {name: [today.isoformat(), standing.value] for name, standing in found.items()}
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_text(json.dumps(old, sort_keys=True), encoding="utf-8")


def name_of(url: str) -> str:
    """What an address is remembered by."""
    return digest(url.encode("utf-8", "surrogatepass")).hex()


def _file(root: Path) -> Path:
    folder = user_folder(root)
    if folder is None:
        raise NoUserFolderError("nothing is to be kept")
    return folder / FOLDER / "asked.json"
