"""Sound in a book: each line of a transcript is played where it stands, and EPUBCheck has no complaint."""

from __future__ import annotations

import pytest
from lxml import etree

from generator.bundle.archive import unpack
from generator.bundle.bundle import Made, make
from generator.ground.stages import Stages
from generator.plan.bundle_terms import BundleTerms
from tests.builders.outputs import faults_of_book
from tests.builders.sites import TODAY
from tests.builders.told_stories import VTT, captions, silence, told_site

SMIL = {"s": "http://www.w3.org/ns/SMIL"}
OPF = {"o": "http://www.idpf.org/2007/opf"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A book that takes sound along, whose captions end a moment behind it."""
    folder = tmp_path_factory.mktemp("heard")
    root = told_site(folder / "site")
    (root / VTT).write_text(captions().replace("00:04.000", "00:04.300"))
    return make(root, folder / "book.epub", "epub", BundleTerms(recordings=("audio",)), TODAY, TODAY, Stages())


@pytest.fixture(scope="module")
def inside(made: Made) -> dict[str, bytes]:
    files = unpack(made.out.read_bytes())
    assert files is not None
    return {path.removeprefix("EPUB/"): content for path, content in files.items()}


def test_epubcheck(made: Made) -> None:
    """EPUBCheck has nothing to say about a book with sound."""
    assert faults_of_book(made.out) == []


def test_every_line_is_played_where_it_stands(inside: dict[str, bytes]) -> None:
    """Each line of the transcript has its part of the sound, none behind its end."""
    overlay = etree.fromstring(inside["stories/kettle.smil"])
    page = etree.fromstring(inside["stories/kettle.xhtml"])
    texts = [one.get("src").partition("#")[2] for one in overlay.iterfind(".//s:text", SMIL)]
    assert ["".join(page.find(f".//*[@id='{text}']").itertext()) for text in texts] == [
        "Maren: I put the kettle on.",
        "It sang like a harmonica.",
    ]
    parts = [(one.get("clipBegin"), one.get("clipEnd")) for one in overlay.iterfind(".//s:audio", SMIL)]
    assert [begin for begin, _ in parts] == ["0.000s", "2.000s"]
    assert 3.9 < float(parts[-1][1].removesuffix("s")) < 4.1


def test_the_book_holds_the_sound_once(made: Made, inside: dict[str, bytes]) -> None:
    """The sound is in the book as it is on the site, and the command tells of it."""
    assert [content for path, content in inside.items() if path.endswith(".mp3")] == [silence()]
    assert (made.recordings.count, made.left_out.count) == (1, 0)


def test_the_package_says_how_long_it_takes(inside: dict[str, bytes]) -> None:
    """The durations of all overlays come to that of the book."""
    package = etree.fromstring(inside["package.opf"])
    times = package.xpath("//o:meta[@property='media:duration']", namespaces=OPF)
    each = [float(one.text.removesuffix("s")) for one in times if one.get("refines")]
    (whole,) = [float(one.text.removesuffix("s")) for one in times if not one.get("refines")]
    assert sum(each) == pytest.approx(whole)
