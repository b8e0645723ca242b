"""The stories as a book: EPUBCheck and Ace have no complaint, and a reader finds everything in it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from generator.bundle.archive import pack, unpack
from generator.bundle.bundle import make
from generator.bundle.xhtml import xhtml
from generator.ground.stages import Stages
from generator.plan.bundle_terms import BundleTerms, Duration
from tests.builders.example import ROOT, TODAY, source_of_example
from tests.builders.outputs import faults_of_book
from tests.builders.retold import site_with
from tests.builders.sites import SITE, make_site, story

TOOLS = ROOT / ".tools"
LISTENERS = """\
helplines:
  lines:
    - {name: Listeners, languages: [en], checked: 2026-06-01, source: 'https://example.org/', phone: '123 456'}
"""
ACE = """
const ace = require("@daisy/ace-core"), runner = require("@daisy/ace-axe-runner-puppeteer");
const [book, cwd] = process.argv.slice(-2);
ace(book, {cwd, outdir: cwd + "/report", tmpdir: cwd + "/tmp", silent: true, verbose: false}, runner)
  .then(() => process.exit(0), error => { console.error(error); process.exit(1); });
"""
NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
}
OPS = f"{{{NAMES['epub']}}}"


def book(source: Path, out: Path, terms: BundleTerms | None = None) -> Path:
    return make(source, out, "epub", terms or BundleTerms(Duration(6, "m")), TODAY, TODAY, Stages()).out


def opened(path: Path) -> dict[str, bytes]:
    files = unpack(path.read_bytes())
    assert files is not None
    return files


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site as a book, with one story more that holds everything that a story can hold."""
    folder = tmp_path_factory.mktemp("book")
    return book(source_of_example(folder), folder / "book.epub")


@pytest.fixture(scope="module")
def inside(example: Path) -> dict[str, bytes]:
    return {path.removeprefix("EPUB/"): content for path, content in opened(example).items()}


def package(inside: dict[str, bytes]) -> Any:
    return etree.fromstring(inside["package.opf"])


def page(inside: dict[str, bytes], path: str) -> Any:
    return etree.fromstring(inside[path])


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def test_epubcheck(example: Path) -> None:
    """EPUBCheck has nothing to say about the example site as a book."""
    assert faults_of_book(example) == []


# EPUBCheck and Ace take many seconds for any book.
@pytest.mark.long
@pytest.mark.parametrize("language", ["ar", "de"])
def test_epubcheck_on_hard_words(tmp_path: Path, language: str) -> None:
    """EPUBCheck has nothing to say about a book of words that are markup elsewhere, in both directions of writing."""
    # Nor about the page of helplines that the book of a site without a page of help gets.
    text = 'A <b>&amp; "B" ]]> --> <script>alert(1)</script>\n\n> Quoted.\n\n1. One\n2. Two[^1]\n\n'
    text += "| a | b |\n|---|--:|\n| 1 | 2 |\n\n[^1]: A note & more."
    links = "[A](a.md#x), [gone](c.md), [away](https://example.org/?a=1&b=2 'T & t')."
    source = make_site(
        tmp_path / "source",
        {
            "a.md": story('"A & <B>"', text=text, more="content_notes: [death]"),
            "b.md": story("B", text=links, topics="[work]"),
        },
        site=f"language: {language}\n{SITE}{LISTENERS}".replace("Quiet Harbour", "Quiet & <Harbour>"),
    )
    made = book(source, tmp_path / "book.epub")
    assert "Listeners" in opened(made)["EPUB/help.xhtml"].decode()
    assert faults_of_book(made) == []


@pytest.mark.long
def test_epubcheck_is_awake(tmp_path: Path) -> None:
    """EPUBCheck does find a link that leads nowhere, and a picture that is not listed."""
    files = opened(book(make_site(tmp_path / "source", {"a.md": story()}), tmp_path / "book.epub"))
    about = files["EPUB/about.xhtml"].replace(b'href="help.xhtml"', b'href="gone.xhtml"')
    bad = tmp_path / "bad.epub"
    bad.write_bytes(pack({**files, "EPUB/about.xhtml": about, "EPUB/new.png": b"new"}, first="mimetype"))
    found = " ".join(faults_of_book(bad))
    assert "RSC-007" in found
    assert "OPF-003" in found


