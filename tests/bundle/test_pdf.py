"""The stories as a PDF: what is set, what comes out, and what it says of itself.

WeasyPrint asks for Pango of the system, which Debian's browsers, that other tests need, bring along.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pypdf
import pytest

from generator.bundle import pdf
from generator.bundle.bundle import check
from generator.ground.diagnostics import CannotBuildError
from tests.builders.books import made, sheets, site
from tests.builders.example import ROOT, source_of_example
from tests.builders.sites import TODAY, make_site, story
from tests.builders.themes import put


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site."""
    return site(tmp_path_factory.mktemp("pdf") / "source")


@pytest.fixture(scope="module")
def whole(source: Path) -> pdf.Sheets:
    """Its book before it is set."""
    return sheets(source)


@pytest.fixture(scope="module")
def book(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its book."""
    return made(source, tmp_path_factory.mktemp("made") / "book.pdf")


@pytest.fixture(scope="module")
def read(book: Path) -> pypdf.PdfReader:
    """The book, opened."""
    return pypdf.PdfReader(book)


def words(read: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in read.pages).split())


def tagged(element: Any) -> Iterator[Any]:
    """Every element of the tree of tags below one, in the order of reading."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if isinstance(found, dict) and "/S" in found:
            yield found
            yield from tagged(found)


def elements(read: pypdf.PdfReader, kind: str) -> list[Any]:
    root: Any = read.root_object
    return [one for one in tagged(root["/StructTreeRoot"]) if one["/S"] == kind]


def test_order_of_reading(whole: pdf.Sheets) -> None:
    """The book has a cover, its own words, contents, stories, topics and help, in this order."""
    kinds = re.findall(r'<section class="sheet of-(\w+)"', whole.html)
    assert kinds == ["cover", "about", "nav", "stories", "stories", "topics", "help"]


def test_notes_come_first(whole: pdf.Sheets) -> None:
    """Content notes stand before the first word of a story, with a link past it."""
    page = whole.html.partition('id="stories/a.xhtml"')[2].partition("</section></section>")[0]
    assert page.index("Death") < page.index('href="#stories/a.xhtml:_after"') < page.index("The <strong>gate")


def test_every_link_leads_somewhere(tmp_path: Path) -> None:
    """In the book of the example site, every link within it leads to a place, and no two places have one name."""
    html = sheets(source_of_example(tmp_path), date(2026, 11, 22)).html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {unquote(href) for href in re.findall(r'href="#([^"]+)"', html)} <= set(ids)


def test_nothing_else_is_shown(whole: pdf.Sheets) -> None:
    """All that the book shows is part of it, and nothing that it shows is elsewhere."""
    named = re.findall(r'src="([^"]+)"|url\(([^)]+)\)', whole.html)
    assert {a or b for a, b in named} == set(whole.shown)
    assert not re.search(r"<(script|link|iframe|object)\b", whole.html)


def test_who_is_withheld_is_absent(whole: pdf.Sheets, read: pypdf.PdfReader) -> None:
    """A story whose consent does not cover offline copies, and one that was taken back, leave no word in it."""
    for text in (whole.html, words(read)):
        assert "Das Tor" in text
        assert not re.search("Nobodys|Unseen|Takenback|Gone", text)


def test_all_words_are_there(read: pypdf.PdfReader) -> None:
    """Stories, helplines, how to take a story back, and the last day are in the book as words."""
    text = words(read)
    for part in (
        *(
            "The gate is green & old.",
            "A second part",
            "Wir haben das Gartentor gestrichen.",
            "This story speaks of: Death",
        ),
        *("Listeners", "123 456", "You can change your mind.", "hello@harbour.internal"),
        "This copy was made on 15 June 2026. It is good until 15 December 2026.",
    ):
        assert part in text


def test_links_name_their_page(read: pypdf.PdfReader) -> None:
    """A link within the book says on which page it ends: in the contents, past a story, and to help."""
    text = words(read)
    for link in (r"The gate[ .]+\d", r"Skip past the story \(→\s*\d+\)", r"Where to find help \(→\s*\d+\)"):
        assert re.search(link, text), link


def test_the_last_day_stands_on_every_page(read: pypdf.PdfReader) -> None:
    """Every page but the cover says until when the copy is good, since pages get parted from each other."""
    assert all("It is good until 15 December 2026." in " ".join(page.extract_text().split()) for page in read.pages[1:])


def test_what_it_says_of_itself(read: pypdf.PdfReader) -> None:
    """It has title, language, outline and the day on which it was made, and says that it is tagged by PDF/UA-1."""
    root: Any = read.root_object
    about = read.metadata
    assert about is not None
    assert (about.title, root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("Quiet Harbour", "en", True)
    assert about.creation_date is not None
    assert about.creation_date.date() == TODAY
    assert 'pdfuaid:part="1"' in root["/Metadata"].get_data().decode()
    assert [str(entry["/Title"]) for entry in read.outline if isinstance(entry, dict)][:4] == [
        *("Quiet Harbour", "Contents", "Das Tor", "The gate")
    ]


def test_headings_are_tagged(read: pypdf.PdfReader) -> None:
    """Titles are headings of the first level, and what is below them of the second."""
    assert len(elements(read, "/H1")) == 6
    assert len(elements(read, "/H2")) >= 2


def test_pictures_have_words(read: pypdf.PdfReader) -> None:
    """Every picture that is read has a description; one that only decorates is none."""
    described = [str(one["/Alt"]) for one in elements(read, "/Figure")]
    assert described == [
        *("Cover: Quiet Harbour, above a quiet drawing", "QR code with the address that stands beside it", "A door")
    ]


def test_words_of_other_languages(read: pypdf.PdfReader) -> None:
    """Words in another language than the site's say which one it is."""
    assert [str(one["/S"]) for one in tagged(elements(read, "/Document")[0]) if one.get("/Lang") == "de"] == [
        *("/H1", "/P", "/Div", "/H2")
    ]


def test_the_same_input_gives_the_same_bytes(source: Path, book: Path, tmp_path: Path) -> None:
    """In another process, with another hash seed, time zone and locale, the same bytes come out."""
    code = (
        "import sys; from pathlib import Path; from tests.bundle.test_pdf import made; "
        "made(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": "4711"}
    environment |= {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "ignore"}
    subprocess.run([sys.executable, "-c", code, source, tmp_path / "two.pdf"], check=True, cwd=ROOT, env=environment)
    assert (tmp_path / "two.pdf").read_bytes() == book.read_bytes()


def test_it_is_as_it_was_made(source: Path, book: Path) -> None:
    """A look into it finds its stories, its last day, and that no byte was changed."""
    found = check(book, source, TODAY, TODAY)
    assert (found.faults, found.stories, found.until, found.files) == ((), (), date(2026, 12, 15), 1)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_changed_byte_is_told(share: float, source: Path, book: Path, tmp_path: Path) -> None:
    """A look into one of which a byte was changed, wherever, says so."""
    content = bytearray(book.read_bytes())
    content[int(len(content) * share)] ^= 1
    (tmp_path / "bad.pdf").write_bytes(content)
    assert check(tmp_path / "bad.pdf", source, TODAY, TODAY).faults == (("book.pdf", "it was changed or damaged"),)


def test_an_older_one_is_replaced(source: Path, book: Path, tmp_path: Path) -> None:
    """An older copy is replaced, and another's PDF at the same place stays as it is."""
    out = tmp_path / "copy.pdf"
    out.write_bytes(book.read_bytes() + b" ")
    made(source, out)
    assert out.read_bytes() == book.read_bytes()
    out.write_bytes(b"%PDF-1.7 of somebody else's")
    with pytest.raises(CannotBuildError, match="this is there already"):
        made(source, out)
    assert out.read_bytes() == b"%PDF-1.7 of somebody else's"


def test_a_theme_reads_nothing_of_this_machine(tmp_path: Path) -> None:
    """A style of the site's own theme that asks for a file of this machine gets nothing of it."""
    secret = tmp_path / "secret.css"
    secret.write_text('h1::after { content: "A secret" }', encoding="utf-8")
    root = make_site(tmp_path / "site", {"a.md": story()})
    put(root, "themes/hearten/templates/pdf/style.css", f"@import url({secret.as_uri()}); h2 {{ color: red }}")
    assert "A secret" not in words(pypdf.PdfReader(made(root, tmp_path / "book.pdf")))


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (ImportError("weasyprint"), "is not installed"),
        (OSError("cannot load library 'libpango'"), "needs libraries that are not on this computer"),
    ],
)
def test_without_weasyprint(
    raised: Exception, said: str, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where WeasyPrint or what it needs is missing, nothing is made, and it is said how to get it."""

    class Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise raised

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(CannotBuildError) as failed:
        made(source, tmp_path / "book.pdf")
    (problem,) = failed.value.diagnostics
    assert said in problem.message
    assert problem.hint
    assert not (tmp_path / "book.pdf").exists()
