"""What is packed in bytes, each format read to its end: what lies before, between and behind is given as well.

Nothing that is given is left out, so whoever looks at all of it has looked at every byte. Streams that stand somewhere
in other bytes are found by how they begin, as in a program that unpacks itself.
"""

from __future__ import annotations

import bz2
import io
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

SPARE, TIMES = 8_000_000, 20  # bytes, and times its own size, that what is packed in a file may take
MOST = 100_000  # files that may be packed in one
PIECE = 1 << 20
MEMORY = 1 << 28  # bytes that a packed stream may ask for
TOO_MUCH = f"it unpacks to more than {TIMES} times its size, and was looked at in part"
CUT_OFF = "it is cut off or damaged, and was looked at in part"
ENCRYPTED = "it is encrypted"
TOO_MANY = f"it holds more than {MOST:,} files"
# What readers of packed files raise for ones that are damaged, encrypted, or of a kind that they do not know.
DAMAGED = (
    *(OSError, EOFError, ValueError, RuntimeError, NotImplementedError, struct.error, LookupError, MemoryError),
    *(zlib.error, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError),
)
Decoder = Callable[[], Any]  # what has decompress, eof and unused_data, as in zlib, bz2 and lzma


def _deflate() -> Any:
    return zlib.decompressobj(-zlib.MAX_WBITS)


STREAMS: dict[bytes, Decoder] = {
    b"\x1f\x8b": lambda: zlib.decompressobj(zlib.MAX_WBITS | 16),
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ\x00": lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, MEMORY),
}
# Streams without a sign of their own.
BARE: tuple[Decoder, ...] = (
    zlib.decompressobj,
    lambda: lzma.LZMADecompressor(lzma.FORMAT_ALONE, MEMORY),
    _deflate,
)
ENTRY = b"PK\x03\x04"
ZIP = (ENTRY, b"PK\x05\x06", b"PK\x07\x08")
BEGINS = re.compile(rb"\x1f\x8b\x08|BZh[1-9](?=1AY&SY|\x17rE8P\x90)|\xfd7zXZ\x00|PK\x03\x04")


class Packed(NamedTuple):
    """What is packed: its name (empty for the only thing), its bytes if any, and why they are not all of it."""

    name: str
    content: bytes | None
    why: str | None


class Allowance:
    """How many bytes and files more may come out of a packed file."""

    def __init__(self, size: int) -> None:
        self.room, self.files = SPARE + TIMES * size, MOST

    def take(self, data: bytes) -> tuple[bytes, str | None]:
        """As much of these bytes as there is room for, and why that is not all, if it is not."""
        taken = data[: max(self.room, 0)]
        self.room -= len(data)
        return taken, TOO_MUCH if self.room < 0 else None

    def stream(self, make: Decoder, content: bytes, start: int) -> tuple[bytes, str | None, int]:
        """What a stream from there on gives, why that is not all of it, if it is not, and where it ends."""
        decoder, at, fed = make(), start, b""
        parts: list[bytes] = []
        why = None
        try:
            while not decoder.eof and why is None:
                ended = at >= len(content) and not fed
                if not fed and getattr(decoder, "needs_input", True):
                    fed = content[at : at + PIECE]
                    at += len(fed)
                part = decoder.decompress(fed, min(PIECE, max(self.room, 0) + 1))
                fed = getattr(decoder, "unconsumed_tail", b"")
                if not part and ended and not decoder.eof:
                    return b"".join(parts), CUT_OFF, at
                part, why = self.take(part)
                parts.append(part)
        except DAMAGED:
            return b"".join(parts), CUT_OFF, at
        return b"".join(parts), why, at - len(decoder.unused_data)


def packed(content: bytes, allowance: Allowance) -> Iterator[Packed] | None:
    """What is packed in these bytes; None where they are in no format that is known here."""
    for sign in STREAMS:
        if content.startswith(sign):
            return _in_streams(sign, content, allowance)
    if content.startswith(ZIP) or _ends_as_zip(content):
        return _in_zip(content, allowance)
    if _is_tar(content):
        return _in_tar(content, allowance)
    return _in_bare_stream(content, allowance)


