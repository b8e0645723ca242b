"""MPEG audio, layer III (ISO/IEC 11172-3 and 13818-3): a row of frames, and what programs put before and behind it."""

from __future__ import annotations

import re
from typing import BinaryIO, NamedTuple

from generator.media.contents import (
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
from generator.media.mp3_data import SoundData

HEADER = 4
# By the two bits of the version: MPEG 2.5, (reserved), 2, 1. Rates in samples a second, sizes in kilobits a second.
RATES = {0: (11025, 12000, 8000), 2: (22050, 24000, 16000), 3: (44100, 48000, 32000)}
KILOBITS = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
# What others put behind the last frame, or before the first.
TAGS = ((b"ID3", "ID3v2"), (b"TAG", "ID3v1"), (b"APETAGEX", "APEv2"), (b"LYRICSBEGIN", "Lyrics3"))
# An encoder says its name and version in the first frame; it says nothing of a person.
ENCODER = re.compile(rb"(LAME|Lavf|Lavc|L)[0-9a-z. ]*\0*|\0*")
# The frame of facts (Xing's, and LAME's addition): the mark, flags, four fields that flags announce, LAME's 36 bytes.
ANNOUNCED = (4, 4, 100, 4)
LAME, NAME = 36, 9


class Frame(NamedTuple):
    """A frame's length in bytes, its samples, how many of them are a second, and where its side information ends.

    ``information`` is how long that is; it has another form in the first version of MPEG, and for one channel.
    """

    length: int
    samples: int
    rate: int
    side: int
    information: int
    first_version: bool
    mono: bool


def is_mp3(start: bytes) -> bool:
    """Whether a file that begins so is meant as MPEG audio."""
    return start.startswith(b"ID3") or frame_of(start[:HEADER]) is not None


def mp3(file: BinaryIO) -> Contents:
    """What is in a file of MPEG audio. Raises UnreadableError."""
    end = size_of(file)
    found, at = [], 0
    while (start := exactly(file, at, min(10, end - at))).startswith(b"ID3") and len(start) == 10:
        after = at + _id3v2(start)
        if after > end:
            raise UnreadableError(CUT_SHORT)
        found.append(hidden_at(file, "ID3v2", at, after))
        at = after
    first = at
    seconds, data, said = 0.0, SoundData(), b""
    while at + HEADER <= end and (frame := frame_of(exactly(file, at, HEADER))) is not None:
        if at + frame.length > end:
            raise UnreadableError(CUT_SHORT)
        body = exactly(file, at, frame.length)
        facts = _facts(body, frame.side) if at == first else None
        if facts is None:
            seconds += frame.samples / frame.rate
            said = said or data.beside(
                body[frame.side - frame.information : frame.side],
                body[frame.side :],
                first_version=frame.first_version,
                mono=frame.mono,
            )
        else:
            found += facts.hidden
        at += frame.length
    if not seconds:
        raise UnreadableError("this file holds no sound in MP3 format")
    if said := said or data.behind():
        found.append(hidden("what stands beside the sound", said))
    if not is_empty(file, at, end):
        found.append(_behind(file, at, end))
    return Contents("MP3", ".mp3", (Track("audio", "MP3", seconds, plays=True),), tuple(found))


def frame_of(header: bytes) -> Frame | None:
    """The frame that begins with these four bytes, or None if none does. Sizes that only a decoder finds are none."""
    if len(header) < HEADER or header[0] != 0xFF or header[1] & 0xE6 != 0xE2:  # the sync word, and layer III
        return None
    version, kilobits, rate = header[1] >> 3 & 3, header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or rate == 3 or kilobits in (0, 15):
        return None
    first, mono = version == 3, header[3] >> 6 == 3
    samples = 1152 if first else 576
    a_second = RATES[version][rate]
    length = samples // 8 * KILOBITS[first][kilobits] * 1000 // a_second + (header[2] >> 1 & 1)
    side = {(True, True): 17, (True, False): 32, (False, True): 9, (False, False): 17}[first, mono]
    protected = 0 if header[1] & 1 else 2
    return Frame(length, samples, a_second, HEADER + protected + side, side, first, mono)


class Facts(NamedTuple):
    """The first frame says how long a file is; it holds no sound."""

    hidden: tuple[Hidden, ...]


def _facts(frame: bytes, side: int) -> Facts | None:
    """What a frame of facts holds beside facts, or None if the frame holds sound."""
    if frame[side : side + 4] not in (b"Xing", b"Info"):
        return Facts((Hidden("VBRI"),)) if frame[36:40] == b"VBRI" else None
    flags = int.from_bytes(frame[side + 4 : side + 8])
    at = side + 8 + sum(size for bit, size in enumerate(ANNOUNCED) if flags >> bit & 1)
    named, rest = frame[at : at + NAME], frame[at + LAME :]
    clean = ENCODER.fullmatch(named) and not rest.strip(b"\0") and not frame[HEADER:side].strip(b"\0")
    return Facts(() if clean else (Hidden("the frame of facts"),))


def _id3v2(header: bytes) -> int:
    """How long a tag is that begins so (ID3v2.4, section 3.1), with its header and footer."""
    size = sum((byte & 0x7F) << shift for byte, shift in zip(header[6:10], (21, 14, 7, 0), strict=True))
    return 10 + size + (10 if header[5] & 0x10 else 0)


def _behind(file: BinaryIO, start: int, end: int) -> Hidden:
    """What stands behind the last frame."""
    said = hidden_at(file, "", start, end)
    beginning = exactly(file, start, min(end - start, 1_000_000))
    names = [name for mark, name in TAGS if mark in beginning]
    if "ID3v1" in names:  # which has fields and no marks for them
        return Hidden(", ".join(names), tuple(dict.fromkeys((*said.about, "a title", "a name", "a remark"))))
    return Hidden(", ".join(names) or "what stands behind the sound", said.about)
