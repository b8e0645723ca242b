"""A review copy played the main film alone, and its code approved the described film and the signed one, too."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from generator.consent import review_copy as paper
from generator.consent.case import open_case
from tests.builders.recordings import recording
from tests.builders.told_stories import captions, published, told, told_site

KETTLE = "stories/kettle.md"
FILM = """\
recording:
  kind: video
  src: ../media/kettle.mp4
  captions: {en: ../media/kettle.en.vtt, de: ../media/kettle.de.vtt}
  described: ../media/told.mp4
  sign: {src: ../media/sign.mp4, language: bfi}
  shows: {voice: own, face: none}"""
FILMS = {"kettle": 4.0, "told": 4.2, "sign": 4.4}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story whose film has two other versions."""
    root = told_site(tmp_path, told(recording=FILM, status="requested", scope="[]"))
    for name, seconds in FILMS.items():
        (root / "media" / f"{name}.mp4").write_bytes(recording(".mp4", seconds=seconds, encoders_words=False))
    (root / "media/kettle.de.vtt").write_text(captions("Ich setzte Wasser auf.", "Es sang."))
    return root


def played(copy: str) -> list[bytes]:
    """The bytes of all films in a copy."""
    return [base64.b64decode(part.partition('"')[0]) for part in copy.split('src="data:video/mp4;base64,')[1:]]


def test_every_film_is_played(root: Path) -> None:
    """Each version of a film is played in the copy, with what it is."""
    copy = paper.review_copy(open_case(root, KETTLE), None)
    assert played(copy) == [published(root / f"media/{name}.mp4") for name in FILMS]
    assert "sign language (bfi)" in copy
    assert "tells what is seen" in copy


def test_every_large_film_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each version that is too large for the copy is named as a file that comes beside it."""
    monkeypatch.setattr(paper, "LARGEST_INSIDE", 0)
    copy = paper.review_copy(open_case(root, KETTLE), None)
    assert not played(copy)
    assert all(f"{name}.mp4" in copy for name in FILMS)


def test_films_are_shown_though_another_file_has_errors(root: Path) -> None:
    """A version that cannot be played hides none of the others, and the copy says that there is one."""
    (root / "media/sign.mp4").write_bytes(b"no film")
    copy = paper.review_copy(open_case(root, KETTLE), None)
    assert len(played(copy)) == 2
    assert "cannot be played" in copy


def test_captions_of_every_language_are_shown(root: Path) -> None:
    """What stands below a film is shown in each language, whatever is wrong with one of its files."""
    (root / "media/sign.mp4").write_bytes(b"no film")
    copy = paper.review_copy(open_case(root, KETTLE), None)
    assert "It sang like a harmonica." in copy
    assert "Ich setzte Wasser auf." in copy
