"""What covers are drawn with: forms in five tones, on a ground of 320 by 120."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

WIDE, HIGH = 320, 120
# What is told apart by its place in `TONES` of the theme: the ground, three tones before it, and light.
GROUND, FAR, NEAR, DARK, LIGHT = range(5)


@dataclass(frozen=True, slots=True)
class Disc:
    """The sun or the moon, a lamp, a berry, the crown of a tree."""

    layer: int
    x: int
    y: int
    radius: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A form by the commands of an SVG path: filled, or stroked where it has the width of a ``line``."""

    layer: int
    path: str
    line: float = 0


Drawing = Disc | Outline


class Dice:
    """Numbers out of a digest, the same for the same words (SHAKE-128); not random, and not meant to be."""

    def __init__(self, words: str) -> None:
        self.bytes = iter(hashlib.shake_128(words.encode()).digest(128))

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + next(self.bytes) * (high - low + 1) // 256

    def side(self) -> int:
        """To the left (-1) or to the right (1)."""
        return 1 if next(self.bytes) % 2 else -1


def box(x: int, y: int, wide: int, high: int) -> str:
    """The path of a rectangle."""
    return f"M{x} {y}h{wide}v{high}h{-wide}z"


def floor(layer: int, y: int) -> Outline:
    """Everything below ``y``: a floor, a table, water."""
    return Outline(layer, f"M0 {y}h{WIDE}V{HIGH}H0z")


def range_of_hills(layer: int, dice: Dice, y: int, swing: int) -> Outline:
    """A range of hills around the height ``y``, down to the picture's foot."""
    path = f"M0 {y + dice.between(-swing, swing)}"
    for x in range(80, WIDE + 1, 80):
        path += f"S{x - 40} {y + dice.between(-swing, swing)} {x} {y + dice.between(-swing, swing)}"
    return Outline(layer, f"{path}V{HIGH}H0z")


def rise(layer: int, dice: Dice, y: int) -> Outline:
    """A single gentle hill, highest somewhere near the middle, about ``y`` high at its sides."""
    return Outline(layer, f"M0 {y}Q{dice.between(110, 210)} {y - 26} {WIDE} {y + dice.between(-4, 4)}V{HIGH}H0z")


def pebble(x: int, y: int, wide: int, high: int) -> str:
    """The path of a flat round form about ``x`` and ``y``: a stone, a cushion; ``wide`` and ``high`` are halves."""
    return f"M{x - wide} {y}q0 {-high} {wide} {-high}t{wide} {high} {-wide} {high} {-wide} {-high}z"


def leaf(x: int, y: int, by_x: int, by_y: int) -> str:
    """The path of a leaf from where it grows to its tip."""
    bulge_x, bulge_y = by_y // 3, -by_x // 3
    near, far = (f"{by_x // 2 + s * bulge_x} {by_y // 2 + s * bulge_y}" for s in (1, -1))
    back = far.split()
    return f"M{x} {y}q{near} {by_x} {by_y}q{int(back[0]) - by_x} {int(back[1]) - by_y} {-by_x} {-by_y}z"
