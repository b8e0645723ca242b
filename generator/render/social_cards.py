"""What previews in social networks show of a story without a picture: its title above the cover that it has.

It is drawn of what covers are drawn of, so it never shows a face. Where the font lacks letters of the title, and what
it lacks is a whole script mostly, there is the cover alone; a preview has the title in words beside it. So it is
with content notes: nothing about what they speak of meets anybody in large letters.
"""

from __future__ import annotations

import io
import math
import zlib
from collections.abc import Iterator
from functools import cache
from operator import mul
from typing import TYPE_CHECKING

from generator.ground.patterns import lazy
from generator.render.cover_forms import HIGH, WIDE, Disc, Drawing
from generator.render.covers import HUES, INK, PAPER, SUN, TONES, drawing
from generator.views.pages import CARD_HIGH, CARD_WIDE, SocialCardView

if TYPE_CHECKING:
    from PIL import ImageDraw

# The strip of paper with the title, its margin, and in which sizes this is tried, the largest first.
STRIP, MARGIN, SIZES = 240, 64, (88, 72, 54, 44, 36)
LEADING = 1.2
# By how much lines are made narrower to be of a length.
STEP = 40
# In the palette: the tones of the cover, its light, and steps from paper to ink, of which the edges of letters are:
# a mask mixes the numbers of two colours, and between those of paper and ink are the steps between them.
FIRST_STEP, LAST_STEP = 5, 15
# Straight pieces that a curve is made of.
PIECES = 24
COMMAND, NUMBER = lazy(r"([A-Za-z])([^A-Za-z]*)"), lazy(r"-?\d+")

Spot = tuple[float, float]


def social_card(view: SocialCardView) -> bytes:
    """A PNG of sixteen colours. Depends on the view and on Pillow's version alone."""
    from PIL import Image, ImageDraw  # only where there is a new one: loading Pillow takes long

    from generator.media.lettering import writable

    hue, _, forms = drawing(view.address)
    title = writable(view.title) if view.title else None
    card = Image.new("P", (CARD_WIDE, CARD_HIGH), 0)
    card.putpalette(_palette(HUES[hue]))
    draw = ImageDraw.Draw(card)
    _paint(draw, forms, STRIP if title else 0)
    if title:
        draw.rectangle((0, 0, CARD_WIDE, STRIP - 1), fill=FIRST_STEP)
        _write(draw, title)
    out = io.BytesIO()
    card.save(out, "PNG", bits=4, compress_level=1, compress_type=zlib.Z_RLE)
    return out.getvalue()


@cache
def _palette(hue: int) -> bytes:
    from PIL import ImageColor

    colours = [ImageColor.getrgb(f"hsl({hue},{s}%,{light}%)") for s, light in TONES] + [ImageColor.getrgb(SUN)]
    paper, ink = ImageColor.getrgb(PAPER), ImageColor.getrgb(INK)
    steps = LAST_STEP - FIRST_STEP
    between = [[round(a + (b - a) * n / steps) for a, b in zip(paper, ink, strict=True)] for n in range(steps + 1)]
    return bytes(part for colour in (*colours, *between) for part in colour)


def _write(draw: ImageDraw.ImageDraw, title: str) -> None:
    """The title, from the left margin."""
    from generator.media.lettering import letter

    size, lines = _lines(title)
    top = (STRIP - len(lines) * size * LEADING) / 2
    for n, line in enumerate(lines):
        x, y = MARGIN, round(top + (n + 0.8) * size * LEADING)
        for drawn in (letter(character, size) for character in line):
            draw.bitmap((x + drawn.left, y + drawn.top), drawn.mask, fill=LAST_STEP)
            x += drawn.advance


