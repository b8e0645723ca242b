"""Pictures made safe to publish."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from generator.ground.digest import content_name
from generator.media.encodings import WIDEST
from generator.media.photo import Photo, Unusable
from generator.media.pictures import develop
from tests.builders.pictures import picture, saved

SECRET = b"Saltmarsh Quay 3"
FORMATS = ["JPEG", "PNG", "WEBP"]
# Of so few colours, what came without loss is smaller as PNG.
SUFFIX = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".png"}


def photo(data: bytes) -> Photo:
    made = develop(data)
    assert isinstance(made, Photo), made
    return made


def opened(made: Photo) -> Image.Image:
    return Image.open(io.BytesIO(made.content))


def exif(orientation: int = 1) -> bytes:
    """EXIF data with a place, a camera, an owner and a thumbnail."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010E] = data[0xA430] = data[0x8298] = SECRET.decode()
    data.get_ifd(0x8769)[0x9286] = SECRET
    data.get_ifd(0x8825).update({1: "N", 2: (53.0, 32.0, 5.0), 29: SECRET.decode()})
    return data.tobytes()


def loaded(kind: str) -> bytes:
    """A file that carries everything that a picture's file can carry beside the picture."""
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + SECRET + b"</x:xmpmeta>"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + SECRET
    if kind == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Comment", SECRET.decode())
        texts.add_text("Author", SECRET.decode(), zip=True)
        texts.add_itxt("XML:com.adobe.xmp", xmp.decode())
        texts.add(b"prVt", SECRET)
        data = saved(picture(), kind, exif=exif(), pnginfo=texts, icc_profile=profile, dpi=(72, 72))
    elif kind == "JPEG":
        data = saved(picture(), kind, exif=exif(), xmp=xmp, comment=SECRET, icc_profile=profile, dpi=(72, 72))
        thumbnail = b"\xff\xec" + struct.pack(">H", len(SECRET) + 2) + SECRET
        data = data[:2] + thumbnail + data[2:]
    else:
        data = saved(picture(), kind, exif=exif(), xmp=xmp, icc_profile=profile)
    return data + SECRET + saved(picture((8, 8)), "JPEG", comment=SECRET)


@pytest.mark.parametrize("kind", FORMATS)
def test_only_pixels_pass(kind: str) -> None:
    """Place, camera, owner, comments, thumbnail, profile and what is hidden behind a picture never reach the output."""
    data = loaded(kind)
    assert data.count(SECRET) >= 4
    made = photo(data)
    assert SECRET not in made.content
    assert not opened(made).getexif()
    assert set(opened(made).info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
        "loop",
        "background",
        "timestamp",
        "duration",
    }
    assert made == photo(saved(picture(), kind))


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_upright(kind: str, orientation: int) -> None:
    """A picture is turned as its camera held it, and its width and height are those of the turned picture."""
    turns = [
        None,
        Image.Transpose.FLIP_LEFT_RIGHT,
        Image.Transpose.ROTATE_180,
        Image.Transpose.FLIP_TOP_BOTTOM,
        Image.Transpose.TRANSPOSE,
        Image.Transpose.ROTATE_270,
        Image.Transpose.TRANSVERSE,
        Image.Transpose.ROTATE_90,
    ]
    turn = turns[orientation - 1]
    wanted = picture() if turn is None else picture().transpose(turn)
    made = photo(saved(picture(), kind, exif=exif(orientation)))
    shown = opened(made)
    assert (made.width, made.height) == shown.size == wanted.size
    for x, y in [(5, 5), (wanted.width - 5, 5), (5, wanted.height - 5), (wanted.width - 5, wanted.height - 5)]:
        near = zip(shown.convert("RGB").getpixel((x, y)), wanted.getpixel((x, y)), strict=True)  # type: ignore[arg-type]  # RGB
        assert all(abs(a - b) < 40 for a, b in near)


@pytest.mark.parametrize("kind", FORMATS)
def test_name_is_of_content(kind: str) -> None:
    """A picture's name is made of its content alone: equal for equal pictures, another for any other."""
    one, same, other = (photo(saved(p, kind)) for p in (picture(), picture(), picture((62, 40))))
    assert one == same
    assert one.name == content_name(one.content) + SUFFIX[kind]
    assert one.name != other.name


