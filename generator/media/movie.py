"""MP4, M4A and QuickTime files (ISO/IEC 14496-12): each byte of one is a sample, is needed to play it, or is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from generator.media.boxes import Box, OuterBox, outer_boxes
from generator.media.contents import (
    CUT_SHORT,
    Contents,
    Hidden,
    UnreadableError,
    exactly,
    hidden,
    hidden_at,
    is_empty,
    size_of,
)
from generator.media.movie_parts import hidden_in
from generator.media.movie_track import MovieTrack, movie_track

# The tables of a recording of many hours have some millions of bytes.
LARGEST_TABLES = 100_000_000
QUICKTIME = b"qt  "
# Kinds of files that say how they are to be read (http://mp4ra.org), and nothing of who made them.
BRANDS = re.compile(rb"(iso[m2-9a-c]|mp4[12]|avc1|M4[ABPV] |M4V[HP]|dash|MSNV|qt  |3g[p2][4-9a-h]|\0{4})+")
MARKS = (b"ftyp", b"moov", b"mdat", b"wide", b"skip", b"free")
MOST_TRACKS = 64


def is_movie(start: bytes) -> bool:
    """Whether a file that begins so is made of such boxes."""
    return start[4:8] in MARKS


def movie(file: BinaryIO) -> Contents:
    """What is in such a file. Raises UnreadableError."""
    size = size_of(file)
    outer = list(outer_boxes(file, size))
    brands = b"".join(exactly(file, box.start, min(box.end - box.start, 200)) for box in outer if box.kind == "ftyp")
    headers = [box for box in outer if box.kind == "moov"]
    if len(headers) != 1 or headers[0].end - headers[0].start > LARGEST_TABLES:
        raise UnreadableError(f"{CUT_SHORT}: it has no list of what is in it")
    moov = Box("moov", memoryview(exactly(file, headers[0].start, headers[0].end - headers[0].start)), "moov")
    if any(kind == "pssh" for kind in (*(box.kind for box in outer), *(box.kind for box in moov.boxes()))):
        raise UnreadableError("this recording is protected against copying")
    ticks = moov["mvhd"].number(20 if moov["mvhd"].version else 12, 4)
    traks = [box for box in moov.boxes() if box.kind == "trak"]
    if len(traks) > MOST_TRACKS:
        raise UnreadableError(f"this recording has more than {MOST_TRACKS} tracks")
    live = moov.get("mvex") is not None
    tracks = [movie_track(file, trak, ticks, live=live) for trak in traks]
    found = [*_around(file, outer, brands), *hidden_in(moov), *(one for track in tracks for one in track.hidden)]
    if live:
        found.append(Hidden("moof", ("pieces, as for sending live",)))
    else:
        found += _between(file, outer, tracks)
    shown = tuple(track.track for track in tracks if track.track is not None)
    quicktime = brands[:4] == QUICKTIME or not brands
    picture = any(track.kind == "video" for track in shown)
    format_ = "QuickTime" if quicktime else "MP4" if picture else "M4A"
    hides = tuple(dict.fromkeys(found))
    return Contents(format_, ".mp4" if picture else ".m4a", shown, hides, publishable=not quicktime)


def _around(file: BinaryIO, outer: list[OuterBox], brands: bytes) -> Iterator[Hidden]:
    """What stands right in the file, beside its list and its samples."""
    for box in outer:
        if box.kind == "ftyp":
            # Between the first brand and the others stands a version.
            if not BRANDS.fullmatch(brands[:4] + brands[8:]) or box.end - box.start > 100:  # 23 brands
                yield hidden("ftyp", brands)
        elif box.kind in ("free", "skip", "wide"):
            if not is_empty(file, box.start, box.end):
                yield hidden_at(file, box.kind, box.start, box.end)
        elif box.kind not in ("moov", "mdat", "moof"):
            yield hidden_at(file, box.kind, box.start, box.end)


def _between(file: BinaryIO, outer: list[OuterBox], tracks: list[MovieTrack]) -> Iterator[Hidden]:
    """What stands among the samples and is none. Raises UnreadableError where samples lie elsewhere."""
    extents = sorted((extent for track in tracks for extent in track.extents), key=lambda extent: extent.start)
    which = 0
    for box in (box for box in outer if box.kind == "mdat"):
        at = box.start
        while which < len(extents) and extents[which].start < box.end:
            extent = extents[which]
            if extent.start < box.start or extent.end > box.end:
                raise UnreadableError(f"{CUT_SHORT}: sound or picture of it is missing")
            if extent.start > at and not is_empty(file, at, extent.start):
                yield hidden_at(file, "mdat", at, extent.start)
            at = max(at, extent.end)
            which += 1
        if not is_empty(file, at, box.end):
            yield hidden_at(file, "mdat", at, box.end)
    if which < len(extents) or not extents:
        raise UnreadableError(f"{CUT_SHORT}: sound or picture of it is missing")
