"""Ogg files (RFC 3533) with Opus (RFC 7845): pages, in which a stream's packets lie one behind the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from generator.media import opus
from generator.media.contents import CUT_SHORT, Contents, Hidden, Track, UnreadableError, exactly, hidden, size_of

MARK = b"OggS"
HEAD = 27
# Of packets before the sound as much is read as an encoder can have meant; pictures in remarks may be larger.
LARGEST_HEADER = 1_000_000
# Before the sound stand two packets, each cut into pieces of 255 bytes and a shorter last one.
HEADERS, FULL = 2, 255
OTHERS = ((b"\1vorbis", "Vorbis"), (b"\x7fFLAC", "FLAC"), (b"Speex", "Speex"), (b"\x80theora", "Theora"))


def is_ogg(start: bytes) -> bool:
    """Whether a file begins as these do."""
    return start.startswith(MARK)


def ogg(file: BinaryIO) -> Contents:
    """What is in such a file. Raises UnreadableError."""
    headers, packet, streams, last = list[bytes](), b"", set[int](), 0
    for granule, stream, start, lacing in _pages(file):
        streams.add(stream)
        last, at = max(last, granule), start
        for length in lacing if len(headers) < HEADERS else b"":
            packet += exactly(file, at, length) if len(packet) < LARGEST_HEADER else b""
            at += length
            if length < FULL and len(headers) < HEADERS:
                headers, packet = [*headers, packet], b""
    if len(headers) < HEADERS:
        raise UnreadableError(CUT_SHORT)
    head, tags = headers
    if not head.startswith(opus.HEAD):
        return Contents("Ogg", ".ogg", (Track("audio", _other(head), 0.0, plays=False),), ())
    found = [Hidden("more than one stream")] if len(streams) > 1 else []
    if not opus.is_head(head):
        found.append(hidden("OpusHead", head))
    if not opus.has_no_remarks(tags):
        found.append(hidden("OpusTags", tags))
    seconds = (last - opus.not_played(head)) / opus.RATE
    if seconds <= 0:
        raise UnreadableError(f"{CUT_SHORT}: it holds no sound")
    return Contents("Ogg", ".ogg", (Track("audio", "Opus", seconds, plays=True),), tuple(found))


def _other(head: bytes) -> str:
    """What people call what begins so."""
    return next((name for mark, name in OTHERS if head.startswith(mark)), "something else than Opus")


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