def scattered(content: bytes, allowance: Allowance, otherwise: str) -> Iterator[Packed]:
    """Streams anywhere in these bytes, and all between them; where there is none, it is ``otherwise`` not opened."""
    done = 0
    for found in BEGINS.finditer(content):
        at = found.start()
        if at < done:
            continue
        allowance.files -= 1
        if allowance.files < 0:
            yield Packed("", None, TOO_MANY)
            return
        name, data, why, end = _at(found[0], content, at, allowance)
        if why is None:
            if at > done:
                yield Packed(f"at-{done}", content[done:at], None)
            yield Packed(name, data, None)
            done = end
        elif data:
            yield Packed(name, data, why)
    if done == 0:
        yield Packed("", None, otherwise)
    else:
        yield from _rest(content, done)


def _at(sign: bytes, content: bytes, at: int, allowance: Allowance) -> tuple[str, bytes, str | None, int]:
    """A stream that begins there, or a zip archive's file, with its name."""
    if sign != ENTRY:
        make = next(make for begins, make in STREAMS.items() if sign.startswith(begins))
        return (f"at-{at}", *allowance.stream(make, content, at))
    try:
        flags, method = struct.unpack_from("<2H", content, at + 6)
        size, name, extra = struct.unpack_from("<I4x2H", content, at + 18)
    except struct.error:
        return "", b"", CUT_OFF, at
    start = at + 30 + name + extra
    called = content[at + 30 : at + 30 + name].decode("utf-8", "replace")
    if flags & 1 or method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return called, b"", CUT_OFF, at
    if method == zipfile.ZIP_DEFLATED:
        data, why, end = allowance.stream(_deflate, content, start)
        return called, data, why, _behind_descriptor(content, end) if flags & 8 else end
    data, why = allowance.take(content[start : start + size])
    return called, data, why or (CUT_OFF if start + size > len(content) else None), start + size


def _behind_descriptor(content: bytes, at: int) -> int:
    """Where a file of a zip archive ends that has its sizes behind it (APPNOTE 4.3.9), in four ways of writing them."""
    sign = 4 if content.startswith(b"PK\x07\x08", at) else 0
    ends = (at + sign + length for length in (12, 20))
    return next((end for end in ends if content.startswith(b"PK", end)), at + sign + 12)


def _rest(content: bytes, at: int) -> Iterator[Packed]:
    """What is behind all that is known; zeros are nothing."""
    if content[at:].strip(b"\0"):
        yield Packed(f"at-{at}", content[at:], None)


def _in_streams(sign: bytes, content: bytes, allowance: Allowance) -> Iterator[Packed]:
    """One stream, and those of the same kind behind it, which are read as one, with zeros between them."""
    parts: list[bytes] = []
    end = 0
    while True:
        data, why, end = allowance.stream(STREAMS[sign], content, end)
        parts.append(data)
        following = end + len(content[end:]) - len(content[end:].lstrip(b"\0"))
        if why is not None or not content.startswith(sign, following):
            break
        end = following
    yield Packed("", b"".join(parts), why)
    yield from _rest(content, end) if why is None else scattered(content[1:], allowance, why)


def _in_bare_stream(content: bytes, allowance: Allowance) -> Iterator[Packed] | None:
    """A stream that has no sign, if these bytes are one to the end."""
    for make in BARE if content.strip(b"\0") else ():
        room = allowance.room
        data, why, end = allowance.stream(make, content, 0)
        if data and (why == TOO_MUCH or (why is None and not content[end:].strip(b"\0"))):
            return iter([Packed("", data, why)])
        allowance.room = room
    return None


def _ends_as_zip(content: bytes) -> bool:
    """Whether a zip archive's directory stands at the end, damaged or not."""
    try:
        return zipfile.is_zipfile(io.BytesIO(content))
    except DAMAGED:
        return True


