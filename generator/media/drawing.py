"""Drawings (SVG) made safe to publish: what draws is read by a list, and written anew out of nothing else.

SVG is a language for documents: it can run scripts, load files from elsewhere, hold other documents, and say the same
picture in so few words that drawing it takes for ever. So nothing passes but elements and attributes of a list, with
values of a small grammar, and references within the file (SVG 1.1 and 2). What draws nothing is left out: scripts,
remarks, names of layers, who made it with what. What draws and cannot be taken over is told with its line, since a
drawing without it would be another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from generator.ground import limits
from generator.ground.digest import content_name
from generator.media.drawing_elements import (
    GRADIENTS,
    MOST_ELEMENTS,
    SHAPES,
    SIMPLER,
    SVG,
    DrawnElement,
    RefusedDrawingError,
    elements,
)
from generator.media.drawing_seen import seen, shows
from generator.media.drawing_styles import HREF, reference, references, renamed, say
from generator.media.drawing_values import PRESENTATION, REFERENCE
from generator.media.logo_shape import as_long_as_a_line
from generator.media.photo import Photo, Unusable

# In pixels; a drawing has no size of its own, and pages show it smaller.
HIGH = 96
LONGEST_CHAIN, LARGEST_NUMBER = 8, 100_000
SHOWING = "save it with what it shows within its “viewBox”, in colours, and not hidden"
# What each attribute may refer to; that of a gradient, others than that of what is drawn.
REFERRED: Final = {
    ("", "clip-path"): frozenset({"clipPath"}),
    ("", "mask"): frozenset({"mask"}),
    **dict.fromkeys((("", "fill"), ("", "stroke"), ("", HREF)), GRADIENTS),
    ("use", HREF): SHAPES | {"g", "symbol", "use"},
}
# What those within inherit.
HANDED_DOWN: Final = PRESENTATION.keys() - {
    *("clip-path", "display", "mask", "mask-type", "opacity", "stop-color", "stop-opacity", "vector-effect")
}
# Bytes of what is published: it comes with every page.
LARGEST = 100_000
NUMBER: Final = re.compile(r"\s*(\d{1,9}(?:\.\d{1,20})?)(px|pt|pc|mm|cm|in)?\s*", re.ASCII)
# Pixels in each unit (CSS Values 4, 6.2).
PIXELS: Final = {"pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
COORDINATE: Final = re.compile(r"-?(?:\d{1,9}(?:\.\d{1,20})?|\.\d{1,20})", re.ASCII)


def is_drawing(data: bytes) -> bool:
    """Whether a file says that it is a drawing: SVG begins like no picture made of pixels."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") or data[:2] in (b"\xfe\xff", b"\xff\xfe")


def cleaned(data: bytes) -> Photo | Unusable:
    """The drawing in ``data`` as it is published, or why it cannot be. Depends on the bytes alone."""
    if len(data) > limits.TEXT:
        return Unusable("this drawing's file is larger than 500 KB", SIMPLER)
    try:
        root, sheets = elements(data)
        say(root, sheets)
        return _Drawing(root).published()
    except RefusedDrawingError as e:
        return e.why


