"""Words from elsewhere on the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from tests.builders.sites import make_site, story

EVIL = "e\x1b[31mvil\x07.md"


@pytest.mark.parametrize("command", [["build"], ["build", "--json"], ["explain", f"stories/{EVIL}"], ["explain", EVIL]])
def test_names_cannot_steer_the_terminal(tmp_path: Path, command: list[str]) -> None:
    """Control characters in a file's name do not reach the terminal, whichever command names the file."""
    site = make_site(tmp_path, {"a.md": story(), EVIL: "no front matter"})
    done = CliRunner().invoke(main, [*command, "--source", str(site)], color=True)
    assert done.exit_code == 1
    assert "vil" in done.output
    assert not [by for by in ("\x1b[31mvil", "\x07") if by in done.output]


def test_a_title_that_is_not_text_is_refused(tmp_path: Path) -> None:
    """A title of bytes that are not text makes no file, and no traceback."""
    site = make_site(tmp_path, {})
    done = CliRunner().invoke(main, ["story", "a\udcff", "--source", str(site)])
    assert done.exit_code == 2
    assert "needs a title in plain words" in done.output
    assert not (site / "stories").exists()


def test_stories_that_is_a_file_is_named(tmp_path: Path) -> None:
    """Where stories is a file, the command says so instead of blaming the title."""
    site = make_site(tmp_path, {})
    (site / "stories").write_text("", encoding="utf-8")
    done = CliRunner().invoke(main, ["story", "A gate", "--source", str(site)])
    assert done.exit_code == 2
    assert "stories is not a folder" in done.output


def test_a_build_that_cannot_begin_says_so(tmp_path: Path) -> None:
    """Where the output folder cannot be made, the last line says that nothing was written."""
    site = make_site(tmp_path, {"a.md": story()})
    (site / "file").write_text("", encoding="utf-8")
    done = CliRunner().invoke(main, ["build", "--source", str(site), "--out", str(site / "file" / "below")])
    assert done.exit_code == 2
    assert done.output.splitlines()[-1] == "Nothing was written."