@pytest.mark.parametrize(
    ("size", "shown"), [((1600, 10), (1600, 10)), ((1601, 100), (1600, 100)), ((6400, 2), (1600, 1))]
)
def test_wide_pictures_are_reduced(size: tuple[int, int], shown: tuple[int, int]) -> None:
    """A picture is never wider than a page can show, and keeps its proportions."""
    made = photo(saved(picture(size), "PNG"))
    assert (made.width, made.height) == opened(made).size == shown
    assert made.width <= WIDEST


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_kinds_of_png(mode: str) -> None:
    """A PNG of any kind keeps its look."""
    grey = Image.new("I;16", (20, 10), 150 * 256) if mode == "I;16" else Image.new("L", (20, 10), 150).convert(mode)
    value = opened(photo(saved(grey, "PNG"))).convert("L").getpixel((10, 5))
    assert isinstance(value, int)
    assert value in (0, 255) if mode == "1" else abs(value - 150) < 3


def test_transparency_stays() -> None:
    """What is transparent in a PNG stays so."""
    glass = Image.new("RGBA", (8, 8), (10, 20, 30, 0))
    for image in (glass, glass.convert("P")):
        assert opened(photo(saved(image, "PNG"))).convert("RGBA").getpixel((4, 4))[3] == 0  # type: ignore[index]  # RGBA


def test_print_colours() -> None:
    """A JPEG in the colours of print becomes one that browsers show."""
    assert opened(photo(saved(picture().convert("CMYK"), "JPEG"))).mode == "RGB"


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "ICO", "PPM"])
def test_other_formats(kind: str) -> None:
    """A picture of another format is refused, with a hint."""
    made = develop(saved(picture(), kind))
    assert isinstance(made, Unusable)
    assert "JPEG, PNG, WebP or GIF" in made.message
    assert made.hint


def test_unpacked_comment() -> None:
    """A small file whose comment unpacks to many megabytes is refused or loses the comment, and exhausts nothing."""
    packed = b"Comment\0\0" + zlib.compress(bytes(100_000_000))
    chunk = struct.pack(">I", len(packed)) + b"zTXt" + packed + struct.pack(">I", zlib.crc32(b"zTXt" + packed))
    data = saved(picture(), "PNG")
    made = develop(data[:33] + chunk + data[33:])
    assert isinstance(made, Unusable) or made == develop(data)


SAMPLES = [saved(picture(), kind, exif=exif(6)) for kind in FORMATS] + [saved(picture().convert("P"), "PNG")]


@given(
    st.sampled_from([*SAMPLES, b""]),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=4)), max_size=6),
    st.integers(0, 3000),
)
def test_any_bytes(sample: bytes, changes: list[tuple[int, bytes]], length: int) -> None:
    """No bytes raise: they are a picture that is safe, or refused."""
    data = bytearray(sample)
    for at, new in changes:
        data[at : at + len(new)] = new
    made = develop(bytes(data[:length]))
    assert isinstance(made, Photo | Unusable)
    assert isinstance(made, Unusable) or opened(made).size == (made.width, made.height)


def _ends(band: Image.Image) -> tuple[float, float]:
    low, high = band.getextrema()
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    return low, high


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_covered_is_of_one_colour(kind: str) -> None:
    """An area that is covered up is of one colour to its last pixel, of the picture as it is seen upright."""
    made = develop(saved(picture((200, 100)), kind, exif=exif(6)), ["10 20 30 40"])
    assert isinstance(made, Photo)
    area = opened(made).convert("RGB").crop((12, 42, 38, 118))
    loss = 25 if made.name.endswith(".jpg") else 0
    assert all(85 - loss <= low <= high <= 85 + loss for low, high in map(_ends, area.split()))
    assert opened(made).convert("RGB").getpixel((2, 2)) != (85, 85, 85)


def test_an_area_ends_with_the_picture() -> None:
    """An area that goes over the edge covers all there is; one that begins there covers nothing more."""
    whole = develop(saved(picture(), "PNG"), ["0 0 100 100"])
    assert isinstance(whole, Photo)
    assert all(_ends(band) == (85, 85) for band in opened(whole).convert("RGB").split())
    over = develop(saved(picture(), "PNG"), ["50 50 100 100"])
    assert over == develop(saved(picture(), "PNG"), ["50 50 50 50"])


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_moves_is_its_first_image(kind: str) -> None:
    """Of a picture that moves the first image is published, and it is known that there were others."""
    later = Image.new("RGB", (60, 40), (30, 220, 30))
    made = develop(saved(picture(), kind, save_all=True, append_images=[later]))
    still = develop(saved(picture(), kind))
    assert isinstance(made, Photo)
    assert isinstance(still, Photo)
    assert (made.moved, still.moved) == (True, False)
    assert [file.name for file in made.files] == [file.name for file in still.files]
