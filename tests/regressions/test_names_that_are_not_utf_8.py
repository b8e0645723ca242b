"""A file whose name is not UTF-8, anywhere in the site's folder or in the output, ended a build with a traceback."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.builders.sites import built, make_site, story, tree

pytestmark = pytest.mark.skipif(sys.platform == "darwin", reason="the file system takes no other names")
NAME = os.fsdecode(b"caf\xe9")
FOLDERS = (".", "consent", "themes/mine/templates", "stories/images", "public", "public/stories", ".hearten-cache")


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_file_of_another_encoding_does_no_harm(tmp_path: Path, folder: str) -> None:
    """The site comes out as without the file, at every build."""
    root = make_site(tmp_path / "site", {"a.md": story()})
    built(root, out="clean")
    built(root)
    (root / folder).mkdir(parents=True, exist_ok=True)
    (root / folder / f"{NAME}.txt").write_bytes(b"x")
    built(root)
    built(root)
    assert tree(root / "public") == tree(root / "clean")


@pytest.mark.parametrize("folder", ["stories", "pages"])
def test_a_text_of_such_a_name_is_told(tmp_path: Path, folder: str) -> None:
    """A text whose name is not UTF-8 is withheld with a problem that says so, and nothing else is."""
    root = make_site(tmp_path / "site", {"a.md": story()})
    (root / folder).mkdir(exist_ok=True)
    (root / folder / f"{NAME}.md").write_text(story(), encoding="utf-8")
    report = built(root)
    assert report.stories == 1
    assert [d.message for d in report.diagnostics if d.is_error] == ["this file's name is not UTF-8"]
