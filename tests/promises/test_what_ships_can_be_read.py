"""Addresses and characters: what ships is valid wherever it is read, whatever authors and settings hold."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.bundle.archive import unpack
from generator.bundle.bundle import make
from generator.bundle.xhtml import xhtml
from generator.content import read
from generator.content.links import LinkTarget
from generator.content.page_kinds import PageKind
from generator.content.web_address import outside
from generator.ground.stages import Stages
from generator.ground.unseen import forbidden
from generator.plan.bundle_terms import BundleTerms, Duration
from generator.render.renderer import renderer_of
from generator.views.pages import StoryView
from generator.views.view_models import BodyView, Bundle, PictureView
from tests.builders.examples import few
from tests.builders.outputs import faults_of_book, faults_of_html
from tests.builders.sites import DATA, SITE, TODAY, built, make_site, story, tree
from tests.builders.values import SiteValue

TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
TEXT = """\
<https://x.example/%00> and <https://x.example/%E2%80%AEgpj> and <https://x.example/%EF%BF%BE>.

[a](https://example.org/?a[]=1) [b](https://example.org/%zz) [c](https://example.org:99999/)
[d](<https://exa mple.org/>)
[e](https://bücher.example/für?ü#ü#ü) [f](https://example.org/|^{}) [g](https://a@example.org/) [h](<tel:0800 111 0111>)
[i](<mailto:hello@example.org?subject=Für uns>) [j](https://[::1]:80/) [k](http://[) [l](https://example.org/#a#b)
[m](<https://example.org/ a b>) [n](https:example.org) [o](https://example.org/\u200b)
"""
WRITTEN = "https://bücher.example/geschichten-für-alle/"
ELSEWHERE = (
    re.sub("email: [^,}]+", "email: zuhören@bücher.example", re.sub("url: .*", f"url: {WRITTEN}", SITE))
    + """\
leave: {url: 'https://wärme.example/?a[]=1'}
helplines:
  lines:
    - {name: Zuhören, languages: [en], checked: 2026-06-01, source: 'https://ü.example/', url: 'https://ü.example/ü'}
"""
)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of hard addresses, below an address with letters beyond ASCII."""
    source = make_site(tmp_path_factory.mktemp("site"), {"a.md": story(text=TEXT), "b.md": story("B")}, site=ELSEWHERE)
    report = built(source)
    assert report.stories == 2
    return report.out


def test_no_page_has_a_fault(shipped: Path) -> None:
    """The Nu HTML checker finds no fault in pages that link to hard addresses."""
    # It knows no origin to hold the policy against, and tests/browser does.
    assert [fault for fault in faults_of_html(shipped) if "violates Content Security Policy" not in fault] == []


def test_no_file_holds_what_is_not_seen(shipped: Path) -> None:
    """No file that ships holds a control character, a noncharacter, or a sign that turns the direction of writing."""
    made = {path: content.decode() for path, content in tree(shipped).items() if ".png" not in path}
    assert {path for path, text in made.items() if forbidden(text) or TURNS.search(text)} == set()


def test_addresses_below_such_an_address(shipped: Path) -> None:
    """Sitemap and feeds of a site whose address has letters beyond ASCII are valid, and name it in ASCII alone."""
    whole = "https://xn--bcher-kva.example/geschichten-f%C3%BCr-alle/"
    etree.XMLSchema(file=str(DATA / "schemas" / "sitemap.xsd")).assertValid(etree.parse(shipped / "sitemap.xml"))
    etree.RelaxNG(file=str(DATA / "schemas" / "atom.rng")).assertValid(etree.parse(shipped / "feed.xml"))
    assert not feedparser.parse((shipped / "feed.xml").read_bytes()).bozo
    named = [*re.findall("<loc>(.*?)</loc>", (shipped / "sitemap.xml").read_text(encoding="utf-8"))]
    named += [item["url"] for item in json.loads((shipped / "feed.json").read_text(encoding="utf-8"))["items"]]
    named += re.findall('<link rel="canonical" href="(.*?)"', (shipped / "index.html").read_text(encoding="utf-8"))
    named += re.findall('href="(/[^"]*)"', (shipped / "404.html").read_text(encoding="utf-8"))[:1]
    assert len(named) > 10
    assert {address for address in named if not address.startswith((whole, "/geschichten-f%C3%BCr-alle/"))} == set()
    assert f"Sitemap: {whole}sitemap.xml" in (shipped / "robots.txt").read_text(encoding="utf-8")


def test_ids_are_made_of_the_address_as_written(tmp_path: Path) -> None:
    """The ids of stories are those that they had before addresses were written in ASCII, so that tombstones hold."""
    made = built(make_site(tmp_path, {"a.md": story()}, site=ELSEWHERE)).out
    known = uuid5(NAMESPACE_URL, f"{WRITTEN}stories/a.md")
    assert f"urn:uuid:{known}" in (made / "feed.xml").read_text(encoding="utf-8")


def test_epubcheck(tmp_path: Path) -> None:
    """EPUBCheck has nothing to say about a book of hard addresses."""
    source = make_site(tmp_path / "source", {"a.md": story(text=TEXT), "b.md": story("B")}, site=ELSEWHERE)
    made = make(source, tmp_path / "book.epub", "epub", BundleTerms(Duration(6, "m")), TODAY, TODAY, Stages()).out
    assert faults_of_book(made) == []
    files = unpack(made.read_bytes())
    assert files is not None
    assert not any(forbidden(text.decode()) for path, text in files.items() if path.endswith((".xhtml", ".opf")))


SITE_OF_ONE = SiteValue({"a.md": story()})
FRAGMENTS = [
    *("<https://x.org/%00>", "&#12;", "&#x202E;", "&#xFFFF;", "&amp;", "&", "<b>", "]]>", "-->", "`", "**", "# ", "- "),
    *("[a](https://x.org/?a[]=%zz 'T &#1; <t>')", '![a &#2;](b.png "c &#3;")', "\n\n", "\n", "|a|b|\n|-|-|\n|c|", "> "),
    *(
        "[^1]",
        "\n\n[^1]: Note",
        "::: question\n## Why?\n",
        ":::\n",
        "\x0c",
        "\ufffe",
        "\U0001ffff",
        "\u202e",
        "\x85",
        "\u2028",
    ),
]


@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=20).map("".join), st.text(max_size=8))
@settings(max_examples=few(100))
def test_every_chapter_is_well_formed(text: str, title: str) -> None:
    """Whatever text is published, its chapter in a book is well-formed XML."""
    found = read.manuscript(story(json.dumps(title), text=text).encode("utf-8", "replace"), "stories/a.md", "en")
    if found.value is None or found.value.header is None or found.errors:
        return
    body, header = found.value.body, found.value.header
    (page,) = (page for page in SITE_OF_ONE.plan.pages if page.kind is PageKind.STORY)
    view = page.view
    assert isinstance(view, StoryView)
    links = (outside(link.target) for link in body.links)
    shown = BodyView(
        body.parts,
        tuple(LinkTarget(url=address) if isinstance(address, str) else None for address in links),
        tuple(link.title for link in body.links),
        tuple(PictureView("pictures/a.png", picture.alt, 1, 1) for picture in body.pictures),
        "en",
    )
    shell = replace(view.shell, bundle=Bundle(TODAY, TODAY, None, None))
    view = replace(view, shell=shell, body=shown, card=replace(view.card, title=header.title))
    made = renderer_of(SITE_OF_ONE.theme).fill("epub/story.html", "stories/a.xhtml", view).decode()
    etree.fromstring(xhtml(made, lambda href: href).encode())
