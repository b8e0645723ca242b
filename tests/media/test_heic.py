"""Pictures in HEIC, as telephones write them: with what reads them, and without."""

from __future__ import annotations

import io

import pillow_heif
import pytest
from PIL import Image

from generator.media import heic
from generator.media.photo import Photo, Unusable
from generator.media.pictures import develop
from tests.builders.pictures import photograph, picture

SECRET = b"Saltmarsh Quay 3"


def as_heic(image: Image.Image, **more: object) -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(image).save(out, **more)
    return out.getvalue()


def opened(made: Photo | Unusable) -> Image.Image:
    assert isinstance(made, Photo), made
    return Image.open(io.BytesIO(made.content))


def test_it_is_published_as_a_photograph() -> None:
    """A picture in HEIC becomes a JPEG in several sizes, as any other photograph."""
    made = develop(as_heic(photograph()))
    assert isinstance(made, Photo)
    assert (made.name.rpartition(".")[2], made.width) == ("jpg", 1600)
    assert {file.type for file in made.others} == {"image/jpeg", "image/webp"}


def test_only_pixels_pass() -> None:
    """Where it was taken, its camera and its remarks never reach the output."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 32.0, 5.0), 29: SECRET.decode()})
    data = as_heic(picture((200, 100)), exif=exif.tobytes(), xmp=SECRET) + SECRET
    assert data.count(SECRET) >= 3
    made = develop(data)
    assert isinstance(made, Photo)
    assert made == develop(as_heic(picture((200, 100))))
    assert not any(SECRET in file.content for file in made.files)


def test_upright() -> None:
    """A picture that lies on its side in the file stands upright, once and not twice."""
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = picture((200, 100))
    shown = opened(develop(as_heic(lying, exif=exif.tobytes())))
    assert shown.size == (100, 200)
    wanted = lying.transpose(Image.Transpose.ROTATE_270)
    for place in ((10, 10), (90, 10), (10, 190), (90, 190)):
        near = zip(shown.convert("RGB").getpixel(place), wanted.getpixel(place), strict=True)  # type: ignore[arg-type]  # RGB
        assert all(abs(a - b) < 60 for a, b in near)


def test_covered_up() -> None:
    """What is covered up in it is covered up in what is made of it."""
    shown = opened(develop(as_heic(picture((200, 100))), ("0 0 100 100",)))
    assert shown.convert("L").getextrema() == (85, 85)


def test_cut_short() -> None:
    """A file of which half is missing is told as damaged."""
    data = as_heic(photograph((400, 300)))
    made = develop(data[: len(data) // 2])
    assert isinstance(made, Unusable)
    assert "damaged" in made.message


def test_without_what_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library, such a picture is refused by its name, with how to get another."""
    monkeypatch.setattr(heic, "is_readable", lambda: False)
    made = develop(as_heic(picture((200, 100))))
    assert isinstance(made, Unusable)
    assert "HEIC" in made.message
    assert "save it as JPEG" in made.hint
