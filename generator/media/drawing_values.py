"""Values in drawings (SVG), by the grammars of what they are for, so that no words pass as one of them.

A value is given as words with single blanks between them. Paths are those of SVG 2, 9.3.9, transforms those of CSS
Transforms 1, 8, in their attribute's form, colours those of CSS Color 4 that every browser has known for long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from tinycss2 import color4

_NUM = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?"
_FLAGS = re.ASCII | re.IGNORECASE
NUMBER: Final = re.compile(_NUM, _FLAGS)
ARC_FLAG, COMMAND, BETWEEN = re.compile("[01]"), re.compile("[a-z]", _FLAGS), re.compile(r"\s*,?\s*", re.ASCII)
LENGTH: Final = re.compile(rf"({_NUM})(%|px|pt|pc|mm|cm|in|em|ex|rem)?", _FLAGS)
SHARE: Final = re.compile(rf"({_NUM})%?", _FLAGS)
REFERENCE: Final = re.compile(r"""url\(\s?["']?#([^"'()\s]+)["']?\s?\)(?: ?(.+))?""", re.ASCII)
WITHIN: Final = re.compile(r"#(\S+)")
_LEVEL = rf"{_NUM}(?:%|deg|grad|rad|turn)?"
_MIXED = rf"(?:rgb|hsl)a?\( ?{_LEVEL}(?: ?, ?{_LEVEL}| {_LEVEL}){{2}}(?: ?[,/] ?{_NUM}%?)? ?\)"
# A name, digits or a mixture: no other way of CSS to say a colour, and no remark in it.
COLOUR: Final = re.compile(rf"[a-z]+|#[0-9a-f]+|{_MIXED}", _FLAGS)
FITTED: Final = re.compile(r"(?:none|x(?:Min|Mid|Max)Y(?:Min|Mid|Max))(?: (?:meet|slice))?")
# How many numbers follow each command of a path, and each transform.
COMMANDS: Final = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7, "z": 0}
TRANSFORMS: Final = {
    **dict.fromkeys(("skewX", "skewY"), (1,)),
    "matrix": (6,),
    "rotate": (1, 3),
    "scale": (1, 2),
    "translate": (1, 2),
}
TRANSFORM: Final = re.compile(rf"({'|'.join(TRANSFORMS)}) ?\(([^()]*)\)")
# CSS Cascading 4, 7.3.
EVERYWHERE: Final = frozenset({"inherit", "initial", "unset"})
PAINTED = ("clip-path", "fill", "mask", "stroke")  # what may refer to another element
LISTS, LONGEST = ("d", "points"), 5000  # characters of what is no such list
LARGEST = 1e9  # what is larger, or smaller than its negative, no browser could draw with
DISPLAYED = ("block", "inline", "inline-block", "none")
Fits = Callable[[str], bool]


def numbers(value: str) -> list[float] | None:
    """The numbers of a list, such as the points of a polygon; None for anything else."""
    found, at = list[float](), 0
    while at < len(value):
        number = NUMBER.match(value, at)
        if number is None or abs(float(number[0])) > LARGEST:
            return None
        found.append(float(number[0]))
        at = _after(value, number)
    return found


def path(value: str) -> list[tuple[str, list[float]]] | None:
    """The commands of a path, each with its numbers, repeated where there are more of them; None for anything else."""
    found, at, command = list[tuple[str, list[float]]](), 0, ""
    while at < len(value):
        letter = COMMAND.match(value, at)
        if letter:
            command, at = letter[0], _after(value, letter)
        many = COMMANDS.get(command.lower())
        if many is None or not (many or letter) or not (found or command in "Mm"):
            return None
        given = list[float]()
        while len(given) < many:
            is_flag = many == COMMANDS["a"] and len(given) in (3, 4)
            number = (ARC_FLAG if is_flag else NUMBER).match(value, at)
            if number is None or abs(float(number[0])) > LARGEST:
                return None
            given.append(float(number[0]))
            at = _after(value, number)
        found.append((command, given))
        command = {"M": "L", "m": "l"}.get(command, command)
    return found


def transforms(value: str) -> list[tuple[str, list[float]]] | None:
    """The transforms of a list, each with its numbers; None for anything else."""
    found, at = list[tuple[str, list[float]]](), 0
    while at < len(value):
        one = TRANSFORM.match(value, at)
        given = numbers(one[2].strip()) if one else None
        if one is None or given is None or len(given) not in TRANSFORMS[one[1]]:
            return None
        found.append((one[1], given))
        at = _after(value, one)
    return found


def _after(value: str, found: re.Match[str]) -> int:
    """Where the next part of a list begins."""
    between = BETWEEN.match(value, found.end())
    return between.end() if between else found.end()


def is_colour(value: str) -> bool:
    """Whether a value is a colour."""
    return _colour(value) is not None


def opacity(value: str) -> float:
    """How opaque a colour or paint is, from 0 to 1; one that is not known is 1."""
    return 0 if value.lower() == "none" else getattr(_colour(value), "alpha", 1)


def is_black(value: str) -> bool:
    """Whether a colour is black, and so shows nothing in a mask that counts light."""
    colour = _colour(value)
    return getattr(colour, "space", "") == "srgb" and not any(colour.coordinates)


def _colour(value: str) -> Any:
    return color4.parse_color(value) if COLOUR.fullmatch(value) else None


def share(value: str) -> float:
    """An opacity in digits or percent, from 0 to 1; 1 where it says something else."""
    found = SHARE.fullmatch(value)
    return min(max(float(found[1]) / (100 if value.endswith("%") else 1), 0), 1) if found else 1


def is_nothing(value: str) -> bool:
    """Whether a length or share is nothing."""
    found = LENGTH.fullmatch(value)
    return bool(found) and float(found[1]) <= 0  # type: ignore[index]  # it is one


def _one_of(*words: str) -> Fits:
    return lambda value: value.lower() in words


def _exactly(*words: str) -> Fits:
    return lambda value: value in words


def _like(pattern: re.Pattern[str]) -> Fits:
    return lambda value: bool(pattern.fullmatch(value))


def _length(value: str) -> bool:
    return value.lower() == "auto" or bool(LENGTH.fullmatch(value))


def _lengths(value: str) -> bool:
    return value.lower() == "none" or all(map(LENGTH.fullmatch, value.replace(",", " ").split()))


def _paint(value: str) -> bool:
    led = REFERENCE.fullmatch(value)
    value = (led[2] or "none") if led else value
    return value.lower() == "none" or is_colour(value)


def _reference(value: str) -> bool:
    led = REFERENCE.fullmatch(value)
    return led[2] is None if led else value.lower() == "none"


def _order(value: str) -> bool:
    words = value.lower().split()
    return words == ["normal"] or (len(words) == len(set(words)) and {*words} <= {"fill", "stroke", "markers"})


def _box(value: str) -> bool:
    given = numbers(value)
    return given is not None and len(given) == 4


PRESENTATION: Final[Mapping[str, Fits]] = {
    **dict.fromkeys(("clip-path", "mask"), _reference),
    **dict.fromkeys(("clip-rule", "fill-rule"), _one_of("nonzero", "evenodd")),
    **dict.fromkeys(("color", "stop-color"), is_colour),
    **dict.fromkeys(("fill", "stroke"), _paint),
    **dict.fromkeys(("fill-opacity", "opacity", "stop-opacity", "stroke-opacity"), _like(SHARE)),
    **dict.fromkeys(("stroke-dashoffset", "stroke-width"), _like(LENGTH)),
    "display": _one_of(*DISPLAYED),
    "mask-type": _exactly("luminance", "alpha"),
    "paint-order": _order,
    "stroke-dasharray": _lengths,
    "stroke-linecap": _one_of("butt", "round", "square"),
    "stroke-linejoin": _one_of("miter", "round", "bevel"),
    "stroke-miterlimit": _like(NUMBER),
    "vector-effect": _one_of("none", "non-scaling-stroke"),
    "visibility": _one_of("visible", "hidden", "collapse"),
}
_UNITS = _exactly("userSpaceOnUse", "objectBoundingBox")
GEOMETRY: Final[Mapping[str, Fits]] = {
    **dict.fromkeys(("clipPathUnits", "gradientUnits", "maskContentUnits", "maskUnits"), _UNITS),
    **dict.fromkeys(("cx", "cy", "fr", "fx", "fy", "height", "r", "rx", "ry", "width"), _length),
    **dict.fromkeys(("x", "x1", "x2", "y", "y1", "y2"), _length),
    **dict.fromkeys(("gradientTransform", "transform"), lambda value: value == "none" or transforms(value) is not None),
    "d": lambda value: value == "none" or path(value) is not None,
    "offset": _like(SHARE),
    "overflow": _exactly("visible", "hidden", "auto", "scroll"),
    "pathLength": _like(NUMBER),
    "points": lambda value: numbers(value) is not None,
    "preserveAspectRatio": _like(FITTED),
    "spreadMethod": _exactly("pad", "reflect", "repeat"),
    "viewBox": _box,
}
_PLACED = ("x", "y", "width", "height")
_SHOWN = ("viewBox", "preserveAspectRatio", "overflow", *_PLACED)
_MIXING = ("gradientTransform", "gradientUnits", "spreadMethod")
# Where each of an element counts (SVG 2, 5, 9, 14; CSS Masking 1).
COUNTING: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset(one)
    for name, one in {
        "circle": ("cx", "cy", "r", "pathLength", "transform"),
        "clipPath": ("clipPathUnits", "transform"),
        "defs": (),
        "ellipse": ("cx", "cy", "rx", "ry", "pathLength", "transform"),
        "g": ("transform",),
        "line": ("x1", "y1", "x2", "y2", "pathLength", "transform"),
        "linearGradient": ("x1", "y1", "x2", "y2", *_MIXING),
        "mask": ("maskUnits", "maskContentUnits", *_PLACED),
        "path": ("d", "pathLength", "transform"),
        "polygon": ("points", "pathLength", "transform"),
        "polyline": ("points", "pathLength", "transform"),
        "radialGradient": ("cx", "cy", "r", "fx", "fy", "fr", *_MIXING),
        "rect": ("rx", "ry", "pathLength", "transform", *_PLACED),
        "stop": ("offset",),
        "svg": _SHOWN,
        "symbol": _SHOWN,
        "use": ("transform", *_PLACED),
    }.items()
}


def fits(name: str, value: str) -> bool:
    """Whether a value is one that the attribute of this name can have."""
    # A name that is referred to is none of what is published.
    if (len(value) > LONGEST and name not in LISTS) or not (value.isascii() or name in PAINTED):
        return False
    if name in PRESENTATION:
        return value.lower() in EVERYWHERE or PRESENTATION[name](value)
    return GEOMETRY[name](value)
