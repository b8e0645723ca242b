"""A folder as a host."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publishing.ports import RemoteError
from generator.publishing.remote_manifest import MANIFEST
from generator.publishing.targets.folder import FolderStore
from generator.publishing.update import look, update
from tests.builders.hosts import SITE, sketched


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_folder_gets_what_was_built(tmp_path: Path) -> None:
    """After updates a folder holds what was built last, the manifest, and no empty folder."""
    store = FolderStore(tmp_path)
    for build in (sketched({"a0": 1, "b1": 1}), sketched({"b1": 2})):
        update(store, build, look(store, SITE))
        there = files(tmp_path)
        del there[MANIFEST]
        assert there == build.contents
    assert [p for p in tmp_path.rglob("*") if p.is_dir() and not any(p.iterdir())] == []


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """A stick that is not plugged in is told, and no folder is made in its place."""
    with pytest.raises(RemoteError, match="plug in"):
        FolderStore(tmp_path / "stick")
    assert not (tmp_path / "stick").exists()


def test_links_are_not_followed_out_of_a_folder(tmp_path: Path) -> None:
    """A link in the folder that leads out of it is neither read, written nor emptied through."""
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    outside.mkdir()
    folder.mkdir()
    (outside / "index.html").write_bytes(b"somebody's")
    (folder / "stories").symlink_to(outside)
    store = FolderStore(folder)
    assert store.listing() == {"stories": 0}
    with pytest.raises(RemoteError, match="leads out"):
        store.get("stories/index.html")
    with pytest.raises(RemoteError, match="leads out"):
        store.delete("stories/index.html")
    with pytest.raises(RemoteError, match="leads out"):
        store.put("stories/index.html", b"ours")
    store.delete("stories")
    store.put("stories/index.html", b"ours")
    assert files(outside) == {"index.html": b"somebody's"}
    assert files(folder) == {"stories/index.html": b"ours"}


def test_a_full_or_read_only_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says of a folder that cannot be written is told, with what to do."""
    store = FolderStore(tmp_path)
    store.put("a.html", b"before")

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device", str(tmp_path))

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(RemoteError, match="No space left on device; check") as told:
        store.put("a.html", b"after")
    assert not told.value.passing
    assert store.get("a.html") == b"before"
