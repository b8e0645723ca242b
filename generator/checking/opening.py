"""Files as they lie in a folder, and what is packed in them, each opened as far as it can be, within a budget.

What could not be opened is never passed over: it is told with the reason, since nobody knows what is in it. A packed
file may take twenty times its own size when it is unpacked, and a little; what grows more was made to do harm.
"""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import io
import lzma
import os
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

Stream = IO[bytes] | gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile
LARGEST = 200_000_000  # bytes of one file that are looked at
SPARE, TIMES = 8_000_000, 20  # bytes, and times its own size, that what is packed in a file may take
MOST, DEEPEST = 100_000, 8  # files that may be packed in one, and packings within packings
PIECE = 1 << 20
TOO_MUCH = f"it unpacks to more than {TIMES} times its size, and was looked at in part"
CUT_OFF = "it is cut off or damaged, and was looked at in part"
ENCRYPTED = "it is encrypted"
RECORDING, FILM = "a recording, which is not listened to", "a film, which is not watched"
HEIC, HEICS = "a picture in HEIC format", (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc")
PICTURES = (b"avif", b"avis")  # which can be decoded
TOO_LARGE = f"it is larger than {LARGEST // 1_000_000} MB, and was looked at in part"
# What readers of packed files raise for ones that are damaged, encrypted, or of a kind that they do not know.
DAMAGED = (
    *(OSError, EOFError, ValueError, RuntimeError, NotImplementedError, struct.error),
    *(zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError),
)
# What hides words and cannot be opened here: how its files begin.
CLOSED = {
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"MSCF": "a cabinet archive",
    b"\x28\xb5\x2f\xfd": "packed with Zstandard",
    b"\x04\x22\x4d\x18": "packed with LZ4",
    b"\x1f\x9d": "packed with compress",
    b"xar!": "a xar archive",
    b"%PDF-": "a PDF, whose words are packed and drawn by number",
    b"Salted__": ENCRYPTED,
    b"age-encryption.org/": ENCRYPTED,
    b"-----BEGIN PGP MESSAGE": ENCRYPTED,
    b"ID3": RECORDING,
    b"\xff\xfb": RECORDING,
    b"fLaC": RECORDING,
    b"OggS": RECORDING,
    b"\x1aE\xdf\xa3": FILM,
}
STREAMS: dict[bytes, Callable[[IO[bytes]], Stream]] = {
    b"\x1f\x8b": lambda packed: gzip.GzipFile(fileobj=packed),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\x00": lzma.LZMAFile,
}
ZIP, TAR = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"), b"ustar"
EMBEDDED = re.compile(rb";base64,([A-Za-z0-9+/=\s]{64,})")


class Leaf(NamedTuple):
    """Bytes, and where they are: in which file, and in which place of it; an exclamation mark leads into an archive."""

    file: str
    place: str
    content: bytes


class Unopened(NamedTuple):
    """A place that was not looked at, or not whole, and why."""

    place: str
    why: str


class _Allowance:
    """How many bytes and files more may come out of a packed file."""

    def __init__(self, size: int) -> None:
        self.room, self.files = SPARE + TIMES * size, MOST

    def read(self, stream: Stream) -> tuple[bytes, str | None]:
        """What a stream gives, and why that is not all of it, if it is not."""
        parts: list[bytes] = []
        try:
            while part := stream.read(min(PIECE, self.room + 1)):
                parts.append(part[: self.room])
                self.room -= len(part)
                if self.room < 0:
                    return b"".join(parts), TOO_MUCH
        except DAMAGED:
            return b"".join(parts), CUT_OFF
        return b"".join(parts), None


def below(folder: Path, passed_over: Callable[[str, Path], bool]) -> Iterator[tuple[str, Path] | Unopened]:
    """Every file below a folder by its path, in order; nothing of folders that are passed over by path and place."""

    def walk(place: Path, before: str) -> Iterator[tuple[str, Path] | Unopened]:
        try:
            entries = sorted(os.scandir(place), key=lambda entry: os.fsencode(entry.name))
        except OSError as e:
            yield Unopened(before or ".", f"this folder cannot be read ({e.strerror})")
            return
        for entry in entries:
            path, at = f"{before}{entry.name}", Path(entry.path)
            if passed_over(path, at):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from walk(at, f"{path}/")
            else:
                yield path, at

    yield from walk(folder, "")


def opened(path: str, at: Path) -> Iterator[Leaf | Unopened]:
    """A file, where a link leads, and everything that is packed in it, as deep as it goes."""
    try:
        looks = at.lstat()
        if stat.S_ISLNK(looks.st_mode):
            yield Leaf(path, f"{path}!link", os.fsencode(at.readlink()))
            if not at.exists():
                return
            looks = at.stat()
        if not stat.S_ISREG(looks.st_mode):
            what = "a link to a folder" if stat.S_ISDIR(looks.st_mode) else "no file"
            yield Unopened(path, f"it is {what}")
            return
        with at.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as e:
        yield Leaf(path, path, b"")  # its name is known
        yield Unopened(path, f"it cannot be read ({e.strerror})")
        return
    if len(content) > LARGEST:
        yield Unopened(path, TOO_LARGE)
    yield from _unpacked(Leaf(path, path, content), _Allowance(len(content)), 0)


def _unpacked(leaf: Leaf, budget: _Allowance, depth: int) -> Iterator[Leaf | Unopened]:
    """A leaf, and what is packed in it."""
    yield leaf
    file, place, content = leaf
    inside = _inside(content, budget)
    if closed := _closed(place, content):
        yield Unopened(place, closed)
    if inside is None:
        return
    if depth == DEEPEST:
        yield Unopened(place, f"there are more than {DEEPEST} packings around it")
        return
    for name, data, why in inside:
        within = f"{place}!{name}"
        if why is not None:
            yield Unopened(within if name else place, why)
        if data is not None:
            yield from _unpacked(Leaf(file, within, data), budget, depth + 1)
        if budget.room < 0:
            return


def _closed(place: str, content: bytes) -> str | None:
    """Why what these bytes hold cannot be looked at, if it cannot."""
    what = next((kind for sign, kind in CLOSED.items() if content.startswith(sign)), None)
    if content[4:8] == b"ftyp" and content[8:12] not in PICTURES:  # ISO/IEC 14496-12
        what = HEIC if content[8:12] in HEICS else FILM
    elif content.startswith(b"RIFF") and content[8:12] == b"WAVE":
        what = RECORDING
    elif place.casefold().endswith(".br"):  # has no sign of its own
        what = "packed with Brotli"
    return what if what in (None, ENCRYPTED) else f"it is {what}; no words and pictures in it were looked at"


# The name of what is packed (empty for the only thing), its bytes, and why they are not all of it.
Packed = Iterator[tuple[str, bytes | None, str | None]]


def _inside(content: bytes, budget: _Allowance) -> Packed | None:
    """What is packed in these bytes; None where nothing is."""
    for sign, unpack in STREAMS.items():
        if content.startswith(sign):
            return _in_stream(unpack, content, budget)
    if content.startswith(ZIP) or zipfile.is_zipfile(io.BytesIO(content)):
        return _in_zip(content, budget)
    if content[257:262] == TAR:
        return _in_tar(content, budget)
    return _embedded(content) if b";base64," in content else None


def _in_stream(unpack: Callable[[IO[bytes]], Stream], content: bytes, budget: _Allowance) -> Packed:
    data, why = budget.read(unpack(io.BytesIO(content)))
    yield "", data, why


def _in_zip(content: bytes, budget: _Allowance) -> Packed:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except DAMAGED:
        yield "", None, CUT_OFF
        return
    for entry in entries:
        budget.files -= 1
        if budget.files < 0:
            yield "", None, f"it holds more than {MOST:,} files"
            return
        if entry.flag_bits & 1:
            yield entry.filename, b"", ENCRYPTED
            continue
        try:
            with archive.open(entry) as stream:
                data, why = budget.read(stream)
        except DAMAGED:
            data, why = b"", CUT_OFF
        yield entry.filename, data, why


def _in_tar(content: bytes, budget: _Allowance) -> Packed:
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            for entry in archive:
                budget.files -= 1
                if budget.files < 0:
                    yield "", None, f"it holds more than {MOST:,} files"
                    return
                stream = archive.extractfile(entry) if entry.isreg() else None
                data, why = budget.read(stream) if stream else (entry.linkname.encode("utf-8", "replace"), None)
                yield entry.name, data, why
        if not content.endswith(bytes(2 * tarfile.BLOCKSIZE)):  # which end every whole one
            yield "", None, CUT_OFF
    except DAMAGED:
        yield "", None, CUT_OFF


def _embedded(content: bytes) -> Packed:
    """Pictures and other files that a page holds in itself (data: addresses)."""
    for number, found in enumerate(EMBEDDED.finditer(content), 1):
        with suppress(binascii.Error):  # then it is none, and was looked at as the text that it is
            yield f"data-{number}", base64.b64decode(found[1]), None
