from __future__ import annotations

from pathlib import Path

import pytest

from generator.consent.refused import RefusedError
from generator.importing import recognise
from generator.importing.container import contained
from generator.importing.item import LeftOut
from generator.importing.recognise import SourceKind, recognised
from tests.builders.imports import Texts

REAL = recognise.SOURCES
LINES = SourceKind("lines", "lines of text", lambda files: "lines.txt" in files.names(), lambda _: Texts([]))
ANY = SourceKind("any", "a folder of anything", lambda files: len(files.names()) > 1, lambda _: Texts([]))


@pytest.fixture(autouse=True)
def sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds of sources that are made here."""
    monkeypatch.setattr(recognise, "SOURCES", (LINES, ANY))


def test_the_first_kind_that_fits_is_taken(tmp_path: Path) -> None:
    """A source is of the first kind whose look at its files says so."""
    for name in ("lines.txt", "other.txt"):
        (tmp_path / name).write_text("-")
    assert recognised(contained(tmp_path), None) is LINES
    (tmp_path / "lines.txt").rename(tmp_path / "b.txt")
    assert recognised(contained(tmp_path), None) is ANY


def test_a_person_may_say_which_kind_it_is(tmp_path: Path) -> None:
    """The kind that a person names is taken, whatever the files look like."""
    (tmp_path / "lines.txt").write_text("-")
    assert recognised(contained(tmp_path), "any") is ANY


def test_what_is_no_source_is_told_what_would_be(tmp_path: Path) -> None:
    """Files that are of no kind are refused, with all kinds by name."""
    (tmp_path / "a.bin").write_text("-")
    with pytest.raises(RefusedError, match=r"lines of text \(lines\); a folder of anything \(any\)"):
        recognised(contained(tmp_path), None)


def test_links_in_a_folder_are_told(tmp_path: Path) -> None:
    """Links to files elsewhere are told of: among the texts, among the uploads, and where there is nothing else."""
    for folder, name in (("texts", "lines.txt"), ("uploads", "a.jpg"), ("links", None)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "link").symlink_to(tmp_path)
        if name:
            (tmp_path / folder / name).write_text("-")
    _, source = recognise.source_at(tmp_path / "texts", None, tmp_path / "uploads", tmp_path)
    assert [one.what for one in source.items() if isinstance(one, LeftOut)] == ["links to files elsewhere"] * 2
    assert (source.name, source.file("a.jpg")) == ("texts of a test", None)
    with pytest.raises(RefusedError, match=r"Links to files elsewhere \(1\): only what lies in the folder"):
        recognised(contained(tmp_path / "links"), None)


def test_no_kind_claims_what_is_nothing(tmp_path: Path) -> None:
    """No kind of source takes an empty folder, or a file of nonsense, for its own."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "nonsense").write_bytes(bytes(range(256)))
    claimed = [(kind.name, at) for kind in REAL for at in ("empty", "nonsense") if kind.fits(contained(tmp_path / at))]
    assert claimed == []


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    """A folder with nothing in it is called empty."""
    with pytest.raises(RefusedError, match="is empty"):
        recognised(contained(tmp_path), None)
