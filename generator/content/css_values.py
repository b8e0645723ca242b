"""Values for a style sheet: what passes is one value of its kind, and cannot end its declaration or ask for a file.

A theme's setting becomes a custom property, `--measure:36rem;`, in front of every style sheet of the theme. A browser
takes nearly anything there: an open bracket or quotation mark swallows the rules behind it, and `url(…)` is fetched. So
a value is read here by a grammar of its own, a small part of CSS Values and Units Level 4 and CSS Color Level 4, and
what that does not know is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from generator.ground.patterns import lazy

TOKEN = lazy(
    r"""(?P<space>[ ]+)
    | (?P<string>"[^"\\<>{};@\n\r\f]*"|'[^'\\<>{};@\n\r\f]*')
    | (?P<hash>\#[0-9a-zA-Z]+)
    | (?P<number>[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)(?P<unit>%|[a-zA-Z]+)?
    | (?P<name>-{0,2}[^\W\d][\w-]*)
    | (?P<sign>[(),/*+-])""",
    re.VERBOSE,
)
WORD = lazy(r"[^\W\d][\w-]*")
HEX = lazy(r"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
UNITS = {
    "length": "em rem ex rex ch rch cap rcap ic ric lh rlh vw vh vi vb vmin vmax svw svh lvw lvh dvw dvh cqw cqh "
    "px pt pc in cm mm q %",
    "angle": "deg grad rad turn",
    "time": "s ms",
    "share": "fr",
}
KIND_OF_UNIT = {unit: kind for kind, units in UNITS.items() for unit in units.split()}
MATHS = frozenset({"calc", "min", "max", "clamp"})
COLOURS = frozenset({"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color-mix", "light-dark"})
OTHERS = frozenset(
    {"var", "linear-gradient", "radial-gradient", "conic-gradient", "cubic-bezier", "translate", "scale"}
)
COLOUR_NAMES = frozenset(
    "aqua black blue currentcolor fuchsia gray green grey lime maroon navy olive purple red "  # noqa: SIM905
    "silver teal transparent white yellow".split()
)
DEEPEST = 8
HINTS = {
    "colour": 'write # and six hexadecimal digits, in quotes: "#7a2d18"',
    "length": "write a length such as 36rem, or calc(35ch + 10em) with spaces around + and -",
    "number": "write a number such as 1.5",
    "names": "write names with commas between them, in quotes where they hold more than letters: 'Old Style', serif",
}
ANYTHING = "write a colour, a length such as 38rem, or names of fonts"


@dataclass(frozen=True, slots=True)
class Misfit:
    """What is wrong with a value, and what to write instead."""

    message: str
    hint: str


class _NoValueError(Exception):
    pass


def fault(value: str, default: str | None = None) -> Misfit | None:
    """What is wrong with a setting's value; None where nothing is.

    With a ``default`` of the setting, the value has to be of its kind: a colour, a length, a number, names such as
    those of fonts. One word may stand for any of these, so a setting that is one word takes any value.
    """
    wanted = _kinds(default) if default is not None else []
    hint = " or ".join(HINTS[kind] for kind in wanted) or ANYTHING
    try:
        kinds = _kinds_of(value)
    except _NoValueError as e:
        return Misfit(f"cannot be read: {e}", hint)
    if wanted and not set(wanted) & set(kinds):
        return Misfit(f"is not {' or '.join(_a(kind) for kind in wanted)}", hint)
    return None


def _kinds(default: str) -> list[str]:
    """The kinds that a setting takes by its default; none where it takes any."""
    try:
        return [] if WORD.fullmatch(default) else _kinds_of(default)
    except _NoValueError:
        return []


def _a(kind: str) -> str:
    return "a list of names" if kind == "names" else f"a {kind}"


def _kinds_of(value: str) -> list[str]:
    """The kinds of which a value is, by `HINTS`. Raises _NoValueError if it is no value at all."""
    _Reader(value).anything()
    return [kind for kind, read in KINDS.items() if _reads(read, value)]


def _reads(read: Callable[[_Reader], bool], value: str) -> bool:
    reader = _Reader(value)
    try:
        return read(reader) and reader.ended
    except _NoValueError:
        return False


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    unit: str = ""


def _tokens(value: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while at < len(value):
        match = TOKEN.match(value, at)
        if match is None:
            for name, sign in pairwise(found):
                _known(name, sign)
            if value[at] in "\"'":
                raise _NoValueError("a quotation mark is not closed, or something in it cannot stand there")
            what = f"“{value[at]}”" if value[at].isprintable() else "a character that nobody sees"
            raise _NoValueError(f"{what} cannot stand in it")
        kind = match.lastgroup if match.lastgroup != "unit" else "number"
        found.append(_Token(str(kind), match[str(kind)], (match["unit"] or "").lower()))
        at = match.end()
    return found


def _known(name: _Token, sign: _Token) -> None:
    """Raise _NoValueError for a function that no value may use."""
    if name.kind == "name" and sign.text == "(" and name.text.lower() not in MATHS | COLOURS | OTHERS:
        raise _NoValueError(f"“{name.text}(…)” is not among what a setting may use")


class _Reader:
    """Reads a value from its beginning."""

    def __init__(self, value: str) -> None:
        self.tokens, self.at = _tokens(value.strip(" ")), 0

    @property
    def ended(self) -> bool:
        return self.at >= len(self.tokens)

    def anything(self) -> None:
        """A value of any kind: parts with spaces, commas or strokes between them."""
        self._parts(0)
        if not self.ended:
            raise _NoValueError("a bracket is closed that was not opened")

    def colour(self) -> bool:
        token = self._next()
        if token.kind == "hash":
            return HEX.fullmatch(token.text) is not None
        if token.kind == "name" and self._sees("("):
            self._inside(1)
            return token.text.lower() in COLOURS
        return token.kind == "name" and token.text.lower() in COLOUR_NAMES

    def length(self) -> bool:
        zero = len(self.tokens) == 1 and self.tokens[0] == _Token("number", "0")
        return self._factor(0) == "length" or zero

    def number(self) -> bool:
        return self._factor(0) == "number"

    def names(self) -> bool:
        groups: list[list[str]] = [[]]
        for token in self.tokens:
            if token == _Token("sign", ","):
                groups.append([])
            elif token.kind != "space":
                groups[-1].append(token.kind)
        self.at = len(self.tokens)
        return all(group == ["string"] or set(group) == {"name"} for group in groups)

    def _next(self) -> _Token:
        if self.ended:
            raise _NoValueError("something is missing at its end")
        self.at += 1
        return self.tokens[self.at - 1]

    def _sees(self, sign: str) -> bool:
        return not self.ended and self.tokens[self.at] == _Token("sign", sign)

    def _skip(self) -> bool:
        """Pass over a space: whether there was one."""
        found = not self.ended and self.tokens[self.at].kind == "space"
        self.at += found
        return found

    def _parts(self, depth: int) -> None:
        if depth > DEEPEST:
            raise _NoValueError("its brackets are nested too deeply")
        while True:
            self._part(depth)
            between = self._skip()
            if self.ended or self._sees(")"):
                return
            if self._sees(",") or self._sees("/"):
                self.at += 1
                self._skip()
            elif not between:
                raise _NoValueError(f"“{self.tokens[self.at].text}” has no space before it")

    def _part(self, depth: int) -> None:
        token = self._next()
        if token.kind == "sign":
            raise _NoValueError(f"“{token.text}” stands at the wrong place")
        if token.unit and token.unit not in KIND_OF_UNIT:
            raise _NoValueError(f"“{token.unit}” is no unit")
        if token.kind != "name" or not self._sees("("):
            return
        _known(token, self.tokens[self.at])
        if token.text.lower() in MATHS:
            self.at -= 1
            self._factor(depth)
        else:
            self._inside(depth + 1)

    def _inside(self, depth: int) -> None:
        """What stands in the brackets of a function."""
        self.at += 1
        self._skip()
        self._parts(depth)
        self._close()

    def _close(self) -> None:
        self._skip()
        if not self._sees(")"):
            raise _NoValueError("a bracket is not closed")
        self.at += 1

    def _sum(self, depth: int) -> str:
        """The kind of a sum (CSS Values and Units Level 4, 10.1): both sides of + and - are of one."""
        kind = self._product(depth)
        while True:
            before = self.at
            spaced = self._skip()
            if not (self._sees("+") or self._sees("-")):
                self.at = before
                return kind
            self.at += 1
            if not (spaced and self._skip()):
                raise _NoValueError("+ and - need a space on either side")
            if self._product(depth) != kind:
                raise _NoValueError("only lengths can be added to lengths, and numbers to numbers")

    def _product(self, depth: int) -> str:
        """The kind of a product: one side of * and the right one of / is a number."""
        kind = self._factor(depth)
        while True:
            before = self.at
            self._skip()
            times, by = self._sees("*"), self._sees("/")
            if not (times or by):
                self.at = before
                return kind
            self.at += 1
            self._skip()
            other = self._factor(depth)
            if "number" not in ((kind, other) if times else (other,)):
                raise _NoValueError("lengths can only be multiplied and divided by numbers")
            kind = other if kind == "number" and times else kind

    def _factor(self, depth: int) -> str:
        if depth > DEEPEST:
            raise _NoValueError("its brackets are nested too deeply")
        token = self._next()
        if token.kind == "number":
            if token.unit and token.unit not in KIND_OF_UNIT:
                raise _NoValueError(f"“{token.unit}” is no unit")
            return KIND_OF_UNIT[token.unit] if token.unit else "number"
        if token == _Token("sign", "("):
            self._skip()
            kind = self._sum(depth + 1)
            self._close()
            return kind
        if token.kind != "name" or token.text.lower() not in MATHS or not self._sees("("):
            raise _NoValueError(f"“{token.text}” is no number and no length")
        self.at += 1
        self._skip()
        kind = self._sum(depth + 1)
        while True:
            self._skip()
            if not self._sees(","):
                break
            if token.text.lower() == "calc":
                raise _NoValueError("a comma cannot stand in calc(…)")
            self.at += 1
            self._skip()
            if self._sum(depth + 1) != kind:
                raise _NoValueError("only values of one kind can be compared")
        self._close()
        return kind


KINDS: dict[str, Callable[[_Reader], bool]] = {
    "colour": _Reader.colour,
    "length": _Reader.length,
    "number": _Reader.number,
    "names": _Reader.names,
}
