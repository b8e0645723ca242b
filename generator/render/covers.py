"""A quiet picture for every story, so that nobody has to show a face: a small landscape drawn from the story's address.

It decorates and says nothing. The main topic chooses the kind of landscape and the hue, the address everything else.
Colours are classes (``cover-1`` … ``cover-4`` in one of six hues), so that the theme decides them for day and night.
What is drawn without a theme (a book's cover, `social_cards`) has those of the built-in theme by day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

WIDE, HIGH = 320, 120
# The hues of the built-in theme in degrees, and its tones by day: saturation and lightness in percent.
HUES = (20, 42, 110, 175, 210, 335)
TONES = ((40, 91), (28, 76), (25, 62), (25, 45))
SUN, PAPER, INK = "#f8d190", "#fbf7f0", "#2a2420"
# A card of a story stands at several depths of the site, one after the other.
CACHED = 1024


@dataclass(frozen=True, slots=True)
class Disc:
    """The sun or the moon."""

    x: int
    y: int
    radius: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A form in the tone of a layer, by the commands of an SVG path; a ``line`` is stroked and not filled."""

    layer: int
    path: str
    line: bool = False


Drawing = Disc | Outline


class _Dice:
    """Numbers out of a digest, the same for the same words (BLAKE2b); not random, and not meant to be."""

    def __init__(self, words: str) -> None:
        self.bytes = iter(hashlib.blake2b(words.encode(), digest_size=64).digest())

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + next(self.bytes) * (high - low + 1) // 256


def landscape(address: str, topic: str) -> tuple[int, tuple[Drawing, ...]]:
    """The number of its hue, and the forms on the ground of layer 0, the farthest first."""
    by_topic, dice = _Dice(topic), _Dice(address)
    hue = by_topic.between(0, len(HUES) - 1)
    draw = SCENES[by_topic.between(0, len(SCENES) - 1)]
    return hue, tuple(draw(dice))


@lru_cache(CACHED)
def cover(address: str, topic: str) -> str:
    """An SVG image of under 1.5 KB for a story at ``address`` whose main topic is ``topic``."""
    hue, forms = landscape(address, topic)
    shapes = "".join(map(_svg, forms))
    return (
        f'<svg class="cover hue-{hue}" viewBox="0 0 {WIDE} {HIGH}" preserveAspectRatio="xMidYMid slice" '
        f'aria-hidden="true" focusable="false"><path class="cover-0" d="M0 0h{WIDE}v{HIGH}H0z"/>{shapes}</svg>'
    )


def _svg(form: Drawing) -> str:
    if isinstance(form, Disc):
        return f'<circle class="cover-4" cx="{form.x}" cy="{form.y}" r="{form.radius}"/>'
    return f'<path class="{"cover-line " if form.line else ""}cover-{form.layer}" d="{form.path}"/>'


def _hills(dice: _Dice) -> Iterator[Drawing]:
    """Three ranges of hills, and a sun or moon behind them."""
    yield _disc(dice)
    for layer in (1, 2, 3):
        yield Outline(layer, _ridge(dice, 18 + layer * 24, 13))


def _sea(dice: _Dice) -> Iterator[Drawing]:
    """A calm sea under a disc, with lines of waves."""
    yield _disc(dice)
    horizon = dice.between(52, 66)
    yield Outline(1, f"M0 {horizon}h{WIDE}V{HIGH}H0z")
    for row in range(5):
        y, x, length = horizon + 8 + row * 10, dice.between(-20, 190), dice.between(60, 150)
        waves = f"q{length // 6} -5 {length // 3} 0t{length // 3} 0 {length // 3} 0"
        yield Outline(2 + row % 2, f"M{x} {y}{waves}", line=True)


def _fields(dice: _Dice) -> Iterator[Drawing]:
    """Furrows that run towards one point on the horizon."""
    yield _disc(dice)
    horizon, x = dice.between(44, 60), dice.between(60, 260)
    yield Outline(1, f"M0 {horizon}h{WIDE}V{HIGH}H0z")
    edges = [n * 46 - 120 + dice.between(0, 12) for n in range(13)]
    for n in range(0, 12, 2):
        yield Outline(2 + n % 4 // 2, f"M{x} {horizon}L{edges[n]} {HIGH}H{edges[n + 1]}z")


def _quilt(dice: _Dice) -> Iterator[Drawing]:
    """Quarter circles on squares, as in a patchwork (Truchet tiles)."""
    side = 40
    turns = (f"a{side} {side} 0 0 1 {side} {side}h-{side}z", f"h{side}a{side} {side} 0 0 1 -{side} {side}z")
    paths = {1: "", 2: "", 3: ""}
    for row in range(HIGH // side):
        for column in range(WIDE // side):
            paths[dice.between(1, 3)] += f"M{column * side} {row * side}{turns[dice.between(0, 1)]}"
    for layer, path in paths.items():
        yield Outline(layer, path)


def _disc(dice: _Dice) -> Disc:
    return Disc(dice.between(40, 280), dice.between(24, 48), dice.between(9, 17))


def _ridge(dice: _Dice, y: int, swing: int) -> str:
    """The outline of a range of hills around the height ``y``, down to the picture's foot."""
    first = y + dice.between(-swing, swing)
    path = f"M0 {first}"
    for x in (80, 160, 240, 320):
        path += f"S{x - 40} {y + dice.between(-swing, swing)} {x} {y + dice.between(-swing, swing)}"
    return f"{path}V{HIGH}H0z"


SCENES: tuple[Callable[[_Dice], Iterator[Drawing]], ...] = (_hills, _sea, _fields, _quilt)
