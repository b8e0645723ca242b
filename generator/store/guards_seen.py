"""Whether anything that protects people has changed since a build or bundle began to read.

All of it lies directly in consent/: log, withdrawals, acts under way, deny list, moves. Papers lie in folders below,
of which only the names count.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.store.file_stamps import NONE, Stamp, stamp

FOLDER = "consent"


@dataclass(frozen=True, slots=True)
class GuardsSeen:
    """How every file looked, and the bytes of those that were too young for their looks to tell."""

    root: Path
    looks: Mapping[str, Stamp]
    young: Mapping[str, bytes]

    @property
    def hold(self) -> bool:
        """Whether all is as it was."""
        if dict(_looks(self.root)) != self.looks:
            return False
        return all(_bytes(self.root, name) == data for name, data in self.young.items())


def see_guards(root: Path) -> GuardsSeen:
    """How all that protects people looks now, before any of it is read."""
    at, looks = time.time_ns(), dict(_looks(root))
    return GuardsSeen(root, looks, {name: _bytes(root, name) for name, seen in looks.items() if not seen.tells(at)})


def _looks(root: Path) -> Iterator[tuple[str, Stamp]]:
    with suppress(OSError), os.scandir(root / FOLDER) as entries:  # what cannot be looked at, no build can read
        for entry in entries:
            seen = NONE
            if not entry.is_dir(follow_symlinks=False):
                with suppress(OSError):
                    seen = stamp(entry.stat(follow_symlinks=False))
            yield entry.name, seen


def _bytes(root: Path, name: str) -> bytes:
    place = root / FOLDER / name
    try:
        return place.read_bytes() if place.is_file() and not place.is_symlink() else b""
    except OSError:
        return b""
