"""A disk that is watched, and one that fails: every change that a program makes to files is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
def watched(below: Path, look: Callable[[int], None]) -> Iterator[Disk]:
    """Call ``look`` before each change to a file below a folder, with the change's number, from 1 on."""
    disk = Disk()
    with pytest.MonkeyPatch.context() as patch:
        for name in CHANGES:
            before = getattr(Path, name)

            def change(path: Path, *arguments: Any, before: Any = before, **named: Any) -> Any:
                if path.is_relative_to(below):
                    disk.changes += 1
                    look(disk.changes)
                return before(path, *arguments, **named)

            patch.setattr(Path, name, change)
        yield disk


@contextmanager
def failing(at: int, error: BaseException, below: Path) -> Iterator[Disk]:
    """Let the change with the number ``at`` to a file below a folder, and all after it, raise an error."""

    def fail(number: int) -> None:
        if number >= at:
            raise error

    with watched(below, fail) as disk:
        yield disk
