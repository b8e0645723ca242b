"""What frames of MPEG audio, layer III, hold beside sound (ISO/IEC 11172-3, section 2.4.1.7): ancillary data.

A frame says how many bits its sound has, and how far before the frame they begin. So it is known of each bit whether it
is sound; what is not was put there to fill up, or says something.
"""

from __future__ import annotations

import re

# LAME fills up twice between two frames: with its name and version, as far as there is room, and with bits that stay or
# alternate. Others leave zeros. Nothing of it begins with a byte.
L, A, M, E = (f"{letter:08b}" for letter in b"LAME")
NAME = f"{L}(?:{A}(?:{M}(?:{E}(?:0011[01]{{4}}|00101110){{0,8}})?)?)?"  # with figures and points
BITS, FEW = "(?:0*|1*|(?:01)*0?|(?:10)*1?)", "[01]{0,7}"
FILLING = re.compile(f"{FEW}{BITS}{FEW}(?:{NAME}{BITS}{FEW})*")
TWELVE_BITS = (1 << 12) - 1


class SoundData:
    """The bytes of a row of frames, of which each bit is accounted for."""

    def __init__(self) -> None:
        self._kept, self._used = b"", 0  # bytes that a later frame may refer to, and how many bits of them are sound

    def beside(self, side: bytes, main: bytes, *, first_version: bool, mono: bool) -> bytes:
        """What stands between the sound of the frames before and that of this one, if it says anything.

        ``side`` is the frame's side information, ``main`` everything behind it.
        """
        begins, bits = _sound(side, first_version=first_version, mono=mono)
        known = len(self._kept)
        said = self._said(8 * (known - begins))
        self._kept = self._kept[max(0, known - begins) :] + main
        self._used = max(0, bits - 8 * max(0, begins - known))  # some of it is missing where a file was cut
        return said

    def behind(self) -> bytes:
        """What stands behind the last frame's sound, if it says anything."""
        return self._said(8 * len(self._kept))

    def _said(self, end: int) -> bytes:
        length = end - self._used
        if length < 8:
            return b""
        number = int.from_bytes(self._kept) >> (8 * len(self._kept) - end) & ((1 << length) - 1)
        return b"" if FILLING.fullmatch(f"{number:0{length}b}") else (number >> length % 8).to_bytes(length // 8)


def _sound(side: bytes, *, first_version: bool, mono: bool) -> tuple[int, int]:
    """How many bytes before the frame's own data its sound begins, and how many bits it has."""
    whole, length = int.from_bytes(side), 8 * len(side)
    begins = whole >> length - (9 if first_version else 8)
    if first_version:  # private bits and which factors are shared; two granules
        at, each, parts = 9 + (9 if mono else 11), 59, 2 if mono else 4
    else:
        at, each, parts = 8 + (1 if mono else 2), 63, 1 if mono else 2
    return begins, sum(whole >> length - (at + number * each) - 12 & TWELVE_BITS for number in range(parts))
