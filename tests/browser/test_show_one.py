"""Show me one: a story that the reader did not have to choose."""

from __future__ import annotations

from itertools import pairwise

from playwright.sync_api import Page, expect

from tests.browser.conftest import KINDS, OpenPage

PLACE = KINDS["show me one"]
SHOWN = ".pool > li:visible"
# The stories that are shown, at first and after each of so many presses.
PRESSED = """(button, times) => Array.from({length: times + 1}, (_, n) => {
  if (n) button.click();
  return [...document.querySelectorAll(".pool > li")].filter(e => e.checkVisibility({visibilityProperty: true}))
    .map(e => e.querySelector("a").href);
})"""


def test_without_javascript(served: str, open_page: OpenPage) -> None:
    """Without JavaScript, it is a page with stories from all over the cache, each of which can be opened."""
    page = open_page(javascript=False)
    page.goto(served)
    page.get_by_role("link", name="Show me one").click()
    assert page.locator(SHOWN).count() > 5
    expect(page.get_by_role("button", name="Another one")).to_be_hidden()
    page.locator(SHOWN).last.get_by_role("heading").get_by_role("link").click()
    expect(page.locator("article.story")).to_be_visible()


def test_a_different_one_each_time(served: str, page: Page) -> None:
    """Each press shows another story, until all were shown; then it begins again, not with the one just seen."""
    page.goto(served + PLACE)
    total = page.locator(".pool > li").count()
    button = page.get_by_role("button", name="Another one")
    expect(page.locator(SHOWN)).to_have_count(1)
    shown = button.evaluate(PRESSED, 2 * total - 1)
    assert [len(stories) for stories in shown] == [1] * 2 * total
    seen = [story for [story] in shown]
    button.click()
    expect(page.locator(SHOWN)).to_have_count(1)
    assert len(set(seen[:total])) == len(set(seen[total:])) == total
    assert all(one != next_ for one, next_ in pairwise(seen))


def test_the_order_is_by_chance(served: str, page: Page) -> None:
    """Which story comes first is a matter of chance."""
    first = set()
    for _ in range(12):
        page.goto(served + PLACE)
        first.add(page.locator(f"{SHOWN} a").first.get_attribute("href"))
    assert len(first) > 1


def test_focus_follows(served: str, page: Page) -> None:
    """After a press, the focus is on the title of the story that came."""
    page.goto(served + PLACE)
    page.get_by_role("button", name="Another one").press("Enter")
    expect(page.locator(SHOWN).get_by_role("heading").get_by_role("link")).to_be_focused()


def test_nothing_jumps(served: str, page: Page) -> None:
    """While the page loads, the stories that are not shown never push the rest of the page about."""
    page.add_init_script("""
      window.jumps = 0;
      new PerformanceObserver(list => list.getEntries().forEach(entry => { window.jumps += entry.value; }))
        .observe({type: "layout-shift", buffered: true});
    """)
    page.route("**/hearten.*.js", lambda route: route.abort())
    page.goto(served + PLACE)
    expect(page.locator(SHOWN)).to_have_count(1)
    page.unroute("**/hearten.*.js")
    page.goto(served + PLACE)
    expect(page.get_by_role("button", name="Another one")).to_be_visible()
    assert page.evaluate("window.jumps") < 0.05
