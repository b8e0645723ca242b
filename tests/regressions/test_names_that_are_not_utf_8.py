"""A file whose name is not UTF-8, anywhere in the site's folder or in the output, ended a build with a traceback."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
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


@pytest.mark.parametrize("command", [["consent", "withdraw", "--yes"], ["consent", "copy"], ["consent", "receipt"]])
@pytest.mark.parametrize("name", [NAME, f"stories/{NAME}.md"])
def test_a_story_of_such_a_name_is_told(tmp_path: Path, command: list[str], name: str) -> None:
    """Naming a story by such a name, whether or not there is such a file, says that it is not UTF-8, and what to do."""
    root = make_site(tmp_path / "site", {"a.md": story()})
    (root / f"stories/{NAME}.md").write_text(story(), encoding="utf-8")
    done = CliRunner().invoke(main, [*command, name, "--source", str(root)])
    assert (done.exit_code, "is not UTF-8. If there is such a file, rename it" in done.stderr) == (2, True)


def test_an_output_folder_of_such_a_name(tmp_path: Path) -> None:
    """A site is built into a folder whose name is not UTF-8."""
    root = make_site(tmp_path / "site", {"a.md": story()})
    built(root, out=NAME)
    built(root, out=NAME)
    built(root)
    assert tree(root / NAME) == tree(root / "public")
