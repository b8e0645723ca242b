"""Files that hold files, made in memory."""

from __future__ import annotations

import io
import tarfile
import zipfile


def zipped(name: str, content: bytes) -> bytes:
    """A zip archive with one file of a fixed day, so that its bytes depend on no clock."""
    out = io.BytesIO()
    entry = zipfile.ZipInfo(name, (2026, 6, 15, 0, 0, 0))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tarred(name: str, content: bytes, mode: str = "w") -> bytes:
    """A tar archive with one file; ``mode`` says how it is packed."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]  # any of its modes
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    made: bytes = out.getvalue()
    return made


def encrypted(packed: bytes) -> bytes:
    """A zip archive of one file that says that it is encrypted (APPNOTE 4.4.4, bit 0)."""
    local, central = packed.index(b"PK\x03\x04") + 6, packed.index(b"PK\x01\x02") + 8
    marked = bytearray(packed)
    marked[local] |= 1
    marked[central] |= 1
    return bytes(marked)
