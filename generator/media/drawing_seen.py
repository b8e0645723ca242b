"""What of a drawing (SVG) is seen: an element draws where it is not hidden, is painted, and reaches into the picture.

Each element is looked at once for each time that it is drawn, with what it inherits there (CSS Cascading 4, 7; SVG 2,
13), so the cost of a drawing has to be known before. What is not known for certain counts as seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from generator.media.drawing_elements import SHAPES, DrawnElement, RefusedDrawingError
from generator.media.drawing_extents import (
    AS_IT_IS,
    Matrix,
    Rectangle,
    around,
    common,
    is_empty,
    matrix_of,
    meet,
    moved,
    reach,
    shifted,
    times,
    widened,
)
from generator.media.drawing_styles import HREF, reference
from generator.media.drawing_values import LENGTH, is_black, is_nothing, opacity, share
from generator.media.logo_shape import FAINT

INHERITED: Final = frozenset(
    {
        *("fill", "fill-opacity", "stroke", "stroke-miterlimit", "stroke-opacity", "stroke-width"),
        *("stroke-dasharray", "stroke-linecap"),
        *("visibility", "vector-effect"),  # which is not handed down, but where it is, lines have any width
    }
)
IN_PLACE: Final = SHAPES | {"g", "svg", "use"}
# What is less opaque, of 1, no screen shows.
LEAST_SEEN: Final = 1 / 255
# Of the picture's larger side: what is smaller in both directions is nothing on any screen.
SMALLEST: Final = 1 / 20_000
BY_SHARE: Final = "objectBoundingBox"
BOUNDS = ("clip-path", "mask")
# Corners may stand out so many times the width of a line, unless something else is said (SVG 2, 13.5.5).
USUAL_MITRE, LEAST_MITRE = 4.0, 1.5


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an element is drawn: what it inherits, its matrix if that is known, and what of the picture is open there.

    ``opacity`` is that of all around it. Only its form counts where it ``clips``, and no black where it ``lights``.
    """

    handed: Mapping[str, str]
    matrix: Matrix | None
    box: Rectangle
    opacity: float = 1
    clips: bool = False
    lights: bool = False


def seen(root: DrawnElement, by_id: Mapping[str, DrawnElement], box: Rectangle) -> set[int]:
    """The elements (by their numbers) of a drawing that are seen in its box, with all that they refer to.

    Raises RefusedDrawingError where what is not seen counts for the size of something that is.
    """
    whole = _Seen(root, by_id, box, LEAST_SEEN)
    found = whole.drawn(root, _Place({}, AS_IT_IS, box))
    whole.check_shares(found)
    return found


def shows(root: DrawnElement, by_id: Mapping[str, DrawnElement], box: Rectangle) -> bool:
    """Whether there is anything in a drawing's box that people see."""
    return bool(_Seen(root, by_id, box, FAINT / 255).drawn(root, _Place({}, AS_IT_IS, box)))


