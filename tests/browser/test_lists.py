"""Long lists in a copy opened by double click: years, numbers and narrowed lists, without a script."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from generator.bundle.bundle import make
from generator.ground.stages import Stages
from generator.plan.bundle_terms import BundleTerms
from tests.browser.conftest import AskAxe, OpenPage
from tests.builders.sites import SITE, TODAY, make_site, story

STORIES = 40


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of forty stories of five years, every third in German, five on a page."""
    folder = tmp_path_factory.mktemp("long")
    stories = {
        f"s{n:02}.md": story(
            f"Story {n}",
            day=f"{2020 + n // 8}-{n % 8 + 1:02}-01",
            more="language: de" if n % 3 == 0 else "",
            scope="[web, offline]",
        )
        for n in range(STORIES)
    }
    root = make_site(folder / "site", stories, site=SITE.replace("per_page: 2", "per_page: 5"))
    make(root, folder / "copy", "folder", BundleTerms(), TODAY, TODAY, Stages())
    return folder / "copy" / "site"


@pytest.fixture
def front(copy: Path, open_page: OpenPage) -> Page:
    """The list of all stories, without scripts, on a wide window."""
    page = open_page(width=1280, javascript=False)
    page.goto((copy / "stories" / "index.html").as_uri())
    return page


def test_a_year_leads_to_its_newest_stories(front: Page) -> None:
    """A year leads to its heading on the page where it begins, and its newest story stands first there."""
    front.get_by_role("link", name="2022", exact=True).click()
    assert front.url.endswith("/page/5/index.html#_2022")
    expect(front.locator("section.year:has(> #_2022) h3").first).to_have_text("Story 23")


def test_numbers_lead_through_all_pages(front: Page) -> None:
    """From the newest stories one gets to the oldest by a press, and back by another; the page one is on is marked."""
    numbers = front.get_by_role("navigation", name="More pages")
    numbers.get_by_role("link", name="Oldest").click()
    expect(numbers.locator("[aria-current]")).to_have_text("Oldest")
    expect(front.locator("h3").last).to_have_text("Story 0")
    numbers.get_by_role("link", name="Newest").click()
    expect(front.locator("h3").first).to_have_text("Story 39")


def test_a_list_is_narrowed_down_and_whole_again(front: Page) -> None:
    """A press narrows the list down to German, and another shows the whole list again."""
    front.get_by_role("link", name="German").click()
    assert unquote(front.url).endswith("stories/page/in-de/index.html")
    expect(front.locator(".count").first).to_contain_text("14 stories")
    front.get_by_role("link", name="The whole list").click()
    expect(front.locator(".count").first).to_contain_text("40 stories")


def test_on_a_telephone_it_is_folded(copy: Path, open_page: OpenPage) -> None:
    """On a narrow window the choice is one line high until it is opened; then all of it can be pressed."""
    page = open_page(width=320, javascript=False)
    page.goto((copy / "stories" / "index.html").as_uri())
    choice = page.get_by_role("link", name="German")
    expect(choice).to_be_hidden()
    page.locator(".narrow summary").click()
    choice.click()
    expect(page.locator("h1")).to_have_text("All stories: German")


@pytest.mark.parametrize("path", ["stories/index.html", "stories/page/4/index.html", "topics/index.html"])
@pytest.mark.parametrize("width", [320, 1280])
def test_long_lists_are_accessible(copy: Path, open_page: OpenPage, axe: AskAxe, path: str, width: int) -> None:
    """Axe finds nothing on long lists, at any width, and nothing stands off the side."""
    page = open_page(width=width)
    page.goto((copy / path).as_uri())
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
