"""What is printed stays in its column, on sheets of any size: tables with long words, and pictures beside titles."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import serve
from tests.builders.example import DATA
from tests.builders.pictures import photograph, saved
from tests.builders.sites import built, story
from tests.builders.wide_tables import TABLES

# The width inside the margins of a sheet, in CSS pixels.
SHEETS = {"A5": 431, "A4": 665, "Letter": 687, "A3": 994}
OUTSIDE = """() => {
  const column = document.querySelector(".story .text").getBoundingClientRect();
  return [...document.querySelectorAll(".opening *, .text *")].filter(e => {
    const box = e.getBoundingClientRect();
    return e.checkVisibility() && (box.left < column.left - 1 || box.right > column.right + 1);
  }).map(e => e.outerHTML.slice(0, 80));
}"""
CUT = """() => [...document.querySelectorAll("th, td")]
  .filter(e => e.scrollWidth > e.clientWidth + 1 || e.clientWidth < 20).map(e => e.textContent.slice(0, 20))"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The addresses of a site in Arabic and of one in English, each with a picture and a table in both languages."""
    found = {}
    for language in ("ar", "en"):
        root = tmp_path_factory.mktemp(language) / "site"
        shutil.copytree(DATA / "right-to-left", root)
        settings = (root / "site.yaml").read_text(encoding="utf-8").replace("language: ar", f"language: {language}")
        (root / "site.yaml").write_text(settings, encoding="utf-8")
        for name, size in (("wide", (1200, 800)), ("tall", (600, 1000))):
            (root / f"stories/{name}.jpg").write_bytes(saved(photograph(size), "JPEG"))
        for told, table in TABLES.items():
            for name in ("wide", "tall"):
                more = f"language: {told}\nimage: {{src: {name}.jpg, alt: A field}}"
                text = story(f"{name} {told}", more=more, text=f"Before.\n\n{table}")
                (root / f"stories/{name}-{told}.md").write_text(text, encoding="utf-8")
            (root / f"stories/drawn-{told}.md").write_text(story(f"drawn {told}", more=f"language: {told}"))
        found[language] = built(root, today=date(2026, 6, 15)).out
    with serve(found["ar"]) as arabic, serve(found["en"]) as english:
        yield {"ar": arabic, "en": english}


@pytest.fixture
def page(shared_page: Page) -> Page:
    """The window that is shared: these tests only look."""
    return shared_page


@pytest.mark.parametrize("kind", ["wide-en", "wide-ar", "tall-en", "tall-ar", "drawn-en", "drawn-ar"])
@pytest.mark.parametrize("site", ["ar", "en"])
def test_nothing_stands_beside_the_column(kind: str, site: str, sites: dict[str, str], page: Page) -> None:
    """On paper of any size, title, picture and every cell of a table stand within the column of the text."""
    page.goto(f"{sites[site]}stories/{kind}/")
    page.emulate_media(media="print")
    for sheet, width in SHEETS.items():
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OUTSIDE) == [], sheet
        assert page.evaluate(CUT) == [], sheet
    assert page.locator(".opening > .cover:visible").count() == 0
