"""The letters of social cards: one weight of Lora, which comes with the program (`media/lora`, under the OFL 1.1)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from generator.ground.patterns import lazy

FILE = Path(__file__).parent / "lora" / "lora-latin-600-normal.woff"
# What the font has glyphs for, but for marks that stand above or below other letters.
WRITTEN = lazy(
    r"[ -~\u00a0-\u00ac\u00ae-\u00ff\u0102\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2013\u2014\u2018-\u201a"
    r"\u201c-\u201e\u2022\u2026\u2032\u2033\u2039\u203a\u2044\u20ac\u2122\u2212\u2215]+"
)


def writable(words: str) -> str | None:
    """The words in the form in which the font has their letters, or None where it lacks one."""
    whole = unicodedata.normalize("NFC", words)
    return whole if WRITTEN.fullmatch(whole) else None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in a size: its edges as a mask, where this begins from the pen, and how far the pen goes on, in pixels.

    Each is drawn once, which is most of the work. The font moves no letter towards another where Pillow lays it out.
    """

    mask: Image.Image
    left: int
    top: int
    advance: int


@cache
def letter(character: str, size: int) -> Letter:
    """A letter that is `writable`. Depends on Pillow's version alone: on its own layout, and its own FreeType."""
    font = _font(size)
    left, top, right, bottom = map(round, font.getbbox(character, anchor="ls"))
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).text((-left, -top), character, fill=255, font=font, anchor="ls")
    return Letter(mask, left, top, round(font.getlength(character)))


def width_of(words: str, size: int) -> int:
    """How wide words are in a size, in pixels."""
    return sum(letter(character, size).advance for character in words)


def cut(words: str, size: int, width: int) -> str:
    """As many of the words as are no wider than so many pixels, with a sign that more were left out."""
    while width_of(f"{words}…", size) > width:
        words = words.rpartition(" ")[0] or words[:-1]
    return f"{words}…"


def lines_of(words: str, size: int, width: int) -> list[str]:
    """The words in lines that are no wider than so many pixels, but for a single word that is."""
    lines, room = [""], width
    for word in words.split():
        takes = width_of(f" {word}", size)
        if takes > room and lines[-1]:
            lines.append(word)
            room = width
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
        room -= takes
    return lines


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FILE, size, layout_engine=ImageFont.Layout.BASIC)
