"""What this program is made of."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from generator.ground.digest import digest
from generator.store.resources import PACKAGE


@cache
def program() -> bytes:
    """A digest of this program's source, of Python's version, and of the versions of all libraries installed with it.

    A library's version stands in the name of the folder with its metadata (Python packaging: recording installed
    projects), which is quicker to see than to ask for.
    """
    places = (Path(place) for place in sys.path)
    installed = sorted({p.name for place in places if place.is_dir() for p in place.glob("*.dist-info")})
    return digest(source(PACKAGE), sys.version.encode(), *(name.encode() for name in installed))


def source(folder: Path) -> bytes:
    """A digest of every module below a folder, by its place and its bytes."""
    modules = sorted(folder.rglob("*.py"))
    places = (module.relative_to(folder).as_posix().encode() for module in modules)
    return digest(*places, *(module.read_bytes() for module in modules))
