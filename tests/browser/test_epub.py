"""The stories as a book, opened in a reading program: foliate-js, which Foliate and others are built on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from generator.bundle.bundle import make
from generator.ground.stages import Stages
from generator.plan.bundle_terms import BundleTerms, Duration
from tests.browser.conftest import serve, watch
from tests.browser.measures import wait_until
from tests.builders.example import ROOT, TODAY, source_of_example

SHELF = """<!doctype html><meta charset="utf-8"><title>Reader</title>
<style>foliate-view { display: block; height: 90vh }</style>
<script type="module">
  import "./foliate/view.js";
  const view = document.createElement("foliate-view");
  document.body.append(view);
  await view.open("./book.epub");
  window.view = view;
</script>"""
# Goes to a place in the book and tells what is shown there.
GO = """async href => {
  const shown = new Promise(done => view.addEventListener("load", event => done(event.detail.doc), {once: true}));
  await view.goTo(href);
  const doc = (view.renderer.getContents()[0] ?? {}).doc ?? await shown;
  return {heading: doc.querySelector("h1")?.textContent.trim() ?? null, text: doc.body.textContent,
          pictures: [...doc.images].map(image => image.naturalWidth)};
}"""
ENTRIES = "() => view.book.toc.flatMap(e => e.subitems ?? [e]).map(e => ({label: e.label.trim(), href: e.href}))"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page on which a reading program has the example site's book open."""
    program = ROOT / ".tools" / "node_modules" / "foliate-js"
    if not program.is_dir():
        pytest.fail("run make test")
    folder = tmp_path_factory.mktemp("shelf")
    make(
        source_of_example(folder),
        folder / "web" / "book.epub",
        "epub",
        BundleTerms(Duration(6, "m")),
        TODAY,
        TODAY,
        Stages(),
    )
    shutil.copytree(program, folder / "web" / "foliate")
    (folder / "web" / "index.html").write_text(SHELF, encoding="utf-8")
    (folder / "web" / "_headers").write_text("/*\n", encoding="utf-8")
    with serve(folder / "web") as address:
        yield address


@pytest.fixture
def reader(shelf: str, page: Page) -> Page:
    """A window with the book."""
    page.goto(shelf)
    wait_until(page, "Boolean(window.view?.book)")
    return page


def go(reader: Page, href: str) -> Any:
    return reader.evaluate(GO, href)


def test_the_book_introduces_itself(reader: Page) -> None:
    """The program knows title, languages and publisher of the book, and has its cover."""
    assert reader.evaluate("() => view.book.metadata.title") == "Kitchen Table Stories"
    assert reader.evaluate("() => view.book.metadata.language") == ["en", "de", "es"]
    assert reader.evaluate("async () => (await view.book.getCover()).type") == "image/svg+xml"


def test_every_entry_of_the_contents_opens(reader: Page) -> None:
    """Every entry of the contents opens a page under the heading that the entry has, with every picture drawn."""
    entries = reader.evaluate(ENTRIES)
    assert len(entries) > 50
    renamed = {"About this copy": "Kitchen Table Stories", "Get help": None}
    for entry in entries:
        shown = go(reader, entry["href"])
        wanted = renamed.get(entry["label"], entry["label"])
        assert shown["heading"] == wanted or wanted is None, entry
        assert shown["heading"]
        assert all(width > 0 for width in shown["pictures"]), entry


def test_a_link_leads_on(reader: Page) -> None:
    """The link to help after a story leads to the book's own help page."""
    story = next(e["href"] for e in reader.evaluate(ENTRIES) if "/lambing" in e["href"])
    go(reader, story)
    reader.evaluate(
        """() => [...view.renderer.getContents()[0].doc.links].find(a => a.href.includes("help.xhtml")).click()"""
    )
    wait_until(reader, """view.renderer.getContents()[0]?.doc.querySelector(".helplines") !== null""")


def test_nothing_runs(reader: Page) -> None:
    """No page of the book holds a script."""
    log = watch(reader)
    for entry in reader.evaluate(ENTRIES)[:5]:
        go(reader, entry["href"])
        assert reader.evaluate("() => view.renderer.getContents()[0].doc.scripts.length") == 0
    assert log.ran == []