class _Seen:
    def __init__(self, root: DrawnElement, by_id: Mapping[str, DrawnElement], box: Rectangle, least: float) -> None:
        self.root, self.by_id, self.least = root, by_id, least
        self.smallest = max(box[2] - box[0], box[3] - box[1]) * SMALLEST
        # Of each element how it is moved, of each shape its form, and of each gradient whether it is clear: all these
        # are asked for at every use of them.
        self.moves: dict[int, Matrix] = {}
        self.forms: dict[int, tuple[bool, Rectangle | None]] = {}
        self.opaque: dict[str, float] = {}
        self.written_in: dict[int, Mapping[str, str]] = {}  # what clips and masks inherit: that of where they stand
        self._hand_down(root, {})

    def _hand_down(self, element: DrawnElement, above: Mapping[str, str]) -> None:
        handed = self.written_in[element.number] = _handed(above, element.said)
        for child in element.children:
            self._hand_down(child, handed)

    def drawn(self, element: DrawnElement, above: _Place) -> set[int]:
        """What is seen of an element, with all that this refers to; nothing if it is not seen."""
        said = element.said
        if said.get("display", "").lower() == "none":
            return set()
        matrix = above.matrix and times(above.matrix, self._moved(element))
        if matrix is not None and matrix[0] * matrix[3] == matrix[1] * matrix[2]:
            return set()  # all of it is drawn on one line
        opacity = above.opacity * share(said.get("opacity", "1"))
        place = replace(above, handed=_handed(above.handed, said), matrix=matrix, opacity=opacity)
        for window in self._windows(element, matrix):
            if not meet(window, place.box):
                return set()
            place = replace(place, box=common(window, place.box))
        if element.name == "svg" and element is not self.root:
            place = replace(place, matrix=None)  # it has a view of its own
        found = set[int]()
        if element.name in SHAPES:
            if not self._is_painted(element, place):
                return found
        elif element.name == "use":
            found = self._used(element, place)
        else:
            found = _all(self.drawn(child, place) for child in element.children if child.name in IN_PLACE)
        if not found and element.name not in SHAPES:
            return found
        return self._with_references(element, found)

    def _used(self, element: DrawnElement, place: _Place) -> set[int]:
        target = self._target(element, HREF)
        if target is None:
            return set()
        # A symbol may have a view of its own.
        has_view = target.name == "symbol" and "viewBox" in target.said
        matrix = None if has_view else place.matrix and shifted(place.matrix, element.said)
        return self.drawn(target, replace(place, matrix=matrix))

    def _with_references(self, element: DrawnElement, found: set[int]) -> set[int]:
        """An element of which something is seen, with its colours and bounds; nothing if they leave nothing of it."""
        found = {element.number, *found}
        for name in BOUNDS:
            bound = self._target(element, name)
            if bound is not None:
                held = self._bound(bound)
                if not held:
                    return set()
                found |= held
        for name in ("fill", "stroke"):
            found |= _parts(self._chain(self._target(element, name)))
        return found

    def _bound(self, bound: DrawnElement) -> set[int]:
        """What a clip or mask shows of others; nothing if it shows nothing."""
        clips, drawn = bound.name == "clipPath", [child for child in bound.children if child.name in IN_PLACE]
        place = _Place(self.written_in[bound.number], None, (0, 0, 0, 0), clips=clips)
        if not clips and bound.said.get("mask-type", "luminance") == "luminance":
            # What is black hides, and so does its part where anything else shows.
            lit = replace(place, lights=True)
            if not any(self.drawn(child, lit) for child in drawn):
                return set()
        found = _all(self.drawn(child, place) for child in drawn)
        return self._with_references(bound, found) if found else found

    def _windows(self, element: DrawnElement, matrix: Matrix | None) -> Iterator[Rectangle]:
        """The boxes beyond which clip and mask leave nothing of an element, as far as they are known."""
        for name in BOUNDS:
            bound = self._target(element, name)
            reached = None if bound is None else self._reach_of(bound)
            window = None if reached is None or matrix is None else moved(reached, matrix)
            if window is not None:
                yield window

    def _reach_of(self, bound: DrawnElement) -> Rectangle | None:
        """How far a clip or mask reaches in the units of what it bounds; None where that is not known."""
        if bound.name == "mask":
            placed = all(side in bound.said for side in ("x", "y", "width", "height"))
            return reach("rect", bound.said) if placed and bound.said.get("maskUnits") == "userSpaceOnUse" else None
        if bound.said.get("clipPathUnits") == BY_SHARE or not all(child.name in SHAPES for child in bound.children):
            return None
        boxes = [
            box and moved(box, times(self._moved(bound), self._moved(child)))
            for child in bound.children
            for box in [self._form(child)[1]]
        ]
        known = [box for box in boxes if box is not None]
        return around(known) if len(known) == len(boxes) else None

    def check_shares(self, found: set[int]) -> None:
        """Refuse what is bounded by shares of its size where a part that gives it this size is not seen."""
        for element in self.root.all():
            for name in BOUNDS if element.number in found and element.name not in SHAPES else ():
                bound = self._target(element, name)
                usual = BY_SHARE if name == "mask" else ""
                by_share = bound is not None and BY_SHARE in (
                    bound.said.get(f"{bound.name}Units", usual),
                    bound.said.get("maskContentUnits"),
                )
                if by_share and not {part.number for part in self._parts_of(element)} <= found:
                    what = f"line {element.line}: “{name}” shows a share of its size, but parts of it cannot be seen"
                    raise RefusedDrawingError(
                        what, "delete what cannot be seen in the drawing program, or save it as PNG"
                    )

    def _parts_of(self, element: DrawnElement) -> Iterator[DrawnElement]:
        """All that is drawn for an element, but for what is not displayed."""
        for child in element.children:
            if child.name in IN_PLACE and child.said.get("display", "").lower() != "none":
                yield child
                yield from self._parts_of(child)
        target = self._target(element, HREF) if element.name == "use" else None
        if target is not None:
            yield target
            yield from self._parts_of(target)

    def _is_painted(self, shape: DrawnElement, place: _Place) -> bool:
        handed = place.handed
        empty, box = self._form(shape)
        ends = handed.get("stroke-linecap", "butt").lower() != "butt"  # which show of a line without a length
        if (empty and not (shape.name == "line" and ends)) or handed.get("visibility", "visible").lower() != "visible":
            return False
        if place.clips:
            return True
        fills = shape.name != "line" and self._paints(place, "fill", "black")
        lines = self._paints(place, "stroke", "none") and not is_nothing(handed.get("stroke-width", "1"))
        lines = lines and (ends or not _is_all_gaps(handed.get("stroke-dasharray", "none")))
        if not (fills or lines) or box is None or place.matrix is None:
            return fills or lines
        if not lines:
            at = moved(box, place.matrix)
            return box[0] < box[2] and box[1] < box[3] and self._is_open(at, place)
        width = LENGTH.fullmatch(handed.get("stroke-width", "1"))
        if width is None or (width[2] or "px").lower() != "px" or "vector-effect" in handed:
            return True
        mitre = LENGTH.fullmatch(handed.get("stroke-miterlimit", ""))
        most = float(width[1]) * max(float(mitre[1]) if mitre else USUAL_MITRE, LEAST_MITRE)
        at = moved(widened(box, most), place.matrix)
        return self._is_open(at, place)

    def _is_open(self, at: Rectangle | None, place: _Place) -> bool:
        """Whether something that reaches so far is large enough to be seen, and where something can be."""
        return at is None or (max(at[2] - at[0], at[3] - at[1]) > self.smallest and meet(at, place.box))

    def _moved(self, element: DrawnElement) -> Matrix:
        if element.number not in self.moves:
            self.moves[element.number] = matrix_of(element.said)
        return self.moves[element.number]

    def _form(self, shape: DrawnElement) -> tuple[bool, Rectangle | None]:
        """Whether a shape is empty, and the box that it fills."""
        if shape.number not in self.forms:
            self.forms[shape.number] = is_empty(shape.name, shape.said), reach(shape.name, shape.said)
        return self.forms[shape.number]

    def _paints(self, place: _Place, name: str, usual: str) -> bool:
        paint = place.handed.get(name, usual)
        if place.lights and is_black(paint):
            return False
        led = reference(name, paint)
        if led is not None and led not in self.opaque:
            self.opaque[led] = _opacity(self._chain(self.by_id[led]))
        own = opacity(paint) if led is None else self.opaque[led]
        return own * share(place.handed.get(f"{name}-opacity", "1")) * place.opacity >= self.least

    def _chain(self, gradient: DrawnElement | None) -> list[DrawnElement]:
        """A gradient and those whose colours it takes over."""
        chain = list[DrawnElement]()
        while gradient is not None:
            chain.append(gradient)
            gradient = self._target(gradient, HREF)
        return chain

    def _target(self, element: DrawnElement, name: str) -> DrawnElement | None:
        led = reference(name, element.said.get(name, ""))
        return None if led is None else self.by_id[led]


