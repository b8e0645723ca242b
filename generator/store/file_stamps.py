"""What a file looked like from outside when it was last read: a hint that it is the same, never more than a hint.

A file that changes twice within one tick of the clock can look the same, so a stamp that is too young to tell counts
for nothing (the “racy git” problem: git's Documentation/technical/racy-git).
"""

from __future__ import annotations

import os
from typing import NamedTuple

FINE, COARSE = 30_000_000, 2_100_000_000  # nanoseconds: most file systems' clocks, and FAT's


class Stamp(NamedTuple):
    """Size in bytes, times of the last change of content and of anything in nanoseconds, and the inode."""

    size: int
    modified: int
    changed: int
    inode: int

    @property
    def newest(self) -> int:
        """From when on the clock has certainly ticked, in nanoseconds."""
        coarse = self.modified % 1_000_000 == 0 and self.changed % 1_000_000 == 0
        return max(self.modified, self.changed) + (COARSE if coarse else FINE)

    def tells(self, at: int) -> bool:
        """Whether the file cannot have changed unseen after ``at``, the nanosecond before which this was taken."""
        return self.newest < at


# The stamp of what is no file, or too young to tell: no file has it.
NONE = Stamp(-1, 0, 0, 0)


def stamp(status: os.stat_result) -> Stamp:
    """The stamp of a file by its status."""
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
