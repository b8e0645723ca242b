"""Which desks of this user are open, so that a second start finds the first: a port, and what proves who answers there.

They lie in the user's own folder. A desk that was killed leaves its line behind; nobody believes it before whoever
listens at that port has proven to know the secret in it.
"""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.store.site_lock import name_of
from generator.store.user_folder import NoUserFolderError, user_folder

LINE = re.compile(r"(\d{1,5}) ([0-9a-f]{64})\n", re.ASCII)
LONGEST = 128  # bytes
OWN = os.O_NOFOLLOW | os.O_NONBLOCK if os.name == "posix" else 0


@dataclass(frozen=True, slots=True)
class RunningDesk:
    """A desk that says it is open at a port of this computer; ``secret`` is 32 bytes in hexadecimal."""

    port: int
    secret: str

    def proof(self, question: str) -> str:
        """What only who knows the secret can answer (a keyed BLAKE2b; RFC 7693)."""
        return hashlib.blake2b(question.encode(), key=bytes.fromhex(self.secret), person=b"hearten desk").hexdigest()


def written(root: Path | None) -> RunningDesk | None:
    """The desk that was last opened of the site in ``root``, or of none yet; None where there is none to be known."""
    place = _place(root)
    if place is None:
        return None
    try:
        opened = os.open(place, os.O_RDONLY | OWN)
    except OSError:
        return None
    try:
        line = LINE.fullmatch(os.read(opened, LONGEST).decode("ascii", "replace"))
    except OSError:
        return None
    finally:
        os.close(opened)
    return RunningDesk(int(line[1]), line[2]) if line else None


def write(root: Path | None, desk: RunningDesk) -> None:
    """Let later starts find a desk. Where nothing can be kept, they open another."""
    place = _place(root)
    if place is None:
        return
    new = place.with_name(f"{place.name}-{os.urandom(8).hex()}")
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.write(f"{desk.port} {desk.secret}\n")
            new.replace(place)
        finally:
            with suppress(FileNotFoundError):
                new.unlink()


def forget(root: Path | None, desk: RunningDesk) -> None:
    """Let nobody look for a desk any more that has ended; a later one stays known."""
    place = _place(root)
    if place is not None and written(root) == desk:
        with suppress(OSError):
            place.unlink()


def _place(root: Path | None) -> Path | None:
    try:
        folder = user_folder(root)
    except (OSError, NoUserFolderError):
        return None
    return None if folder is None else folder / "desks" / name_of(root)
