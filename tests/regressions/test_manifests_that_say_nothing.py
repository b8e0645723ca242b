"""A bundle whose manifest was empty was called whole, and one with a day that is in no calendar gave a traceback."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from generator.bundle.bundle import check
from generator.ground.places import MANIFEST
from tests.builders.sites import TODAY


@pytest.mark.parametrize("listed", ["", "# Made on 2026-01-01, good until 2026-13-45.\n", "\0" * 9, "# Made on\n"])
def test_it_is_not_whole(tmp_path: Path, listed: str) -> None:
    """A manifest that names no file or no day makes no bundle whole."""
    with zipfile.ZipFile(tmp_path / "copy.zip", "w") as archive:
        archive.writestr(MANIFEST, listed)
    found = check(tmp_path / "copy.zip", None, TODAY, TODAY)
    assert not found.is_whole
    assert found.until is None