class _Drawing:
    """The elements of a file, with what is said of each."""

    def __init__(self, root: DrawnElement) -> None:
        self.root, self.by_id = root, dict[str, DrawnElement]()
        self.seen: set[int] = set()
        self.names: dict[str, str] = {}  # of those that are referred to: what they are called from here on
        for element in root.all():
            if name := element.written.get("id"):
                self.by_id.setdefault(name, element)

    def published(self) -> Photo:
        """The drawing written anew. Raises RefusedDrawingError."""
        box, width = _size(self.root)
        for element in self.root.all():
            element.said.update(self._instead(element))
        if self._cost(self.root, frozenset()) > MOST_ELEMENTS:
            raise RefusedDrawingError("drawing it would take too long", SIMPLER)
        left, top, wide, high = map(float, box.split())
        page = (left, top, left + wide, top + high)
        if not shows(self.root, self.by_id, page):
            raise RefusedDrawingError("nothing of it can be seen", SHOWING)
        self.seen = seen(self.root, self.by_id, page)
        for element in self.root.all():
            for _, name in references(element) if element.number in self.seen else ():
                self.names.setdefault(name, f"n{len(self.names) + 1}")
        head = f'<svg xmlns="{SVG}" viewBox="{box}" width="{width}" height="{HIGH}"'
        said = {name: value for name, value in self.root.said.items() if name in PRESENTATION}
        within = "".join(map(self._written, self.root.children))
        content = f"{head}{self._attributes(said)}>{within}</svg>\n".encode()
        if len(content) > LARGEST:
            raise RefusedDrawingError(f"this drawing has more than {LARGEST // 1000} KB", SIMPLER)
        return Photo(f"{content_name(content)}.svg", width, HIGH, content)

    def _instead(self, element: DrawnElement) -> Iterator[tuple[str, str]]:
        """The colours that stand in for what an element is to be painted with and is not in the file."""
        for name in ("fill", "stroke"):
            led = REFERENCE.fullmatch(element.said.get(name, ""))
            if led and led[2] and led[1] not in self.by_id:
                yield name, led[2]

    def _cost(self, element: DrawnElement, above: frozenset[str]) -> int:
        """How many elements are drawn for one, with all that it refers to; ``above`` are references that led here."""
        if element.cost is None:
            cost = 1 + sum(self._cost(child, above) for child in element.children)
            for by, name in references(element):
                if name not in self.by_id:
                    raise RefusedDrawingError(f"line {element.line}: what it refers to, “{name}”, is not in the file")
                if name in above or len(above) > LONGEST_CHAIN:
                    raise RefusedDrawingError(f"line {element.line}: “{name}” refers to itself, or to too much")
                if self.by_id[name].name not in REFERRED.get((element.name, by), REFERRED["", by]):
                    raise RefusedDrawingError(
                        f"line {element.line}: what “{by}” refers to, “{name}”, is something else"
                    )
                cost += self._cost(self.by_id[name], above | {name})
            element.cost = cost
        return element.cost

    def _written(self, element: DrawnElement) -> str:
        """An element as it is published. Of what is not seen, those parts alone are there that others refer to."""
        within = "".join(map(self._written, element.children))
        if element.number not in self.seen:
            handed = {name: value for name, value in element.said.items() if name in HANDED_DOWN}
            return within and f"<defs{self._attributes(handed)}>{within}</defs>"
        name = element.written.get("id", "")
        named = {"id": self.names[name]} if name in self.names and self.by_id[name] is element else {}
        begun = f"<{element.name}{self._attributes({**named, **element.said})}"
        return f"{begun}>{within}</{element.name}>" if within else f"{begun}/>"

    def _attributes(self, said: Mapping[str, str]) -> str:
        said = {name: value for name, value in said.items() if reference(name, value) in (None, *self.names)}
        return "".join(f' {name}="{renamed(name, value, self.names)}"' for name, value in said.items())


def _size(root: DrawnElement) -> tuple[str, int]:
    """The part of the plane that a drawing shows, and how wide it is where it is `HIGH`."""
    box = root.said.get("viewBox", "").replace(",", " ").split()
    if not box:
        sides = [NUMBER.fullmatch(root.said.get(side, "")) for side in ("width", "height")]
        box = ["0", "0", *(_in_pixels(side) for side in sides if side)]
    numbers = [float(part) for part in box if COORDINATE.fullmatch(part)]
    if not (len(box) == len(numbers) == 4 and min(numbers[2:]) > 0):
        what = f"line {root.line}: it does not say how large it is"
        raise RefusedDrawingError(what, "save it with a “viewBox”, such as 0 0 300 100")
    if max(map(abs, numbers)) > LARGEST_NUMBER:
        what = f"line {root.line}: its “viewBox” has numbers above {LARGEST_NUMBER}"
        raise RefusedDrawingError(what, "make the drawing smaller in the drawing program, and save it anew")
    if too_long := as_long_as_a_line(*numbers[2:]):
        raise RefusedDrawingError(f"line {root.line}: {too_long.message}", too_long.hint)
    return " ".join(box), max(1, round(HIGH * numbers[2] / numbers[3]))


def _in_pixels(side: re.Match[str]) -> str:
    """A side in pixels; what is given in these stays as it is written."""
    many = PIXELS.get(side[2] or "px")
    return side[1] if many is None else f"{float(side[1]) * many:.4f}".rstrip("0").rstrip(".")
