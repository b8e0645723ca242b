"""Each format as other programs read it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html import escape, unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.exporting.exported import ExportedSite
from generator.exporting.published import published
from generator.exporting.table import COLUMNS, guarded
from generator.exporting.wxr import BASE, wxr
from generator.ground.target import Target
from generator.ground.unseen import BEYOND, CONTROL
from generator.incremental.run import Run
from generator.prepare import prepare
from tests.builders.example import TODAY as EXAMPLE_DAY
from tests.builders.example import source_of_example
from tests.builders.exports import exported, fields, files
from tests.builders.outputs import faults_of_html, leads_nowhere
from tests.builders.sites import TODAY, addresses, make_site, story, tree

CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
REQUESTED = "{record: FORM-2, status: requested, scope: []}"
SIGNS = "Not <b>bold</b> & not [gallery] nor ]]> nor “1986. What”, *at* all"


def site(folder: Path) -> ExportedSite:
    """The site that most of these tests export, as values."""
    made = make_site(folder, {"gate.md": story()})
    return published(prepare(Target(made, "web", TODAY), Run()), TODAY)


def items(data: bytes) -> list[ET.Element]:
    """The items of an export of WordPress."""
    return list(ET.fromstring(data).iter("item"))


def body_of(folder: Path, text: str) -> str:
    """The body of a story with this text, as WordPress gets it."""
    made = files(make_site(folder / "site", {"gate.md": story(text=text)}), folder / "out", "wxr")
    (item,) = items(made["wordpress.xml"])
    return item.findtext(f"{CONTENT}encoded") or ""


@given(words=st.text(st.characters(codec=None), max_size=30))
def test_any_words_make_well_formed_xml(words: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever words a text holds, an export of WordPress is XML that holds them."""
    known = site(tmp_path_factory.mktemp("site"))
    (text,) = known.texts
    any_text = replace(text, title=words, author=words, summary=words, aliases=(f"/stories/{words}/",))
    (item,) = items(wxr(replace(known, texts=(any_text,), name=words)))
    kept = BEYOND.sub("", CONTROL.sub("", words.encode("utf-8", "replace").decode()))
    assert unescape(item.findtext("title") or "") == unescape(escape(kept.replace("\r\n", "\n").replace("\r", "\n")))


def test_what_wordpress_is_told(tmp_path: Path) -> None:
    """A story is a post with its day, address, categories and the name that it shows, under no login that tells it."""
    (item,) = items(wxr(site(tmp_path)))
    wp = f"{{{BASE}}}"
    assert [item.findtext(f"{wp}{name}") for name in ("post_type", "status", "post_name", "post_date")] == [
        *("post", "publish", "gate", "2026-01-01 12:00:00")
    ]
    assert item.findtext("link") == "https://quiet.harbour.internal/base/stories/gate/"
    assert [(one.get("domain"), one.get("nicename"), one.text) for one in item.iter("category")] == [
        ("category", "hope", "Hope")
    ]
    login = item.findtext("{http://purl.org/dc/elements/1.1/}creator") or ""
    assert login
    assert "maren" not in login.casefold()


def test_wordpress_finds_nothing_of_its_own(tmp_path: Path) -> None:
    """Words that WordPress would run or embed are words, and a line's end is none."""
    text = "Then [gallery] stood\nthere.\n\nhttps://video.example/watch\n\n```\na [b]\n  c\n```"
    assert body_of(tmp_path, text) == (
        "<p>Then &#91;gallery&#93; stood there.</p>\n<p>https&#58;//video.example/watch</p>\n"
        "<pre><code>a &#91;b&#93;\n  c\n</code></pre>"
    )


def test_what_is_withheld_is_a_draft_there(tmp_path: Path) -> None:
    """With all, WordPress gets what is withheld as drafts, which it does not show."""
    root = make_site(tmp_path / "site", {"gate.md": story(), "mill.md": story("The mill", consent=REQUESTED)})
    found = items(files(root, tmp_path / "out", "wxr", everything=True)["wordpress.xml"])
    told = {item.findtext("title"): item.findtext(f"{{{BASE}}}status") for item in found}
    assert told == {"A gate": "publish", "The mill": "draft"}


def test_pages_that_are_withheld_stand_apart(tmp_path: Path) -> None:
    """With all, the list of pages warns first, and has what is withheld under a heading of its own, with the reason."""
    root = make_site(tmp_path / "site", {"gate.md": story(), "mill.md": story("The mill", consent=REQUESTED)})
    index = files(root, tmp_path / "out", "html", everything=True)["index.html"].decode()
    shown, _, withheld = index.partition("<h2>Withheld: not to be shown to anybody</h2>")
    assert shown.index("Guard it") < shown.index("A gate")
    assert "The mill" not in shown
    assert "consent is not given yet" in withheld


