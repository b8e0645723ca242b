"""The two packets with which Opus begins (RFC 7845): what it is, and remarks."""

from __future__ import annotations

import re

# Encoders and FFmpeg name themselves, and say nothing of a person.
PROGRAMS = re.compile(rb"ffmpeg|Lav[cf][0-9. a-z]*|libopus [0-9.a-z-]*")
HEAD, TAGS = b"OpusHead", b"OpusTags"
RATE = 48_000


# Of sound that is not played no more may be there than the longest packet has (section 3.2.5 of RFC 6716): 120 ms.
MOST_UNPLAYED = 5760
# How many samples a frame has (table 2 of RFC 6716), by the five bits of its kind: SILK, both, CELT.
FRAMES = (*(480, 960, 1920, 2880) * 3, *(480, 960) * 2, *(120, 240, 480, 960) * 4)


def is_head(packet: bytes) -> bool:
    """Whether this is the first packet (section 5.1), and nothing behind it.

    One or two channels need no table, which has a byte for each channel.
    """
    plain = len(packet) == 19 and packet[18] == 0
    return packet.startswith(HEAD) and (plain or (len(packet) > 21 and len(packet) == 21 + packet[9]))


def has_no_remarks(packet: bytes) -> bool:
    """Whether this is the second packet (section 5.2), and says nothing but an encoder's name."""
    at = len(TAGS)
    end = at + 4 + int.from_bytes(packet[at : at + 4], "little")
    return packet.startswith(TAGS) and bool(PROGRAMS.fullmatch(packet[at + 4 : end])) and packet[end:] == bytes(4)


def samples(packet: bytes) -> int:
    """How many samples a packet of sound has that begins so (RFC 6716, section 3.1 and 3.2)."""
    if not packet:
        return 0
    frames = (1, 2, 2, packet[1] & 0x3F if len(packet) > 1 else 0)[packet[0] & 3]
    return FRAMES[packet[0] >> 3] * frames


def not_played(head: bytes) -> int:
    """How many samples at the beginning are not played."""
    return int.from_bytes(head[10:12], "little")
