"""Files for people's own machines: names that every file system takes, a manifest of digests, and one zip archive.

The archive's bytes depend on the files alone: their order is that of their names, their time the first that the format
knows, their rights the usual. Compression is zlib's, so another version of Python may pack the same files otherwise.
Large files go into it and are looked at in pieces.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from generator.ground.digest import PIECE
from generator.ground.outcome import LargeOutput

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
# Of an archive that is only looked through, and takes no memory: what takes some minutes.
LARGEST_LOOKED_THROUGH = 100_000_000_000
LARGEST_MANIFEST = 100_000_000
LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<path>.+)")
# What a damaged entry raises. RuntimeError: encrypted; NotImplementedError: packed as we never pack.
DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError)
# A file's bytes, or what writes those of a large one.
Packable = bytes | LargeOutput


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
    return _manifest({path: hashlib.sha256(content).hexdigest() for path, content in files.items()}, remarks)


def _manifest(digests: Mapping[str, str], remarks: Iterable[str]) -> bytes:
    lines = [f"# {remark}" for remark in remarks]
    lines += [f"{digest}  {path}" for path, digest in sorted(digests.items())]
    return "".join(f"{line}\n" for line in lines).encode()


def with_manifest(
    files: Mapping[str, Packable], place: str, remarks: Iterable[str], first: str | None = None
) -> Iterator[tuple[str, Packable]]:
    """The files in the order of their names, ``first`` before all others; and last, at ``place``, their manifest.

    What a large file's line says is found while it is written, so it has to be by the time that the next one is asked
    for.
    """
    digests: dict[str, str] = {}
    for path in _in_order(files, first):
        content = files[path]
        if isinstance(content, LargeOutput):
            yield path, replace(content, write=partial(_noting, content, path, digests))
        else:
            digests[path] = hashlib.sha256(content).hexdigest()
            yield path, content
    yield place, _manifest(digests, remarks)


class _Noted(io.RawIOBase):
    """A file that hands on what is written to it, and notes its SHA-256."""

    def __init__(self, to: BinaryIO) -> None:
        self.to, self.made = to, hashlib.sha256()

    def writable(self) -> bool:
        """It is written to."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # bytes are all that comes
        """Take bytes."""
        self.made.update(data)
        return self.to.write(data)


def _noting(content: LargeOutput, path: str, digests: dict[str, str], to: BinaryIO) -> None:
    noted = _Noted(to)
    content.write(noted)  # type: ignore[arg-type]  # it is only written to
    digests[path] = noted.made.hexdigest()


def _in_order(files: Iterable[str], first: str | None) -> list[str]:
    return sorted(files, key=lambda path: (path != first, path))


def pack(files: Mapping[str, bytes], first: str | None = None) -> bytes:
    """A zip archive of the files. The file ``first`` comes before all others, and is not compressed (OCF 3.3, 4.3)."""
    out = io.BytesIO()
    pack_into(out, ((path, files[path]) for path in _in_order(files, first)), first)
    return out.getvalue()


def pack_into(to: BinaryIO, files: Iterable[tuple[str, Packable]], first: str | None = None) -> None:
    """Write a zip archive of files in this order into an open file; ``first`` is not compressed."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in files:
            entry = zipfile.ZipInfo(path, FIRST_TIME)
            entry.create_system, entry.external_attr = MADE_ON_UNIX, RIGHTS
            stored = path == first or path.endswith(PACKED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            if isinstance(content, LargeOutput):
                entry.file_size = content.size  # by which the length of its numbers is chosen
                with archive.open(entry, "w") as place:
                    content.write(place)  # type: ignore[arg-type]  # it is only written to
            else:
                archive.writestr(entry, content)


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
    except DAMAGE:
        return b""


class LookedThrough(NamedTuple):
    """The SHA-256 of each file by its path, of a damaged one nothing; and the bytes of those that were asked for."""

    digests: Mapping[str, str]
    read: Mapping[str, bytes]


def names(place: Path) -> frozenset[str]:
    """The paths of the files of a zip archive; none where it is none, or is damaged. Raises OSError."""
    try:
        with zipfile.ZipFile(place) as archive:
            return frozenset(entry.filename for entry in archive.infolist() if not entry.is_dir())
    except (zipfile.BadZipFile, ValueError):
        return frozenset()


def look_through(place: Path, wanted: Collection[str]) -> LookedThrough | None:
    """What is in a zip archive, with the bytes of the files that are ``wanted``; None if it is none, or is damaged.

    Raises OSError.
    """
    try:
        with zipfile.ZipFile(place) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > LARGEST_LOOKED_THROUGH:
                return None
            digests = {entry.filename: _digest(archive, entry) for entry in entries}
            small = (entry for entry in entries if entry.filename in wanted and entry.file_size <= LARGEST_MANIFEST)
            return LookedThrough(digests, {entry.filename: _read(archive, entry) for entry in small})
    except (zipfile.BadZipFile, ValueError):
        return None


def _digest(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    found = hashlib.sha256()
    try:
        with archive.open(entry) as file:
            while piece := file.read(PIECE):
                found.update(piece)
    except DAMAGE:
        return ""
    return found.hexdigest()


def listed(listing: bytes) -> dict[str, str]:
    """The digests in a manifest, by the paths of the files."""
    lines = map(LINE.fullmatch, listing.decode("utf-8", "replace").splitlines())
    return {found["path"]: found["digest"] for found in lines if found}


def faults(files: Mapping[str, str], listing: bytes, own: str) -> Iterator[tuple[str, str]]:
    """Files that are not as the manifest ``listing`` says, each with what is wrong; ``own`` is the manifest's path.

    ``files`` are the digests of those that are there.
    """
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
        elif files[path] != wanted[path]:
            yield path, "it was changed or damaged"
