from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.consent.refused import RefusedError
from generator.content.read import manuscript
from generator.importing.bodies import text_of
from generator.importing.container import contained
from generator.importing.html_pages import source
from generator.importing.html_pages.source import HtmlPages, pages
from generator.importing.item import Fate, Html, Item, LeftOut
from generator.importing.recognise import recognised
from generator.words.tokens import fold, tokens
from tests.builders.example import ROOT
from tests.builders.pages import FIRST, HILL, INDEX, MODERN, SECOND, THIRD
from tests.builders.pictures import drawing, saved
from tests.builders.sites import SITE, built, make_site, story, tree

PHOTO = saved(drawing(), "JPEG")
FOLDER: Mapping[str, str | bytes] = {
    "gate.html": MODERN,
    "hill.html": HILL,
    "index.html": INDEX,
    "img/gate.jpg": PHOTO,
    "style.css": "p {}",
}


def folder(at: Path, files: Mapping[str, str | bytes]) -> Path:
    """A folder with these files."""
    for name, data in files.items():
        path = at / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return at


def items(at: Path, files: Mapping[str, str | bytes]) -> dict[str, Item]:
    """What comes of a folder, by the names of its files."""
    found = HtmlPages(contained(folder(at, files))).items()
    return {one.place: one for one in found if isinstance(one, Item)}


def words_of(text: bytes, language: str) -> Counter[str]:
    """The words of a story's title and text, as readers see them."""
    read = manuscript(text, "stories/a.md", language).value
    assert read is not None
    title = re.search(r"^title: (.*)$", text.decode(), re.MULTILINE)
    assert title is not None
    return Counter(tokens(fold(f"{title[1]} {read.body.text}")))


