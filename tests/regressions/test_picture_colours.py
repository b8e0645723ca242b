"""Colour profiles go with the metadata, so colours are converted first; and see-through pixels stay see-through."""

from __future__ import annotations

import io

from PIL import Image, ImageCms

from generator.media.photo import Photo
from generator.media.pictures import develop


def written(picture: Image.Image, **more: object) -> Image.Image:
    out = io.BytesIO()
    picture.save(out, "PNG", **more)
    photo = develop(out.getvalue())
    assert isinstance(photo, Photo)
    return Image.open(io.BytesIO(photo.content))


def test_a_profile_is_applied() -> None:
    """A picture whose profile takes red for blue comes out in sRGB as blue, with the profile gone."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = plain.replace(b"rXYZ", b"?XYZ", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"?XYZ", b"bXYZ", 1)
    picture = written(Image.new("RGB", (2, 2), (250, 0, 0)), icc_profile=swapped)
    assert "icc_profile" not in picture.info
    red, _green, blue = picture.getpixel((0, 0))  # type: ignore[misc]  # a pixel of RGB is a tuple
    assert blue > 200 > 50 > red


def test_a_broken_profile_is_left_aside() -> None:
    """A picture whose profile is broken is published with its colours as they are."""
    picture = written(Image.new("RGB", (2, 2), (10, 20, 30)), icc_profile=b"nothing of the kind")
    assert picture.getpixel((0, 0)) == (10, 20, 30)


def test_a_see_through_colour_stays() -> None:
    """A colour that a PNG names as see-through is see-through in what is published."""
    picture = written(Image.new("RGB", (2, 2), (1, 2, 3)), transparency=(1, 2, 3))
    assert picture.mode == "RGBA"
    assert picture.getpixel((0, 0))[3] == 0  # type: ignore[index]  # a pixel of RGBA is a tuple
