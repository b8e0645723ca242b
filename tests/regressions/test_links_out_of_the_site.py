"""A link with the name of an output or of a file that is not whole yet was followed, out of the site's folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.ground.diagnostics import CannotBuildError
from generator.ground.places import TEMPORARY
from generator.store import output_folder
from generator.store.atomic_write import replace
from tests.builders.sites import built, make_site, story, tree


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A file of the user's that has nothing to do with the site."""
    file = tmp_path / "mine.txt"
    file.write_bytes(b"mine")
    return file


def test_an_output_folder_elsewhere(tmp_path: Path) -> None:
    """A link that leads from the output's usual place out of the site is refused, even to another output."""
    first, second = (make_site(tmp_path / name, {"a.md": story(name)}) for name in ("first", "second"))
    before = tree(built(first).out)
    (second / "public").symlink_to(first / "public")
    with pytest.raises(CannotBuildError) as stopped:
        built(second)
    assert "leads out" in stopped.value.diagnostics[0].message
    assert tree(first / "public") == before


def test_an_output_folder_that_is_named(tmp_path: Path) -> None:
    """A folder outside the site is filled where it is named, through whatever link that is outside, too."""
    site = make_site(tmp_path / "site", {"a.md": story()})
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "disk")
    assert built(site, out="../out").pages
    assert (tmp_path / "disk" / "index.html").is_file()


def test_a_file_that_is_packed(tmp_path: Path, mine: Path) -> None:
    """A link with the name of a file that is not whole yet is not written through."""
    (tmp_path / f"{TEMPORARY}copy.zip").symlink_to(mine)
    output_folder.to_file(b"packed", tmp_path / "copy.zip")
    assert ((tmp_path / "copy.zip").read_bytes(), mine.read_bytes()) == (b"packed", b"mine")


def test_a_file_that_is_replaced(tmp_path: Path, mine: Path) -> None:
    """A link with the name under which a file is written before it takes another's place is not written through."""
    story_file = tmp_path / "story.md"
    story_file.write_bytes(b"before")
    (tmp_path / f".story.md.{os.getpid()}").symlink_to(mine)
    replace(story_file, b"before", b"after")
    assert (story_file.read_bytes(), mine.read_bytes()) == (b"after", b"mine")
