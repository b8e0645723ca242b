"""How far a shape of a drawing (SVG) reaches, as far as that is told cheaply: never too little.

Rectangles are left, top, right and bottom, in the units of the drawing; matrices are those of SVG, as six numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import starmap
from math import cos, hypot, isfinite, radians, sin, tan

from generator.media.drawing_values import LENGTH, is_nothing, numbers, path, transforms

Dot = tuple[float, float]
Rectangle = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
AS_IT_IS: Matrix = (1, 0, 0, 1, 0, 0)
SMOOTHED = {"s": "cs", "t": "qt"}


def is_empty(name: str, said: Mapping[str, str]) -> bool:
    """Whether a shape has no part of the plane, and no line in it, whatever it is painted with (SVG 2, 10 and 9.3)."""

    def no(side: str) -> bool:
        return side not in said or is_nothing(said[side])

    if name == "rect":
        return no("width") or no("height")
    if name == "circle":
        return no("r")
    if name == "ellipse":
        return no("rx") and no("ry")
    if name == "line":
        return all(said.get(f"{axis}1", "0") == said.get(f"{axis}2", "0") for axis in "xy")
    if name == "path":
        return all(command in "Mm" for command, _ in _commands(said))
    return len(numbers(said.get("points", "")) or ()) < 4  # two points


def reach(name: str, said: Mapping[str, str]) -> Rectangle | None:
    """The box of a shape without its line; None where it has another unit than the drawing's, or none at all."""
    try:
        points = list(_points(name, said))
    except _UnknownError:
        return None
    return _around(points)


def moved(box: Rectangle, matrix: Matrix) -> Rectangle | None:
    """The box of what stood in a box, once it is transformed."""
    a, b, c, d, e, f = matrix
    return _around([(a * x + c * y + e, b * x + d * y + f) for x in box[::2] for y in box[1::2]])


def widened(box: Rectangle, by: float) -> Rectangle:
    """A box with so much more on each side."""
    left, top, right, bottom = box
    return left - by, top - by, right + by, bottom + by


def common(one: Rectangle, other: Rectangle) -> Rectangle:
    """What two boxes that meet have in common."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def around(boxes: Sequence[Rectangle]) -> Rectangle | None:
    """The box around all of these."""
    return _around([point for box in boxes for point in (box[:2], box[2:])])


def meet(one: Rectangle, other: Rectangle) -> bool:
    """Whether two boxes have a point in common."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def matrix_of(said: Mapping[str, str]) -> Matrix:
    """How an element says that it is transformed."""
    return reduce(times, starmap(_matrix, transforms(said.get("transform", "none")) or ()), AS_IT_IS)


def times(one: Matrix, other: Matrix) -> Matrix:
    """What is transformed by one matrix inside another."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f


def shifted(above: Matrix, said: Mapping[str, str]) -> Matrix | None:
    """The matrix of what is used at a place; None where that has another unit."""
    try:
        return times(above, (1, 0, 0, 1, _length(said, "x"), _length(said, "y")))
    except _UnknownError:
        return None


class _UnknownError(Exception):
    """A length that depends on more than the drawing's own units."""


def _length(said: Mapping[str, str], name: str) -> float:
    value = said.get(name, "0")
    found = LENGTH.fullmatch(value)
    if found is None or (found[2] or "px").lower() != "px":
        raise _UnknownError(value)
    return float(found[1])


def _points(name: str, said: Mapping[str, str]) -> Iterator[Dot]:
    """Points around which a shape reaches no farther."""

    def of(*names: str) -> list[float]:
        return [_length(said, name) for name in names]

    if name == "rect":
        x, y, width, height = of("x", "y", "width", "height")
        yield from ((x, y), (x + width, y + height))
    elif name in ("circle", "ellipse"):
        x, y, *radii = of("cx", "cy", *(side for side in ("r", "rx", "ry") if side in said))
        most = max(radii, default=0)
        yield from ((x - most, y - most), (x + most, y + most))
    elif name == "line":
        x1, y1, x2, y2 = of("x1", "y1", "x2", "y2")
        yield from ((x1, y1), (x2, y2))
    elif name == "path":
        yield from _path_points(_commands(said))
    else:
        given = numbers(said.get("points", "")) or []
        yield from zip(given[::2], given[1::2], strict=False)


def _commands(said: Mapping[str, str]) -> list[tuple[str, list[float]]]:
    return path(said.get("d", "none")) or []


def _path_points(commands: Sequence[tuple[str, list[float]]]) -> Iterator[Dot]:
    """The ends and handles of a path's parts, among which lines and curves stay, and boxes that hold its arcs."""
    here = start = handle = (0.0, 0.0)
    before = ""
    for command, given in commands:
        kind, base = command.lower(), here if command.islower() else (0.0, 0.0)
        if kind == "z":
            ends = [start]
        elif kind == "h":
            ends = [(base[0] + given[0], here[1])]
        elif kind == "v":
            ends = [(here[0], base[1] + given[0])]
        else:
            pairs = given[5:] if kind == "a" else given
            ends = [(base[0] + x, base[1] + y) for x, y in zip(pairs[::2], pairs[1::2], strict=True)]
        if kind in "st":  # its first handle mirrors the one before (SVG 2, 9.3.6)
            mirrored = here if before not in SMOOTHED[kind] else (2 * here[0] - handle[0], 2 * here[1] - handle[1])
            ends.insert(0, mirrored)
        yield from ends
        if kind == "a":
            far = _arc_reach(given[0], given[1], hypot(ends[0][0] - here[0], ends[0][1] - here[1]))
            yield from ((ends[0][0] + side, ends[0][1] + side) for side in (-far, far))
        here, handle, before = ends[-1], ends[-2:][0], kind
        start = here if kind == "m" else start


def _arc_reach(rx: float, ry: float, chord: float) -> float:
    """How far from its end an arc reaches at most; an ellipse that is too small for its chord grows (SVG 2, 9.5.1)."""
    least, most = sorted((abs(rx), abs(ry)))
    return 2 * most * max(1.0, chord / (2 * least)) if least else chord


def _around(points: Sequence[Dot]) -> Rectangle | None:
    if not points or not all(isfinite(n) for point in points for n in point):
        return None
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _matrix(name: str, given: Sequence[float]) -> Matrix:
    """A transform as a matrix (CSS Transforms 1, 12)."""
    if name == "matrix":
        a, b, c, d, e, f = given
        return a, b, c, d, e, f
    first, *more = given
    if name == "translate":
        return 1, 0, 0, 1, first, more[0] if more else 0
    if name == "scale":
        return first, 0, 0, more[0] if more else first, 0, 0
    if name == "rotate":
        sine, cosine = sin(radians(first)), cos(radians(first))
        x, y = more or (0, 0)
        return cosine, sine, -sine, cosine, x - cosine * x + sine * y, y - sine * x - cosine * y
    slope = tan(radians(first))
    return (1, 0, slope, 1, 0, 0) if name == "skewX" else (1, slope, 0, 1, 0, 0)
