"""What this program is made of, and the themes that come with it."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from generator.digest import digest

BUILT_IN = next(p for p in (Path(__file__).parent / "themes", Path(__file__).parent.parent / "themes") if p.is_dir())


@cache
def program() -> bytes:
    """A digest of this program's source, of Python's version, and of the versions of all libraries installed with it.

    A library's version stands in the name of the folder with its metadata (Python packaging: recording installed
    projects), which is quicker to see than to ask for.
    """
    sources = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    places = (Path(place) for place in sys.path)
    installed = sorted({p.name for place in places if place.is_dir() for p in place.glob("*.dist-info")})
    return digest(*sources, sys.version.encode(), *(name.encode() for name in installed))
