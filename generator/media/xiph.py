"""Headers of Opus (RFC 7845) and Vorbis (Vorbis I specification), and remarks as both write them."""

from __future__ import annotations

import re

# Encoders and FFmpeg name themselves, and say nothing of a person.
PROGRAMS = re.compile(
    rb"ffmpeg|Lav[cf][0-9. a-z]*|libopus [0-9.a-z-]*|Xiph\.Org libVorbis I [0-9]{8}( \([A-Za-z ]+\))?"
)
OPUS, OPUS_TAGS = b"OpusHead", b"OpusTags"
VORBIS, VORBIS_TAGS, VORBIS_SETUP = b"\1vorbis", b"\3vorbis", b"\5vorbis"
VORBIS_HEAD = 30  # Vorbis I, section 4.2.2


def is_opus_head(packet: bytes) -> bool:
    """Whether this is the first packet of Opus (section 5.1), and nothing behind it.

    One or two channels need no table, which has a byte for each channel.
    """
    plain = len(packet) == 19 and packet[18] == 0
    return packet.startswith(OPUS) and (plain or (len(packet) > 21 and len(packet) == 21 + packet[9]))


def is_vorbis_head(packet: bytes) -> bool:
    """Whether this is the first packet of Vorbis, and nothing behind it."""
    return packet.startswith(VORBIS) and len(packet) == VORBIS_HEAD


def has_no_remarks(packet: bytes) -> bool:
    """Whether a packet of remarks (tags) holds none, but for an encoder's name, and nothing behind them."""
    mark = next((mark for mark in (OPUS_TAGS, VORBIS_TAGS) if packet.startswith(mark)), None)
    if mark is None:
        return False
    at = len(mark)
    length = int.from_bytes(packet[at : at + 4], "little")
    vendor, rest = packet[at + 4 : at + 4 + length], packet[at + 4 + length :]
    return PROGRAMS.fullmatch(vendor) is not None and rest in (b"\0\0\0\0", b"\0\0\0\0\1")


def are_vorbis_headers(private: bytes) -> bool:
    """Whether the three first packets of Vorbis, as WebM packs them, hold no remarks (RFC 9559, Xiph's lacing)."""
    if private[:1] != b"\2":
        return False
    at, lengths = 1, []
    for _ in range(2):
        length = 0
        while at < len(private) and private[at] == 0xFF:
            length, at = length + 0xFF, at + 1
        lengths.append(length + (private[at] if at < len(private) else 0))
        at += 1
    head, tags = private[at : at + lengths[0]], private[at + lengths[0] : at + sum(lengths)]
    setup = private[at + sum(lengths) :]
    return is_vorbis_head(head) and has_no_remarks(tags) and setup.startswith(VORBIS_SETUP)
