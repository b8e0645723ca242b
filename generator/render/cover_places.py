"""Covers out of doors. They stand beside stories of every kind, so nothing in them smiles, shines or threatens.

There are no heights, rails, ropes or deep water to fall into, and nobody is in them.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.render.cover_forms import (
    DARK,
    FAR,
    GROUND,
    HIGH,
    LIGHT,
    NEAR,
    WIDE,
    Dice,
    Disc,
    Drawing,
    Outline,
    box,
    floor,
    leaf,
    pebble,
    range_of_hills,
    rise,
)


def hills(dice: Dice) -> Iterator[Drawing]:
    """Three ranges of hills, and a sun or moon behind them."""
    yield _disc(dice)
    for layer in (FAR, NEAR, DARK):
        yield range_of_hills(layer, dice, 18 + layer * 24, 13)


def sea(dice: Dice) -> Iterator[Drawing]:
    """A calm sea, and a disc on the horizon with its light on the water."""
    x, horizon, radius = dice.between(95, 225), dice.between(56, 66), dice.between(14, 19)
    yield Disc(LIGHT, x, horizon - dice.between(0, 14), radius)
    yield floor(FAR, horizon)
    for layer, rows in ((NEAR, (8, 24, 40)), (DARK, (16, 32, 48))):
        waves = "".join(
            f"M{dice.between(-10, 130) + n * 110} {horizon + y}h{dice.between(26, 60)}" for y in rows for n in (0, 1)
        )
        yield Outline(layer, waves, line=1.5)
    shine = "".join(
        f"M{x - half + dice.between(-4, 4)} {horizon + 6 + row * 9}h{2 * half}"
        for row, half in enumerate((radius - 3, radius - 7, radius - 4, radius - 10))
    )
    yield Outline(LIGHT, shine, line=2)


def fields(dice: Dice) -> Iterator[Drawing]:
    """Furrows that run towards one point on the horizon, and a row of poplars there."""
    horizon, x = dice.between(54, 62), dice.between(90, 230)
    yield Disc(LIGHT, WIDE - x + dice.between(-15, 15), horizon - 22, dice.between(9, 14))
    yield range_of_hills(FAR, dice, horizon - 6, 5)
    yield floor(NEAR, horizon)
    edges = [n * 52 - 150 + dice.between(0, 12) for n in range(13)]
    furrows = "".join(f"M{x} {horizon}L{edges[n]} {HIGH}H{edges[n + 1]}z" for n in range(0, 12, 2))
    yield Outline(FAR, furrows)
    first = x + dice.side() * dice.between(50, 70)
    for n in range(4):
        at, high = first + n * 13, dice.between(22, 34)
        yield Outline(DARK, f"M{at} {horizon + 1}q-8 {-high // 2} 0 {-high}q8 {high // 2} 0 {high}z")


def path(dice: Dice) -> Iterator[Drawing]:
    """A path that winds over a rise, with a few trees beside it."""
    yield _disc(dice)
    yield range_of_hills(FAR, dice, 50, 8)
    yield Outline(NEAR, f"M0 72Q160 48 {WIDE} 72V{HIGH}H0z")
    top, side = dice.between(130, 190), dice.side()
    middles = (top, top + side * 26, top - side * 14, top + side * dice.between(20, 40))
    heights, halves = (61, 72, 90, HIGH + 2), (1, 4, 10, 24)
    left = [(x - half, y) for x, y, half in zip(middles, heights, halves, strict=True)]
    right = [(x + half, y) for x, y, half in zip(middles, heights, halves, strict=True)][::-1]
    yield Outline(GROUND, f"M{_bends(left)}L{_bends(right)}z")
    for n in range(3):
        x = top + side * (44 + n * 34) - side * (150 if n == 2 else 0)
        y = 82 + n * 5 + dice.between(-3, 3)
        yield Outline(DARK, f"M{x} {y}v-14", line=2)
        yield Disc(DARK, x, y - 18, dice.between(7, 10))


def boat(dice: Dice) -> Iterator[Drawing]:
    """A boat with two sails on calm water, close to the shore."""
    x, side = dice.between(125, 195), dice.side()
    yield range_of_hills(FAR, dice, 52, 9)
    yield floor(NEAR, 76)
    yield Outline(LIGHT, f"M{x} 25l{side * 27} 51h{-side * 27}z")
    yield Outline(DARK, f"M{x - side * 4} 33l{-side * 19} 43h{side * 19}z")
    yield Outline(DARK, f"M{x - side * 2} 21v61", line=2)
    yield Outline(DARK, f"M{x - 34} 81h68q-4 13-15 13h-38q-10 0-15-13z")
    lines = "".join(f"M{x + dice.between(-90, 40)} {102 + 7 * n}h{dice.between(24, 60)}" for n in range(2))
    yield Outline(FAR, f"M{x - 30} 98h54{lines}", line=1.5)


def tree(dice: Dice) -> Iterator[Drawing]:
    """A single tree on a rise."""
    x, side = dice.between(115, 205), dice.side()
    yield Disc(LIGHT, x - side * dice.between(66, 84), dice.between(34, 46), dice.between(11, 16))
    yield range_of_hills(FAR, dice, 78, 7)
    yield Outline(NEAR, f"M0 106Q{x} 84 {WIDE} 106V{HIGH}H0z")
    yield Outline(DARK, f"M{x - 7} 98q5-14 3-40h8q-2 26 5 40z")
    yield Outline(DARK, f"M{x} 74l{-side * 16}-16M{x} 68l{side * 15}-16", line=3)
    yield Disc(NEAR, x - side * 22, 53, dice.between(15, 18))
    yield Disc(NEAR, x + side * 21, 50, dice.between(16, 19))
    yield Disc(NEAR, x - 2, 38, dice.between(20, 23))
    yield Outline(
        FAR, "".join(f"M{x + a} {y}q5-6 11-3" for a, y in ((-18, 34), (2, 28), (-26, 52), (12, 47))), line=1.5
    )


def birds(dice: Dice) -> Iterator[Drawing]:
    """Birds on two wires above low hills."""
    yield Disc(LIGHT, dice.between(95, 225), dice.between(30, 44), dice.between(11, 16))
    yield range_of_hills(FAR, dice, 92, 7)
    yield range_of_hills(NEAR, dice, 108, 5)
    wires = (dice.between(46, 54), dice.between(70, 78))
    yield Outline(DARK, "".join(f"M0 {y}q160 20 {WIDE} 0" for y in wires), line=1.5)
    sitting = ""
    places = sorted({dice.between(0, 9) for _ in range(6)})
    for n, place in enumerate(places):
        x, side, wire = 84 + place * 16, dice.side(), wires[n % 2]
        y = wire + 40 * x * (WIDE - x) // (WIDE * WIDE)
        sitting += _bird(x, y, side)
    yield Outline(DARK, sitting)


def garden(dice: Dice) -> Iterator[Drawing]:
    """A bed of plants, each as high as it is by now."""
    yield range_of_hills(FAR, dice, 62, 8)
    stems = leaves = ""
    buds = []
    for n in range(6):
        x, high = 35 + n * 50 + dice.between(-8, 8), dice.between(28, 68)
        stems += f"M{x} 100v{-high}"
        for level in range(10, high - 12, 26):
            leaves += leaf(x, 100 - level, 22, -15) + leaf(x, 100 - level, -22, -15)
        buds.append(Disc(LIGHT, x, 100 - high, 6 if high > 40 else 4))
    yield Outline(DARK, stems, line=2)
    yield Outline(NEAR, leaves)
    yield from buds[dice.between(0, 1) :: 2]
    yield floor(DARK, 98)


def bench(dice: Dice) -> Iterator[Drawing]:
    """A bench with room for several, a tree, and a lamp."""
    x, side = dice.between(135, 185), dice.side()
    yield range_of_hills(FAR, dice, 76, 6)
    yield rise(NEAR, dice, 102)
    tree_at, lamp = x - side * dice.between(72, 80), x + side * dice.between(66, 74)
    yield Outline(DARK, box(tree_at - 3, 52, 6, 48))
    yield Disc(NEAR, tree_at - 8, 48, 18)
    yield Disc(NEAR, tree_at + 8, 40, 20)
    yield Disc(LIGHT, lamp, 32, 8)
    yield Outline(DARK, box(lamp - 1, 40, 3, 62) + f"M{lamp - 9} 25q9-9 18 0z")
    yield Outline(DARK, box(x - 42, 62, 84, 5) + box(x - 42, 71, 84, 5) + box(x - 46, 82, 92, 5))
    yield Outline(DARK, f"M{x - 36} 60v44M{x + 36} 60v44", line=4)


def houses(dice: Dice) -> Iterator[Drawing]:
    """A row of houses; in one or two windows there is light."""
    yield range_of_hills(FAR, dice, 58, 10)
    walls = {NEAR: "", DARK: ""}
    dark = lit = ""
    x, layer = dice.between(-10, 4), NEAR
    for _ in range(8):
        wide, top = dice.between(38, 48), dice.between(56, 76)
        walls[layer] += f"M{x} {HIGH}V{top}l{wide // 2} {-wide // 2}l{wide - wide // 2} {wide // 2}V{HIGH}z"
        first, second = box(x + 9, top + 6, 7, 10), box(x + wide - 16, top + 6, 7, 10)
        if dice.between(0, 3):
            dark += first + second
        else:
            lit, dark = lit + first, dark + second
        x, layer = x + wide, NEAR + DARK - layer
    yield from (Outline(of, drawn) for of, drawn in walls.items())
    yield Outline(FAR, dark)
    if lit:
        yield Outline(LIGHT, lit)


def gate(dice: Dice) -> Iterator[Drawing]:
    """A garden fence whose gate stands open, with a path beyond it."""
    x, side = dice.between(130, 170), dice.side()
    yield _disc(dice)
    yield range_of_hills(FAR, dice, 50, 8)
    yield floor(NEAR, 66)
    away = f"C{x + 6} 90 {x + 22 + side * 40} 84 {x + 22 + side * 16} 66"
    back = f"C{x + 30 + side * 44} 86 {x + 44} 92 {x + 48} {HIGH}"
    yield Outline(GROUND, f"M{x - 4} {HIGH}{away}h4{back}z")
    fence = "".join(f"M{at} 76l4-5l4 5v36h-8z" for at in [*range(x - 14, -10, -16), *range(x + 50, WIDE, 16)])
    rails = "".join(box(0, y, x - 6, 4) + box(x + 50, y, WIDE - x - 50, 4) for y in (82, 98))
    yield Outline(DARK, fence + rails)
    hinge = x - 6 if side < 0 else x + 50
    leaf_of_gate = "".join(f"M{hinge - side * (4 + n * 7)} {74 + n * 3}v{36 + n * 2}" for n in range(4))
    yield Outline(DARK, f"{leaf_of_gate}M{hinge} 84l{-side * 27} 9M{hinge} 100l{-side * 27} 11", line=3)


def stones(dice: Dice) -> Iterator[Drawing]:
    """Stepping stones through shallow water."""
    yield Disc(LIGHT, dice.between(95, 225), dice.between(30, 36), dice.between(9, 13))
    yield range_of_hills(NEAR, dice, 44, 6)
    yield floor(FAR, 53)
    side, x = dice.side(), dice.between(140, 180)
    ripples = tops = feet = ""
    for n in range(6):
        y, wide = 60 + n * n + 6 * n, 8 + n * 4
        at = x + side * (0, 12, -4, -16, 8, 24)[n] + dice.between(-3, 3)
        feet += pebble(at, y + 2, wide, 3 + n)
        tops += pebble(at, y, wide, 2 + n)
        ripples += f"M{at - 2 * wide} {y + 5 + n}q{wide} 4 {2 * wide} 4t{2 * wide} -4"
    yield Outline(GROUND, ripples, line=1.5)
    yield Outline(DARK, feet)
    yield Outline(NEAR, tops)


def branch(dice: Dice) -> Iterator[Drawing]:
    """A branch with leaves, and a few berries."""
    start, bend, end = dice.between(66, 92), dice.between(30, 60), dice.between(30, 60)
    leaves = {FAR: "", NEAR: "", DARK: ""}
    berries = []
    for n in range(15):
        t = (n + 1) / 16
        x = round(WIDE * t)
        y = round((1 - t) ** 2 * start + 2 * t * (1 - t) * bend + t * t * end)
        up = -1 if n % 2 else 1
        leaves[dice.between(FAR, DARK)] += leaf(x, y, dice.between(16, 22), up * dice.between(20, 30))
        if n % 4 == 1:
            berries.append(Disc(LIGHT, x + 4, y + 12, dice.between(4, 5)))
    yield from (Outline(layer, drawn) for layer, drawn in leaves.items() if drawn)
    yield Outline(DARK, f"M0 {start}Q160 {bend} {WIDE} {end}", line=2.5)
    yield from berries


def _bird(x: int, y: int, side: int) -> str:
    """The path of a bird that sits at a place and looks to one side: from its tail over its back and its beak."""
    head = f"q{side} -8 {side * 8} -8q{side * 4} 0 {side * 5} 4l{side * 4} 1l{-side * 4} 2"
    return f"M{x - side * 9} {y + 6}l{side * 7} -11{head}q0 6 {-side * 6} 8z"


def _disc(dice: Dice) -> Disc:
    return Disc(LIGHT, dice.between(90, 230), dice.between(32, 42), dice.between(9, 16))


def _bends(points: list[tuple[int, int]]) -> str:
    """The rest of a path, from point to point, that stands upright in each."""
    (x, y), *others = points
    drawn = f"{x} {y}"
    for to_x, to_y in others:
        middle = (y + to_y) // 2
        drawn += f"C{x} {middle} {to_x} {middle} {to_x} {to_y}"
        x, y = to_x, to_y
    return drawn
