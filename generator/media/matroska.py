"""WebM and Matroska files (RFC 8794 and 9559): elements with a number, a length and a body, in each other."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, Literal

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
    hidden_at,
    is_empty,
    size_of,
)

MARK = b"\x1a\x45\xdf\xa3"
EBML, SEGMENT, VOID, CLUSTER, TRACK, INFO = 0x1A45DFA3, 0x18538067, 0xEC, 0x1F43B675, 0xAE, 0x1549A966
SIMPLE_BLOCK, BLOCK = 0xA3, 0xA1
DOC_TYPE, SCALE, DURATION, TIMESTAMP = 0x4282, 0x2AD7B1, 0x4489, 0xE7
NUMBER, TYPE, CODEC, PRIVATE = 0xD7, 0x83, 0x86, 0x63A2
ENABLED, DELAY, DISCARDED = 0xB9, 0x56AA, 0x75A2
WIDTH, HEIGHT, SHOWN_WIDTH, SHOWN_HEIGHT, SHOWN_UNIT = 0xB0, 0xBA, 0x54B0, 0x54BA, 0x54B2
# What may stand in what, of elements that hold others (RFC 9559, section 5.1). Titles, days, chapters, attached files,
# names of tracks and whatever else there may be are hidden.
HOLDS: Mapping[int, tuple[int, ...]] = {
    0: (EBML, SEGMENT),
    EBML: (0x4286, 0x42F7, 0x42F2, 0x42F3, DOC_TYPE, 0x4287, 0x4285),
    SEGMENT: (0x114D9B74, INFO, 0x1654AE6B, CLUSTER, 0x1C53BB6B, 0x1254C367),
    0x114D9B74: (0x4DBB,),  # where to find what
    0x4DBB: (0x53AB, 0x53AC),
    INFO: (SCALE, DURATION, 0x4D80, 0x5741),
    0x1654AE6B: (TRACK,),
    TRACK: (
        *(NUMBER, 0x73C5, TYPE, ENABLED, 0x88, 0x55AA, 0x9C, 0x23E383, 0x22B59C, 0x22B59D, CODEC, PRIVATE),
        *(DELAY, 0x56BB, 0xE0, 0xE1, 0x6DE7, 0x6DF8, 0x55EE),
    ),
    0xE0: (WIDTH, HEIGHT, SHOWN_WIDTH, SHOWN_HEIGHT, SHOWN_UNIT, 0x9A, 0x9D, 0x53B8, 0x53C0, 0x55B0),
    0x55B0: (*range(0x55B1, 0x55BE), 0x55D0),
    0x55D0: tuple(range(0x55D1, 0x55DB)),
    0xE1: (0xB5, 0x78B5, 0x9F, 0x6264, 0x52F1),
    CLUSTER: (TIMESTAMP, SIMPLE_BLOCK, 0xA0, 0xA7, 0xAB),
    0xA0: (BLOCK, 0x9B, 0xFB, DISCARDED, 0xFA),
    0x1C53BB6B: (0xBB,),  # where to find which second
    0xBB: (0xB3, 0xB7),
    0xB7: (0xF7, 0xF1, 0xF0, 0xB2, 0x5378),
    0x1254C367: (0x7373,),  # remarks
    0x7373: (0x63C0, 0x67C8),
    0x63C0: (0x68CA, 0x63C5),
    0x67C8: (0x45A3, 0x4487),
}
# Of elements that hold text, what they may say. Of remarks, only how long a track is.
SAYS: Mapping[int, re.Pattern[bytes]] = {
    number: re.compile(words)
    for number, words in {
        DOC_TYPE: rb"webm|matroska",
        **dict.fromkeys((0x4D80, 0x5741), rb"Lavf"),
        **dict.fromkeys((0x22B59C, 0x22B59D), rb"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,4})?"),
        CODEC: rb"[AV]_[A-Z0-9/_]{2,20}",
        0x45A3: rb"DURATION",
        0x4487: rb"[0-9:.]{8,18}\0*",
    }.items()
}
LONGEST_NUMBER = 8
CODECS = {"V_VP8": "VP8", "V_VP9": "VP9", "A_OPUS": "Opus"}
OTHERS = {
    "V_AV1": "AV1",
    "V_MPEG4/ISO/AVC": "H.264",
    "V_MPEGH/ISO/HEVC": "HEVC (H.265)",
    "A_AAC": "AAC",
    "A_MPEG/L3": "MP3",
    "A_FLAC": "FLAC",
    "A_VORBIS": "Vorbis",
}
PICTURE, SOUND = 1, 2
LONGEST_VPX = 16
# By which a track, or a part of it, is not played; of sound, in nanoseconds.
UNPLAYED = (ENABLED, DELAY, DISCARDED)
MOST_UNPLAYED = opus.MOST_UNPLAYED * 1_000_000_000 // opus.RATE
MOST_DISCARDS = 1
# As many as no recording of a day has.
MOST_ELEMENTS, MOST_HIDDEN = 10_000_000, 1000
# How far what a file says of its length may be from where its last block is.
NEAR = 2.0


LIVE = Hidden("Segment", ("pieces, as for sending live",))


@dataclass(slots=True)
class ElementsSeen:
    """What is known of a file while its elements are gone through."""

    hidden: list[Hidden] = field(default_factory=list)
    values: dict[int, bytes] = field(default_factory=dict)  # of the segment
    tracks: list[dict[int, bytes]] = field(default_factory=list)
    elements: int = 0
    cluster: int = 0
    last: int = 0
    discards: int = 0


def is_matroska(start: bytes) -> bool:
    """Whether a file begins as these do."""
    return start.startswith(MARK)


def matroska(file: BinaryIO) -> Contents:
    """What is in such a file. Raises UnreadableError."""
    found = ElementsSeen()
    _through(file, 0, 0, size_of(file), found)
    scale = int.from_bytes(found.values.get(SCALE, b"\x0f\x42\x40")) / 1e9
    said, seen = _real(found.values.get(DURATION, b"")) * scale, found.last * scale
    seconds = said if said and abs(said - seen) < NEAR else seen
    tracks = tuple(track for values in found.tracks if (track := _track(values, seconds, found)) is not None)
    webm = found.values.get(DOC_TYPE) == b"webm"
    if not tracks or (not seconds and LIVE not in found.hidden):
        raise UnreadableError(f"{CUT_SHORT}: it holds nothing to be played")
    format_ = "WebM" if webm else "Matroska"
    return Contents(format_, ".webm", tracks, tuple(dict.fromkeys(found.hidden)), publishable=webm)


def _through(file: BinaryIO, holder: int, start: int, end: int, found: ElementsSeen) -> None:
    """Go through the elements from ``start`` to ``end``. As deep as ``HOLDS`` goes, and no deeper."""
    for number, begins, ends in _elements(file, start, end, found):
        found.elements += 1
        if found.elements > MOST_ELEMENTS or len(found.hidden) > MOST_HIDDEN:
            raise UnreadableError(f"{CUT_SHORT}: it is made of too many parts")
        if number == VOID:
            if not is_empty(file, begins, ends):
                found.hidden.append(hidden_at(file, "Void", begins, ends))
        elif number not in HOLDS[holder]:
            found.hidden.append(hidden_at(file, f"{number:X}", begins, ends))
        elif number in HOLDS:
            if number == TRACK:
                found.tracks.append({})
            _through(file, number, begins, ends, found)
        elif number in (SIMPLE_BLOCK, BLOCK):
            _block(exactly(file, begins, min(ends - begins, 12)), found)
        else:
            _value(file, number, begins, ends, found)


def _elements(file: BinaryIO, start: int, end: int, found: ElementsSeen) -> Iterator[tuple[int, int, int]]:
    """The number of each element, where its body begins, and where it ends. Raises UnreadableError."""
    at = start
    while at < end:
        head = exactly(file, at, min(12, end - at))
        wide = 9 - head[0].bit_length()
        long = 9 - head[wide].bit_length() if wide < len(head) else 9
        if wide > 4 or wide + long > len(head) or long > 8:  # as wide and as long as can be
            raise UnreadableError(CUT_SHORT)
        number = int.from_bytes(head[:wide])
        length = int.from_bytes(head[wide : wide + long]) & ((1 << 7 * long) - 1)
        begins = at + wide + long
        if length == (1 << 7 * long) - 1 and number in (SEGMENT, CLUSTER):
            length = end - begins  # not known, as browsers write it, which record while it is still going on
            found.hidden.append(LIVE)
        if begins + length > end:
            raise UnreadableError(CUT_SHORT)
        yield number, begins, begins + length
        at = begins + length


def _value(file: BinaryIO, number: int, begins: int, ends: int, found: ElementsSeen) -> None:
    """Take down what an element says, if it can be nothing but that."""
    words = SAYS.get(number)
    if number != PRIVATE and ends - begins > (LONGEST_NUMBER if words is None else 40):  # the longest of SAYS
        found.hidden.append(hidden_at(file, f"{number:X}", begins, ends))
        return
    said = exactly(file, begins, min(ends - begins, 1_000_000))
    if words is not None and not words.fullmatch(said):
        found.hidden.append(hidden(f"{number:X}", said))
    if number in UNPLAYED and _is_much(number, int.from_bytes(said, signed=number == DISCARDED), found):
        found.hidden.append(Hidden(f"{number:X}", (CUT_AWAY,)))
    if number == TIMESTAMP:
        found.cluster = int.from_bytes(said)
    elif number in HOLDS[TRACK] or number in HOLDS[0xE0]:
        if found.tracks:
            found.tracks[-1][number] = said
    else:
        found.values[number] = said


def _is_much(number: int, said: int, found: ElementsSeen) -> bool:
    """Whether more is left unplayed than codecs need at the beginning, and once at the end."""
    if number == ENABLED:
        return said == 0
    found.discards += number == DISCARDED
    return abs(said) > MOST_UNPLAYED or found.discards > MOST_DISCARDS


def _block(head: bytes, found: ElementsSeen) -> None:
    """Take down when a block of sound or picture is played (RFC 9559, section 10)."""
    wide = 9 - head[0].bit_length() if head else 9
    if wide + 2 > len(head):
        raise UnreadableError(CUT_SHORT)
    found.last = max(found.last, found.cluster + int.from_bytes(head[wide : wide + 2], signed=True))


def _real(said: bytes) -> float:
    kinds: dict[int, str] = {4: ">f", 8: ">d"}
    number: float = struct.unpack(kinds[len(said)], said)[0] if len(said) in kinds else 0.0
    return number


def _track(values: dict[int, bytes], seconds: float, found: ElementsSeen) -> Track | None:
    """A track, or None for what is neither sound nor picture, which is hidden."""
    code, private = values.get(CODEC, b"").decode("latin-1"), values.get(PRIVATE, b"")
    which = int.from_bytes(values.get(TYPE, b""))
    if which not in (PICTURE, SOUND):
        found.hidden.append(Hidden("TrackEntry", ("a track that is neither sound nor picture",)))
        return None
    codec = CODECS.get(code)
    if codec is not None and not PRIVATES[codec](private):
        found.hidden.append(hidden("CodecPrivate", private))
    kind: Literal["audio", "video"] = "video" if which == PICTURE else "audio"
    name = codec or OTHERS.get(code, f"“{code}”")
    if kind == "audio":
        return Track(kind, name, seconds, codec is not None)
    width, height = (int.from_bytes(values.get(one, b"")) for one in (WIDTH, HEIGHT))
    if not int.from_bytes(values.get(SHOWN_UNIT, b"")):  # in pixels
        width = int.from_bytes(values.get(SHOWN_WIDTH, b"")) or width
        height = int.from_bytes(values.get(SHOWN_HEIGHT, b"")) or height
    return Track(kind, name, seconds, codec is not None, width, height)


PRIVATES: Mapping[str, Callable[[bytes], bool]] = {
    "VP8": lambda private: not private,
    "VP9": lambda private: len(private) <= LONGEST_VPX,
    "Opus": opus.is_head,
}
