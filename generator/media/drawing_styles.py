"""What is said of the elements of a drawing (SVG): attributes and styles by a list, with values of a small grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import tinycss2

from generator.media.drawing_elements import GRADIENTS, DrawnElement, RefusedDrawingError, Sheet

XLINK, HREF = "http://www.w3.org/1999/xlink", "href"
STYLED = "save it with “presentation attributes” for its styles, or as PNG"
PRESENTATION = frozenset(
    {
        *("clip-path", "clip-rule", "color", "display", "fill", "fill-opacity", "fill-rule", "mask", "opacity"),
        *("paint-order", "stop-color", "stop-opacity", "stroke", "stroke-dasharray", "stroke-dashoffset"),
        *("stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width"),
        *("vector-effect", "visibility"),
    }
)
GEOMETRY = frozenset(
    {
        *("clipPathUnits", "cx", "cy", "d", "fr", "fx", "fy", "gradientTransform", "gradientUnits", "height"),
        *("maskContentUnits", "maskUnits", "offset", "pathLength", "points", "preserveAspectRatio", "r", "rx", "ry"),
        *("spreadMethod", "transform", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2"),
    }
)
# Where a style says one of these, it says it in other words than the attribute would.
MOVED = frozenset({"d", "r", "cx", "cy", "rx", "ry", "x", "y", "transform", "rotate", "scale", "translate"})
# What would change the picture if it were left out, but for these values.
EFFECTS = {
    **dict.fromkeys(("filter", "marker", "marker-start", "marker-mid", "marker-end"), ("none",)),
    "mix-blend-mode": ("normal",),
    "transform-origin": ("0 0",),
    **dict.fromkeys(("systemLanguage", "requiredExtensions", "requiredFeatures"), ("",)),
}
FUNCTIONS = frozenset({"hsl", "hsla", "matrix", "rgb", "rgba", "rotate", "scale", "skewx", "skewy", "translate"})
VALUE: Final = re.compile(r"[\w\s.,#%()+-]*", re.ASCII)
NO_NAME: Final = re.compile(r"[^\w-]+")
PAINTED: Final = re.compile(r"""\s*url\(\s*["']?#([^"'()\s]+)["']?\s*\)\s*((?:[\w#%(),.][\w#%(),.\s]*)?)""", re.ASCII)
WITHIN: Final = re.compile(r"\s*#(\S+)\s*")
SHOWN = 40  # characters of a value that is refused
# Of each class what its styles say, each with the number of the rule: of several classes, the last rule counts.
ClassStyles = dict[str, dict[str, tuple[int, str]]]


def say(root: DrawnElement, sheets: Sequence[Sheet]) -> None:
    """Write down what is said of each element and draws. Raises RefusedDrawingError for what cannot be taken over."""
    rules = _rules(sheets)
    for element in root.all():
        element.said = _said(element, rules)


def references(element: DrawnElement) -> Iterator[str]:
    """The ids of what an element refers to."""
    for name, value in element.said.items():
        if found := _reference(name, value):
            yield found[1]


def renamed(name: str, value: str, names: dict[str, str]) -> str:
    """A value that is said under a name, in which ids are what they are called by ``names``."""
    found = _reference(name, value)
    if found is None:
        return " ".join(value.split())
    new = f"#{names[found[1]]}"
    return new if name == HREF else " ".join((f"url({new})", *found[2].split()))


def _reference(name: str, value: str) -> re.Match[str] | None:
    return (WITHIN if name == HREF else PAINTED).fullmatch(value)


def _rules(sheets: Sequence[Sheet]) -> ClassStyles:
    """What style sheets say of each class. Anything but classes alone is refused."""
    found: ClassStyles = {}
    every = ((sheet, rule) for sheet in sheets for rule in _parsed(sheet))
    for n, (sheet, rule) in enumerate(every):
        prelude = tinycss2.serialize(rule.prelude) if rule.type == "qualified-rule" else ""
        names = [name.strip() for name in prelude.split(",")]
        if not all(re.fullmatch(r"\.[\w-]+", name, re.ASCII) for name in names):
            what = f"the styles that end in line {sheet.line} say more than how each class looks"
            raise RefusedDrawingError(what, STYLED)
        said = {name: (n, value) for name, value in _declared(tinycss2.serialize(rule.content)).items()}
        for name in names:
            found.setdefault(name[1:], {}).update(said)
    return found


def _parsed(sheet: Sheet) -> list[Any]:
    rules: list[Any] = tinycss2.parse_stylesheet(sheet.text, skip_comments=True, skip_whitespace=True)
    return rules


def _declared(style: str) -> dict[str, str]:
    """What a style says, by the names of properties."""
    declared = tinycss2.parse_declaration_list(style, skip_comments=True, skip_whitespace=True)
    return {one.lower_name: tinycss2.serialize(one.value).strip() for one in declared if one.type == "declaration"}


def _said(element: DrawnElement, rules: ClassStyles) -> dict[str, str]:
    """What is said of an element and draws: by attributes, above them by its classes, above these by its own style."""
    written = {name: value for name, value in element.written.items() if " " not in name}
    said = {name: value for name, value in written.items() if name in PRESENTATION | GEOMETRY | EFFECTS.keys()}
    of_classes: dict[str, tuple[int, str]] = {}
    for name in dict.fromkeys(written.get("class", "").split()):
        for key, one in rules.get(name, {}).items():
            of_classes[key] = max(of_classes.get(key, one), one)
    style = {key: value for key, (_, value) in of_classes.items()} | _declared(written.get("style", ""))
    if MOVED.intersection(style) and element.name != "svg":
        raise RefusedDrawingError(f"line {element.line}: a style says where it stands", STYLED)
    said |= {name: value for name, value in style.items() if name in PRESENTATION | EFFECTS.keys()}
    target = written.get(HREF, element.written.get(f"{XLINK} {HREF}"))
    if target is not None and element.name in GRADIENTS | {"use"}:
        said[HREF] = target
    for name, value in said.items():
        _check(element, name, value)
    return {name: value for name, value in said.items() if name not in EFFECTS}


def _check(element: DrawnElement, name: str, value: str) -> None:
    """Refuse what is no value of the grammar, leads out of the file, or would be missed if it were left out."""
    if name == HREF:
        fits = bool(WITHIN.fullmatch(value))
    elif name in EFFECTS:
        fits = value.strip() in EFFECTS[name]
    else:
        calls = {NO_NAME.split(part.rstrip())[-1].lower() for part in value.split("(")[:-1]}
        fits = bool(PAINTED.fullmatch(value) if "url" in calls else VALUE.fullmatch(value) and calls <= FUNCTIONS)
    if not fits:
        shown = value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
        raise RefusedDrawingError(f"line {element.line}: “{name}” says “{shown}”, which is not taken over")
