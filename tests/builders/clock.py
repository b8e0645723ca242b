"""The clock, where a test has to let it tick."""

from __future__ import annotations

import time
from pathlib import Path

from generator.store.file_stamps import stamp


def settle(folder: Path) -> None:
    """Wait until no file below a folder could change now and look the same, so that builds believe what they see."""
    newest = max(stamp(path.lstat()).newest for path in (folder, *folder.rglob("*")))
    while (rest := newest - time.time_ns()) >= 0:
        time.sleep((rest + 1) / 1e9)
