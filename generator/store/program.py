"""What this program is made of."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from generator.ground.digest import digest
from generator.store.resources import PACKAGE

# Wings above the build, from which it imports nothing, and which keep nothing in its cache.
ABOVE = frozenset(("cli", "preview", "publishing", "exporting", "bundle", "importing"))


@cache
def program() -> bytes:
    """A digest of what builds with this program: its source, Python's version, and those of all libraries beside it.

    A library's version stands in the name of the folder with its metadata (Python packaging: recording installed
    projects), which is quicker to see than to ask for.
    """
    installed = {name for place in sys.path for name in _names(place) if name.endswith(".dist-info")}
    return digest(source(PACKAGE), sys.version.encode(), *(name.encode() for name in sorted(installed)))


def source(folder: Path) -> bytes:
    """A digest of every module and all JSON below a folder by place and bytes, but for wings `ABOVE` the build."""
    found = []
    for place, within, names in os.walk(folder):
        if place == str(folder):
            within[:] = [wing for wing in within if wing not in ABOVE]
        found += [os.path.join(place, name) for name in names if name.endswith((".py", ".json"))]
    found.sort()
    places = (os.path.relpath(module, folder).encode() for module in found)
    return digest(*places, *(Path(module).read_bytes() for module in found))


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []  # Python searches what is there
