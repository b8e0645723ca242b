"""Help above the results of a search of somebody who may need it now."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import AskAxe, OpenPage, serve, watch
from tests.builders.sites import SITE, built, make_site, story

FIRST = ".help-first"


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A window whose pages need not wait before they say what they found."""
    page = open_page()
    page.add_init_script("const wait = setTimeout; window.setTimeout = call => wait(call, 0);")
    return page


@pytest.fixture(scope="session")
def without_lines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a German site that has a page with help and no helplines, and phrases of its own."""
    own = "help_page: help.md\nhelp_phrases: {add: [Niemand da], take_away: [ich kann nicht mehr]}\n"
    pages = {"help.md": "---\ntitle: Hilfe\n---\nSprechen Sie mit uns.\n"}
    root = tmp_path_factory.mktemp("without-lines")
    make_site(root, {"a.md": story()}, pages=pages, site=f"{SITE}language: de\n{own}")
    with serve(built(root).out) as address:
        yield address


@pytest.mark.parametrize(
    "query",
    [
        "I want to die",
        "i DON’T want to live",
        "Ich möchte sterben!",
        "no puedo mas",
        "don´t want to live",
        "i‘m suicidal",
        "“want to die” boats",
    ],
)
def test_a_phrase_puts_help_first(query: str, served: str, page: Page) -> None:
    """A phrase, in any of three languages, puts the first helpline and the way to help above what is found."""
    page.goto(served + "search/")
    page.locator("#_query").fill(query)
    first = page.locator(FIRST)
    expect(first).to_contain_text("you can talk to people who listen")
    expect(first).to_contain_text("Samaritans · United Kingdom")
    expect(first).to_contain_text("All day and all night")
    assert first.get_by_role("link", name="116 123").get_attribute("href") == "tel:116123"
    expect(page.locator(".found")).not_to_be_empty()
    first.get_by_role("link", name="Get help").click()
    assert page.url == served + "get-help/"


@pytest.mark.parametrize("query", ["die Laterne", "want to", "die to want", "i want to di"])
def test_other_words_do_not(query: str, served: str, page: Page) -> None:
    """Single words, and the words of a phrase in another order, put nothing there."""
    page.goto(served + "search/")
    page.locator("#_query").fill(query)
    expect(page.locator(".found")).not_to_be_empty()
    expect(page.locator(FIRST)).to_be_empty()


def test_it_stays_where_nothing_is_found(served: str, page: Page) -> None:
    """Help is above no result as well, and goes when the field is empty."""
    page.goto(served + "search/")
    page.locator("#_query").fill("qqq xqy i want to die")
    expect(page.locator(".found")).to_contain_text("No story")
    expect(page.locator(FIRST)).to_contain_text("116 123")
    page.locator("#_query").fill("")
    expect(page.locator(FIRST)).to_be_empty()


def test_it_is_said_once(served: str, page: Page) -> None:
    """A screen reader is told politely, and not again with each further key."""
    page.goto(served + "search/")
    assert page.locator(FIRST).get_attribute("role") == "status"
    page.locator("#_query").fill("i want to die")
    page.evaluate(f"window.kept = document.querySelector('{FIRST}').firstElementChild")
    page.locator("#_query").press_sequentially(" again")
    assert page.evaluate(f"window.kept === document.querySelector('{FIRST}').firstElementChild")


def test_without_helplines(without_lines: str, page: Page) -> None:
    """Without a helpline only the way to help stands there; phrases are those of the site."""
    page.goto(without_lines + "search/")
    page.locator("#_query").fill("niemand DA")
    expect(page.locator(f"{FIRST} a")).to_have_count(1)
    assert page.locator(f"{FIRST} a").get_attribute("href") == "../help/"
    page.locator("#_query").fill("ich kann nicht mehr")
    expect(page.locator(FIRST)).to_be_empty()


def test_it_is_nowhere_kept(served: str, page: Page) -> None:
    """Nothing of a phrase is in an address, a request, the history or what the browser keeps."""
    log = watch(page)
    page.goto(served + "search/")
    page.locator("#_query").fill("i want to die")
    expect(page.locator(FIRST)).not_to_be_empty()
    kept = page.evaluate("JSON.stringify([location.hash, history.state, {...localStorage}, {...sessionStorage}])")
    assert kept == '["",null,{},{}]'
    assert [url for url in log.requests if re.search("want|die", url)] == []


@pytest.mark.parametrize("width", [320, 1280])
def test_it_can_be_used_by_everybody(width: int, served: str, page: Page, axe: AskAxe) -> None:
    """Help first has no problem that axe knows, and is no wider than the window."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(served + "search/")
    page.locator("#_query").fill("i want to die")
    expect(page.locator(FIRST)).not_to_be_empty()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
