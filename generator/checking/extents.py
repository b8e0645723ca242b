"""Where pictures and fonts end, told by their own structure, so that nothing can be kept in or behind one unseen.

Only parts that a format's own description names are passed; what holds any other has no known end.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

PNG, JPEG, BMP, ICO = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"BM", b"\0\0\1\0"
# Parts of PNG (W3C PNG 3, 11), WebP (RFC 9649, 2) and AVIF (ISO/IEC 23008-12).
CHUNKS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI "
    b"tEXt zTXt iTXt bKGD hIST pHYs sPLT eXIf tIME acTL fcTL fdAT".split()
)
WEBP_CHUNKS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP", b"EXIF", b"XMP "})
BOXES, BRANDS = frozenset({b"ftyp", b"meta", b"mdat", b"moov"}), (b"avif", b"avis")
# How application segments of JPEG begin that cameras and editors write.
SEGMENTS = (
    *(b"JFIF\0", b"JFXX\0", b"Exif\0\0", b"http://ns.adobe.com/", b"ICC_PROFILE\0", b"MPF\0"),
    *(b"Photoshop 3.0\0", b"Adobe\0", b"Adobe", b"Ducky\0"),
)
ENTROPY_ENDS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
FONTS = (b"\0\1\0\0", b"OTTO", b"true")
# What readers of damaged structures come to.
BROKEN = (IndexError, struct.error)


def picture_end(content: bytes) -> int | None:
    """How many bytes of these are a picture; None if they begin with none, or with one that holds unknown parts."""
    found = next((end for begins, end in PICTURES.items() if content.startswith(begins)), None)
    if found is None and content[4:8] == b"ftyp" and content[8:12] in BRANDS:
        found = _avif
    try:
        return found(content) if found else None
    except BROKEN:
        return None


def font_end(content: bytes) -> int | None:
    """How many bytes of these are a font of tables (OpenType 1.9, "Organization of an OpenType Font")."""
    if not content.startswith(FONTS):
        return None
    try:
        number = struct.unpack_from(">H", content, 4)[0]
        tables = [struct.unpack_from(">2I", content, 12 + 16 * n + 8) for n in range(number)]
    except BROKEN:
        return None
    end = _covered(content, 12 + 16 * number, sorted(tables))
    return end if number else None


def _covered(content: bytes, start: int, spans: list[tuple[int, int]]) -> int | None:
    """Where the last of these spans (start and length) ends, if there is nothing between them but up to three zeros."""
    end: int = start
    for at, length in spans:
        if at - end > 3 or content[end:at].strip(b"\0"):
            return None
        end = max(end, at + length)
    return end


def _png(content: bytes) -> int | None:
    at = len(PNG)
    while True:
        length, kind = struct.unpack_from(">I4s", content, at)
        at += 12 + int(length)
        if kind not in CHUNKS or at > len(content):
            return None
        if kind == b"IEND":
            return at


def _jpeg(content: bytes) -> int | None:
    at = 2
    while content[at] == 0xFF:
        kind = content[at + 1]
        if kind == 0xFF:  # a fill byte
            at += 1
            continue
        if kind == 0xD9:
            return at + 2
        (length,) = struct.unpack_from(">H", content, at + 2)
        if 0xE0 <= kind <= 0xEF and not content.startswith(SEGMENTS, at + 4):
            return None
        at += 2 + length
        if kind == 0xDA:
            ends = ENTROPY_ENDS.search(content, at)
            if ends is None:
                return None
            at = ends.start()
    return None


def _gif(content: bytes) -> int | None:
    def colours(flags: int) -> int:
        return 3 << ((flags & 7) + 1) if flags & 0x80 else 0

    at = 13 + colours(content[10])
    while True:
        kind = content[at]
        if kind == 0x3B:
            return at + 1
        if kind not in (0x21, 0x2C):
            return None
        at += 2 if kind == 0x21 else 11 + colours(content[at + 9])
        while length := content[at]:
            at += 1 + length
        at += 1


def _webp(content: bytes) -> int | None:
    (size,) = struct.unpack_from("<I", content, 4)
    at = 12
    while content[8:12] == b"WEBP" and at < size + 8:
        kind, length = struct.unpack_from("<4sI", content, at)
        at += 8 + length + length % 2
        if kind not in WEBP_CHUNKS:
            return None
    return at if size + 8 <= at <= len(content) else None


def _avif(content: bytes) -> int | None:
    at = 0
    while at < len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        if kind not in BOXES or size < 8 or at + size > len(content):
            return at or None
        at += size
    return at


def _bmp(content: bytes) -> int | None:
    size, _, _, header = struct.unpack_from("<IHHI", content, 2)
    return size if 26 <= header < size <= len(content) else None


def _ico(content: bytes) -> int | None:
    number = int.from_bytes(content[4:6], "little")
    spans = [struct.unpack_from("<2I", content, 6 + 16 * n + 8) for n in range(number)]
    return _covered(content, 6 + 16 * number, sorted((at, length) for length, at in spans)) if number else None


PICTURES: dict[bytes, Callable[[bytes], int | None]] = {
    PNG: _png,
    JPEG: _jpeg,
    b"GIF87a": _gif,
    b"GIF89a": _gif,
    b"RIFF": _webp,
    BMP: _bmp,
    ICO: _ico,
}