def _lines(title: str) -> tuple[int, list[str]]:
    """The largest size in which a title fits the strip, and its lines in that; what fits in none is left out."""
    from generator.media.lettering import cut, lines_of, width_of

    wide = CARD_WIDE - 2 * MARGIN
    for size in SIZES:
        lines, room = lines_of(title, size, wide), int((STRIP - MARGIN // 2) // (size * LEADING))
        if len(lines) <= room and all(width_of(line, size) <= wide for line in lines):
            while len(narrower := lines_of(title, size, wide - STEP)) == len(lines) and wide > CARD_WIDE // 2:
                lines, wide = narrower, wide - STEP
            return size, lines
    lines = [*lines[: room - 1], *filter(None, [" ".join(lines[room - 1 :])])]
    return size, [line if width_of(line, size) <= wide else cut(line, size, wide) for line in lines]


def _paint(draw: ImageDraw.ImageDraw, forms: tuple[Drawing, ...], top: int) -> None:
    """The cover from ``top`` down, as large as covers all of that, and its middle there."""
    high = CARD_HIGH - top
    scale = max(CARD_WIDE / WIDE, high / HIGH)
    left, upper = (CARD_WIDE - WIDE * scale) / 2, top + (high - HIGH * scale) / 2
    for form in forms:
        if isinstance(form, Disc):
            centre = left + form.x * scale, upper + form.y * scale
            draw.circle(centre, form.radius * scale, fill=form.layer)
            continue
        for points in _outlines(form.path):
            placed = [(left + x * scale, upper + y * scale) for x, y in points]
            if form.line:
                draw.line(placed, fill=form.layer, width=round(form.line * scale), joint="curve")
                for end in (placed[0], placed[-1]):
                    draw.circle(end, form.line * scale / 2, fill=form.layer)
            else:
                draw.polygon(placed, fill=form.layer)


def _outlines(path: str) -> Iterator[list[Spot]]:  # noqa: C901  # one case for each command
    """The corners of each part of a path, of those commands of SVG that covers are drawn with."""
    corners: list[Spot] = []
    x = y = 0.0
    bend = 0.0, 0.0  # from the end of the curve before to where it was drawn to
    for command, written in COMMAND.findall(path):
        match command, [float(number) for number in NUMBER.findall(written)]:
            case "M", [to_x, to_y]:
                if corners:
                    yield corners
                corners, x, y = [], to_x, to_y
            case "L", [to_x, to_y]:
                x, y = to_x, to_y
            case "l", numbers:
                for by_x, by_y in zip(numbers[::2], numbers[1::2], strict=True):
                    corners.append((x, y))
                    x, y = x + by_x, y + by_y
            case "H", [to_x]:
                x = to_x
            case "h", [by]:
                x += by
            case "V", [to_y]:
                y = to_y
            case "v", [by]:
                y += by
            case "S", [near_x, near_y, to_x, to_y]:
                corners += _bent((x, y), (x - bend[0], y - bend[1]), (near_x, near_y), (to_x, to_y))
                bend, x, y = (near_x - to_x, near_y - to_y), to_x, to_y
            case "C", [from_x, from_y, near_x, near_y, to_x, to_y]:
                corners += _bent((x, y), (from_x, from_y), (near_x, near_y), (to_x, to_y))
                x, y = to_x, to_y
            case "Q", [near_x, near_y, to_x, to_y]:
                corners += _bent((x, y), (near_x, near_y), (to_x, to_y))
                x, y = to_x, to_y
            case "q", [near_x, near_y, by_x, by_y]:
                corners += _bent((x, y), (x + near_x, y + near_y), (x + by_x, y + by_y))
                bend, x, y = (near_x - by_x, near_y - by_y), x + by_x, y + by_y
            case "t", numbers:
                for by_x, by_y in zip(numbers[::2], numbers[1::2], strict=True):
                    near_x, near_y = -bend[0], -bend[1]
                    corners += _bent((x, y), (x + near_x, y + near_y), (x + by_x, y + by_y))
                    bend, x, y = (near_x - by_x, near_y - by_y), x + by_x, y + by_y
            case "z", []:
                pass
            case unknown:
                raise AssertionError(f"no cover is drawn with {unknown}")
        corners.append((x, y))
    yield corners


def _bent(*by: Spot) -> Iterator[Spot]:
    """Points on a Bézier curve, by its start, what it is drawn to, and its end."""
    xs, ys = zip(*by, strict=True)
    for weights in _weights(len(by) - 1):
        yield sum(map(mul, weights, xs)), sum(map(mul, weights, ys))


@cache
def _weights(degree: int) -> tuple[tuple[float, ...], ...]:
    """How much each of the points that draw a curve counts, at each of its pieces (Bernstein's polynomials)."""
    steps = [n / PIECES for n in range(PIECES)]
    return tuple(tuple(math.comb(degree, k) * t**k * (1 - t) ** (degree - k) for k in range(degree + 1)) for t in steps)
