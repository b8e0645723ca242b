"""“Nothing was found” was said of bundles that could not be read, and a small archive took a minute and 3 GB."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from tests.builders.packed import encrypted, zipped
from tests.builders.pictures import picture, saved
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
        ("cut.zip", zipped("a.html", b"<p>Other words.</p>" * 99)[:-50], "cut off"),
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


def test_many_large_pictures_cannot_take_forever(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of pictures whose pixels are more than any site's, those beyond the allowance are told not to have been seen."""
    monkeypatch.setattr("generator.checking.pictures.MOST_PIXELS", 1000)
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for n in range(4):
            archive.writestr(f"{n}.png", saved(picture((20, 20)), "PNG"))
    code, said = told(tmp_path / "many.zip", source)
    assert (code, [line[:16] for line in said.splitlines() if "too large" in line]) == (
        1,
        ["many.zip!2.png: ", "many.zip!3.png: "],
    )


def test_what_breaks_decoders_is_no_traceback(tmp_path: Path, source: Path) -> None:
    """A picture with any of its bytes changed is looked at, or told; nothing else happens."""
    whole = saved(picture((20, 20)), "TIFF")
    for n in range(0, len(whole), 7):
        (tmp_path / "broken.tif").write_bytes(whole[:n] + bytes([whole[n] ^ 0xFF]) + whole[n + 1 :])
        assert told(tmp_path / "broken.tif", source)[0] in (0, 1)


def test_two_archives_are_compared_whatever_they_are_called(tmp_path: Path, source: Path) -> None:
    """With --without, what is in a file of an archive is compared with the same file of the other."""
    (tmp_path / "now.zip").write_bytes(zipped("a.html", b"<p>The kettle went on singing.</p>"))
    (tmp_path / "never.zip").write_bytes(zipped("a.html", b"<p>The kettle went on singing.</p>"))
    more = [str(tmp_path / "now.zip"), "--of", str(source), "--without", str(tmp_path / "never.zip")]
    same = CliRunner().invoke(main, ["residue", *more])
    (tmp_path / "never.zip").write_bytes(zipped("a.html", b"<p>The kettle.</p>"))
    other = CliRunner().invoke(main, ["residue", *more])
    assert (same.exit_code, other.exit_code, "now.zip!a.html: words" in other.stdout) == (0, 1, True)
