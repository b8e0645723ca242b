"""Files for people's own machines: names that every file system takes, a manifest of digests, and one zip archive.

The archive's bytes depend on the files alone: their order is that of their names, their time the first that the format
knows, their rights the usual. Compression is zlib's, so another version of Python may pack the same files otherwise.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

FIRST_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that zip can write (APPNOTE 4.4.6)
RIGHTS = 0o100644 << 16
MADE_ON_UNIX = 3
# Windows takes 259 characters for a whole path; this leaves room for the drive and the folder that it is put in.
LONGEST_PATH = 180
LONGEST_NAME = 255  # UTF-16 units, on FAT32, exFAT and NTFS
# Microsoft, “Naming Files, Paths, and Namespaces”: devices, with whatever ending, and characters that no name may hold.
DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
REFUSED = re.compile(r'[<>:"\\|?*\x00-\x1f]')
# What is compressed already; packing it again takes time and gains nothing.
PACKED = (".jpg", ".png", ".webp", ".mp3", ".m4a", ".mp4", ".webm", ".ogg", ".woff2")
LARGEST = 4_000_000_000
LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<path>.+)")


def unsafe_names(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Paths that FAT32, exFAT or NTFS cannot hold, each with the reason; capital letters tell no two apart there."""
    same: defaultdict[str, set[str]] = defaultdict(set)
    for path in sorted(paths):
        parts = PurePosixPath(path).parts
        if len(path) > LONGEST_PATH:
            yield path, f"it is longer than {LONGEST_PATH} characters"
        for n, part in enumerate(parts, 1):
            same["/".join(parts[:n]).casefold()].add("/".join(parts[:n]))
            if DEVICE.fullmatch(part):
                yield path, f"Windows keeps the name “{part}” for a device"
            if REFUSED.search(part) or part[-1] in ". ":
                yield path, f"Windows knows no name like “{part}”"
            if len(part.encode("utf-16-le")) // 2 > LONGEST_NAME:
                yield path, f"a name in it is longer than {LONGEST_NAME} characters"
    for names in same.values():
        if len(names) > 1:
            yield max(names), f"it differs from {min(names)} by capital letters alone"


def manifest(files: Mapping[str, bytes], remarks: Iterable[str]) -> bytes:
    """The digests of all files, as ``sha256sum --check`` reads them; ``remarks`` are lines about the whole."""
    lines = [f"# {remark}" for remark in remarks]
    lines += [f"{hashlib.sha256(content).hexdigest()}  {path}" for path, content in sorted(files.items())]
    return "".join(f"{line}\n" for line in lines).encode()


def pack(files: Mapping[str, bytes], first: str | None = None) -> bytes:
    """A zip archive of the files. The file ``first`` comes before all others, and is not compressed (OCF 3.3, 4.3)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(files, key=lambda path: (path != first, path)):
            entry = zipfile.ZipInfo(path, FIRST_TIME)
            entry.create_system, entry.external_attr = MADE_ON_UNIX, RIGHTS
            stored = path == first or path.endswith(PACKED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[path])
    return out.getvalue()


def unpack(data: bytes) -> dict[str, bytes] | None:
    """The files of a zip archive by their paths; None if it is none, or is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > LARGEST:
                return None
            return {entry.filename: _read(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, OSError, ValueError):
        return None


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A file's bytes; nothing where they are damaged, which then is not what the manifest says."""
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        return b""  # RuntimeError: encrypted; NotImplementedError: packed as we never pack


def listed(listing: bytes) -> dict[str, str]:
    """The digests in a manifest, by the paths of the files."""
    lines = map(LINE.fullmatch, listing.decode("utf-8", "replace").splitlines())
    return {found["path"]: found["digest"] for found in lines if found}


def faults(files: Mapping[str, bytes], listing: bytes, own: str) -> Iterator[tuple[str, str]]:
    """Files that are not as the manifest ``listing`` says, each with what is wrong; ``own`` is the manifest's path."""
    wanted = listed(listing)
    for line in listing.decode("utf-8", "replace").splitlines():
        if not line.startswith("#") and not LINE.fullmatch(line):
            yield own, f"this line is none of a manifest: {line[:60]}"
    if not wanted:
        yield own, "it names no file"
    for path in sorted({*wanted, *files} - {own}):
        if path not in files:
            yield path, "it is missing"
        elif path not in wanted:
            yield path, "the manifest does not know it"
        elif hashlib.sha256(files[path]).hexdigest() != wanted[path]:
            yield path, "it was changed or damaged"
