"""What is said of the elements of a drawing (SVG): attributes and styles by a list, with values of a small grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import tinycss2

from generator.media.drawing_elements import GRADIENTS, SHOWN, STYLED, DrawnElement, RefusedDrawingError, Sheet
from generator.media.drawing_values import COUNTING, PAINTED, PRESENTATION, REFERENCE, WITHIN, fits, numbers

XLINK, HREF = "http://www.w3.org/1999/xlink", "href"
# Of these alone a gradient and its colours are made.
PAINTS_GRADIENTS = frozenset({"color", "stop-color", "stop-opacity"})
# Where a style says one of these, it says it in other words than the attribute would.
MOVED = frozenset({"d", "r", "cx", "cy", "rx", "ry", "x", "y", "transform", "rotate", "scale", "translate"})
# What would change the picture if it were left out, but for these values.
EFFECTS = {
    **dict.fromkeys(("filter", "marker", "marker-start", "marker-mid", "marker-end"), ("none",)),
    "mix-blend-mode": ("normal",),
    "color-interpolation": ("auto", "sRGB", "srgb"),
    **dict.fromkeys(("systemLanguage", "requiredExtensions", "requiredFeatures"), ("",)),
}
# A picture's outermost element alone has a ground of its own, which is no part of what is drawn.
GROUND = dict.fromkeys(("background", "background-color", "background-image"), ("none", "transparent"))
CLIPPING = frozenset({"svg", "symbol"})  # which show nothing beyond their sides, unless “overflow” says so
ORIGIN = re.compile(r"(-?[\d.]+)(?:px)?[ ,]+(-?[\d.]+)(?:px)?", re.ASCII)
# Of each class what its styles say, each with the number of the rule: of several classes, the last rule counts.
ClassStyles = dict[str, dict[str, tuple[int, str]]]


def say(root: DrawnElement, sheets: Sequence[Sheet]) -> None:
    """Write down what is said of each element and draws. Raises RefusedDrawingError for what cannot be taken over."""
    rules = _rules(sheets)
    for element in root.all():
        element.said = _said(element, rules)


def references(element: DrawnElement) -> Iterator[tuple[str, str]]:
    """What an element refers to: by which attribute, and the id."""
    for name, value in element.said.items():
        if found := reference(name, value):
            yield name, found


def reference(name: str, value: str) -> str | None:
    """The id to which a value that is said under a name refers, if it does."""
    found = _found(name, value)
    return found[1] if found else None


def renamed(name: str, value: str, names: Mapping[str, str]) -> str:
    """A value that is said under a name, in which ids are what they are called by ``names``."""
    found = _found(name, value)
    if found is None:
        return value
    new = f"#{names[found[1]]}"
    return new if name == HREF else " ".join((f"url({new})", *((found[2] or "").split())))


def _found(name: str, value: str) -> re.Match[str] | None:
    if name == HREF:
        return WITHIN.fullmatch(value)
    return REFERENCE.fullmatch(value) if name in PAINTED else None


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
        where = f"in the styles that end in line {sheet.line},"
        said = {name: (n, value) for name, value in _declared(tinycss2.serialize(rule.content), where).items()}
        for name in names:
            found.setdefault(name[1:], {}).update(said)
    return found


def _parsed(sheet: Sheet) -> list[Any]:
    rules: list[Any] = tinycss2.parse_stylesheet(sheet.text, skip_comments=True, skip_whitespace=True)
    return rules


def _declared(style: str, where: str) -> dict[str, str]:
    """What a style says, by the names of properties."""
    declared = tinycss2.parse_declaration_list(style, skip_comments=True, skip_whitespace=True)
    declared = [one for one in declared if one.type == "declaration"]
    for one in declared:
        if one.important:
            raise RefusedDrawingError(f"{where} “{one.name}” is !important, which is not taken over", STYLED)
    return {one.lower_name: tinycss2.serialize(one.value).strip() for one in declared}


def _said(element: DrawnElement, rules: ClassStyles) -> dict[str, str]:
    """What is said of an element and draws: by attributes, above them by its classes, above these by its own style."""
    written = {name: value for name, value in element.written.items() if " " not in name}
    counting = (PAINTS_GRADIENTS if element.name in GRADIENTS | {"stop"} else PRESENTATION.keys()) | EFFECTS.keys()
    counting |= {"transform-origin"} | ({"overflow"} if element.name in CLIPPING else set())
    counting |= set() if element.number else GROUND.keys()
    said = {name: value for name, value in written.items() if name in counting | COUNTING[element.name]}
    of_classes: dict[str, tuple[int, str]] = {}
    for name in dict.fromkeys(written.get("class", "").split()):
        for key, one in rules.get(name, {}).items():
            of_classes[key] = max(of_classes.get(key, one), one)
    style = {key: value for key, (_, value) in of_classes.items()} | _declared(
        written.get("style", ""), f"line {element.line}:"
    )
    if MOVED.intersection(style) and element.name != "svg":
        raise RefusedDrawingError(f"line {element.line}: a style says where it stands", STYLED)
    said |= {name: value for name, value in style.items() if name in counting}
    target = written.get(HREF, element.written.get(f"{XLINK} {HREF}"))
    if target is not None and element.name in GRADIENTS | {"use"}:
        said[HREF] = target
    said = {name: " ".join(value.split()) for name, value in said.items() if value.strip() or name in EFFECTS}
    said = _about_its_origin(said)
    for name, value in said.items():
        _check(element, name, value)
    return {name: value for name, value in said.items() if name not in EFFECTS.keys() | GROUND.keys()}


def _about_its_origin(said: dict[str, str]) -> dict[str, str]:
    """What is said of an element, with transforms about another point as transforms (CSS Transforms 1, 6)."""
    if "transform" not in said and "gradientTransform" not in said:
        return {name: value for name, value in said.items() if name != "transform-origin"}
    origin = ORIGIN.fullmatch(said.get("transform-origin", ""))
    if origin is None or "transform" not in said:
        return said
    x, y = (numbers(part) for part in origin.groups())
    if not x or not y or len(x) != 1 or len(y) != 1:
        return said
    there, back = f"translate({origin[1]} {origin[2]})", f"translate({-x[0]:g} {-y[0]:g})"
    about = {"transform": f"{there} {said['transform']} {back}"} if x[0] or y[0] else {}
    return {name: value for name, value in (said | about).items() if name != "transform-origin"}


def _check(element: DrawnElement, name: str, value: str) -> None:
    """Refuse what is no value of the grammar, leads out of the file, or would be missed if it were left out."""
    if name == HREF:
        is_right = bool(WITHIN.fullmatch(value))
    elif name in EFFECTS or name in GROUND:
        is_right = value in (EFFECTS | GROUND)[name]
    elif name == "transform-origin":
        is_right = False
    else:
        is_right = fits(name, value)
    if not is_right:
        shown = value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
        raise RefusedDrawingError(f"line {element.line}: “{name}” says “{shown}”, which is not taken over")
