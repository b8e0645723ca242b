"""A key of this user on this machine, by which the program knows again what it has kept itself."""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path

GIVEN = "HEARTEN_CACHE_KEY"
KEY_BYTES = 32
SHORTEST = 32  # bytes of a given key: 128 bits, written in hexadecimal
OWN = os.O_NOFOLLOW | os.O_NONBLOCK if os.name == "posix" else 0


def given_key() -> bytes:
    """What the environment gives as a key, or nothing."""
    return os.fsencode(os.environ.get(GIVEN, ""))


def user_key(site: Path, *, make: bool) -> bytes | None:
    """32 bytes that nobody else knows; None where there are none and none can be kept, or none are to be made.

    They come from a text of at least `SHORTEST` bytes in the environment, or else lie in a file in the user's own
    folder, and never in the folder ``site``, which may be given to others.
    """
    given = given_key()
    if len(given) >= SHORTEST:
        return hashlib.blake2b(given, digest_size=KEY_BYTES, person=b"hearten cache").digest()
    from platformdirs import user_state_path

    path = user_state_path("hearten", appauthor=False) / "cache.key"
    try:
        # Without a home the path begins with a tilde.
        if not path.is_absolute() or path.resolve().is_relative_to(site.resolve()):
            return None
        key = _read(path)
        if key is None and make:
            _make(path)
            key = _read(path)  # another build may have been quicker
    except OSError:
        return None
    return key


def _read(path: Path) -> bytes | None:
    """The key in a file that is this user's alone; None if it is not, or is no key."""
    try:
        opened = os.open(path, os.O_RDONLY | OWN)
    except OSError:
        return None
    try:
        looks = os.fstat(opened)
        key = os.read(opened, KEY_BYTES + 1) if stat.S_ISREG(looks.st_mode) else b""
    finally:
        os.close(opened)
    secret = os.name != "posix" or (looks.st_uid == os.geteuid() and not looks.st_mode & 0o077)
    return key if secret and len(key) == KEY_BYTES else None


def _make(path: Path) -> None:
    """Put a new key in place, by rename, so that nobody reads half of it, and a link is not followed."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}-{os.urandom(8).hex()}")
    opened = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(opened, "wb") as file:
            file.write(os.urandom(KEY_BYTES))
        new.replace(path)
    finally:
        with suppress(FileNotFoundError):
            new.unlink()
