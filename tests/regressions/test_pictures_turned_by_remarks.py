"""A picture that only its XMP calls turned was turned, as in no browser, so that other areas of it were covered up."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from generator.media.photo import Photo
from generator.media.pictures import develop
from tests.builders.pictures import picture

REMARKS = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_pictures_turned_by_remarks(kind: str) -> None:
    """What XMP says of a picture's turn counts for nothing: it is published as browsers show the file."""
    out = io.BytesIO()
    picture().save(out, kind, xmp=REMARKS)
    made = develop(out.getvalue())
    assert isinstance(made, Photo)
    assert (made.width, made.height) == (60, 40)


def test_pictures_turned_by_their_camera() -> None:
    """What a camera says of its turn still counts."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    picture().save(out, "JPEG", exif=exif, xmp=REMARKS)
    made = develop(out.getvalue())
    assert isinstance(made, Photo)
    assert (made.width, made.height) == (40, 60)
