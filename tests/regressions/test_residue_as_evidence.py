"""“Nothing was found” was said of bundles that could not be read, and a small archive took a minute and 3 GB."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from tests.builders.packed import encrypted, zipped
from tests.builders.sites import story

SAID = "<p>The kettle went on singing until the frost was gone.</p>\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A story's file that was kept."""
    (tmp_path / "gate.md").write_text(story("The night kettle", text=SAID), encoding="utf-8")
    return tmp_path / "gate.md"


def told(place: Path, source: Path) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["residue", str(place), "--of", str(source)])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.stdout


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("cut.zip", zipped("a.html", SAID.encode() * 99)[:-50], "cut off"),
        ("locked.zip", encrypted(zipped("a.html", SAID.encode())), "encrypted"),
        ("old.7z", b"7z\xbc\xaf\x27\x1c...", "7z archive"),
        ("photo.jpg", b"\xff\xd8\xff\xe0 not whole", "cannot be decoded"),
    ],
)
def test_what_cannot_be_opened_is_no_evidence(
    tmp_path: Path, source: Path, name: str, content: bytes, why: str
) -> None:
    """A file that cannot be opened is named with the reason, and the command ends with 1."""
    (tmp_path / name).write_bytes(content)
    code, said = told(tmp_path / name, source)
    assert (code, why in said, "Nothing was found, where it could be opened." in said) == (1, True, True), said


def test_a_small_archive_cannot_take_forever(tmp_path: Path, source: Path) -> None:
    """An archive that unpacks to a thousand times its size is told not to have been opened whole."""
    (tmp_path / "bomb.zip").write_bytes(zipped("a.html", b"<p>Other words, and no end of them.</p>\n" * 1_000_000))
    code, said = told(tmp_path / "bomb.zip", source)
    assert (code, "bomb.zip!a.html: it unpacks to more than 20 times its size" in said) == (1, True), said


def test_whole_archives_are_evidence(tmp_path: Path, source: Path) -> None:
    """An archive that could be opened, and holds nothing of the story, is told so with 0."""
    (tmp_path / "good.zip").write_bytes(zipped("a.html", b"<p>Other words.</p>"))
    code, said = told(tmp_path / "good.zip", source)
    assert (code, said.splitlines()[-1]) == (0, "Nothing was found.")
