"""A reader's ways by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from generator.content.contrast import ratio
from tests.browser.conftest import KINDS, OpenPage
from tests.browser.measures import STOPS, wait_until, walk

WALKED = ("home", "topic", "everything in a story", "help")


@pytest.fixture
def page(shared_page: Page) -> Page:
    """The window that is shared: these tests only look."""
    return shared_page


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", WALKED)
def test_every_stop(kind: str, width: int, served: str, page: Page) -> None:
    """Tab stops at every link and control once, in the order of the page, and then leaves: there is no trap."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(served + KINDS[kind])
    stops = page.evaluate(STOPS)
    found = walk(page, "Tab", len(stops) + 5)
    assert [focus["stop"] for focus in found] == stops
    faults = [
        focus
        for focus in found
        if focus["style"] != "solid" or focus["width"] < 2 or ratio(*focus["colours"]) < 3 or not focus["seen"]
    ]
    assert faults == []


@pytest.mark.parametrize("theme", ["served", "plain_served"])
@pytest.mark.parametrize("width", [320, 1280])
def test_backwards(width: int, theme: str, page: Page, request: pytest.FixtureRequest) -> None:
    """Going backwards through a story, the focus is never under the strip with “Leave this page”."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark")
    page.goto(request.getfixturevalue(theme) + KINDS["everything in a story"])
    stops = page.evaluate(STOPS)
    page.locator(f"[data-stop='{stops[-1]}']").focus()
    found = walk(page, "Shift+Tab", len(stops) + 5)
    assert [focus["stop"] for focus in found] == stops[-2::-1]
    assert [f for f in found if not f["seen"] or ratio(*f["colours"]) < 3] == []


def test_settings_are_no_trap(served: str, page: Page) -> None:
    """With the settings open, Tab goes through every one of them and on into the page."""
    page.goto(served)
    page.get_by_role("button", name="Reading settings").press("Enter")
    stops = page.evaluate(STOPS)
    page.locator(".skip a").first.focus()
    found = walk(page, "Tab", len(stops) + 5)
    assert [focus["stop"] for focus in found] == stops[1:]
    assert [f for f in found if f["style"] != "solid" or not f["seen"]] == []


def test_order_on_the_screen(served: str, page: Page) -> None:
    """The order on the screen is the order in the page: nothing is moved by style, no stop is numbered."""
    for kind in set(KINDS) - {"redirect"}:
        page.goto(served + KINDS[kind])
        moved = page.evaluate("""() => [...document.querySelectorAll("body *")].filter(e => {
          const style = getComputedStyle(e);
          return style.order !== "0" || style.flexDirection.endsWith("reverse") || style.flexWrap === "wrap-reverse"
            || style.float !== "none" || e.tabIndex > 0;
        }).length""")
        assert moved == 0, kind


@pytest.mark.parametrize(
    ("link", "place"), [("Skip to the content", "_content"), ("Skip to the foot of the page", "_footer")]
)
def test_skip_links(link: str, place: str, served: str, page: Page) -> None:
    """The first stops of a page lead past its head, to the content and to the foot, and show when they have focus."""
    page.goto(served + KINDS["everything in a story"])
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == link:
            break
    focused = page.locator(".skip a:focus")
    expect(focused).to_have_text(link)
    expect(focused).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator(f"#{place}")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.getElementById('{place}').contains(document.activeElement)")


@pytest.mark.parametrize(
    ("kind", "link", "leads_to"),
    [
        ("home", ".menu a >> nth=1", "topics/"),
        ("home", "main .topics a >> nth=0", "topics/"),
        ("home", ".invitations a >> nth=0", "show-me-one/"),
        ("all stories", "[rel=next]", "stories/page/"),
        ("numbered list", "[rel=prev]", "stories/"),
        ("everything in a story", ".pager a >> nth=0", "stories/"),
        ("everything in a story", ".help-link a", "get-help/"),
    ],
)
def test_ways(kind: str, link: str, leads_to: str, served: str, page: Page) -> None:
    """Menu, topics, pages of lists, the next story and help can be reached by Tab and opened by Enter."""
    page.goto(served + KINDS[kind])
    page.evaluate(STOPS)
    wanted = page.locator(link)
    for _ in range(1 + wanted.evaluate("e => Number(e.dataset.stop)")):
        page.keyboard.press("Tab")
    expect(wanted).to_be_focused()
    address = wanted.evaluate("e => e.href")
    page.keyboard.press("Enter")
    page.wait_for_url(address)
    assert address.startswith(served + leads_to)


def test_settings(served: str, page: Page) -> None:
    """The settings open and close by Enter, arrows choose, and Escape closes them with the focus on their button."""
    page.goto(served)
    button = page.get_by_role("button", name="Reading settings")
    form = page.locator("#_settings")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(form).to_be_hidden()
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(form).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Back to usual")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.locator("html")).to_have_attribute("data-size", "large")
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.press("Enter")
    button.press("Enter")
    expect(form).to_be_hidden()


def test_leave(served: str, open_page: OpenPage) -> None:
    """“Leave this page” comes before the story, and Enter opens the other page."""
    page = open_page()
    page.route(
        "https://www.wikipedia.org/**", lambda route: route.fulfill(body="<h1>Away</h1>", content_type="text/html")
    )
    page.goto(served + KINDS["everything in a story"])
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("Boolean(document.activeElement.closest('.leave'))"):
            break
    expect(page.locator(".leave a")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("https://www.wikipedia.org/")


def test_a_wide_table(served: str, page: Page) -> None:
    """A table that is wider than the screen can be scrolled by arrow keys."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(served + KINDS["table"])
    table = page.locator(".table").first
    page.evaluate("document.querySelector('.table table').style.minWidth = '60rem'")
    table.focus()
    page.keyboard.press("ArrowRight")
    wait_until(page, "document.querySelector('.table').scrollLeft > 0")
