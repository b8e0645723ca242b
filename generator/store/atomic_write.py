"""A file replaced whole or not at all, and never over somebody else's change."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


class ChangedMeanwhileError(Exception):
    """The file is not as it was when it was read; nothing was written."""


def replace(path: Path, before: bytes | None, after: bytes) -> None:
    """Put ``after`` where ``before`` is (None: no file).

    The new file appears by rename, so that nobody ever sees half of it, with the old one's permissions; a link is
    followed. Raises ChangedMeanwhileError if the file holds anything else than ``before``, and OSError.
    """
    target = path.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        temporary.unlink(missing_ok=True)  # left by a process of this number, or a link
        with temporary.open("xb") as f:
            f.write(after)
            f.flush()
            os.fsync(f.fileno())
        if before is not None and target.is_file():
            temporary.chmod(target.stat().st_mode)
        # As late as can be: what remains between the look and the rename is the time of one call.
        if (target.read_bytes() if target.exists() else None) != before:
            raise ChangedMeanwhileError(str(path))
        temporary.replace(target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
