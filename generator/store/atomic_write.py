"""A file replaced whole or not at all, and never over somebody else's change."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.ground.places import UNFINISHED


class ChangedMeanwhileError(Exception):
    """The file is not as it was when it was read; nothing was written."""


def replace(path: Path, before: bytes | None, after: bytes) -> None:
    """Put ``after`` where ``before`` is (None: no file).

    The new file appears by rename, so that nobody ever sees half of it, with the old one's permissions; a link is
    followed. Raises ChangedMeanwhileError if the file holds anything else than ``before``, and OSError.
    """
    with staged(path, before, after) as put:
        put()


@contextlib.contextmanager
def staged(path: Path, before: bytes | None, after: bytes) -> Iterator[Callable[[], None]]:
    """The same in two steps: ``after`` lies beside the file already, and what is given puts it in place.

    So what an act needs most of the disk has been had before the act says anything elsewhere. An OSError always names
    the file, whatever was being done to it.
    """
    target = path.resolve()
    temporary = target.with_name(f".{target.name}.{os.getpid()}{UNFINISHED}")

    def put() -> None:
        with _named(path):
            # As late as can be: what remains between the look and the rename is the time of one call.
            if (target.read_bytes() if target.exists() else None) != before:
                raise ChangedMeanwhileError(str(path))
            temporary.replace(target)

    try:
        with _named(path):
            if target.exists() and not target.is_file():
                raise OSError(errno.EINVAL, "it is not a file")  # a device or a pipe, which may have no end
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary.unlink(missing_ok=True)  # left by a process of this number, or a link
            with temporary.open("xb") as f:
                f.write(after)
                f.flush()
                os.fsync(f.fileno())
            if before is not None and target.is_file():
                temporary.chmod(target.stat().st_mode)
        yield put
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Let an error name the file that a person knows; what the system says may name another one, or none."""
    try:
        yield
    except OSError as e:
        raise OSError(e.errno, e.strerror or str(e), str(path)) from e


def unfinished_of(path: Path) -> list[Path]:
    """What writers of a file left beside it that were killed."""
    target = path.resolve()
    try:
        names = [beside.name for beside in target.parent.iterdir()]
    except OSError:
        return []
    own = (name for name in names if name.startswith(f".{target.name}.") and name.endswith(UNFINISHED))
    return [target.with_name(name) for name in sorted(own)]


@contextlib.contextmanager
def made_beside(path: Path) -> Iterator[Path]:
    """Where something new for ``path`` can be made, which may be large: it is put in place at the end, whole.

    Nothing is ever replaced: raises FileExistsError if something is there by then, and OSError.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}{UNFINISHED}")
    try:
        with _named(path):
            temporary.unlink(missing_ok=True)  # left by a process of this number
        yield temporary
        with _named(path):
            try:
                path.hardlink_to(temporary)  # which fails if something is there
            except FileExistsError:
                raise
            except OSError:  # a file system without links
                if path.exists():
                    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
                temporary.rename(path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
