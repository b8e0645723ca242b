"""Addresses as codes for cameras, read again by a program that reads codes."""

from __future__ import annotations

import re

import pytest
import segno
import zxingcpp
from PIL import Image

from generator.render.qr_code import LONGEST, modules, qr_code

ADDRESS = "https://stories.example.org/stories/the-ledger-of-small-repairs/"


def read(rows: list[str]) -> list[str]:
    """What a camera's program reads in a code that is drawn in black on white."""
    size, scale = len(rows) + 8, 4
    drawn = Image.new("L", (size, size), 255)
    for y, row in enumerate(rows, 4):
        for x, module in enumerate(row, 4):
            drawn.putpixel((x, y), 0 if module == "1" else 255)
    return [found.text for found in zxingcpp.read_barcodes(drawn.resize((size * scale, size * scale)))]


def drawn(svg: str) -> list[str]:
    """The rows of modules that a path of SVG goes along."""
    side = int(re.findall(r'viewBox="0 0 (\d+)', svg)[0])
    rows = [["0"] * side for _ in range(side)]
    (path,) = re.findall(r' d="([^"]+)"', svg)
    x = y = 0
    for kind, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        first, *rest = (float(number) for number in re.findall(r"-?[\d.]+", numbers))
        if kind == "M":
            x, y = int(first), int(rest[0])
        elif kind == "m":
            x, y = x + int(first), y + int(rest[0])
        else:
            rows[y][x : x + int(first)] = ["1"] * int(first)
            x += int(first)
    return ["".join(row[4:-4]) for row in rows[4:-4]]


@pytest.mark.parametrize("length", [*range(1, 110, 9), 17, 18, 32, 33, 53, 54, 78, 79, 106, 107, LONGEST])
def test_every_length_can_be_read(length: int) -> None:
    """An address of any length is read as it is, at both ends of what a version of codes holds, too."""
    address = (ADDRESS * 5)[:length]
    assert read(modules(address)) == [address]


def test_letters_of_other_scripts() -> None:
    """An address with letters beyond ASCII is read as it is."""
    assert read(modules("https://example.org/جبل/")) == ["https://example.org/جبل/"]


def test_a_full_code_is_the_librarys() -> None:
    """A code whose words are all data is, module for module, the one that the library makes of it."""
    address = ADDRESS[:53]
    made = segno.make_qr(address, error="l", mask=3, mode="byte", boost_error=False)
    assert modules(address) == ["".join(map(str, row)) for row in made.matrix]


def test_what_is_drawn_is_the_code() -> None:
    """The path of the drawing goes along all dark modules and no light one, with white around."""
    assert drawn(qr_code(ADDRESS, "A code")) == modules(ADDRESS)


def test_it_says_what_it_is() -> None:
    """The drawing is a picture with a name, whose signs of markup are words."""
    assert '<svg class="qr" viewBox="0 0 41 41" role="img"><title>A &lt;code&gt;</title>' in qr_code(
        ADDRESS, "A <code>"
    )


def test_it_is_small() -> None:
    """The drawing of an address of 64 letters takes under 1,900 bytes."""
    assert len(qr_code(ADDRESS, "").encode()) < 1900


def test_an_endless_address() -> None:
    """An address that is too long has no code, since a theme could ask for any."""
    assert qr_code("a" * (LONGEST + 1), "") == ""
