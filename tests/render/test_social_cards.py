from __future__ import annotations

import hashlib
import io

import pytest
from PIL import Image, ImageFont

from generator.media import lettering
from generator.media.lettering import FOLDER, letter, lines_of, writable
from generator.render.covers import MOTIFS, drawing
from generator.render.social_cards import MARGIN, STRIP, social_card
from generator.views.pages import CARD_HIGH, CARD_WIDE, SocialCardView

# Between them, they have every motif.
ADDRESSES = {drawing(address)[1]: address for address in (f"stories/gate-{n}/index.html" for n in range(300))}


def drawn(title: str | None = "The gate", address: str = "stories/gate/index.html") -> Image.Image:
    card = Image.open(io.BytesIO(social_card(SocialCardView(title, address))))
    assert (card.format, card.size) == ("PNG", (1200, 630))
    return card.convert("RGB")


def halves(card: Image.Image) -> tuple[bytes, bytes]:
    """The strip with the title, and the cover."""
    strip, rest = card.crop((0, 0, CARD_WIDE, STRIP)), card.crop((0, STRIP, CARD_WIDE, CARD_HIGH))
    return strip.tobytes(), rest.tobytes()


@pytest.mark.parametrize("motif", range(len(MOTIFS)), ids=[motif.__name__ for motif in MOTIFS])
def test_small(motif: int) -> None:
    """A card of any motif is a picture of under twenty kilobytes, with nothing in it but pixels and colours."""
    made = social_card(SocialCardView("The gate", ADDRESSES[motif]))
    assert len(made) < 20_000
    chunks, at = [], 8
    while at < len(made):
        chunks.append(made[at + 4 : at + 8])
        at += 12 + int.from_bytes(made[at : at + 4])
    assert set(chunks) == {b"IHDR", b"PLTE", b"IDAT", b"IEND"}


def test_the_title_is_above_the_cover() -> None:
    """The title changes the strip alone, and the address the cover alone."""
    (strip, below), (other, same), (again, another) = (
        halves(card) for card in (drawn(), drawn("The other gate"), drawn(address="stories/other/index.html"))
    )
    assert strip != other
    assert below == same
    assert strip == again
    assert below != another


def test_the_same_bytes() -> None:
    """Two cards of one story are the same, byte for byte."""
    view = SocialCardView("The gate", "stories/gate/index.html")
    assert social_card(view) == social_card(view)


def test_letters_that_the_font_lacks() -> None:
    """A title with letters that the font lacks is left out, and the cover fills the card."""
    assert drawn("البوابة").tobytes() == drawn("The gate 🌱").tobytes() == drawn(None).tobytes()
    assert drawn("البوابة").getpixel((0, 0)) != drawn().getpixel((0, 0))


def test_a_title_that_is_too_long() -> None:
    """A title that does not fit in any size is cut where a word ends, and stays in its strip."""
    long = " ".join(["gate"] * 200)
    assert halves(drawn(long))[1] == halves(drawn())[1]
    assert halves(drawn(long))[0] == halves(drawn(f"{long} and more"))[0]


@pytest.mark.parametrize("title", ["W" * 200, "Donaudampfschifffahrtsgesellschaftskapitänswitwe", "The gate " * 9])
def test_no_letter_is_cut(title: str) -> None:
    """No letter stands in the margins, however long a word is."""
    card = drawn(title)
    paper = card.getpixel((0, 0))
    for left, right in ((0, MARGIN - 4), (CARD_WIDE - MARGIN + 4, CARD_WIDE)):
        assert card.crop((left, 0, right, STRIP)).getcolors() == [((right - left) * STRIP, paper)]


def test_lines_of_a_length() -> None:
    """A title in two lines has two that are much alike, and no last line of one word."""
    card = drawn("The key to plot nineteen hung on a nail")
    edges = [
        card.crop((0, top, CARD_WIDE, top + STRIP // 2)).convert("L").point(lambda light: 255 * (light < 128)).getbbox()
        for top in (0, STRIP // 2)
    ]
    first, second = (box[2] - box[0] for box in edges if box)
    assert abs(first - second) < CARD_WIDE // 4


def test_lines() -> None:
    """Words stand in as few lines as hold them, and a line ends between words."""
    words = "The key to plot nineteen hung on a nail"
    lines = lines_of(words, 40, 320)
    assert " ".join(lines) == words
    assert all(sum(letter(c, 40).advance for c in line) <= 320 for line in lines)
    assert len(lines) > 1


def test_every_letter_is_there() -> None:
    """Of every letter that is held to be in a part of the font, something else is drawn than of one that it lacks."""
    for part, pattern in lettering.PARTS.items():
        held = [c for c in map(chr, range(0x2300)) if pattern.fullmatch(c)]
        font = ImageFont.truetype(FOLDER / f"lora-{part}-600-normal.woff", 40, layout_engine=ImageFont.Layout.BASIC)
        lacking = bytes(font.getmask("\u4e00"))
        assert len(held) > 75
        assert [c for c in held if bytes(font.getmask(c)) == lacking] == []


@pytest.mark.parametrize("title", ["Zażółć gęślą jaźń", "Ağaçların İçinde", "Ключ від ділянки", "Bình yên trở lại"])
def test_letters_of_many_languages(title: str) -> None:
    """Titles in Latin and Cyrillic letters are written out."""
    assert writable(title) == title
    assert halves(drawn(title))[1] == halves(drawn())[1]


def test_letters_made_of_two() -> None:
    """Letters that are written as a letter and a mark are those that the font has."""
    assert writable("Ku\u0308che") == "K\u00fcche"


def test_the_font_is_the_one_that_is_named() -> None:
    """The font is the files whose digests stand beside them, and its licence lies there, too."""
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    parts = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}" for file in FOLDER.glob("*.woff")]
    assert len(parts) == 3 * len(lettering.PARTS)  # regular, italic and semibold
    assert [part for part in parts if part not in told] == []
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")
