"""Ogg files (RFC 3533) with Opus (RFC 7845): pages, in which a stream's packets lie one behind the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from generator.media import opus
from generator.media.contents import (
    CUT_AWAY,
    CUT_SHORT,
    Contents,
    Hidden,
    Track,
    UnreadableError,
    exactly,
    hidden,
    size_of,
)

MARK = b"OggS"
HEAD = 27
# Of packets before the sound as much is read as an encoder can have meant; pictures in remarks may be larger.
LARGEST_HEADER = 1_000_000
# Before the sound stand two packets, each cut into pieces of 255 bytes and a shorter last one.
HEADERS, FULL = 2, 255
OTHERS = ((b"\1vorbis", "Vorbis"), (b"\x7fFLAC", "FLAC"), (b"Speex", "Speex"), (b"\x80theora", "Theora"))


@dataclass(slots=True)
class PagesSeen:
    """What is known of a file while its pages are gone through; ``sound`` and ``last`` in samples."""

    headers: list[bytes] = field(default_factory=list)
    packet: bytes = b""
    streams: set[int] = field(default_factory=set)
    last: int = 0
    sound: int = 0
    goes_on: bool = False


def is_ogg(start: bytes) -> bool:
    """Whether a file begins as these do."""
    return start.startswith(MARK)


def ogg(file: BinaryIO) -> Contents:
    """What is in such a file. Raises UnreadableError."""
    seen = PagesSeen()
    for granule, stream, start, lacing in _pages(file):
        seen.streams.add(stream)
        seen.last = max(seen.last, granule)
        _packets(file, start, lacing, seen)
    headers, streams = seen.headers, seen.streams
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
    if max(opus.not_played(head), seen.sound - seen.last) > opus.MOST_UNPLAYED:
        found.append(Hidden("what is not played", (CUT_AWAY,)))
    seconds = (seen.last - opus.not_played(head)) / opus.RATE
    if seconds <= 0:
        raise UnreadableError(f"{CUT_SHORT}: it holds no sound")
    return Contents("Ogg", ".ogg", (Track("audio", "Opus", seconds, plays=True),), tuple(found))


def _packets(file: BinaryIO, at: int, lacing: bytes, seen: PagesSeen) -> None:
    """Take down the packets of a page: the first two whole, and of the first stream's others how long they last."""
    for length in lacing:
        if len(seen.headers) < HEADERS:
            seen.packet += exactly(file, at, length) if len(seen.packet) < LARGEST_HEADER else b""
            if length < FULL:
                seen.headers.append(seen.packet)
                seen.packet = b""
        elif not seen.goes_on and len(seen.streams) == 1:
            seen.sound += opus.samples(exactly(file, at, min(length, 2)))
        at, seen.goes_on = at + length, length == FULL


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
