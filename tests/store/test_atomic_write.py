"""Something new, put in place whole and never over anything."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from generator.store.atomic_write import made_beside


def no_links(*_: object) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


def put(place: Path, *, meanwhile: bytes | None = None, where: Path | None = None) -> None:
    """Put something in place while somebody else does, or while a second thing that is part of it fails."""
    with made_beside(place) as made:
        made.write_bytes(b"whole")
        if meanwhile is not None:
            place.write_bytes(meanwhile)
        if where is not None:
            where.write_bytes(b"fails")


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
    with pytest.raises(FileExistsError):
        put(place, meanwhile=b"mine")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("kettle.mp4", b"mine")]


def test_an_error_leaves_nothing(tmp_path: Path) -> None:
    """Where making it fails, neither the place nor anything beside it is there."""
    with pytest.raises(IsADirectoryError):
        put(tmp_path / "kettle.mp4", where=tmp_path)
    assert list(tmp_path.iterdir()) == []
