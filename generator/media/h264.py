"""H.264 video (ITU-T H.264) as it stands in MP4 files (ISO/IEC 14496-15): what beside pictures is in its units."""

from __future__ import annotations

from typing import BinaryIO

from generator.media.contents import CUT_SHORT, UnreadableError, exactly

# Kinds of units (table 7-1): slices, parameters, delimiters, ends. Not 12, which is filling, nor what is unspecified.
SLICES = (1, 2, 3, 4, 5)
PARAMETERS = (7, 8, 13)
KNOWN = frozenset((*SLICES, *PARAMETERS, 9, 10, 11))
SEI = 6
# Messages (annex D) that say how to play and nothing else: buffering, and where one may begin. Not the time of a
# picture, which may be that of day, nor what users or broadcasters register.
HARMLESS = (0, 6)
LONGEST_SEI = 4096
# Profiles that every browser plays: baseline, main, extended, high; eight bits, with half the colours each way.
PROFILES = (66, 77, 88, 100)


def plays(configuration: bytes) -> bool:
    """Whether browsers play video of this configuration (avcC). Raises UnreadableError if it is too short."""
    if len(configuration) < 7:  # up to the first parameters
        raise UnreadableError(CUT_SHORT)
    return configuration[1] in PROFILES


def parameters_alone(configuration: bytes) -> bool:
    """Whether a configuration (avcC, ISO/IEC 14496-15 section 5.3.3) holds sets of parameters, and nothing else."""
    at, kinds = 5, b""
    for mask in (0x1F, 0xFF):
        for _ in range(configuration[at] & mask if at < len(configuration) else 0):
            length = int.from_bytes(configuration[at + 1 : at + 3])
            kinds += configuration[at + 3 : at + 4]
            at += 2 + length
        at += 1
    rest = configuration[at:]
    # Of the high profiles: three numbers (chroma, depths) and a count of extensions.
    return all(kind & 0x1F in PARAMETERS for kind in kinds) and (not rest or (len(rest) == 4 and not rest[3]))


def length_of_lengths(configuration: bytes) -> int:
    """How many bytes say the length of each unit."""
    return (configuration[4] & 3) + 1


def pictures_alone(file: BinaryIO, start: int, end: int, lengths: int) -> bool:
    """Whether a sample, from ``start`` to ``end``, holds nothing but a picture and what is needed to show it.

    Raises UnreadableError.
    """
    at = start
    while at < end:
        head = exactly(file, at, lengths + 1)
        unit, kind = int.from_bytes(head[:lengths]), head[lengths] & 0x1F
        at += lengths
        if not unit or at + unit > end:
            raise UnreadableError(f"{CUT_SHORT}: a picture in it has a wrong length")
        if kind == SEI:
            if unit > LONGEST_SEI or not _says_how_to_play(exactly(file, at + 1, unit - 1)):
                return False
        elif kind not in KNOWN:
            return False
        at += unit
    return True


def _says_how_to_play(unit: bytes) -> bool:
    """Whether all messages of a unit (section 7.3.2.3) are harmless."""
    messages = unit.replace(b"\0\0\3", b"\0\0")  # section 7.4.1.1
    at = 0
    while messages[at:] not in (b"\x80", b""):
        kind, at = _counted(messages, at)
        size, at = _counted(messages, at)
        if kind not in HARMLESS or at + size > len(messages):
            return False
        at += size
    return True


def _counted(messages: bytes, at: int) -> tuple[int, int]:
    """A number that is written as a row of 255s and a rest, and where it ends."""
    number = 0
    while at < len(messages) and messages[at] == 0xFF:
        number, at = number + 0xFF, at + 1
    return number + (messages[at] if at < len(messages) else 0), at + 1
