"""WeasyPrint, once it was loaded, made Pillow take half a picture for a whole one in everything that came after."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from generator.bundle.bundle import make
from generator.ground.stages import Stages
from generator.plan.bundle_terms import BundleTerms, Duration
from tests.builders.sites import TODAY, make_site, story


@pytest.fixture
def half() -> BytesIO:
    """A picture whose file breaks off."""
    whole = BytesIO()
    Image.effect_noise((64, 64), 80).save(whole, "JPEG")
    return BytesIO(whole.getvalue()[:-400])


def test_half_a_picture_stays_half(half: BytesIO, tmp_path: Path) -> None:
    """After a book was set as a PDF, a picture that breaks off is refused as before."""
    root = make_site(tmp_path, {"gate.md": story()})
    make(root, tmp_path / "book.pdf", "pdf", BundleTerms(Duration(6, "m")), TODAY, TODAY, Stages())
    with Image.open(half) as picture, pytest.raises(OSError, match="truncated"):
        picture.load()
