"""A disk that is watched, and one that fails: every change that this process makes to files is counted.

Python itself tells of each change before it is made, whatever function makes it (PEP 578).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

# What `shutil.rmtree` removes within a folder has no path of its own.
CHANGES = {
    "open",
    *("os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.truncate", "os.utime"),
    "shutil.rmtree",
}
# Changes that a full disk refuses; names that are given anew, cut files and removed ones need no room.
NEED_ROOM = frozenset({"open", "os.link", "os.mkdir", "os.symlink"})
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Killed(BaseException):
    """The process is no more: nothing that it would have done to clean up is done."""


@dataclass
class Disk:
    """How many changes were made below a folder."""

    below: Path
    look: Callable[[int], None]
    only: Collection[str]
    changes: int = 0

    def told(self, event: str, arguments: tuple[Any, ...]) -> None:
        """What Python is about to do."""
        if event in self.only and (event != "open" or arguments[2] & WRITES):
            paths = [Path(path) for path in arguments[:2] if isinstance(path, str | os.PathLike)]
            if any(path.is_relative_to(self.below) for path in paths):
                self.changes += 1
                self.look(self.changes)


@dataclass
class _Hook:
    """Whom Python's one hook tells: a hook cannot be taken away again."""

    disks: list[Disk] = field(default_factory=list)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Tell all who watch."""
        for disk in self.disks:
            disk.told(event, arguments)


@cache
def _hook() -> _Hook:
    hook = _Hook()
    sys.addaudithook(hook)
    return hook


@contextmanager
def watched(below: Path, look: Callable[[int], None], only: Collection[str] = CHANGES) -> Iterator[Disk]:
    """Call ``look`` before each change to a file below a folder, with the change's number, from 1 on.

    ``only`` are the kinds of changes that count, by Python's names for them.
    """
    disk = Disk(below, look, only)
    _hook().disks.append(disk)
    try:
        yield disk
    finally:
        _hook().disks.remove(disk)


@contextmanager
def failing(at: int, error: BaseException, below: Path, only: Collection[str] = CHANGES) -> Iterator[Disk]:
    """Let the change with the number ``at`` to a file below a folder, and all after it, raise an error."""

    def fail(number: int) -> None:
        if number >= at:
            raise error

    with watched(below, fail, only) as disk:
        yield disk