def ace(path: Path) -> tuple[list[str], set[str]]:
    """What Ace finds wrong with a book, and which metadata it misses."""
    browser = TOOLS / "browser"
    if not (TOOLS / "node_modules" / "@daisy").is_dir() or not browser.is_file():
        pytest.fail("run make test")
    (path.parent / "tmp").mkdir()
    done = subprocess.run(
        [str(Path(sys.executable).with_name("node")), "-e", ACE, "--", str(path), str(path.parent)],
        cwd=TOOLS,
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": browser.read_text(encoding="utf-8").strip()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report = json.loads((path.parent / "report" / "report.json").read_text(encoding="utf-8"))
    subjects = report["assertions"]
    assert len(subjects) > 1
    found = [
        f"{subject['earl:testSubject']['url']}: {one['earl:test']['dct:title']}"
        for subject in subjects
        for one in subject["assertions"]
    ]
    return found, {*report["a11y-metadata"]["missing"]}


@pytest.mark.long
def test_ace(tmp_path: Path) -> None:
    """Ace has nothing to say of a book with a story that holds everything, but for what only people can certify."""
    found, missing = ace(book(source_of_example(tmp_path), tmp_path / "book.epub", BundleTerms(topic="purpose")))
    assert found == []
    assert {name for name in missing if not name.startswith("a11y:certif")} == {"dcterms:conformsTo"}


@pytest.mark.long
def test_ace_is_awake(tmp_path: Path) -> None:
    """Ace does find a picture without an alternative text, and metadata that is not there."""
    path = book(make_site(tmp_path / "source", {"a.md": story()}), tmp_path / "book.epub")
    files = opened(path)
    cover = re.sub(rb' alt="[^"]*"', b"", files["EPUB/cover.xhtml"])
    about = files["EPUB/package.opf"].replace(b'schema:accessMode"', b'dcterms:subject"')
    path.write_bytes(pack({**files, "EPUB/cover.xhtml": cover, "EPUB/package.opf": about}, first="mimetype"))
    found, missing = ace(path)
    assert any("cover.xhtml: image-alt" in line for line in found)
    assert "schema:accessMode" in missing


def test_what_a_book_says_of_its_accessibility(inside: dict[str, bytes]) -> None:
    """The package document says how the book can be read, as EPUB Accessibility 1.1, 2.2, asks."""
    metas: dict[str, list[str]] = {}
    for meta in package(inside).iterfind(".//opf:meta", NAMES):
        metas.setdefault(meta.get("property"), []).append(meta.text)
    assert metas["schema:accessMode"] == ["textual", "visual"]
    assert metas["schema:accessModeSufficient"] == ["textual"]
    assert {"alternativeText", "tableOfContents", "readingOrder"} <= {*metas["schema:accessibilityFeature"]}
    assert metas["schema:accessibilityHazard"] == ["none"]
    assert len(metas["schema:accessibilitySummary"][0]) > 100


def test_who_and_what_and_until_when(inside: dict[str, bytes]) -> None:
    """The package document names title, publisher, every language and the last day."""
    root = package(inside)
    assert root.findtext(".//dc:title", namespaces=NAMES) == "Kitchen Table Stories"
    assert root.findtext(".//dc:publisher", namespaces=NAMES) == "Harbour Row"
    assert [e.text for e in root.iterfind(".//dc:language", NAMES)] == ["en", "de", "es"]
    assert b'<meta property="dcterms:valid">end=2027-05-22</meta>' in inside["package.opf"]


def test_every_file_is_listed_and_every_page_is_in_the_order_of_reading(inside: dict[str, bytes]) -> None:
    """The package lists exactly the book's files, and each page stands once in the order of reading."""
    root = package(inside)
    items = {i.get("id"): i.get("href") for i in root.iterfind(".//opf:item", NAMES)}
    outer = {"mimetype", "META-INF/container.xml", "META-INF/MANIFEST.txt", "package.opf"}
    assert {*items.values()} == {*inside} - outer
    spine = [items[i.get("idref")] for i in root.iterfind(".//opf:itemref", NAMES)]
    assert sorted(spine) == sorted(path for path in inside if path.endswith(".xhtml"))
    assert spine[:3] == ["cover.xhtml", "about.xhtml", "nav.xhtml"]
    assert spine[-1] == "help.xhtml"


def test_content_notes_come_first(inside: dict[str, bytes]) -> None:
    """Content notes stand before the text of each story that has any, with a link past it."""
    noted = 0
    for path, content in inside.items():
        if path.startswith("stories/"):
            text = content.decode()
            if 'class="notes"' in text:
                noted += 1
                assert text.index('class="notes"') < text.index('class="text"')
                assert text.index('href="#_after"') < text.index('class="text"') < text.index('id="_after"')
    assert noted > 20


def test_contents_and_topics(inside: dict[str, bytes]) -> None:
    """The contents name every story and every topic; each topic's page lists its stories."""
    nav = page(inside, "nav.xhtml").find(f".//h:nav[@{OPS}type='toc']", NAMES)
    links = {a.get("href"): words(a) for a in nav.iterfind(".//h:a", NAMES)}
    assert {p for p in inside if p.startswith(("stories/", "topics/"))} == {
        p for p in links if p.startswith(("stories/", "topics/"))
    }
    for path in links:
        if path.startswith("topics/"):
            assert page(inside, path).findall(".//h:h2/h:a", NAMES), path


def test_links_stay_inside_or_say_that_they_do_not(inside: dict[str, bytes]) -> None:
    """Links lead to pages of the book; those to other websites say that they need a connection."""
    outer = 0
    for path in (p for p in inside if p.endswith(".xhtml")):
        for link in page(inside, path).iterfind(".//h:a", NAMES):
            if link.get("href").startswith("http"):
                outer += 1
                assert "needs a connection" in words(link) + (link.tail or ""), path
    assert outer > 10


def test_the_cover(inside: dict[str, bytes]) -> None:
    """The cover has the title in its drawing and in its alternative text, and uses no colour that has no value."""
    cover = etree.fromstring(inside["cover.svg"])
    assert words(cover.find("{*}title")) == "Kitchen Table Stories"
    assert " ".join(words(t) for t in cover.iterfind("{*}text")) == "Kitchen Table Stories"
    style = words(cover.find("{*}style"))
    for element in cover.iter():
        for name in (element.get("class") or "").split():
            assert f".{name}" in style
    image = page(inside, "cover.xhtml").find(".//h:img", NAMES)
    assert "Kitchen Table Stories" in image.get("alt")


def test_one_topic(tmp_path: Path) -> None:
    """A book about one topic says so in its title and holds that topic's stories alone."""
    source = make_site(tmp_path / "source", {"a.md": story(), "b.md": story(topics="[work]")})
    files = opened(book(source, tmp_path / "book.epub", BundleTerms(topic="work")))
    assert [path for path in files if path.startswith("EPUB/stories/")] == ["EPUB/stories/b.xhtml"]
    assert b"<dc:title>Quiet Harbour: Work</dc:title>" in files["EPUB/package.opf"]


def test_xhtml() -> None:
    """HTML becomes XHTML: empty elements are closed, values quoted, and links that lead nowhere keep their words."""
    html = '<html lang="en"><p hidden>A &amp; <br>b &lt; <a href="x">c</a> <a href="y" class="k">d</a></p></html>'
    made = xhtml(html, {"x": "z.xhtml"}.get)
    assert made.endswith('<p hidden="">A &amp; <br/>b &lt; <a href="z.xhtml">c</a> <span class="k">d</span></p></html>')
    assert 'xml:lang="en"' in made
    etree.fromstring(made.encode())


def test_texts_of_one_story_lead_to_each_other(tmp_path: Path) -> None:
    """A translation and an Easy Read text in a book say how they came about, and lead to the original and back."""
    site = SITE.replace("topics:", LISTENERS + "topics:", 1)
    made = book(make_site(tmp_path / "site", site_with(), site=site), tmp_path / "book.epub")
    files = {path: data.decode() for path, data in opened(made).items() if path.endswith("xhtml")}
    original, translation = files["EPUB/stories/kettle.xhtml"], files["EPUB/stories/tetera.xhtml"]
    assert 'href="tetera.xhtml"' in original
    assert 'href="kettle.xhtml"' in translation
    assert "The storyteller has not read it." in translation
    assert "Tea (Easy Read)" in re.sub(r"<[^>]+>", "", files["EPUB/nav.xhtml"])
    assert files["EPUB/topics/hope.xhtml"].count("<h2") == 1
    assert faults_of_book(made) == []
