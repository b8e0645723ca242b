"""What a logo has to be to stand for the site's name: large enough, no mere line, and not empty."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import accumulate

from generator.media.photo import Photo, Unusable

LONGEST_SIDE = 50  # times the other
LEAST_SIDE = 8  # pixels
DUST = 8  # pixels
# Of 255: what is less opaque than that, or has no lighter and darker parts than that, nobody sees.
FAINT = 13
SHOWING = "save it anew with what it shows in clear colours"


def as_long_as_a_line(width: float, height: float) -> Unusable | None:
    """What is wrong with a logo of these sides, in any unit, if one is far longer than the other."""
    if max(width, height) <= LONGEST_SIDE * min(width, height):
        return None
    return Unusable(f"one side is more than {LONGEST_SIDE} times as long as the other", "cut it to what it shows")


def unseen(photo: Photo) -> Unusable | None:
    """Why nobody could see the site's name in a logo that is made of pixels; None if one can."""
    if min(photo.width, photo.height) < LEAST_SIDE:
        what = f"it has {photo.width} × {photo.height} pixels, in which nothing can be seen"
        return Unusable(what, "take a larger copy, at least 100 pixels high")
    if too_long := as_long_as_a_line(photo.width, photo.height):
        return too_long
    from PIL import Image  # loading it takes long, and drawings do without

    with Image.open(io.BytesIO(photo.content)) as opened:
        pixels = opened.convert("RGBA")
    # The levels of each channel, but for those of so few pixels that they could be dust.
    used = [_levels(pixels.getchannel(name).histogram()) for name in "ARGB"]
    if used[0][-1] < FAINT:
        return Unusable("all of it is transparent", SHOWING)
    if all(levels[-1] - levels[0] < FAINT for levels in used):
        return Unusable("all of it has one colour", SHOWING)
    return None


def _levels(histogram: Sequence[int]) -> tuple[int, int]:
    """The lowest and the highest level that a channel has, without so many pixels at either end as dust has."""
    up = list(accumulate(histogram))
    least = next(n for n, many in enumerate(up) if many > DUST)
    most = next(n for n, many in enumerate(up) if many >= up[-1] - DUST)
    return least, most
