"""Where things are: nothing too small, cut, overlapping or off the side, however a reader enlarges it."""

from __future__ import annotations

from statistics import mean

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import KINDS, WIDTHS, OpenPage
from tests.browser.firefox import Firefox
from tests.browser.fonts import FAMILIES
from tests.browser.measures import FAULTS, SMALL

THEMES = ("served", "plain_served")
# Every kind of page in the theme that sites have unless they say otherwise, and two in the other.
PLACES = [("served", kind) for kind in KINDS if kind != "redirect"]
PLACES += [("plain_served", kind) for kind in ("home", "everything in a story")]

# WCAG 2.2, 1.4.12, as a browser's extension sets it.
SPACING = """() => {
  const sheet = document.styleSheets[0];
  sheet.insertRule("body p { margin-block-end: 2em !important }", sheet.cssRules.length);
  sheet.insertRule(`body * {
    line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important
  }`, sheet.cssRules.length);
}"""

WIDTH = "all => all.map(e => e.getBoundingClientRect().width)"

# How many characters stand on each full line of the paragraphs of a story.
LINES = """() => [...document.querySelectorAll(".text > p")].flatMap(p => {
  const lines = new Map(), range = document.createRange();
  const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (let n = 0; n < walker.currentNode.length; n += 1) {
      range.setStart(walker.currentNode, n);
      range.setEnd(walker.currentNode, n + 1);
      const box = [...range.getClientRects()].pop();
      const line = box ? Math.round((box.top + box.bottom) / 2 / 12) : 0;
      if (box) lines.set(line, (lines.get(line) || 0) + 1);
    }
  }
  return [...lines.values()].slice(0, -1);
})"""


@pytest.fixture
def page(shared_page: Page) -> Page:
    """The window that is shared: these tests only look."""
    return shared_page


def open_settings(page: Page) -> None:
    button = page.locator(".settings > button")
    if button.count():
        button.click()


# Where everything is that has words and can be seen: by its number on the page, left and top.
WHERE = """() => Object.fromEntries([...document.querySelectorAll("body *")].map((e, n) => [n, e])
  .filter(([_, e]) => e.checkVisibility({visibilityProperty: true}) && !e.closest("svg, .skip") && e.innerText.trim())
  .map(([n, e]) => { const r = e.getBoundingClientRect(); return [`${n} ${e.tagName}`, [r.left, r.top]]; }))"""


@pytest.mark.parametrize(("theme", "kind"), PLACES)
def test_targets(kind: str, theme: str, page: Page, request: pytest.FixtureRequest) -> None:
    """Every control, and every link that is not part of a sentence, is at least 44 by 44 pixels."""
    page.goto(request.getfixturevalue(theme) + KINDS[kind])
    open_settings(page)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(SMALL) == []


@pytest.mark.parametrize(("theme", "kind"), PLACES)
def test_nothing_cut(kind: str, theme: str, page: Page, request: pytest.FixtureRequest) -> None:
    """At 1280 and 768 pixels and at 400 % zoom, with text of twice the size, and with the spacing that a reader may ask
    for, nothing is cut, overlaps or scrolls sideways."""  # noqa: D205, D209  # one sentence of two lines
    page.goto(request.getfixturevalue(theme) + KINDS[kind])
    faults: dict[str, list[str]] = {}

    def look(case: str, width: int, height: int = 800) -> None:
        page.set_viewport_size({"width": width, "height": height})
        if found := page.evaluate(FAULTS):
            faults[case] = found

    look("wide", 1280)
    look("middling", 768)
    look("400 % zoom", 320, 256)
    open_settings(page)
    look("400 % zoom, settings", 320, 256)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    look("200 % text, settings", 1280)
    look("200 % text, 640 pixels", 640)
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.evaluate(SPACING)
    look("spacing, settings", 1280)
    look("spacing at 400 % zoom", 320, 256)
    assert faults == {}


def assert_measure(lines: list[int]) -> None:
    assert len(lines) > 20
    assert 60 <= mean(lines) <= 70
    assert sorted(lines)[-3] <= 76


@pytest.mark.parametrize("fonts", FAMILIES, indirect=True)
@pytest.mark.parametrize("theme", THEMES)
def test_measure(theme: str, page: Page, request: pytest.FixtureRequest) -> None:
    """Whatever the font, a line of a story holds 60 to 70 characters at 1280 pixels, and hardly any more than 76."""
    page.goto(request.getfixturevalue(theme) + KINDS["plain story"])
    for letters in ("serif", "sans"):
        page.evaluate("letters => document.documentElement.setAttribute('data-font', letters)", letters)
        assert_measure(page.evaluate(LINES))


@pytest.mark.parametrize("theme", THEMES)
def test_measure_in_firefox(theme: str, fox: Firefox, request: pytest.FixtureRequest) -> None:
    """A line of a story holds 60 to 70 characters in Firefox, too."""
    fox.goto(request.getfixturevalue(theme) + KINDS["plain story"])
    assert_measure(fox.evaluate(f"return ({LINES})()"))


@pytest.mark.parametrize("fonts", FAMILIES, indirect=True)
def test_columns(served: str, page: Page) -> None:
    """Columns are as wide as a story's text, also those in letters of another font or size."""
    page.goto(served + KINDS["everything in a story"])
    widths = page.locator(
        ".story .text, .story > .opening, .after > .pager, .after > .next, .after > .withdraw"
    ).evaluate_all(WIDTH)
    page.goto(served + KINDS["search"])
    page.locator("form.search").wait_for()
    widths += page.locator("main > h1, .search input[type=search]").evaluate_all(WIDTH)
    assert len(widths) >= 6
    assert max(widths) - min(widths) < 1


