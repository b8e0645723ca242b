"""What of a drawing (SVG) is seen: an element draws where it is not hidden, is painted, and reaches into the picture.

Each element is looked at once for each time that it is drawn, with what it inherits there (CSS Cascading 4, 7; SVG 2,
13), so the cost of a drawing has to be known before. What is not known for certain counts as seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from generator.media.drawing_elements import SHAPES, DrawnElement
from generator.media.drawing_extents import (
    AS_IT_IS,
    Matrix,
    Rectangle,
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
from generator.media.drawing_values import LENGTH, is_clear, is_nothing

INHERITED: Final = frozenset(
    {
        *("fill", "fill-opacity", "stroke", "stroke-miterlimit", "stroke-opacity", "stroke-width"),
        *("visibility", "vector-effect"),  # which is not handed down, but where it is, lines have any width
    }
)
IN_PLACE: Final = SHAPES | {"g", "use"}
BOUNDS = ("clip-path", "mask")
# Corners may stand out so many times the width of a line, unless something else is said (SVG 2, 13.5.5).
USUAL_MITRE, LEAST_MITRE = 4.0, 1.5


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an element is drawn: what it inherits, its matrix if that is known, and whether only its form counts."""

    handed: Mapping[str, str]
    matrix: Matrix | None
    clips: bool = False


def seen(root: DrawnElement, by_id: Mapping[str, DrawnElement], box: Rectangle) -> set[int]:
    """The elements (by their numbers) of a drawing that are seen in its box, with all that they refer to."""
    return _Seen(root, by_id, box).drawn(root, _Place({}, AS_IT_IS))


class _Seen:
    def __init__(self, root: DrawnElement, by_id: Mapping[str, DrawnElement], box: Rectangle) -> None:
        self.by_id, self.box = by_id, box
        # Of each element how it is moved, of each shape its form, and of each gradient whether it is clear: all these
        # are asked for at every use of them.
        self.moves: dict[int, Matrix] = {}
        self.forms: dict[int, tuple[bool, Rectangle | None]] = {}
        self.clear: dict[str, bool] = {}
        self.written_in: dict[int, Mapping[str, str]] = {}  # what clips and masks inherit: that of where they stand
        self._hand_down(root, {})

    def _hand_down(self, element: DrawnElement, above: Mapping[str, str]) -> None:
        handed = self.written_in[element.number] = _handed(above, element.said)
        for child in element.children:
            self._hand_down(child, handed)

    def drawn(self, element: DrawnElement, above: _Place) -> set[int]:
        """What is seen of an element, with all that this refers to; nothing if it is not seen."""
        said = element.said
        if said.get("display", "").lower() == "none" or (is_nothing(said.get("opacity", "1")) and not above.clips):
            return set()
        matrix = above.matrix and times(above.matrix, self._moved(element))
        place = replace(above, handed=_handed(above.handed, said), matrix=matrix)
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
        # A symbol has a view of its own.
        matrix = None if target.name == "symbol" else place.matrix and shifted(place.matrix, element.said)
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
        place = _Place(self.written_in[bound.number], None, clips=bound.name == "clipPath")
        found = _all(self.drawn(child, place) for child in bound.children if child.name in IN_PLACE)
        return self._with_references(bound, found) if found else found

    def _is_painted(self, shape: DrawnElement, place: _Place) -> bool:
        handed = place.handed
        empty, box = self._form(shape)
        if empty or handed.get("visibility", "visible").lower() != "visible":
            return False
        if place.clips:
            return True
        fills = shape.name != "line" and self._paints(handed, "fill", "black")
        lines = self._paints(handed, "stroke", "none") and not is_nothing(handed.get("stroke-width", "1"))
        if not (fills or lines) or box is None or place.matrix is None:
            return fills or lines
        if not lines:
            at = moved(box, place.matrix)
            return box[0] < box[2] and box[1] < box[3] and (at is None or meet(at, self.box))
        width = LENGTH.fullmatch(handed.get("stroke-width", "1"))
        if width is None or (width[2] or "px").lower() != "px" or "vector-effect" in handed:
            return True
        mitre = LENGTH.fullmatch(handed.get("stroke-miterlimit", ""))
        most = float(width[1]) * max(float(mitre[1]) if mitre else USUAL_MITRE, LEAST_MITRE)
        at = moved(widened(box, most), place.matrix)
        return at is None or meet(at, self.box)

    def _moved(self, element: DrawnElement) -> Matrix:
        if element.number not in self.moves:
            self.moves[element.number] = matrix_of(element.said)
        return self.moves[element.number]

    def _form(self, shape: DrawnElement) -> tuple[bool, Rectangle | None]:
        """Whether a shape is empty, and the box that it fills."""
        if shape.number not in self.forms:
            self.forms[shape.number] = is_empty(shape.name, shape.said), reach(shape.name, shape.said)
        return self.forms[shape.number]

    def _paints(self, handed: Mapping[str, str], name: str, usual: str) -> bool:
        paint = handed.get(name, usual)
        if is_nothing(handed.get(f"{name}-opacity", "1")) or is_clear(paint):
            return False
        led = reference(name, paint)
        if led is not None and led not in self.clear:
            self.clear[led] = _is_clear(self._chain(self.by_id[led]))
        return led is None or not self.clear[led]

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


def _is_clear(chain: Iterable[DrawnElement]) -> bool:
    """Whether a gradient has no colour: it takes over those of the next only where it has none of its own."""
    stops = next(filter(None, map(_stops, chain)), [])
    return all(
        is_nothing(stop.said.get("stop-opacity", "1")) or is_clear(stop.said.get("stop-color", "black"))
        for stop in stops
    )
