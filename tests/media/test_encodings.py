"""In which sizes and formats a picture is written, and which of its files are worth having."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from PIL import Image

from generator.media.encodings import LEAST_SAVED
from generator.media.photo import Photo
from generator.media.pictures import develop
from tests.builders.pictures import drawing, photograph, picture, saved


def developed(image: Image.Image, kind: str) -> Photo:
    made = develop(saved(image, kind))
    assert isinstance(made, Photo)
    return made


def of_type(photo: Photo, suffix: str) -> list[Photo]:
    return sorted((file for file in photo.files if file.name.endswith(suffix)), key=lambda file: file.width)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_is_written_as_jpeg_and_webp(kind: str) -> None:
    """A photograph comes as JPEG and WebP at 480, 960 and 1600 pixels, in whichever format it was given."""
    photo = developed(photograph(), kind)
    assert photo.name.endswith(".jpg")
    assert photo.width == 1600
    for suffix in (".jpg", ".webp"):
        assert [file.width for file in of_type(photo, suffix)] == [480, 960, 1600]
    assert len(photo.files) == 6


def test_every_file_is_what_it_says() -> None:
    """Each file has the size that is said of it, and its ending is that of its format."""
    for file in developed(photograph(), "JPEG").files:
        with Image.open(io.BytesIO(file.content)) as shown:
            assert shown.size == (file.width, file.height)
            assert shown.format == {"image/jpeg": "JPEG", "image/webp": "WEBP"}[file.type]


def test_every_file_saves_a_tenth() -> None:
    """Of two sizes the smaller saves a tenth of the bytes, and so does WebP in all its sizes together."""
    photo = developed(photograph((1000, 700)), "JPEG")
    plain, webp = (of_type(photo, suffix) for suffix in (".jpg", ".webp"))
    assert [file.width for file in plain] == [480, 1000]
    for small, large in pairwise(plain):
        assert len(small.content) <= 0.9 * len(large.content)
    assert sum(len(file.content) for file in webp) <= 0.9 * sum(len(file.content) for file in plain)


def test_a_drawing_stays_as_it_is() -> None:
    """A drawing, which is smaller so, is written as PNG, pixel for pixel."""
    photo = developed(picture((300, 200)), "PNG")
    assert photo.name.endswith(".png")
    assert Image.open(io.BytesIO(photo.content)).convert("RGB").tobytes() == picture((300, 200)).tobytes()


def test_little_files_are_one() -> None:
    """What is small already is written once: another file would save fewer bytes than a page takes to name it."""
    photo = developed(picture(), "PNG")
    assert len(photo.content) < LEAST_SAVED
    assert photo.others == ()


def test_what_shines_through_is_no_jpeg() -> None:
    """What can be seen through is written as PNG and WebP, in every size."""
    image = photograph((1100, 700)).convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    photo = developed(image, "PNG")
    assert {file.name.rpartition(".")[2] for file in photo.files} == {"png", "webp"}
    assert all(Image.open(io.BytesIO(file.content)).mode == "RGBA" for file in photo.files)


def test_a_layer_that_hides_nothing_is_none() -> None:
    """A photograph with a layer of transparency that nothing shines through is a photograph."""
    assert developed(photograph((700, 500)).convert("RGBA"), "PNG") == developed(photograph((700, 500)), "PNG")


def test_same_pixels_same_files() -> None:
    """The same pixels give the same files, with the same names."""
    assert developed(drawing(), "PNG") == developed(drawing(), "PNG")


def test_avif_is_for_the_two_smallest_sizes() -> None:
    """Where a site wants AVIF, the two smallest sizes come in it, smaller by a tenth than in any other format."""
    made = develop(saved(photograph(), "JPEG"), avif=True)
    assert isinstance(made, Photo)
    avif, webp = of_type(made, ".avif"), of_type(made, ".webp")
    assert [file.width for file in avif] == [480, 960]
    assert sum(len(file.content) for file in avif) <= 0.9 * sum(len(file.content) for file in webp[:2])
    assert {file.type for file in avif} == {"image/avif"}
    assert [file for file in made.files if file not in avif] == list(developed(photograph(), "JPEG").files)


def test_avif_is_the_same_twice() -> None:
    """One version of the encoder writes the same bytes of the same picture."""
    one, other = (develop(saved(photograph(), "JPEG"), avif=True) for _ in range(2))
    assert one == other