def _handed(above: Mapping[str, str], said: Mapping[str, str]) -> Mapping[str, str]:
    own = {name: value for name, value in said.items() if name in INHERITED}
    made = {**above, **{name: value for name, value in own.items() if value.lower() not in ("inherit", "unset")}}
    return {name: value for name, value in made.items() if value.lower() != "initial"} if own else above


def _all(parts: Iterable[set[int]]) -> set[int]:
    return set[int]().union(*parts)


def _stops(gradient: DrawnElement) -> list[DrawnElement]:
    return [child for child in gradient.children if child.name == "stop"]


def _parts(chain: Iterable[DrawnElement]) -> set[int]:
    return {part.number for gradient in chain for part in (gradient, *_stops(gradient))}


def _opacity(chain: Iterable[DrawnElement]) -> float:
    """That of a gradient's most opaque colour: it takes over those of the next only where it has none of its own."""
    stops = next(filter(None, map(_stops, chain)), [])
    colours = (
        share(stop.said.get("stop-opacity", "1")) * opacity(stop.said.get("stop-color", "black")) for stop in stops
    )
    return max(colours, default=0)


def _is_all_gaps(dashes: str) -> bool:
    """Whether a line with these dashes has gaps alone; nothing but noughts is a line without gaps (SVG 2, 13.5.6)."""
    each = dashes.replace(",", " ").split()
    drawn = each[::2] if len(each) % 2 == 0 else each
    return all(map(is_nothing, drawn)) and not all(map(is_nothing, each))
