"""One after the other: whoever changes the consents of a site's folder holds a lock, which goes with its process.

A second lock is held by whoever puts in place what is published of the site, or takes words out of it. The system lets
go of a lock however a process ends, so none is ever left behind. They lie in the user's own folder, since a site's may
be one that is given to others, or one in which no lock holds. Where none can be had, all goes on without.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.store.user_folder import NoUserFolderError, user_folder

PATIENCE = 5.0  # seconds; an act takes a tenth of one
AGAIN = 0.05  # seconds between two tries
OWN = os.O_NOFOLLOW | os.O_NONBLOCK if os.name == "posix" else 0
WHO = 100  # bytes at most that tell who holds it
OUTPUT, DESK = "-output", "-desk"
RUN = "run-"  # of whatever site, whose folder may be elsewhere when somebody asks
MARK_BYTES = 16  # behind those, and one that is locked on Windows
LONG = 60.0  # seconds; to put ten thousand pages in place takes two

if sys.platform == "win32":
    import msvcrt

    def _locked(opened: int) -> None:
        os.lseek(opened, WHO, os.SEEK_SET)  # what is locked there, nobody else can read
        msvcrt.locking(opened, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _locked(opened: int) -> None:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)


class BusyError(Exception):
    """Somebody else is at work; the message says who, in words that begin a sentence."""


@contextmanager
def at_work(root: Path, patience: float | None = None) -> Iterator[None]:
    """Be the only one who changes consents of the site in ``root``, among this user's processes and their threads.

    Raises BusyError where somebody else is at it for as many seconds.
    """
    with _held(root, "", PATIENCE if patience is None else patience):
        yield


@contextmanager
def putting(root: Path, patience: float) -> Iterator[bytes | None]:
    """Be the only one who changes what is published of the site in ``root``; gives the mark of who did so before.

    It is none where no lock can be had. Raises BusyError where somebody else is at it for so many seconds.
    """
    with _held(root, OUTPUT, patience) as opened:
        mark = None if opened is None else _mark(opened)
        if opened is not None:
            with suppress(OSError):
                os.lseek(opened, WHO + 1, os.SEEK_SET)
                os.write(opened, os.urandom(MARK_BYTES))
        yield mark


@contextmanager
def starting(root: Path | None) -> Iterator[None]:
    """Be the only one who looks whether a desk of the site in ``root``, or of none yet, is open, and else opens one.

    Raises BusyError where somebody else is at it for too long.
    """
    with _held(root, DESK, PATIENCE):
        yield


@contextmanager
def going_on(root: Path, run: str) -> Iterator[None]:
    """Let desks of every site know that the run with this name goes on, of that in ``root``; nothing stays of it.

    Raises BusyError where it goes on already.
    """
    what = f"{RUN}{run}"
    with _held(root, what, 0):
        yield
    with suppress(OSError, NoUserFolderError):
        if (place := _place(root, what)) is not None:
            place.unlink(missing_ok=True)


def last_put(root: Path) -> bytes | None:
    """The mark of who changed last what is published of the site in ``root``; None where no lock can be had."""
    opened = _opened(root, OUTPUT)
    if opened is None:
        return None
    try:
        return _mark(opened)
    finally:
        os.close(opened)


def _mark(opened: int) -> bytes | None:
    try:
        os.lseek(opened, WHO + 1, os.SEEK_SET)
        return os.read(opened, MARK_BYTES)
    except OSError:
        return None


@contextmanager
def _held(root: Path | None, what: str, patience: float) -> Iterator[int | None]:
    opened = _opened(root, what)
    try:
        if opened is not None:
            _wait(opened, patience)
        yield opened
    finally:
        if opened is not None:
            os.close(opened)


def _opened(root: Path | None, what: str) -> int | None:
    """The file that is locked; None where none can be had."""
    try:
        place = _place(root, what)
        if place is None:
            return None
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(place, os.O_RDWR | os.O_CREAT | OWN, 0o600)
    except (OSError, NoUserFolderError):
        return None


def _place(root: Path | None, what: str) -> Path | None:
    folder = user_folder(root)
    return folder and folder / "locks" / (what if what.startswith(RUN) else f"{name_of(root)}{what}")


def name_of(root: Path | None) -> str:
    """What a site is called in the user's own folder, where its path stands in no name; without a ``root``, none is."""
    return "no-site" if root is None else hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:32]


def _wait(opened: int, patience: float) -> None:
    end = time.monotonic() + patience
    while True:
        try:
            _locked(opened)
        except (BlockingIOError, PermissionError):  # as POSIX and Windows say it
            if time.monotonic() >= end:
                raise BusyError(f"Another command is at work here ({_who(opened)})") from None
            time.sleep(AGAIN)
        except OSError:
            return  # no lock holds there
        else:
            break
    with suppress(OSError):
        os.lseek(opened, 0, os.SEEK_SET)
        os.write(opened, f"process {os.getpid()}".ljust(WHO).encode())


def _who(opened: int) -> str:
    try:
        os.lseek(opened, 0, os.SEEK_SET)
        said = os.read(opened, WHO).decode("ascii", "replace").strip()
    except OSError:
        said = ""
    return said if said.isprintable() and said else "nobody knows which"
