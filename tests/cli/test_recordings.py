"""The commands ``hearten media …``."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.media import remux
from tests.builders.recordings import box, recording

SECRET = "Saltmarsh Quay 3"


def run(*words: object) -> Result:
    done = CliRunner().invoke(main, ["media", *map(str, words)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film with a place."""
    path = tmp_path / "kettle.mp4"
    path.write_bytes(recording(".mp4") + box(b"uuid", b"location" + SECRET.encode()))
    return path


def test_check_says_all_and_shows_nothing(film: Path) -> None:
    """What is in a file is told by its kind, and never by its words."""
    said = run("check", film)
    assert said.exit_code == 0
    assert "MP4, 1 s" in said.stdout
    assert "Picture: H.264, 64 × 48" in said.stdout
    assert "Sound: AAC" in said.stdout
    assert "a place (in “uuid”)" in said.stdout
    assert "Would be published" in said.stdout
    assert SECRET not in said.output


def test_check_ends_with_1_where_one_file_would_not_be_published(film: Path, tmp_path: Path) -> None:
    """All files are looked at, and a remedy is said for each that needs one."""
    wave = tmp_path / "kettle.wav"
    wave.write_bytes(recording(".wav"))
    said = run("check", wave, tmp_path / "none.mp4", film)
    assert said.exit_code == 1
    assert said.stdout.count("Would not be published") == 2
    assert "hearten media prepare" in said.stdout
    assert "Would be published" in said.stdout


@pytest.mark.parametrize("ending", [".vtt", ".SRT"])
def test_check_reads_captions(tmp_path: Path, ending: str) -> None:
    """Of captions it says how many there are, or what keeps them from being read, and in which line."""
    fine, wrong, large = (tmp_path / f"{name}{ending}" for name in ("fine", "wrong", "large"))
    head = "WEBVTT\n\n" if ending == ".vtt" else ""
    fine.write_text(f"{head}1\n00:00:00,000 --> 00:00:02,000\nA kettle.\n".replace(",", "." if head else ","))
    wrong.write_text(f"{head}1\n00:00:02 -> here\nA kettle.\n")
    large.write_text(head + "\n" * 600_000)
    said = run("check", fine)
    assert (said.exit_code, "Captions or chapters, 1 of them, up to 00:00:02" in said.stdout) == (0, True), said.stdout
    for path in (wrong, large):
        said = run("check", path)
        assert (said.exit_code, "Line " in said.stdout, "no recording" in said.stdout) == (1, True, False), said.stdout


def test_check_needs_no_library(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library everything is told just the same, and how to get it."""
    monkeypatch.setattr(remux, "LIBRARY", "no_such_library")
    said = run("check", film)
    assert (said.exit_code, "a place" in said.stdout, remux.INSTALL in said.stdout) == (1, True, True)


def test_prepare_says_what_it_made(film: Path) -> None:
    """What was made is named, and what is left to a person to look at."""
    said = run("prepare", film, "--poster", "0.5")
    assert said.exit_code == 0, said.output
    assert f"Made {film.with_name('kettle-ready.mp4')}: video, 1 s" in said.stdout
    assert "kettle-ready.jpg" in said.stdout
    assert run("check", film.with_name("kettle-ready.mp4")).exit_code == 0


def test_prepare_refuses_in_words(film: Path) -> None:
    """What cannot be done ends with 2 and without a traceback."""
    for words in ((film, "--to", film), (film.with_name("none.mov"),), (film, "--to", "nowhere/at/all.mp4")):
        said = run("prepare", *words)
        assert (said.exit_code, "Traceback" in said.output, bool(said.stderr)) == (2, False, True)
