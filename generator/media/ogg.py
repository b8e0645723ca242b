"""Ogg files (RFC 3533) with Opus or Vorbis: pages, in which one stream's packets lie one behind the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from generator.media import xiph
from generator.media.contents import CUT_SHORT, Contents, Hidden, Track, UnreadableError, exactly, hidden, size_of

MARK = b"OggS"
HEAD = 27
# Of packets before the sound as much is read as an encoder can have meant; pictures in remarks may be larger.
LARGEST_HEADER = 1_000_000
OPUS_RATE = 48_000
HEADS = {"Opus": xiph.is_opus_head, "Vorbis": xiph.is_vorbis_head}


def is_ogg(start: bytes) -> bool:
    """Whether a file begins as these do."""
    return start.startswith(MARK)


def ogg(file: BinaryIO) -> Contents:
    """What is in such a file. Raises UnreadableError."""
    headers: list[bytes] = []
    packet, wanted, last, streams = b"", 1, 0, set()
    for granule, stream, start, lacing in _pages(file):
        streams.add(stream)
        last = max(last, granule)
        at = start
        for length in lacing if len(headers) < wanted else b"":
            packet += exactly(file, at, length) if len(packet) < LARGEST_HEADER else b""
            at += length
            if length < 0xFF:
                headers.append(packet)
                packet = b""
                wanted = _headers_of(headers[0])
                if len(headers) == wanted:
                    break
    if not headers or len(headers) < wanted:
        raise UnreadableError(CUT_SHORT)
    codec, rate, begins = _sound(headers[0])
    found = [Hidden("more than one stream")] if len(streams) > 1 else []
    if codec in HEADS and not HEADS[codec](headers[0]):
        found.append(hidden("the first header", headers[0]))
    if codec in HEADS and not xiph.has_no_remarks(headers[1]):
        found.append(hidden("comments", headers[1]))
    seconds = max(0, last - begins) / rate
    if not seconds:
        raise UnreadableError(f"{CUT_SHORT}: it holds no sound")
    return Contents("Ogg", ".ogg", (Track("audio", codec, seconds, codec in HEADS),), tuple(found))


def _pages(file: BinaryIO) -> Iterator[tuple[int, int, int, bytes]]:
    """Of each page: how far the sound is at its end, its stream, where its body begins, and the lengths in it."""
    at, size = 0, size_of(file)
    while at < size:
        head = exactly(file, at, HEAD)
        if not head.startswith(MARK):
            raise UnreadableError(CUT_SHORT)
        lacing = exactly(file, at + HEAD, head[HEAD - 1])
        start = at + HEAD + len(lacing)
        granule = int.from_bytes(head[6:14], "little", signed=True)
        at = start + sum(lacing)
        if at > size:
            raise UnreadableError(CUT_SHORT)
        yield granule, int.from_bytes(head[14:18], "little"), start, lacing


def _headers_of(first: bytes) -> int:
    """How many packets stand before the sound."""
    return 3 if first.startswith(xiph.VORBIS) else 2 if first.startswith(xiph.OPUS) else 1


def _sound(first: bytes) -> tuple[str, int, int]:
    """A stream's codec, its samples a second, and how many of them are not played."""
    if first.startswith(xiph.OPUS):
        return "Opus", OPUS_RATE, int.from_bytes(first[10:12], "little")
    if first.startswith(xiph.VORBIS):
        return "Vorbis", int.from_bytes(first[12:16], "little") or 1, 0
    return "something else than Opus or Vorbis", 1, 0
