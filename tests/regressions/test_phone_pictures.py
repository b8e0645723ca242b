"""Telephones write several pictures into one JPEG file (MPO), at which a build ended with a traceback."""

from __future__ import annotations

import io

from PIL import Image

from generator.media.photo import Photo
from generator.media.pictures import develop


def test_phone_pictures() -> None:
    """Of a JPEG that holds several pictures the first is published, as JPEG."""
    out = io.BytesIO()
    further = Image.new("RGB", (60, 40), (30, 30, 220))
    Image.new("RGB", (60, 40), (220, 30, 30)).save(out, "MPO", save_all=True, append_images=[further])
    made = develop(out.getvalue())
    assert isinstance(made, Photo)
    assert made.name.endswith(".jpg")
    assert Image.open(io.BytesIO(made.content)).format == "JPEG"
