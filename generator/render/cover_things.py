"""Covers of rooms, and of what stands in them: everyday things that go with grief and with joy."""

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
)


def window(dice: Dice) -> Iterator[Drawing]:
    """A window with curtains, a plant on its sill, and hills outside."""
    x, side = dice.between(125, 195), dice.side()
    yield floor(FAR, 0)
    yield Outline(DARK, box(x - 46, 20, 92, 72))
    yield Outline(GROUND, box(x - 42, 24, 84, 64))
    yield Disc(LIGHT, x + side * dice.between(14, 24), dice.between(36, 42), dice.between(7, 10))
    low, high = dice.between(60, 68), dice.between(52, 60)
    yield Outline(FAR, f"M{x - 42} {low}q24 {high - low - 10} 44 0t40 {dice.between(-6, 6)}V88h-84z")
    yield Outline(DARK, box(x - 1, 24, 3, 64) + box(x - 42, 50, 84, 3))
    for edge in (-1, 1):
        yield Outline(NEAR, f"M{x + edge * 72} 18h{-edge * 34}q{edge * 2} 40 {edge * 18} 76h{edge * 16}z")
    yield Outline(DARK, f"M{x - 78} 17h156", line=2.5)
    yield Outline(DARK, box(x - 58, 94, 116, 5))
    pot = x - side * 18
    yield Outline(NEAR, f"M{pot - 9} 79h18l-3 15h-12z")
    yield Outline(DARK, leaf(pot, 79, -13, -16) + leaf(pot, 79, 1, -23) + leaf(pot, 79, 14, -14))


def kettle(dice: Dice) -> Iterator[Drawing]:
    """A kettle and two cups on a table."""
    side = dice.side()
    x = WIDE // 2 + side * dice.between(4, 20)
    yield Outline(FAR, box(0, dice.between(24, 34), WIDE, 3))
    yield floor(FAR, 94)
    yield Outline(DARK, f"M{x - 28} 96q-9-40 28-42q37 2 28 42z")
    yield Outline(
        DARK, f"M{x + side * 24} 82q{side * 14}-4 {side * 20}-26l{side * 9} 3q{-side * 5} 32 {-side * 29} 36z"
    )
    yield Outline(DARK, f"M{x - 22} 62q0-30 22-30t22 30", line=4)
    yield Disc(DARK, x, 52, 4)
    yield Outline(NEAR, f"M{x - 20} 66q20-8 40 0", line=2)
    for n, layer in enumerate((LIGHT, NEAR)):
        cup = x - side * (50 + n * 28 + dice.between(-3, 3))
        yield Outline(layer, f"M{cup - 10} 80h20q0 16-6 16h-8q-6 0-6-16z")
        yield Outline(layer, f"M{cup - side * 10} 84q{-side * 8} 0 {-side * 5} 5q{side * 2} 2 {side * 6} 1", line=2)
    spout = x + side * 50
    yield Outline(NEAR, f"M{spout} 50q{side * 7}-7 0-13t0-13M{spout + side * 11} 52q{side * 6}-6 0-11t0-11", line=2)


def lamp(dice: Dice) -> Iterator[Drawing]:
    """A lamp on a table, and a book in its light."""
    x, side = dice.between(130, 190), dice.side()
    yield floor(NEAR, 0)
    yield Disc(FAR, x, 50, dice.between(56, 66))
    yield Disc(GROUND, x, 50, dice.between(38, 46))
    yield floor(DARK, 98)
    yield Outline(LIGHT, f"M{x - 14} 26h28l14 30h-56z")
    yield Outline(DARK, box(x - 1, 56, 3, 36) + f"M{x - 15} 98q2-9 15-9t15 9z")
    book = x + side * dice.between(48, 56)
    yield Outline(GROUND, f"M{book} 98q-12-7-28-3v-9q16-4 28 3q12-7 28-3v9q-16-4-28 3z")
    yield Outline(DARK, f"M{book} 89v9", line=1.5)


