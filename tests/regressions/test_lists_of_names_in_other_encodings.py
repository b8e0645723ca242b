"""`residue --deny` with a list that is not UTF-8 ended in a traceback, or looked for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main


@pytest.mark.parametrize(
    ("content", "line"), [("Zoë Brandt\r\n".encode("utf-16"), 1), ("Ann\nZoë Brandt\n".encode("latin-1"), 2)]
)
def test_the_place_and_the_remedy_are_told(tmp_path: Path, content: bytes, line: int) -> None:
    """A list in another encoding is named with its line, what it is and how to save it, and nothing is looked at."""
    (tmp_path / "names.txt").write_bytes(content)
    (tmp_path / "page.html").write_text("Zoë Brandt", encoding="utf-8")
    done = CliRunner().invoke(main, ["residue", str(tmp_path / "page.html"), "--deny", str(tmp_path / "names.txt")])
    assert (done.exit_code, done.stdout) == (2, "")
    for words in (f"names.txt:{line}: ", "save it as UTF-8", "Nothing was looked at."):
        assert words in done.stderr
