"""AAC sound as it stands in MP4 files (ISO/IEC 14496-3): whether anything but filling stands before the sound.

What stands behind it only a decoder finds, since a frame does not say how long its sound is.
"""

from __future__ import annotations

import re
from typing import BinaryIO

from generator.media.contents import exactly

# Kinds of elements (id_syn_ele): one channel, a pair, what couples them, low frequencies. Not 4, which is data, nor 5,
# which says in which order channels are and has room for a remark, nor 7, which ends a frame.
SOUND = (0, 1, 2, 3)
FILL = 6
# Filling (extension_payload) is zeros, or such bytes behind such a one. Some encoders write their name among zeros.
FILLED = re.compile(rb"\x10\xa5*")
NAMES = re.compile(rb"(Lavc\d{2}\.\d{1,3}\.\d{3}|libfaac \d(\.\d{1,2}){1,3})?")
# Of eight channels, each of 6144 bits.
LONGEST_FRAME = 8 * 768


def begins_with_sound(file: BinaryIO, start: int, end: int) -> bool:
    """Whether a frame, from ``start`` to ``end``, begins with sound, or with filling and then sound.

    Raises UnreadableError.
    """
    frame = exactly(file, start, min(end - start, LONGEST_FRAME))
    at = 0
    while (kind := _number(frame, at, 3)) == FILL:
        count, at = _number(frame, at + 3, 4), at + 7
        if count == 15:  # and as many more as the next byte says, less one (fill_element)
            count, at = 14 + _number(frame, at, 8), at + 8
        if at + 8 * count > 8 * len(frame) or not _is_filling(frame, at, count):
            return False
        at += 8 * count
    return kind in SOUND and at < 8 * len(frame)


def _is_filling(frame: bytes, at: int, count: int) -> bool:
    """Whether ``count`` bytes from a bit on say nothing but an encoder's name, which begins where a byte does."""
    behind = -at % 8
    filling = _number(frame, at, 8 * count)
    as_it_lies = (filling << behind).to_bytes(count + 1)
    return bool(FILLED.fullmatch(filling.to_bytes(count)) or NAMES.fullmatch(as_it_lies.strip(b"\0")))


def _number(frame: bytes, at: int, bits: int) -> int:
    """The number that stands in so many bits; zeros behind the end."""
    end = at + bits
    whole = frame[at // 8 : (end + 7) // 8].ljust((end + 7) // 8 - at // 8, b"\0")
    return int.from_bytes(whole) >> -end % 8 & (1 << bits) - 1
