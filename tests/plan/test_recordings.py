"""Recordings on pages and in copies: which files ship, and what is said in them as text."""

from __future__ import annotations

import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from generator.bundle.bundle import make
from generator.cli.main import main
from generator.content import sources
from generator.ground.stages import Stages
from generator.plan.bundle_terms import BundleTerms
from generator.plan.recordings import size_of
from tests.builders.sites import TODAY, built, story, tree
from tests.builders.told_stories import AUDIO, told, told_site

PAGE = "stories/kettle/index.html"
ELSEWHERE = """\
recording:
  kind: video
  external: https://www.youtube.com/watch?v=abcdef
  source: Harbour Row
  captions: {en: ../media/kettle.en.vtt}
  description: text
  shows: {voice: actor, face: none}"""


def page_of(root: Path) -> str:
    """The story's page, once the site is built."""
    built(root)
    return (root / "public" / PAGE).read_text()


def test_what_is_said_stands_on_the_page_as_text(tmp_path: Path) -> None:
    """A page has each cue as text, with a link that leads to its time without any script."""
    page = page_of(told_site(tmp_path))
    (name,) = (path for path in tree(tmp_path / "public") if path.endswith(".mp3"))
    assert f'<a href="../../{name}#t=2" data-start="2">0:02</a> <span>It sang like a harmonica.</span>' in page
    assert "Sound, 4 seconds, 16 kB. Nothing loads until you press play." in page
    assert 'preload="none"' in page


def test_only_pages_with_a_recording_load_its_script(tmp_path: Path) -> None:
    """The player's script is asked for by the page of a story with a recording, and by no other."""
    page_of(told_site(tmp_path))
    asking = {path for path, data in tree(tmp_path / "public").items() if b"assets/recording." in data}
    assert asking == {PAGE}


def test_a_transcript_is_folded_under_content_notes(tmp_path: Path) -> None:
    """Where content notes stand above a story, what is said in it opens only when it is asked for."""
    open_, folded = '<details class="transcript" open>', '<details class="transcript">'
    assert open_ in page_of(told_site(tmp_path / "a"))
    noted = told(recording=f"content_notes: [death]\n{AUDIO}")
    assert folded in page_of(told_site(tmp_path / "b", noted))


def test_a_film_elsewhere_is_a_link_that_says_who_learns_of_it(tmp_path: Path) -> None:
    """A film on another site is named with whom playing it contacts, and nothing of that site is loaded."""
    page = page_of(told_site(tmp_path, told(recording=ELSEWHERE, scope="[web, video]")))
    assert "This film is on YouTube. Pressing play contacts Google." in page
    assert 'href="https://www.youtube.com/watch?v=abcdef" rel="noopener noreferrer"' in page
    assert "<iframe" not in page
    assert "<video" not in page


def test_a_copy_leads_to_no_film_elsewhere(tmp_path: Path) -> None:
    """A copy has the words of a film on another site, and neither the film nor its address."""
    root = told_site(tmp_path / "site", told(recording=ELSEWHERE, scope="[web, offline, video]"))
    make(root, tmp_path / "copy.zip", "zip", BundleTerms(recordings=("audio", "video")), TODAY, TODAY, Stages())
    with zipfile.ZipFile(tmp_path / "copy.zip") as copy:
        page = copy.read(f"site/{PAGE}").decode()
    assert "It sang like a harmonica." in page
    assert "youtube" not in page


@pytest.mark.parametrize(("asked", "holds"), [((), False), (("video",), False), (("audio", "video"), True)])
def test_a_copy_holds_the_recordings_that_were_asked_for(tmp_path: Path, asked: tuple[str, ...], holds: bool) -> None:
    """A bundle holds recordings of the kinds that were asked for, and of the others the words alone."""
    root = told_site(tmp_path / "site")
    made = make(root, tmp_path / "copy.zip", "zip", BundleTerms(recordings=asked), TODAY, TODAY, Stages())  # type: ignore[arg-type]  # by name
    with zipfile.ZipFile(tmp_path / "copy.zip") as copy:
        page = copy.read(f"site/{PAGE}").decode()
        recordings = [name for name in copy.namelist() if name.startswith("site/told/")]
    assert "It sang like a harmonica." in page
    assert ("<audio" in page, bool(recordings), bool(made.recordings.count)) == (holds, holds, holds)
    assert ("This copy holds the words of the recording" in page) == (not holds)
    assert bool(made.left_out.count) != holds


def test_a_book_has_what_is_said(tmp_path: Path) -> None:
    """An EPUB has a recording's words, and no file of it unless that was asked for."""
    root = told_site(tmp_path / "site")
    make(root, tmp_path / "book.epub", "epub", BundleTerms(), TODAY, TODAY, Stages())
    with zipfile.ZipFile(tmp_path / "book.epub") as book:
        assert "It sang like a harmonica." in book.read("EPUB/stories/kettle.xhtml").decode()
        assert not any("told/" in name for name in book.namelist())


def test_the_command_tells_sizes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command says how many recordings a copy does not hold, how large they are, and how to take them along."""
    root = told_site(tmp_path / "site")
    monkeypatch.setattr(sources, "date", SimpleNamespace(today=lambda: TODAY))
    told_of = CliRunner().invoke(main, ["bundle", "--source", str(root)]).output
    assert "words of 1 recording (0.02 MB), and not the sound or picture; --recordings all takes them along" in told_of


def test_the_same_recording_ships_once(tmp_path: Path) -> None:
    """Two stories with one recording have one file of it."""
    other = told().replace("R-77", "R-78").replace("The kettle", "Again").replace("A short word", "Other words")
    root = told_site(tmp_path, **{"again.md": other, "third.md": story("Third")})
    built(root)
    assert len([path for path in tree(root / "public") if path.endswith(".mp3")]) == 1


@pytest.mark.parametrize(("size", "words"), [(400, "1 kB"), (16_000, "16 kB"), (31_400_000, "31 MB")])
def test_sizes_are_whole_numbers(size: int, words: str) -> None:
    """A size is told in whole kB or MB, which every language writes alike."""
    assert size_of(size) == words