@pytest.mark.parametrize("measure", ["20rem", "300px", "min(40ch, 90%)"])
def test_any_measure(measure: str, served: str, page: Page) -> None:
    """A theme's measure may be any length."""
    page.goto(served + KINDS["plain story"])
    usual = page.locator(".text").evaluate("e => e.getBoundingClientRect().width")
    page.evaluate("measure => document.documentElement.style.setProperty('--measure', measure)", measure)
    assert 250 < page.locator(".text").evaluate("e => e.getBoundingClientRect().width") < usual


@pytest.mark.parametrize("fonts", FAMILIES, indirect=True)
@pytest.mark.parametrize(("width", "least"), [(320, 25), (768, 55)])
def test_measure_on_small_screens(width: int, least: int, served: str, page: Page) -> None:
    """On a small screen, lines use the room that there is."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(served + KINDS["plain story"])
    assert mean(page.evaluate(LINES)) >= least


# Lines of words that come out from under “Leave this page”, where it has no ground of its own as wide as they are.
UNDER = """() => {
  const strip = document.querySelector(".leave"), own = getComputedStyle(strip).backgroundColor !== "rgba(0, 0, 0, 0)";
  const out = (own ? strip : strip.querySelector("a")).getBoundingClientRect();
  const found = [], words = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const node = words.currentNode, range = document.createRange();
    if (!node.data.trim() || node.parentElement.closest(".leave, .visually-hidden, pre, .table")) continue;
    range.selectNodeContents(node);
    for (const line of range.getClientRects()) {
      const apart = line.bottom <= out.top + 1 || line.top >= out.bottom - 1;
      const beside = line.right <= out.left || line.left >= out.right;
      const under = own && out.left - 1 <= line.left && line.right <= out.right + 1;
      if (!apart && !beside && !under) found.push(node.data.slice(0, 60));
    }
  }
  return found;
}"""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_way_out_covers_no_words(width: int, theme: str, page: Page, request: pytest.FixtureRequest) -> None:
    """Wherever a story is scrolled to, no words, however large, stand half under the button “Leave this page”."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(request.getfixturevalue(theme) + KINDS["everything in a story"])
    for choice in ({}, {"size": "largest"}, {"width": "wide"}):
        page.evaluate("all => Object.assign(document.documentElement.dataset, all)", choice)
        height = page.evaluate("document.documentElement.scrollHeight")
        for at in range(0, height - 800, 377):
            page.evaluate("at => scrollTo(0, at)", at)
            assert page.evaluate(UNDER) == [], (choice, at)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_foot_is_free(width: int, theme: str, page: Page, request: pytest.FixtureRequest) -> None:
    """At its very end, the last words of a story's page stand above the button “Leave this page”, or beside it."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(request.getfixturevalue(theme) + KINDS["everything in a story"])
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    seen = page.locator(".site-footer a").last.evaluate("""e => {
      const r = e.getBoundingClientRect();
      return e.contains(document.elementFromPoint((r.left + r.right) / 2, r.bottom - 2));
    }""")
    assert seen


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("kind", "brings"), [("search", "form.search"), ("everything in a story", ".settings > button")]
)
def test_nothing_moves_when_scripts_come(
    kind: str, brings: str, theme: str, open_page: OpenPage, request: pytest.FixtureRequest
) -> None:
    """What a page shows before its scripts have come stays where it is when they show more (CLS 0 while it loads)."""
    page, late = open_page(), list[Route]()

    def hold(route: Route) -> None:
        late.append(route)

    page.route(lambda url: url.endswith(".js") and "/choices." not in url, hold)
    address = request.getfixturevalue(theme) + KINDS[kind]
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address, wait_until="commit")
        page.locator("#_footer").wait_for()
        # Below the screen, what moves is not seen; and the list of topics from A to Z gives way to the field.
        before = {e: place for e, place in page.evaluate(WHERE).items() if place[1] < 800}
        assert len(before) > 10
        assert not page.locator(brings).is_visible()
        for route in late:
            route.continue_()
        late.clear()
        page.locator(brings).wait_for()
        after = page.evaluate(WHERE)
        stayed = before.keys() & after.keys()
        assert len(stayed) > 10
        assert {e: after[e] for e in stayed} == {e: before[e] for e in stayed}


def test_where_words_are_divided(served: str, page: Page) -> None:
    """Words are divided where lines are short, but not for readers who chose easier letters or more space."""
    hyphens = "e => getComputedStyle(e).hyphens"
    words = page.locator(".text > p").first
    page.goto(f"{served}stories/dear-keeper/")
    for width, choice, wanted in (
        (1280, "", "manual"),
        (390, "", "auto"),
        (390, "font=sans", "auto"),
        (390, "font=easy", "manual"),
        (390, "spacing=wide", "manual"),
    ):
        page.set_viewport_size({"width": width, "height": 800})
        name, _, value = choice.partition("=")
        page.evaluate("([name, value]) => { if (name) document.documentElement.dataset[name] = value; }", [name, value])
        assert words.evaluate(hyphens) == wanted, choice
        page.evaluate("name => { if (name) delete document.documentElement.dataset[name]; }", name)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("width", "height"), [(568, 250), (320, 256)], ids=["a phone on its side", "at 400 %"])
def test_the_way_out_stays_on_low_screens(
    width: int, height: int, theme: str, page: Page, request: pytest.FixtureRequest
) -> None:
    """On a screen without room for a strip, “Leave this page” stays in reach, and leaves most of a line free."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(request.getfixturevalue(theme) + KINDS["everything in a story"])
    page.evaluate("scrollTo(0, 1500)")
    expect(page.locator(".leave a")).to_be_in_viewport(ratio=1)
    assert page.locator(".leave").evaluate("e => e.getBoundingClientRect().width") < 0.7 * width