def _in_zip(content: bytes, allowance: Allowance) -> Iterator[Packed]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
        spans = [(archive.start_dir, _directory_end(content, archive.start_dir))]
    except DAMAGED:
        yield Packed("", None, CUT_OFF)
        yield from scattered(content, allowance, CUT_OFF)
        return
    for entry in entries:
        allowance.files -= 1
        if allowance.files < 0:
            yield Packed("", None, TOO_MANY)
            return
        at = entry.header_offset
        if not 0 <= at <= len(content) - 30 or not content.startswith(ENTRY, at):
            yield Packed(entry.filename, b"", CUT_OFF)
            continue
        start = at + 30 + sum(struct.unpack_from("<2H", content, at + 26))
        end = start + entry.compress_size
        spans.append((at, _behind_descriptor(content, end) if entry.flag_bits & 8 else end))
        if entry.flag_bits & 1:
            yield Packed(entry.filename, b"", ENCRYPTED)
            continue
        data, why, used = _unzipped(archive, entry, content[start:end], allowance)
        yield Packed(entry.filename, data, why)
        yield from (piece._replace(name=f"{entry.filename}!{piece.name}") for piece in _rest(content[start:end], used))
    done = 0
    for at, end in sorted(spans):
        if at > done and content[done:at].strip(b"\0"):
            yield Packed(f"at-{done}", content[done:at], None)
        done = max(done, end)
    yield from _rest(content, done)


def _unzipped(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, data: bytes, allowance: Allowance
) -> tuple[bytes, str | None, int]:
    """A file of a zip archive, why that is not all of it, if it is not, and how many of its packed bytes that took."""
    why: str | None
    used = len(data)
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        made, why, used = allowance.stream(_deflate, data, 0)
    elif entry.compress_type == zipfile.ZIP_STORED:
        made, why = allowance.take(data)
    else:
        try:
            with archive.open(entry) as stream:
                made, why = allowance.take(stream.read(max(allowance.room, 0) + 1))
        except DAMAGED:
            return b"", CUT_OFF, used
    if why is None and (len(made), zlib.crc32(made)) != (entry.file_size, entry.CRC):
        why = CUT_OFF
    return made, why, used


def _directory_end(content: bytes, at: int) -> int:
    """Where a zip archive ends whose directory begins there (APPNOTE 4.3.12 to 4.3.16)."""
    while content.startswith(b"PK\x01\x02", at):
        at += 46 + sum(struct.unpack_from("<3H", content, at + 28))
    if content.startswith(b"PK\x06\x06", at):
        at += 12 + int(struct.unpack_from("<Q", content, at + 4)[0])
    if content.startswith(b"PK\x06\x07", at):
        at += 20
    if content.startswith(b"PK\x05\x06", at):
        at += 22 + int(struct.unpack_from("<H", content, at + 20)[0])
    return at


def _is_tar(content: bytes) -> bool:
    """Whether these bytes begin with a file's header of a tar archive of any age: its sum is right."""
    try:
        tarfile.TarInfo.frombuf(content[: tarfile.BLOCKSIZE], "utf-8", "surrogateescape")
    except DAMAGED:
        return False
    return True


def _in_tar(content: bytes, allowance: Allowance) -> Iterator[Packed]:
    done = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            for entry in archive:
                allowance.files -= 1
                if allowance.files < 0:
                    yield Packed("", None, TOO_MANY)
                    return
                end = archive.offset
                sparse = archive.extractfile(entry) if entry.issparse() else None
                written = content[entry.offset_data : entry.offset_data + entry.size if entry.isreg() else end]
                taken, why = allowance.take(sparse.read(max(allowance.room, 0) + 1) if sparse else written)
                name = entry.name.encode("utf-8", "replace").decode()
                yield Packed(name, taken, why or (CUT_OFF if end > len(content) else None))
                if entry.linkname:
                    yield Packed(f"{name}!link", entry.linkname.encode("utf-8", "replace"), None)
                between = content[done : entry.offset] + content[entry.offset_data + entry.size : end]
                if between.strip(b"\0") and not entry.issparse():
                    yield Packed(f"{name}!padding", between, None)
                done = end
    except DAMAGED:
        yield Packed("", None, CUT_OFF)
    if not content.endswith(bytes(2 * tarfile.BLOCKSIZE)):  # which end every whole one
        yield Packed("", None, CUT_OFF)
    behind = content[done:].lstrip(b"\0")
    if behind:
        at = len(content) - len(behind)
        yield from _rest(content, at - (at - done) % tarfile.BLOCKSIZE)
