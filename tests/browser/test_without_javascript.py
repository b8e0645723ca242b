"""A reader whose browser runs no scripts, or whom scripts did not reach, misses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.measures import follow_links


def test_from_the_front_page_and_back(served: str, open_page: OpenPage) -> None:
    """Without JavaScript, a reader comes by links from the front page to a story, to its topic, and home."""
    page = open_page(javascript=False)
    page.goto(served)
    follow_links(page)


def test_from_a_folder(bundle: Path, open_page: OpenPage) -> None:
    """The same holds for the bundle, without a server."""
    page = open_page(javascript=False)
    page.goto((bundle / "index.html").as_uri())
    follow_links(page)


@pytest.mark.parametrize("alias", ["ledger/", "2019/ledger.html"])
def test_an_old_address(alias: str, served: str, open_page: OpenPage) -> None:
    """An old address leads to the story without JavaScript."""
    page = open_page(javascript=False)
    page.goto(served + alias)
    page.wait_for_url(served + "stories/the-ledger-of-small-repairs/")
    expect(page.locator("h1")).to_have_text("The ledger of small repairs")


@pytest.mark.parametrize(
    "link", ["What was broken", "Skip past the story", "1", "Skip to the content", "Skip to the foot of the page"]
)
def test_links_within_a_page(link: str, served: str, open_page: OpenPage) -> None:
    """Each link to a place in the same page leads to a place that is there."""
    page = open_page(javascript=False)
    page.goto(served + "stories/the-ledger-of-small-repairs/")
    page.locator(".contents summary").click()
    page.get_by_role("link", name=link, exact=True).first.press("Enter")
    expect(page.locator(":target")).to_have_count(1)
