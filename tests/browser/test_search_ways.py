"""Ways on from the search page: before anything is typed, and where nothing is found."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import AskAxe, OpenPage

END = ".dead-end"


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A window whose pages need not wait before they say what they found."""
    page = open_page()
    page.add_init_script("const wait = setTimeout; window.setTimeout = call => wait(call, 0);")
    return page


def ways(page: Page) -> list[str]:
    """What is offered where nothing is found."""
    expect(page.locator(END)).to_be_visible()
    return page.locator(f"{END} li").all_inner_texts()


def test_a_short_start(served: str, page: Page) -> None:
    """Before anything is typed there are a few topics and ways on, and no more than a screen or two of them."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(served + "search/")
    expect(page.locator(".search-start")).to_be_visible()
    expect(page.locator(".without-query")).to_be_hidden()
    expect(page.locator(".search-start .topics li")).to_have_count(8)
    assert page.locator("main").bounding_box()["height"] < 1600  # type: ignore[index]  # it is shown
    page.locator(".search-start").get_by_role("link", name="Show me one").click()
    assert page.url == served + "show-me-one/"


def test_the_topics_with_most_stories(served: str, page: Page) -> None:
    """The topics at the start are those with most stories, those first."""
    page.goto(served + "search/")
    told = page.locator(".search-start .topics .count").all_inner_texts()
    counts = [int(count.strip("()").split()[0]) for count in told]
    assert counts == sorted(counts, reverse=True)
    assert min(counts) > 1


def test_the_list_without_javascript(served: str, open_page: OpenPage) -> None:
    """Without JavaScript the list of topics has a heading that says what it is."""
    page = open_page(javascript=False)
    page.goto(served + "search/")
    expect(page.get_by_role("heading", name="Topics from A to Z", level=2)).to_be_visible()
    expect(page.locator(".search-start")).to_be_hidden()


def test_fewer_words(served: str, page: Page) -> None:
    """Words that no story has together can be looked for without one of them, by a press."""
    page.goto(served + "search/")
    page.locator("#_query").fill("kettle lambing qqqqqq")
    offered = ways(page)
    assert offered[:2] == ["Look for “kettle”", "Look for “lambing”"]
    page.get_by_role("button", name="Look for “kettle”").click()
    expect(page.locator(".results > li").first).to_be_visible()
    expect(page.locator("#_query")).to_have_value("kettle")
    expect(page.locator("#_query")).to_be_focused()
    expect(page.locator(END)).to_be_hidden()


def test_without_quotation_marks(served: str, page: Page) -> None:
    """Words that stand together nowhere can be looked for by themselves."""
    page.goto(served + "search/")
    page.locator("#_query").fill("“kettle the second”")
    assert ways(page)[0] == "Look for “kettle the second”"


def test_near_topics(served: str, page: Page) -> None:
    """A topic of which a word begins like one that was looked for is offered."""
    page.goto(served + "search/")
    page.locator("#_query").fill("hopenesses qqqqqq")
    assert "Topic: Hope" in ways(page)


@pytest.mark.parametrize("query", ["qqqqqq", "zzzzz-qqqqqq"])
def test_there_is_always_a_way(query: str, served: str, page: Page) -> None:
    """Whatever was looked for, one story, the topics and help are offered."""
    page.goto(served + "search/")
    page.locator("#_query").fill(query)
    assert ways(page) == ["Show me one", "Topics from A to Z", "Get help"]


@pytest.mark.parametrize(("width", "is_open"), [(320, False), (1280, True)])
def test_facets_fold_on_a_phone(width: int, is_open: bool, served: str, page: Page) -> None:
    """On a phone what narrows down is folded above the results; elsewhere it is open beside them, behind in order."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(served + "search/")
    page.locator("#_query").fill("hope")
    box = page.locator(".facets")
    expect(box).to_be_visible()
    assert box.locator("details").evaluate("e => e.open") is is_open
    before = "document.querySelector('.facets').compareDocumentPosition(document.querySelector('.results')) & 4"
    assert bool(page.evaluate(before)) is not is_open
    if not is_open:
        box.locator("summary").press("Enter")
    box.get_by_label("Hope").check()
    expect(page.locator(".found")).to_contain_text("stor")
    expect(box.get_by_label("Hope")).to_be_checked()


def test_nothing_is_narrowed_where_nothing_is_found(served: str, page: Page) -> None:
    """Where no story is found, there is nothing to narrow down."""
    page.goto(served + "search/")
    page.locator("#_query").fill("hope")
    expect(page.locator(".facets")).to_be_visible()
    page.locator("#_query").fill("qqqqqq")
    ways(page)
    expect(page.locator(".facets")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(("query", "shown"), [("kettle lambing qqqqqq", END), ("help", ".others [data-kind]")])
def test_they_can_be_used_by_everybody(
    query: str, shown: str, width: int, served: str, page: Page, axe: AskAxe
) -> None:
    """Ways on, and what is found beside stories, have no problem that axe knows, and are no wider than the window."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(served + "search/")
    page.locator("#_query").fill(query)
    expect(page.locator(f"{shown}:visible").first).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
