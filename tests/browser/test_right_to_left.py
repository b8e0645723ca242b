"""Stories and sites that are written from right to left."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import SCHEMES, AskAxe, OpenPage, serve
from tests.browser.measures import FAULTS, SMALL
from tests.builders.example import DATA
from tests.builders.sites import built


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One site in Arabic, and the same in English: each with a story in Arabic, one in Hebrew and one in English."""
    found = {}
    for language in ("ar", "en"):
        root = tmp_path_factory.mktemp(language) / "site"
        shutil.copytree(DATA / "right-to-left", root)
        settings = (root / "site.yaml").read_text(encoding="utf-8").replace("language: ar", f"language: {language}")
        (root / "site.yaml").write_text(settings, encoding="utf-8")
        report = built(root, today=date(2026, 6, 15))
        assert report.stories == 3
        found[language] = root / "public"
    return found


@pytest.fixture(scope="module")
def arabic(sites: dict[str, Path]) -> Iterator[str]:
    """The address of the site in Arabic."""
    with serve(sites["ar"]) as address:
        yield address


@pytest.fixture(scope="module")
def english(sites: dict[str, Path]) -> Iterator[str]:
    """The address of the same site in English."""
    with serve(sites["en"]) as address:
        yield address


@pytest.fixture
def page(shared_page: Page) -> Page:
    """The window that is shared: these tests only look."""
    return shared_page


def story(page: Page, address: str, language: str) -> None:
    """Open the story in a language."""
    page.goto(address + "stories/")
    link = page.locator(".card h2 a", has_text={"ar": "باب أخضر", "he": "הספסל", "en": "The gate"}[language])
    link.click()
    expect(page.locator("article.story")).to_be_attached()
    page.wait_for_load_state()


def box(place: Locator) -> tuple[float, float]:
    """The left and right edge."""
    found = place.bounding_box()
    assert found is not None
    return found["x"], found["x"] + found["width"]


@pytest.mark.parametrize("language", ["ar", "he"])
def test_a_story(language: str, english: str, page: Page) -> None:
    """On a site in English, a story from right to left is set so, word for word, and the page around it is not."""
    story(page, english, language)
    assert page.locator("html").get_attribute("dir") == "ltr"
    for place in ("article.story h1", ".text"):
        found = page.locator(place)
        assert found.get_attribute("lang") == language
        assert found.get_attribute("dir") == "rtl"
    quote = page.locator(".text blockquote")
    left, right = quote.evaluate(
        "e => { const s = getComputedStyle(e); return [s.borderLeftWidth, s.borderRightWidth] }"
    )
    assert float(left[:-2]) == 0 < float(right[:-2])
    first = page.locator(".text > p").first
    ends = first.evaluate("""e => {
      const range = document.createRange();
      range.setStart(e.firstChild, 0);
      range.setEnd(e.firstChild, 1);
      return [range.getBoundingClientRect().right, e.getBoundingClientRect().right];
    }""")
    assert ends[0] == pytest.approx(ends[1], abs=3)
    name, tools = page.locator(".site-name a"), page.locator(".help-link a")
    assert box(name)[1] < box(tools)[0]


@pytest.mark.parametrize("language", ["ar", "he"])
def test_a_name_beside_a_day(language: str, english: str, page: Page) -> None:
    """Beside a name from right to left, on a story and in a list, the day stands behind it, whole and in its order."""
    story(page, english, language)
    for byline in (page.locator(".story .byline"), *page.locator(".cards .byline").all()):
        name, day = byline.locator("bdi"), byline.locator("time")
        assert box(name)[1] < box(day)[0]
        number, month = day.evaluate("""e => [[0, 1], [2, 5]].map(([from, to]) => {
          const range = document.createRange();
          range.setStart(e.firstChild, from);
          range.setEnd(e.firstChild, to);
          return range.getBoundingClientRect().left;
        })""")
        assert number < month


def test_mirrored(arabic: str, english: str, open_page: OpenPage) -> None:
    """A site in Arabic is the mirror image of the same site in English: menu, button, lists, numbers and quotes."""
    one, other = open_page(), open_page()
    story(one, arabic, "ar")
    story(other, english, "en")
    for place, near in (
        (".site-name a", 0),
        (".crumbs", 0),
        (".leave a", 1),
        (".help-link a", 1),
        (".settings > button", 1),
    ):
        edges, mirrored = box(one.locator(place)), box(other.locator(place))
        assert 1280 - edges[1 - near] == pytest.approx(mirrored[near], abs=2), place
    assert one.locator("html").get_attribute("dir") == "rtl"
    assert box(one.locator(".site-name a"))[0] > 640 > box(one.locator(".leave a"))[1]
    number = one.locator(".text ol li").first.evaluate(
        "e => e.parentElement.getBoundingClientRect().right - e.getBoundingClientRect().right"
    )
    assert number > 15
    assert one.locator(".text th").first.evaluate("e => getComputedStyle(e).textAlign") in ("start", "right")


def test_an_english_story_on_it(arabic: str, page: Page) -> None:
    """On a site in Arabic, a story in English is set from left to right."""
    story(page, arabic, "en")
    assert page.locator(".text").get_attribute("dir") == "ltr"
    assert page.locator(".text").get_attribute("lang") == "en"


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_cut(width: int, arabic: str, page: Page) -> None:
    """From right to left, too, nothing is cut, overlaps, scrolls sideways or is too small to press."""
    page.set_viewport_size({"width": width, "height": 800})
    places = ["", "stories/", "topics/", "topics/hope/", "help/", "show-me-one/"]
    for place in places:
        page.goto(arabic + place)
        assert page.evaluate(FAULTS) == [], place
        assert page.evaluate(SMALL) == [], place
    story(page, arabic, "ar")
    page.locator(".settings > button").click()
    assert page.evaluate(FAULTS) == []
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("language", ["ar", "he"])
@pytest.mark.parametrize("site", ["arabic", "english"])
def test_axe(site: str, language: str, page: Page, axe: AskAxe, request: pytest.FixtureRequest) -> None:
    """axe-core finds nothing on a story from right to left, nor on the list that it stands in."""
    address = request.getfixturevalue(site)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        story(page, address, language)
        assert axe(page) == []
    page.goto(address)
    assert axe(page) == []