def test_pages_that_are_withheld_are_not_to_be_found(tmp_path: Path) -> None:
    """With all, no search engine may list what is withheld, nor what names it, and no address is said to be its."""
    root = make_site(tmp_path / "site", {"gate.md": story(), "mill.md": story("The mill", consent=REQUESTED)})
    found = files(root, tmp_path / "out", "html", everything=True)
    hidden = {path for path, data in found.items() if b'<meta name="robots" content="noindex">' in data}
    assert hidden == {"index.html", "_drafts/stories/mill.html"}
    assert b"quiet.harbour.internal" not in found["_drafts/stories/mill.html"]
    assert b"quiet.harbour.internal" in found["stories/gate.html"]


def test_pictures_are_attachments(tmp_path: Path) -> None:
    """Every picture is an attachment with its address under the site's own, and its alternative text."""
    root = source_of_example(tmp_path)
    exported(root, tmp_path / "out", "wxr", today=EXAMPLE_DAY)
    found = tree(tmp_path / "out")
    (picture,) = (path for path in found if path.startswith("pictures/"))
    made = [one for one in items(found["wordpress.xml"]) if one.findtext(f"{{{BASE}}}post_type") == "attachment"]
    assert [one.findtext(f"{{{BASE}}}attachment_url") for one in made] == [f"https://stories.example.org/{picture}"]
    assert "A brown door with a round handle." in ET.tostring(made[0], "unicode")


def test_front_matter_that_others_know(tmp_path: Path) -> None:
    """A file of Markdown has the fields that most generators know, and any words as they are."""
    more = "aliases: [/old/gate/]\nlanguage: de\nupdated: 2026-02-01\ncontent_notes: [death]"
    text = story(f"'{SIGNS}'", topics="[hope, work]", more=more)
    told = fields(files(make_site(tmp_path / "site", {"gate.md": text}), tmp_path / "out")["stories/gate.md"])
    assert {name: str(value) for name, value in told.items()} == {
        "title": SIGNS.replace("“1986. What”", "„1986. What“") if "„" in told["title"] else SIGNS,
        "date": "2026-01-01",
        "lastmod": "2026-02-01",
        "author": "Maren",
        "description": "A summary.",
        "slug": "gate",
        "lang": "de",
        "tags": "['Hope', 'Work']",
        "content_notes": "['Death']",
        "aliases": "['/old/gate/']",
        "expiryDate": "2031-01-02",
    }


@given(st.text(max_size=20))
def test_no_cell_is_a_formula(cell: str) -> None:
    """No cell begins with what a spreadsheet takes for a formula, and nothing but a quote is added."""
    found = guarded(cell)
    assert found.lstrip()[:1] not in {"=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"}
    assert found in (cell, f"'{cell}")


def test_the_table(tmp_path: Path) -> None:
    """The table has a row for each text, with what consent says, and begins as Excel wants it."""
    root = make_site(tmp_path / "site", {"gate.md": story('"=HYPERLINK(1)"', scope="[web, feed]")})
    data = files(root, tmp_path / "out", "csv")["texts.csv"]
    assert data.startswith(b"\xef\xbb\xbf")
    head, row = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert tuple(head) == COLUMNS
    told = dict(zip(head, row, strict=True))
    assert (told["title"], told["author"], told["date"]) == ("'=HYPERLINK(1)", "Maren", "2026-01-01")
    assert (told["topics"], told["words"]) == ("Hope", "4")
    assert (told["consent status"], told["consent scope"], told["consent last day"]) == (
        *("given", "feed, web"),
        "2031-01-01",
    )
    assert told["address"] == "https://quiet.harbour.internal/base/stories/gate/"


def test_pages_stand_by_themselves(tmp_path: Path) -> None:
    """The pages are right HTML without a script, load nothing from elsewhere, and no link leads nowhere."""
    root = source_of_example(tmp_path)
    exported(root, tmp_path / "out", "html", today=EXAMPLE_DAY)
    made = {path: data for path, data in tree(tmp_path / "out").items() if path.endswith((".html", ".png"))}
    assert leads_nowhere(made, explicit=True) == []
    assert not [path for path, data in made.items() if re.search(rb"<(script|link|iframe)|\bon\w+=", data)]
    loaded = {one for path, data in made.items() if path.endswith(".html") for one in addresses(data)}
    assert not [one for one in loaded if one.endswith(".png") and not one.startswith("../pictures/")]
    assert faults_of_html(tmp_path / "out") == []


def test_made_up_stories_say_so(tmp_path: Path) -> None:
    """A story that is made up says so in every format."""
    consent = "{record: R-1, status: given, given_on: 2026-01-01, scope: [web], basis: fictional}"
    root = make_site(tmp_path / "site", {"gate.md": story(consent=consent)})
    assert fields(files(root, tmp_path / "m")["stories/gate.md"])["fictional"] is True
    assert b"This story is made up." in files(root, tmp_path / "h", "html")["stories/gate.html"]
    assert b"<![CDATA[made-up example]]>" in files(root, tmp_path / "w", "wxr")["wordpress.xml"]
    assert b'"yes","given"' in files(root, tmp_path / "c", "csv")["texts.csv"]
