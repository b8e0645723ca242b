"""The address of a page as a QR code for paper (ISO/IEC 18004:2015), drawn as SVG that stands within the page.

A library makes one in a millisecond or two, which for every story would be a twelfth of a large site's build. But codes
of one size differ by their code words alone. So the library makes one of each size, and of the others only the bits
that differ are changed, which takes a tenth of that. Any of the eight masks can be read; so there is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from operator import itemgetter

import segno
from markupsafe import Markup

# The least of four that corrects errors: paper is flat and has no scratches, and a code of fewer modules prints larger.
LEVEL, MASK = "l", 3
# How many words of data and of correction there are in versions 1 to 5, those that are one block of words (table 9).
DATA, CORRECTION = (19, 34, 55, 80, 108), (7, 10, 15, 20, 26)
BYTES, PADDING = 0b0100, b"\xec\x11"  # the mode (table 2); what fills up (7.4.10)
FIELD = 0x11D  # the polynomial of the field in which is reckoned (7.5.2)
LONGEST = 300  # characters of an address; a theme could ask for any
QUIET = 4  # modules of white around it (6.3.8)
RUN = re.compile("1+|[0\n]+")
# A few of them, of which there are not many kinds: fewer to look up.
RUNS = re.compile("(?:1+[0\n]*){1,2}|[0\n]+")


def qr_code(address: str, words: str) -> Markup:
    """The code of an address; ``words`` say what it is to whoever cannot see it. Nothing, where it is too long."""
    if len(address) > LONGEST:
        return Markup()
    rows = modules(address)
    side = len(rows) + 2 * QUIET
    lines = _lines(len(rows))
    path = "".join(map(lines.__getitem__, RUNS.findall("\n".join(rows))))
    return Markup(  # noqa: S704  # the words are escaped, and all else is numbers
        f'<svg class="qr" viewBox="0 0 {side} {side}" role="img"><title>{escape(words)}</title>'
        f'<path stroke="#000" d="M{QUIET} {QUIET}.5{path}"/></svg>'
    )


def modules(address: str) -> list[str]:
    """The rows of the code, from the top, without the white around it: 1 is dark, 0 is light."""
    data = address.encode()
    version = next((n for n, words in enumerate(DATA) if len(data) <= words - 2), None)
    if version is None:
        return _rows(segno.make_qr(address, error=LEVEL, mask=MASK, boost_error=False).matrix)
    like = _pattern(version)
    changed = format(_code_words(data, version) ^ like.words, f"0{like.bits}b") + "0"
    code = format(int("".join(like.placed(changed)), 2) ^ like.code, f"0{like.side**2}b")
    return [code[n : n + like.side] for n in range(0, like.side**2, like.side)]


class _Lines(dict[str, str]):
    """How a path goes on for runs of modules: along dark ones, over light ones, or into the next row."""

    def __init__(self, side: int) -> None:
        self.side = side

    def __missing__(self, runs: str) -> str:
        self[runs] = lines = "".join(map(self._line, RUN.findall(runs)))
        return lines

    def _line(self, run: str) -> str:
        first, *others = run.split("\n")
        if others:
            return f"m{len(first) + len(others[-1]) - self.side} {len(others)}"
        return f"h{len(run)}" if run[0] == "1" else f"m{len(run)} 0"


_lines = cache(_Lines)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A code of a version: how many modules its side has, all of them as one number, and the same of its code words.

    ``placed`` puts the bits of code words, and a 0 behind them, where their modules are; that 0 at all others.
    """

    side: int
    code: int
    words: int
    bits: int
    placed: Callable[[str], Sequence[str]]


@cache
def _pattern(version: int) -> _Pattern:
    text = "a" * (DATA[version] - 2)  # as much as there is room for, so that nothing fills it up
    made = segno.make_qr(text, error=LEVEL, mask=MASK, version=version + 1, mode="byte", boost_error=False)
    rows, bits = _rows(made.matrix), 8 * (DATA[version] + CORRECTION[version])
    places = {place: n for n, place in enumerate(_places(len(rows))[:bits])}
    order = (places.get((row, column), bits) for row in range(len(rows)) for column in range(len(rows)))
    return _Pattern(len(rows), int("".join(rows), 2), _code_words(text.encode(), version), bits, itemgetter(*order))


def _rows(matrix: Sequence[bytearray]) -> list[str]:
    return ["".join(map(str, row)) for row in matrix]


def _places(side: int) -> list[tuple[int, int]]:
    """Row and column of each module that holds a bit, in the order of bits: up and down, two columns wide (7.7.3)."""
    places = []
    for n, right in enumerate(range(side - 1, 0, -2)):
        column = right if right > 6 else right - 1  # the seventh is no data's
        for row in range(side) if n % 2 else reversed(range(side)):
            places += [(row, c) for c in (column, column - 1) if not _is_fixed(row, c, side)]
    return places


def _is_fixed(row: int, column: int, side: int) -> bool:
    """Whether a module belongs to the patterns by which a code is found (6.3), or says which level and mask it has."""
    in_corner = min(row, column) < 9 and not 9 <= max(row, column) < side - 8
    is_aligning = side > 21 and abs(row - side + 7) < 3 and abs(column - side + 7) < 3
    return in_corner or is_aligning or 6 in (row, column)


def _code_words(data: bytes, version: int) -> int:
    """Mode, length and data with what ends and fills them (7.4), and the words that correct errors in them (7.5)."""
    bits = (BYTES << 8 | len(data)) << 8 * len(data) + 4 | int.from_bytes(data, "big") << 4
    words = (bits.to_bytes(len(data) + 2, "big") + PADDING * DATA[version])[: DATA[version]]
    count = CORRECTION[version]
    table, top, rest = _multiples(count), 8 * (count - 1), 0
    for word in words:
        rest = (rest & (1 << top) - 1) << 8 ^ table[rest >> top ^ word]
    return int.from_bytes(words, "big") << 8 * count | rest


@cache
def _multiples(count: int) -> list[int]:
    """Each multiple of the generator of so many words, without its first word, as one number."""
    powers = [1]
    while len(powers) < 255:
        power = powers[-1] << 1
        powers.append(power ^ FIELD if power > 255 else power)
    exponents = {power: n for n, power in enumerate(powers)}

    def times(a: int, b: int) -> int:
        return powers[(exponents[a] + exponents[b]) % 255] if a and b else 0

    generator = [1]
    for n in range(count):
        generator = [a ^ times(b, powers[n]) for a, b in zip([*generator, 0], [0, *generator], strict=True)]
    return [int.from_bytes(bytes(times(a, by) for a in generator[1:]), "big") for by in range(256)]
