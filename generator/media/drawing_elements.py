"""The elements of a drawing (SVG) that draw, read by a list; what draws and is not on it is refused with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from generator.media.photo import Unusable

SVG = "http://www.w3.org/2000/svg"
DEEPEST, MOST_ELEMENTS = 40, 20_000

GROUPS = frozenset({"g", "defs", "symbol", "clipPath", "mask"})
GRADIENTS = frozenset({"linearGradient", "radialGradient"})
SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
ALLOWED = GROUPS | GRADIENTS | SHAPES | {"svg", "use", "stop"}
# What is drawn as a group is: a link, and that part of a choice which is drawn (SVG 2, 5.9).
AS_GROUPS = frozenset({"a", "switch"})
# What draws nothing.
LEFT_OUT = frozenset({"metadata", "title", "desc", "script", "view"})
WORDS, PICTURES = frozenset({"text", "tspan", "textPath", "tref"}), frozenset({"image", "foreignObject", "video"})
MOVES = frozenset({"animate", "animateColor", "animateMotion", "animateTransform", "set", "discard"})
AS_PATHS = "turn its words into paths in the drawing program, so that they look the same everywhere"
SIMPLER = "save a simpler copy of it, or save it as PNG"
STYLED = "save it with “presentation attributes” for its styles, or as PNG"
SHOWN = 40  # characters of a value that is refused
DECLARED = 200  # characters of a word that a drawing declares, such as Illustrator does for addresses
OTHERWISE = "save it as plain SVG in the drawing program, or as PNG"
REMEDIES = {
    **dict.fromkeys(WORDS, AS_PATHS),
    **dict.fromkeys(PICTURES, "save the whole as PNG, since another file is in it"),
    **dict.fromkeys(MOVES, "save it without movement"),
}


class RefusedDrawingError(Exception):
    """What keeps a drawing from being published: ``why``, with the line if it is about one."""

    def __init__(self, message: str, hint: str = OTHERWISE) -> None:
        super().__init__(message)
        self.why = Unusable(message, hint)


@dataclass(slots=True)
class DrawnElement:
    """An element: its number in the file, what it is, where it stands, what was written of it, and what is in it.

    ``said`` is what of that draws, ``cost`` how many elements are drawn for it, once these are known.
    """

    number: int
    name: str
    line: int
    written: Mapping[str, str]
    children: list[DrawnElement] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    cost: int | None = None

    def all(self) -> Iterator[DrawnElement]:
        """The element and all within."""
        yield self
        for child in self.children:
            yield from child.all()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet of a drawing, and the line in which it ends."""

    line: int
    text: str


def elements(data: bytes) -> tuple[DrawnElement, list[Sheet]]:
    """The outermost element of the drawing in ``data``, and its style sheets. Raises RefusedDrawingError."""
    return _Elements().read(data)


class _Elements:
    """Goes through the file and keeps what draws."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.EntityDeclHandler = self._declare
        self.parser.SkippedEntityHandler = self._entity
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.root: DrawnElement | None = None
        self.open: list[DrawnElement] = []
        self.count = self.skipped = 0
        self.choices, self.words = set[int](), ""
        self.style: list[str] | None = None
        self.sheets: list[Sheet] = []

    def read(self, data: bytes) -> tuple[DrawnElement, list[Sheet]]:
        try:
            self.parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError):
            line = self.parser.CurrentLineNumber
            raise RefusedDrawingError(f"line {line}: this file is damaged, or no SVG", "save it anew") from None
        if self.root is None:
            raise RefusedDrawingError("this file is no SVG", "save it as SVG or PNG")
        return self.root, self.sheets

    def _refuse(self, what: str, hint: str = OTHERWISE) -> NoReturn:
        raise RefusedDrawingError(f"line {self.parser.CurrentLineNumber}: {what}", hint)

    def _declare(self, name: str, is_parameter: bool, value: str | None, *_places: str | None) -> None:
        """Let short words stand for others, such as an address; none for others that are declared, or for a file."""
        if is_parameter or value is None or len(value) > DECLARED or any(sign in value for sign in "&%<"):
            self._refuse(f"it declares “{name[:SHOWN]}” (<!DOCTYPE … [), which stands for more than a few letters")

    def _entity(self, name: str, _is_parameter: bool) -> None:
        self._refuse(f"“&{name};” is not known")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if self.skipped or space not in (SVG, "") or local in LEFT_OUT or attributes.get("requiredExtensions"):
            self.skipped += 1  # no browser has an extension
        elif local in WORDS:
            self.skipped, self.words = 1, local
        elif local == "style":
            self._check_style(attributes)
            self.skipped, self.style = 1, []
        elif self.root is None and local != "svg":
            self._refuse("this file is no SVG", "save it as SVG or PNG")
        elif local not in ALLOWED | AS_GROUPS:
            self._refuse(f"<{local}> is nothing that is taken over", REMEDIES.get(local, OTHERWISE))
        else:
            name = "g" if local in AS_GROUPS else local
            self.choices |= {self.count} if local == "switch" else set()
            self._keep(DrawnElement(self.count, name, self.parser.CurrentLineNumber, attributes))

    def _check_style(self, attributes: Mapping[str, str]) -> None:
        """Refuse a style sheet that does not count wherever the drawing is shown."""
        for name, usual in (("media", ("", "all", "screen")), ("type", ("", "text/css"))):
            if attributes.get(name, "").strip().lower() not in usual:
                self._refuse(f"its styles count only where “{name}” is “{attributes[name][:SHOWN]}”", STYLED)

    def _keep(self, element: DrawnElement) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.open) >= DEEPEST:
            self._refuse("it is too intricate", SIMPLER)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def _end(self, _name: str) -> None:
        if not self.skipped:
            ended = self.open.pop()
            if ended.number in self.choices and len(ended.children) > 1:
                self._refuse("<switch> has more than one thing to choose from", OTHERWISE)
            return
        self.skipped -= 1
        self.words = self.words if self.skipped else ""
        if not self.skipped and self.style is not None:
            self.sheets.append(Sheet(self.parser.CurrentLineNumber, "".join(self.style)))
            self.style = None

    def _text(self, words: str) -> None:
        if self.words and words.strip():
            self._refuse(f"<{self.words}> is nothing that is taken over", AS_PATHS)
        if self.style is not None:
            self.style.append(words)
