"""Something new, put in place whole and never over anything."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from generator.store.atomic_write import made_beside


def no_links(*_: object) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


@pytest.mark.parametrize("links", [True, False])
def test_what_is_made_is_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    """What was made beside a place is there at the end, and nothing else, on a disk without links, too."""
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    place = tmp_path / "kettle.mp4"
    with made_beside(place) as made:
        made.write_bytes(b"whole")
        assert not place.exists()
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("kettle.mp4", b"whole")]


@pytest.mark.parametrize("links", [True, False])
def test_what_is_there_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    """What came to the place meanwhile is not replaced."""
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    place = tmp_path / "kettle.mp4"
    with pytest.raises(FileExistsError), made_beside(place) as made:
        made.write_bytes(b"whole")
        place.write_bytes(b"mine")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("kettle.mp4", b"mine")]


def test_an_error_leaves_nothing(tmp_path: Path) -> None:
    """Where making it fails, neither the place nor anything beside it is there."""
    with pytest.raises(ValueError, match="no"), made_beside(tmp_path / "kettle.mp4") as made:
        made.write_bytes(b"half")
        raise ValueError("no")
    assert list(tmp_path.iterdir()) == []