def door(dice: Dice) -> Iterator[Drawing]:
    """A door that stands open, the light from the next room, and pictures on the wall."""
    x, side = dice.between(135, 185), dice.side()
    yield floor(FAR, 0)
    yield floor(NEAR, 90)
    for at in (-56, -94, 76):
        wide, high = dice.between(18, 28), dice.between(18, 30)
        left, top = x + side * at - wide // 2, 46 - high // 2
        yield Outline(NEAR, box(left, top, wide, high))
        yield Outline(GROUND, box(left + 3, top + 3, wide - 6, high - 6))
    yield Outline(LIGHT, f"M{x - 20} 90h40l{10 - side * 22} 30h-60z")
    yield Outline(DARK, box(x - 24, 16, 48, 74))
    yield Outline(LIGHT, box(x - 20, 20, 40, 70))
    hinge = x + side * 20
    yield Outline(DARK, f"M{hinge} 20l{side * 24} -6v88l{-side * 24} -12z")
    upper = f"M{hinge + side * 6} 27l{side * 12} -3v27l{-side * 12} 1z"
    lower = f"M{hinge + side * 6} 58h{side * 12}v33l{-side * 12} -6z"
    yield Outline(NEAR, upper + lower)
    yield Disc(FAR, hinge + side * 21, 54, 2)


def table(dice: Dice) -> Iterator[Drawing]:
    """A table with two chairs and two cups, below a lamp."""
    x, lamp = dice.between(140, 180), dice.between(28, 36)
    yield floor(FAR, 96)
    yield Outline(DARK, f"M{x} 0v{lamp - 12}", line=2)
    yield Disc(LIGHT, x, lamp, dice.between(7, 9))
    yield Outline(DARK, f"M{x - 18} {lamp}q2-16 18-16t18 16z")
    cups = (-dice.between(14, 26), dice.between(4, 14))
    yield Outline(NEAR, "".join(f"M{x + at} 53h11q0 10-3 10h-5q-3 0-3-10z" for at in cups))
    yield Outline(DARK, box(x - 36, 63, 72, 4))
    chairs = "".join(
        f"M{x + s * away} 40l{-s * 4} 32v26M{x + s * (away - 4)} 72h{-s * 20}v26"
        for s, away in ((-1, dice.between(60, 72)), (1, dice.between(60, 72)))
    )
    yield Outline(DARK, f"M{x - 29} 66v32M{x + 29} 66v32{chairs}", line=3.5)


def books(dice: Dice) -> Iterator[Drawing]:
    """Some books, one upon the other, and a cup."""
    x, side = dice.between(145, 175), dice.side()
    yield floor(FAR, 94)
    top = 94
    for layer in (DARK, NEAR, DARK, FAR)[dice.between(0, 1) :]:
        wide, high, by = dice.between(58, 76), dice.between(8, 12), dice.between(-5, 5)
        top -= high
        yield Outline(layer, box(x - wide // 2 + by, top, wide, high))
        yield Outline(GROUND, f"M{x - wide // 2 + by + 7} {top + 2}v{high - 4}", line=1.5)
    cup = x + side * 4
    yield Outline(LIGHT, f"M{cup - 12} {top - 20}h24q0 20-6 20h-12q-6 0-6-20z")
    yield Outline(
        LIGHT, f"M{cup + side * 12} {top - 15}q{side * 10} 0 {side * 6} 7q{-side * 3} 3 {-side * 8} 1", line=2.5
    )
    yield Outline(NEAR, f"M{cup - 4} {top - 25}q5-5 0-9t0-9M{cup + 5} {top - 25}q5-5 0-9t0-9", line=2)
    pot = x - side * 62
    yield Outline(NEAR, f"M{pot - 12} 74h24l-4 20h-16z")
    yield Outline(
        DARK, leaf(pot, 74, -20, -18) + leaf(pot, 74, -7, -30) + leaf(pot, 74, 9, -28) + leaf(pot, 74, 20, -14)
    )


def quilt(dice: Dice) -> Iterator[Drawing]:
    """A quilt of squares that are cut in two."""
    side = 40
    corners = ((0, "h40v40z"), (0, "h40l-40 40z"), (0, "v40h40z"), (side, "v40h-40z"))
    first = dice.between(0, 3)
    # Around a corner, each square is turned further than the one before, or away from the one across.
    turns = [(first + n) % 4 for n in ((0, 1, 3, 2) if dice.side() > 0 else (0, 1, 1, 0))]
    patches = {FAR: "", NEAR: "", DARK: "", LIGHT: ""}
    for row in range(HIGH // side):
        for column in range(WIDE // side):
            layer = LIGHT if dice.between(0, 11) == 0 else dice.between(FAR, DARK)
            x, drawn = corners[turns[row % 2 * 2 + column % 2]]
            patches[layer] += f"M{column * side + x} {row * side}{drawn}"
    yield from (Outline(layer, drawn) for layer, drawn in patches.items() if drawn)
