"""Files that protect people (deny list, withdrawals, log): absent, read whole, or a reason to stop.

A build that cannot read one of them does not know whom it must not publish, so nothing that stands in the way of
reading is ever taken for absence.
"""

from __future__ import annotations

import codecs
import stat
from pathlib import Path

from generator.ground.diagnostics import CannotBuildError, Span, error

# Bytes of a list or a log: hundreds of thousands of lines.
LARGEST = 50_000_000


def guard(root: Path, path: str, limit: int = LARGEST) -> bytes | None:
    """The whole of the protecting file ``path`` below ``root``, as UTF-8; None only where there is none.

    Raises CannotBuildError where something of that name is there that is not a file of at most ``limit`` bytes of UTF-8
    text lying in the site's own folder. A link, even one that leads nowhere, is not: what it led to may be gone today.
    """
    at = root
    for part in Path(path).parts:
        at /= part
        try:
            looks = at.lstat()
        except FileNotFoundError:
            return None
        except OSError as e:
            raise _stop(path, f"it cannot be looked at ({e.strerror})", "check that you may read it") from None
        place = at.relative_to(root).as_posix()
        if stat.S_ISLNK(looks.st_mode):
            raise _stop(path, f"{place} is a link", "put the file itself there instead of a link")
        if place != path and not stat.S_ISDIR(looks.st_mode):
            raise _stop(path, f"{place} is not a folder", f"move it away, and put {path} back")
        if place == path and not stat.S_ISREG(looks.st_mode):
            raise _stop(path, "it is not a file", "put the file back that belongs there")
    try:
        with at.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as e:
        raise _stop(path, f"it cannot be read ({e.strerror})", "check that you may read it") from None
    if len(data) > limit:
        raise _stop(path, f"it is larger than {limit:,} bytes", "put the file back that belongs there")
    return _utf_8(data, path)


def _utf_8(data: bytes, path: str) -> bytes:
    """The same bytes. Raises CannotBuildError if they are no UTF-8 text."""
    remedy = "save it as UTF-8 (in an editor: “Save as”, encoding “UTF-8”)"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        why = "it is UTF-16 text, as “>” writes in Windows PowerShell"
        raise _stop(path, why, f"{remedy}; “hearten deny-hashes NAMES --out {path}” writes UTF-8 anywhere")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as e:
        line = data.count(b"\n", 0, e.start) + 1
        raise _stop(path, "it is not UTF-8 text", remedy, line) from None
    if b"\0" in data:
        raise _stop(
            path, "it holds NUL characters, as UTF-16 text does", remedy, data.count(b"\n", 0, data.index(0)) + 1
        )
    return data


def _stop(path: str, why: str, remedy: str, line: int = 1) -> CannotBuildError:
    return CannotBuildError(error("guard", path, Span(line), f"this file protects people, and {why}", remedy))
