"""Which samples of a track are played (ISO/IEC 14496-12, sections 8.6.1 and 8.6.6), and whether others are there, too.

Editing on a telephone often leaves everything in, and only lists what is to be played.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from generator.media.boxes import Box
from generator.media.contents import CUT_AWAY, Hidden, UnreadableError

# How many frames of sound need not be played at each end, beside one that is cut through: what codecs need to begin
# (AAC as Apple makes it has 2112 samples of 1024 a frame), and to fill up the last frame. No picture goes unseen.
SOUND_TO_SPARE = 3
USUAL_SPEED = 1 << 16  # 16.16


class Samples(NamedTuple):
    """Samples one after the other: how many, the first one's time, and how long each lasts, in ticks."""

    many: int
    start: int
    each: int

    def ended_by(self, time: float) -> int:
        """How many are over at a time."""
        if not self.each:
            return self.many if self.start <= time else 0
        return min(self.many, max(0, math.floor((time - self.start) / self.each)))

    def begun_before(self, time: float) -> int:
        """How many have begun before a time."""
        if not self.each:
            return self.many if self.start < time else 0
        return min(self.many, max(0, math.ceil((time - self.start) / self.each)))


def played(trak: Box, ticks: int, seconds: float, *, video: bool) -> tuple[float, tuple[Hidden, ...]]:
    """How much is played of a track that lasts so long, and whether more of it is still in the file.

    ``ticks`` are the movie's in a second. Raises UnreadableError where it is played faster or slower than it was taken.
    """
    edits = trak.get("edts")
    listed = edits and edits.get("elst")
    if not listed or not ticks:
        return seconds, ()
    later = listed.version == 1
    long, begins = (8, 1 << 63) if later else (4, 1 << 31)
    rows = list(listed.table(long, long, 4))
    if any(speed != USUAL_SPEED for _, _, speed in rows):
        raise UnreadableError("a part of this recording is played faster or slower than it was taken")
    mdhd = trak["mdia/mdhd"]
    a_second = mdhd.number(20 if mdhd.version else 12, 4)
    tick = a_second / ticks  # to which the movie's lengths are rounded
    # A place of -1 stands for silence before the rest.
    parts = [(lasts * tick, at) for lasts, at, _ in rows if at < begins]
    lasts = sum(each for each, _ in parts)
    if not parts or not lasts:
        return seconds, ()
    start, end = parts[0][1], parts[-1][1] + parts[-1][0]
    in_a_row = all(abs(at + each - then) <= max(1, tick) for (each, at), (_, then) in pairwise(parts))
    runs = list(_samples(trak["mdia/minf/stbl"]))
    before = sum(run.ended_by(start + tick) for run in runs)
    after = sum(run.many - run.begun_before(end - tick) for run in runs)
    whole = in_a_row and max(before, after) <= (0 if video else SOUND_TO_SPARE)
    found = () if whole else (Hidden(listed.where, (CUT_AWAY,)),)
    return min(seconds, lasts / a_second) if a_second else seconds, found


def _samples(stbl: Box) -> Iterator[Samples]:
    """All samples of a track, with the times at which they are shown."""
    shifts, ctts = iter([(0, 0)]), stbl.get("ctts")
    if ctts is not None:
        shifts = iter([(count, _signed(shift)) for count, shift in ctts.table(4, 4)])
    left, shift, time = 0, 0, 0
    for count, each in stbl["stts"].table(4, 4):
        ahead = count
        while ahead:
            if not left:
                left, shift = next(shifts, (0, 0))
            taken = min(ahead, left) if left else ahead
            yield Samples(taken, time + shift, each)
            time, ahead, left = time + taken * each, ahead - taken, max(0, left - taken)


def _signed(shift: int) -> int:
    """A shift as players read it: below zero in tables of version 1, and in those of programs that do not say so."""
    return shift - (1 << 32) if shift >= 1 << 31 else shift
