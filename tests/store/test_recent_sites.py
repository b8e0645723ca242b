"""The sites that somebody had on the desk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.store.recent_sites import MOST, recent, remember


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


def test_the_last_site_stands_first(tmp_path: Path) -> None:
    """Sites come in the order in which they were last open, each once, and no more than a few."""
    folders = [tmp_path / str(n) for n in range(MOST + 2)]
    for folder in (*folders, folders[3]):
        folder.mkdir(exist_ok=True)
        remember(folder)
    expected = [folders[3], *(folder for folder in reversed(folders) if folder != folders[3])]
    assert list(recent()) == expected[:MOST]


def test_a_folder_that_is_gone_is_not_named(tmp_path: Path) -> None:
    """A site whose folder is not there any more is left out."""
    (tmp_path / "site").mkdir()
    remember(tmp_path / "site")
    (tmp_path / "site").rmdir()
    assert recent() == ()


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b'[1, "relative", null]', b"\xff", b"[" * 10**5])
def test_a_list_that_cannot_be_read_is_begun_anew(content: bytes, state: Path, tmp_path: Path) -> None:
    """Whatever stands where the list is kept, the next site begins a new one."""
    state.mkdir()
    (state / "sites.json").write_bytes(content)
    assert recent() == ()
    remember(tmp_path)
    assert recent() == ()  # the user's own folder lies in this one, which so is no site to be kept
    (tmp_path / "site").mkdir()
    remember(tmp_path / "site")
    assert recent() == (tmp_path / "site",)


def test_a_name_that_is_no_text_is_not_kept(tmp_path: Path) -> None:
    """A folder whose name is no text is passed over."""
    odd = tmp_path / os.fsdecode(b"caf\xe9")
    odd.mkdir()
    remember(odd)
    assert recent() == ()
