"""What was erased from a picture was published: erasers leave the colours there and take away alpha alone."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from generator.media.photo import Photo
from generator.media.pictures import FAINTEST, develop
from tests.builders.pictures import saved

SECRET, SEEN = (250, 10, 10), (20, 90, 200)
SIZE, AREA = (1800, 120), (60, 30, 1200, 90)


def erased(mode: str, alpha: int) -> Image.Image:
    """A picture with an area that was erased, under which its colours still are."""
    made = Image.new("RGB", SIZE, SEEN)
    made.paste(SECRET, AREA)
    made = made.convert(mode)
    left = Image.new("L", SIZE, 255)
    left.paste(alpha, AREA)
    made.putalpha(left)
    return made


def indexed() -> Image.Image:
    """The same with a palette, of which one colour is see-through and another is not used at all."""
    made = Image.new("P", SIZE, 0)
    made.putpalette([*SEEN, *SECRET, 1, 2, 3])
    made.paste(1, AREA)
    return made


WAYS = {
    "RGBA": saved(erased("RGB", 0), "PNG"),
    "LA": saved(erased("L", 0), "PNG"),
    "palette": saved(indexed(), "PNG", transparency=bytes([255, 0])),
    "one of a palette": saved(indexed(), "PNG", transparency=1),
    "a colour": saved(erased("RGB", 0).convert("RGB"), "PNG", transparency=SECRET),
    "WebP": saved(erased("RGB", 0), "WEBP", exact=True),
    "almost": saved(erased("RGB", FAINTEST - 1), "PNG"),
    "almost, WebP": saved(erased("RGB", FAINTEST - 1), "WEBP", exact=True),
}


def under(content: bytes) -> set[tuple[int, ...]]:
    """The colours that a file has where nobody sees them."""
    with Image.open(io.BytesIO(content)) as file:
        pixels = file.convert("RGBA")
    flat = pixels.tobytes()
    return {tuple(flat[n : n + 3]) for n in range(0, len(flat), 4) if flat[n + 3] < FAINTEST}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_left_of_what_was_erased(way: str) -> None:
    """No file of a picture, in any size or format, has more than one colour where it was erased."""
    made = develop(WAYS[way], avif=True)
    assert isinstance(made, Photo)
    for file in made.files:
        colours = under(file.content)
        assert colours
        assert all(max(colour) < 30 for colour in colours), file.name


def test_colours_that_no_pixel_has_do_not_pass() -> None:
    """A palette's entry that is not used is in no file."""
    made = develop(WAYS["palette"])
    assert isinstance(made, Photo)
    assert not any(bytes((1, 2, 3)) in file.content for file in made.files)


def test_what_can_be_seen_stays() -> None:
    """A pixel that lets through almost everything, but can be seen, keeps its colour."""
    made = develop(saved(erased("RGB", FAINTEST).crop((0, 0, 400, 120)), "PNG"))
    assert isinstance(made, Photo)
    with Image.open(io.BytesIO(made.content)) as file:
        assert file.getpixel((100, 60)) == (*SECRET, FAINTEST)
