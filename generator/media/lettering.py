"""The letters of social cards: one weight of Lora, which comes with the program (`media/lora`, under the OFL 1.1)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from generator.ground.patterns import lazy

FOLDER = Path(__file__).parent / "lora"
# The font's files by their parts of it, each with what it has glyphs for, but for marks above or below other letters.
PARTS = {
    "latin": lazy(
        r"[ -~\u00a0-\u00ac\u00ae-\u00ff\u0102\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2013\u2014\u2018-\u201a"
        r"\u201c-\u201e\u2022\u2026\u2032\u2033\u2039\u203a\u2044\u20ac\u2122\u2212\u2215]"
    ),
    "latin-ext": lazy(
        r"[\u0100-\u0130\u0132-\u0137\u0139-\u0151\u0154-\u017f\u018f\u01a0\u01a1\u01af\u01b0\u01cd\u01ce\u01d3\u01d4"
        r"\u01e4-\u01e9\u01fe\u01ff\u0218-\u021b\u0259\u0292\u1e80-\u1e85\u1e9e\u1ef2-\u1ef9\u20b4\u20ba]"
    ),
    "cyrillic": lazy(r"[\u0400-\u045f\u0490\u0491\u04b0\u04b1\u2116]"),
    "vietnamese": lazy(r"[\u1ea0-\u1ef1]"),
}


def writable(words: str) -> str | None:
    """The words in the form in which the font has their letters, or None where it lacks one."""
    whole = unicodedata.normalize("NFC", words)
    return whole if all(map(_part_of, whole)) else None


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
    font = _font(_part_of(character) or "", size)
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
def _part_of(character: str) -> str | None:
    """The part of the font that has a letter, None where none has it."""
    return next((part for part, held in PARTS.items() if held.fullmatch(character)), None)


@cache
def _font(part: str, size: int) -> ImageFont.FreeTypeFont:
    file = FOLDER / f"lora-{part}-600-normal.woff"
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