def page(body: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></body></html>"


def body(item: Item) -> str:
    assert isinstance(item.body, Html)
    return item.body.source


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with one story, at the root of its host."""
    site = SITE.replace("internal/base/", "internal/")
    return make_site(tmp_path / "site", {"before.md": story("Before")}, site=site)


def run(root: Path, what: Path) -> str:
    """What the command says of pages."""
    done = CliRunner().invoke(main, ["import", str(what), "--into", str(root), "--today", "2026-06-15"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_folder_of_pages_becomes_stories_that_build(tmp_path: Path, root: Path) -> None:
    """Pages come in with fields, pictures, tables and links between them, and the site builds."""
    said = run(root, folder(tmp_path / "old", FOLDER))
    assert "pages without a text of their own (1)" in said
    text = (root / "stories/the-gate.md").read_text()
    for line in (
        'title: "The gate"\ndate: 2019-05-03\nauthor: "Maren"\nsummary: "A gate is painted."\ntopics: [hope]\n',
        'updated: 2019-06-01\nlanguage: de-AT\naliases: ["/2019/the-gate/"]\n',
        "[the hill](hill.md)",
        "![A gate.](images/the-gate-",
        "In May.",
        "| Monday | Paint |",
    ):
        assert line in text
    assert "# The gate" not in text
    assert not built(root).has_errors


def test_an_archive_gives_the_same(tmp_path: Path) -> None:
    """The same pages give the same texts as a folder and as an archive."""
    there = folder(tmp_path / "old", FOLDER)
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as archive:
        for path in sorted(there.rglob("*.*")):
            archive.write(path, path.relative_to(there).as_posix())
    one, other = (HtmlPages(contained(tmp_path / name)) for name in ("old", "old.zip"))
    assert list(one.items()) == list(other.items()) == list(one.items())


def test_a_single_page_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    """One file is a page by its ending, or by how it begins."""
    found = [pages(contained(folder(tmp_path / name, {name: text}) / name)) for name, text in (
        ("a.html", "<p>x"), ("page", "\n<!DOCTYPE html><p>x"), ("notes.txt", "<p>x"))]  # fmt: skip
    assert found == [("a.html",), ("page",), ()]


def test_pages_are_recognised(tmp_path: Path) -> None:
    """A folder of pages is recognised as such."""
    assert recognised(contained(folder(tmp_path / "old", FOLDER)), None).name == "html-pages"


@pytest.mark.parametrize(
    ("html", "title"),
    [
        (page("<h1>The gate</h1>", "<title>Harbour</title>"), "The gate"),
        (page("", "<title>The gate | Harbour</title><meta property=og:site_name content=Harbour>"), "The gate"),
        (page("", "<title>Harbour » The gate</title><meta property=og:site_name content=Harbour>"), "The gate"),
        (page("", "<title>The gate - a story</title>"), "The gate - a story"),
        (page("", '<meta property="og:title" content="The gate"><title>Harbour</title>'), "The gate"),
        (
            page("", "<meta property=og:title content=Harbour><meta property=og:site_name content=Harbour>"),
            "my old gate",
        ),
        (page("", "<title>Untitled document</title>"), "my old gate"),
        (page(""), "my old gate"),
    ],
)
def test_titles_stand_in_many_places(tmp_path: Path, html: str, title: str) -> None:
    """The title is the heading of the text, what the page says of itself, or the name of its file."""
    (item,) = items(tmp_path / "old", {"my_old-gate.html": html}).values()
    assert item.title == title
    assert any(remark.what == "the title" for remark in item.remarks) == (title == "my old gate")


def test_what_ends_every_title_is_the_name_of_the_site(tmp_path: Path) -> None:
    """What stands behind the titles of several pages is cut off."""
    found = items(
        tmp_path / "old", {f"{name}.html": page("", f"<title>{name} – Harbour</title>") for name in ("One", "Two")}
    )
    assert [item.title for item in found.values()] == ["One", "Two"]


@pytest.mark.parametrize(
    "heading", ["<h2>The gate</h2>", "<p><b>The Gate</b></p>", "<div><font size=5>The gate</font></div>"]
)
def test_a_title_does_not_stand_twice(tmp_path: Path, heading: str) -> None:
    """A title that also stands above the text is not repeated in it."""
    text = f"<div>{heading}<p>{FIRST}</p><p>{SECOND}</p></div>"
    html = f"<title>The gate</title><div id=menu><a href=x.html>Menu</a></div>{text}"
    (item,) = items(tmp_path / "old", {"gate.html": html}).values()
    assert "gate</" not in body(item).lower()
    assert "We painted the gate" in body(item)


def test_the_day_may_stand_with_the_text(tmp_path: Path) -> None:
    """A day that only stands as a time in the page is the day of its text."""
    (item,) = items(tmp_path / "old", {"gate.html": page('<time datetime="2019-05-03T08:00Z">Friday</time>')}).values()
    assert item.day == date(2019, 5, 3)


def test_links_that_lead_nowhere_are_words(tmp_path: Path) -> None:
    """A link to a file that did not come, or that does not come in, becomes words, and is counted."""
    found = items(tmp_path / "old", FOLDER)["/hill.html"]
    assert '<a href="gate.html">' in body(found)
    assert "<a>all stories</a>" in body(found)
    assert [remark.what for remark in found.remarks if remark.fate is Fate.DROPPED] == ["2 links"]


def test_links_are_written_whole_where_the_old_address_is_known(tmp_path: Path) -> None:
    """A link to what did not come leads to the old site, where that is known."""
    head = '<link rel="canonical" href="https://old.example.org/a/gate.html">'
    (item,) = items(tmp_path / "old", {"gate.html": page('<p><a href="../map.pdf">A map</a></p>', head)}).values()
    assert 'href="https://old.example.org/map.pdf"' in body(item)


def test_pictures_are_found_from_where_their_page_lies(tmp_path: Path, root: Path) -> None:
    """A picture is found relative to its page, with signs in its name, and one that is not there is told."""
    pictures = '<p><img src="../my%20img/a.jpg?v=2" alt="A gate."><img src="b.jpg" alt="Nothing."></p>'
    there = folder(tmp_path / "old", {"2019/gate.html": page(pictures), "my img/a.jpg": PHOTO})
    said = run(root, there)
    assert "![A gate.](images/gate-" in (root / "stories/gate.md").read_text()
    assert "the picture “b.jpg”" in said


@pytest.mark.parametrize("beside", ["The gate_files", "The gate-Dateien"])
def test_what_a_browser_saved_beside_a_page_is_left_out(tmp_path: Path, beside: str) -> None:
    """Pages that a browser put beside a saved one are no texts, and are counted."""
    there = folder(tmp_path / "old", {"The gate.html": MODERN, f"{beside}/ad.html": page("")})
    (_, left) = HtmlPages(contained(there)).items()
    assert isinstance(left, LeftOut)
    assert left.what == "pages that a browser saved beside others"


def test_a_page_beyond_all_measure_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is larger than any text is counted, also where another links to it."""
    monkeypatch.setattr(source, "LARGEST", 1_500)
    assert len(MODERN.encode()) > 1_500 > len(HILL.encode())
    there = folder(tmp_path / "old", {"gate.html": MODERN, "hill.html": HILL})
    item, left = HtmlPages(contained(there)).items()
    assert isinstance(item, Item)
    assert isinstance(left, LeftOut)
    assert (item.place, left.what) == ("/hill.html", "pages that are too large")
    assert "<a>the gate</a>" in body(item)


def test_no_page_is_a_message(tmp_path: Path) -> None:
    """Files without any page among them are refused, with what to name."""
    with pytest.raises(RefusedError, match="there is no page here"):
        HtmlPages(contained(folder(tmp_path / "old", {"a.txt": "x"})))


def test_nothing_that_runs_comes_in(tmp_path: Path, root: Path) -> None:
    """Scripts, handlers, frames, forms, comments and addresses that run are in no file."""
    hostile = (
        '<script>alert(1)</script><p onclick="alert(2)" style="background:url(javascript:alert(3))">Hello there.</p>'
        '<p><a href="javascript:alert(4)">here</a><a href="data:text/html,<script>alert(5)</script>">there</a>'
        '<img src="x" onerror="alert(6)" alt="![x](javascript:alert(7))">'
        '<svg onload="alert(8)"><script>alert(9)</script></svg></p>'
        '<iframe src="javascript:alert(10)"></iframe><form action="https://evil.example.net"><button>Send</button></form>'
        "<!-- ---\nconsent: {status: given}\n--- --><p>&lt;script&gt;words&lt;/script&gt;</p>"
    )
    head = (
        '<title>"\nstatus: given</title><meta name=author content="a@example.org">'
        '<meta http-equiv=refresh content="0;x">'
    )
    run(root, folder(tmp_path / "old", {"gate.html": page(hostile, head)}))
    (path,) = (path for path in (root / "stories").glob("*.md") if path.name != "before.md")
    text = path.read_text()
    made = manuscript(text.encode(), "stories/a.md", "en").value
    assert made is not None
    assert made.header is not None
    assert made.header.consent is not None
    assert made.header.consent.status == "requested"
    assert [one for one in ("alert", "javascript:", "example.org", "evil", "refresh") if one in text] == []
    assert "<script>words</script>" in made.body.text
    assert not built(root).has_errors


def test_no_comment_or_mail_address_of_a_page_is_in_a_file(tmp_path: Path, root: Path) -> None:
    """Comments, and the e-mail address of whoever made a page, are in no file of the site."""
    html = MODERN.replace('content="Maren"', 'content="maren@example.org"')
    run(root, folder(tmp_path / "old", {"gate.html": html}))
    assert [path for path, data in tree(root).items() if b"Lovely" in data or b"maren@" in data] == []


def test_the_pages_of_a_built_site_give_its_stories_back(site: Path) -> None:
    """Of each story of the example site, as its page was built, its words come back, and no other but a recording's."""
    compared = 0
    for item in HtmlPages(contained(site)).items():
        if not isinstance(item, Item):
            continue
        path = ROOT / "stories" / f"{item.slug}.md"
        if not item.place.startswith("/stories/") or not path.exists():
            continue
        markdown, _ = text_of(item.body, str, str)
        texts = (path.read_bytes(), f"---\ntitle: {item.title}\n---\n{markdown}".encode())
        there, here = (words_of(text, item.language) for text in texts)
        more = here - there if b"\nrecording:" not in texts[0] else Counter()
        assert (there - here, more) == (Counter(), Counter()), item.slug
        compared += 1
    assert compared > 40


def test_hidden_parts_are_looked_at(tmp_path: Path) -> None:
    """Words that a page's own style hides do not come in and are looked at; those hidden in the text are counted."""
    hidden = '<p class="no">Wren</p><p hidden>Robin</p>'
    html = page(f"<h1>A</h1><p>{FIRST}</p><p>{SECOND}</p>{hidden}", "<style>.no{display:none}</style>")
    (item,) = items(tmp_path, {"a.html": html}).values()
    assert not re.search("Wren|Robin", body(item))
    assert {"1 part hidden by the page's own style", "1 part that was hidden"} <= {one.what for one in item.remarks}


def test_a_page_with_hardly_a_word_is_named(tmp_path: Path) -> None:
    """A page with a few words is named, and is not called empty."""
    pages_of = folder(tmp_path, {"a.html": "<p>Three words here</p>", "b.html": "<p></p>"})
    left = {one.what: one.titles for one in HtmlPages(contained(pages_of)).items() if isinstance(one, LeftOut)}
    assert left == {"pages with hardly a word": ("a.html",), "pages without a text of their own": ()}
