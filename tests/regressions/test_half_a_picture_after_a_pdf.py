"""WeasyPrint, once it was loaded, made Pillow take half a picture for a whole one in everything that came after."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.builders.books import made, site


@pytest.fixture
def half() -> BytesIO:
    """A picture whose file breaks off."""
    whole = BytesIO()
    Image.effect_noise((64, 64), 80).save(whole, "JPEG")
    return BytesIO(whole.getvalue()[:-400])


def test_half_a_picture_stays_half(half: BytesIO, tmp_path: Path) -> None:
    """After a book was set as a PDF, a picture that breaks off is refused as before."""
    made(site(tmp_path / "source"), tmp_path / "book.pdf")
    with Image.open(half) as picture, pytest.raises(OSError, match="truncated"):
        picture.load()
