"""A disk that fails: every change that a program makes to files is counted, and from one of them on none works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

CHANGES = ("write_bytes", "replace", "unlink", "hardlink_to", "mkdir", "rmdir")


class Killed(BaseException):
    """The process is no more: nothing that it would have done to clean up is done."""


@dataclass
class Disk:
    """How many changes were made."""

    changes: int = 0


@contextmanager
def failing(at: int | None, error: BaseException, below: Path) -> Iterator[Disk]:
    """Let the change with the number ``at`` to a file below a folder, and all after it, raise an error."""
    disk = Disk()
    with pytest.MonkeyPatch.context() as patch:
        for name in CHANGES:
            before = getattr(Path, name)

            def change(path: Path, *arguments: Any, before: Any = before, **named: Any) -> Any:
                if path.is_relative_to(below):
                    disk.changes += 1
                    if at is not None and disk.changes >= at:
                        raise error
                return before(path, *arguments, **named)

            patch.setattr(Path, name, change)
        yield disk
