"""What of a style hides words from readers, as far as it can be told without a screen.

A style is read as browsers read it (CSS Syntax; the parser is tinycss2): what is no value they pass over, and of
several declarations the last one counts, or the last important one. Some styles hide whatever is in an element
(`is_hidden`); others are inherited, and what lies deeper may be seen all the same (`WordLook`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

import tinycss2
from tinycss2 import color4

from generator.content.contrast import ratio
from generator.ground.patterns import lazy

# Off the screen is what lies so many pixels beside it; what is no larger than one shows nothing.
FAR, NOTHING = -900.0, 1.0
# Pixels of print that is a line to the eye, and contrast that nobody sees.
TINY, LEAST_CONTRAST, FAINT = 3.0, 1.1, 0.05
PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "cm": 38.0, "mm": 3.8,
          "in": 96.0, "vw": 10.0, "vh": 10.0, "": 1.0}  # fmt: skip
LENGTH = lazy(r"([+-]?(?:\d+\.?\d*|\.\d+))([a-z%]*)")
NONE = lazy(r"[+-]?0*\.?0*(?:[a-z]+|%)?")
DISPLAYS = lazy(
    r"none|contents|(?:(?:block|inline|run-in|flow|flow-root|list-item|flex|grid|table|ruby|inline-\w+|table-[\w-]+|math)"
    r"\s*)+|inherit|initial|unset|revert|revert-layer|-(?:webkit|moz|ms)-[\w-]+"
)
# Where something can lie, and how wide and high it may be.
PLACES = (
    "left",
    "right",
    "top",
    "bottom",
    "inset",
    "margin-left",
    "margin-top",
    "margin",
    "text-indent",
    "inset-inline-start",
)
EXTENTS = (
    "width",
    "height",
    "max-width",
    "max-height",
    "inline-size",
    "block-size",
    "max-inline-size",
    "max-block-size",
)
SIZE_IN_FONT = lazy(r"(?:^|\s)((?:\d+\.?\d*|\.\d+)[a-z%]*)(?:\s*/\s*\S+)?\s+\S")
SCALED = lazy(
    r"(?:scale|scalex|scaley|scale3d|matrix)\(\s*(?:0*\.?0+|0)\s*(?:,|\)|\s)|scale(?:3d)?\([^,()]+,\s*(?:0*\.?0+|0)\s*[,)]"
)
MOVED = lazy(r"translate(?:x|y|3d)?\(\s*([^,()]+)(?:,\s*([^,()]+))?")
CLIPPED = lazy(r"inset\(\s*(?:[5-9]\d|100)(?:\.\d+)?%|circle\(\s*0(?:px|%)?\s*[)a]|polygon\((?:\s*0(?:px|%)?\s*,?)+\)")
WITHIN_CLIP = lazy(r"rect\(([^()]*)\)")
INHERITED = lazy(r"visib|font|color|fill|background|\\", 2)
JUDGED = frozenset(
    (
        *(
            "display",
            "mso-hide",
            "visibility",
            "content-visibility",
            "opacity",
            "filter",
            "position",
            "overflow",
            "overflow-x",
        ),
        *("overflow-y", "clip", "clip-path", "-webkit-clip-path", "transform", "-webkit-transform", "scale", "zoom"),
        *("font", "font-size", "color", "-webkit-text-fill-color", "background", "background-color"),
        *("background-clip", "-webkit-background-clip", "background-image", *PLACES, *EXTENTS),
    )
)


class Visibility(Enum):
    """Whether readers see words."""

    YES = "yes"
    HARDLY = "hardly"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Declared:
    """One declaration of a style: a property and its value in small letters, without comments."""

    name: str
    value: str
    important: bool


@dataclass(frozen=True, slots=True)
class WordLook:
    """What words have from the elements around them; ``ground`` is empty where nobody can tell what is behind them."""

    invisible: bool = False
    size: float = 16.0
    colour: str = ""
    ground: str = ""
    transparent: bool = False

    @property
    def seen(self) -> Visibility:
        """Whether readers see words that look so."""
        if self.invisible or self.size < NOTHING / 2:
            return Visibility.NO
        is_like = bool(self.colour and self.ground) and ratio(self.colour, self.ground) < LEAST_CONTRAST
        return Visibility.HARDLY if self.size < TINY or self.transparent or is_like else Visibility.YES


PLAIN = WordLook()


def declarations(style: str) -> Iterator[Declared]:
    """The declarations that count for what is seen, in their order, but for values that browsers do not know."""
    for one in tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True):
        if one.type == "declaration" and one.lower_name in JUDGED:
            value = written(one.value).lower()
            if one.lower_name != "display" or DISPLAYS.fullmatch(value):
                yield Declared(one.lower_name, value, one.important)


def written(tokens: list[tinycss2.ast.Node]) -> str:
    """A value, or a selector, without comments; empty where it is nested beyond all measure."""
    try:
        return str(tinycss2.serialize([one for one in tokens if one.type != "comment"])).strip()
    except RecursionError:
        return ""


@lru_cache(maxsize=4096)
def style_of(style: str) -> Mapping[str, str]:
    """The values that count in the style of an element, by their properties."""
    found = list(declarations(style))
    return {one.name: one.value for one in sorted(found, key=lambda one: one.important)}


def is_hidden(style: str) -> bool:
    """Whether a style hides an element with everything in it."""
    if not style or ":" not in style:
        return False
    said = style_of(style)
    return (
        said.get("display") == "none"
        or said.get("mso-hide") == "all"
        or said.get("content-visibility") == "hidden"
        or _is_nothing(said.get("opacity", ""))
        or _is_nothing(said.get("filter", "").removeprefix("opacity(").removesuffix(")"))
        or SCALED.search(said.get("transform", said.get("-webkit-transform", ""))) is not None
        or (bool(said.get("scale")) and _is_nothing(said["scale"].split()[0]))
        or _is_nothing(said.get("zoom", ""))
        or _is_beside(said)
        or _is_cut_off(said)
    )


def _is_nothing(value: str) -> bool:
    return bool(value) and NONE.fullmatch(value) is not None


def _is_beside(said: Mapping[str, str]) -> bool:
    """Whether something lies off the screen."""
    is_placed = said.get("position") in ("absolute", "fixed", "relative")
    places = [
        said[name] for name in PLACES if name in said and (is_placed or name.startswith(("margin", "text-indent")))
    ]
    moved = MOVED.search(said.get("transform", ""))
    places += [part for part in moved.groups() if part] if moved else []
    return any(_pixels(part) <= FAR for place in places for part in place.split())


def _is_cut_off(said: Mapping[str, str]) -> bool:
    """Whether nothing is left of something that is cut off at its edges."""
    if CLIPPED.search(said.get("clip-path", said.get("-webkit-clip-path", ""))):
        return True
    rect = WITHIN_CLIP.search(said.get("clip", ""))
    if rect and said.get("position") in ("absolute", "fixed"):
        parts = rect[1].replace(",", " ").split()
        if parts and all(abs(_pixels(part, otherwise=99.0)) <= NOTHING for part in parts):
            return True
    overflows = (said.get(name, "") for name in ("overflow", "overflow-x", "overflow-y"))
    if not any("hidden" in one or "clip" in one for one in overflows):
        return False
    return any(0 <= _pixels(said[name], otherwise=99.0) <= NOTHING for name in EXTENTS if name in said)


def _pixels(length: str, otherwise: float = 0.0) -> float:
    found = LENGTH.fullmatch(length)
    unit = PIXELS.get(found[2]) if found else None
    if found and found[2] == "%" and float(found[1]) == 0:
        return 0.0
    return float(found[1]) * unit if found and unit is not None else otherwise


def within(look: WordLook, style: str) -> WordLook:
    """What words have in an element of this style that stands where words look so."""
    if not style or INHERITED.search(style) is None:
        return look
    said = style_of(style)
    if said.get("visibility") in ("visible", "hidden", "collapse"):
        look = replace(look, invisible=said["visibility"] != "visible")
    if size := said.get("font-size"):
        look = replace(look, size=_size(size, look.size))
    elif font := SIZE_IN_FONT.search(said.get("font", "")):
        look = replace(look, size=_size(font[1], look.size))
    if any(name.startswith("background") for name in said):
        look = replace(look, ground=_ground(said, look.ground))
    if written := said.get("-webkit-text-fill-color", said.get("color", "")):
        colour, alpha = _colour(written)
        shows_ground = "text" in said.get("background-clip", said.get("-webkit-background-clip", ""))
        look = replace(look, colour=colour, transparent=bool(colour) and alpha <= FAINT and not shows_ground)
    return look


def _size(value: str, around: float) -> float:
    found = LENGTH.fullmatch(value)
    if found is None:
        return 16.0
    number = float(found[1])
    if found[2] in ("%", "em"):
        return around * number / (100 if found[2] == "%" else 1)
    return number * PIXELS.get(found[2], 1.0)


def _ground(said: Mapping[str, str], around: str) -> str:
    """What is behind words; empty where it is a picture, or nobody can tell."""
    words = f"{said.get('background', '')} {said.get('background-image', '')}"
    if "url(" in words or "gradient(" in words:
        return ""
    parts = tinycss2.parse_component_value_list(f"{said.get('background', '')} {said.get('background-color', '')}")
    found = [
        colour
        for one in parts
        if one.type != "whitespace"
        for colour in [_colour(tinycss2.serialize([one]))]
        if colour[0]
    ]
    if not found or found[-1][1] <= FAINT:
        return around
    return found[-1][0] if found[-1][1] > 1 - FAINT else ""


def _colour(value: str) -> tuple[str, float]:
    """A colour as ``#rrggbb`` and how much it covers, from 0 to 1; empty where it is none that can be told."""
    try:
        parsed = color4.parse_color(value)
        if parsed is None or parsed == "currentcolor":
            return "", 1.0
        parts = [min(255, max(0, round(255 * (part or 0)))) for part in parsed.to("srgb").coordinates]
        return "#" + "".join(f"{part:02x}" for part in parts), float(parsed.alpha if parsed.alpha is not None else 1.0)
    except (NotImplementedError, ValueError, AttributeError):
        return "", 1.0
