"""“Leave this page”: gone at once, by a press or by Shift three times, with no way back to the story and no trace."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import KINDS, OpenPage

STORY = KINDS["everything in a story"]
TARGET = "https://www.wikipedia.org/"
AWAY = "<!doctype html><title>Away</title><h1>Somewhere else</h1>"
STATUS = ".leave [role=status]"

# Keys let go at given times, in milliseconds: the browser's own clock would have to be waited for.
PRESS = """presses => presses.forEach(([key, time, held]) => {
  const event = new KeyboardEvent("keyup", {key, bubbles: true, ...held});
  Object.defineProperty(event, "timeStamp", {value: time});
  document.dispatchEvent(event);
})"""
Press = tuple[str, float, dict[str, bool]]


def shifts(*times: float) -> list[Press]:
    return [("Shift", time, {}) for time in times]


@pytest.fixture
def away(page: Page) -> list[str]:
    """Every request for the page that opens instead, which is answered here."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.header_value("referer") or "nobody")
        route.fulfill(body=AWAY, content_type="text/html")

    page.route(f"{TARGET}**", answer)
    return asked


def left(page: Page) -> bool:
    """Whether the page is on its way out: what leaving does first is to cover it."""
    return bool(page.evaluate("document.documentElement.hasAttribute('data-left')"))


def test_on_every_story(site: str, served: str, page: Page) -> None:
    """The button is in sight on a story wherever it is scrolled to, and leads where the settings say."""
    page.goto(served + STORY)
    for at in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        page.evaluate(f"scrollTo(0, {at})")
        expect(page.locator(".leave a")).to_be_in_viewport(ratio=1)
    expect(page.locator(".leave a")).to_have_attribute("href", TARGET)


@pytest.mark.parametrize("size", [(1280, 150), (1280, 300), (1280, 479), (1280, 480), (160, 300)])
def test_on_low_and_narrow_screens(size: tuple[int, int], served: str, page: Page) -> None:
    """Where the head of a page fills the screen, or hardly a word fits, the button is in sight, and nothing cut off."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(served + STORY)
    for at in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        page.evaluate(f"scrollTo(0, {at})")
        expect(page.locator(".leave a")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_press(served: str, page: Page, away: list[str]) -> None:
    """A press on the button opens the other page, which is not told where the reader came from."""
    page.goto(served + STORY)
    page.locator(".leave a").click()
    page.wait_for_url(TARGET)
    assert away == ["nobody"]


def test_going_back(served: str, page: Page, away: list[str]) -> None:
    """After leaving, going back leads to what was open before the story, not to the story."""
    page.goto(served)
    page.goto(served + STORY)
    page.locator(".leave a").click()
    page.wait_for_url(TARGET)
    page.go_back()
    assert page.url == served
    page.go_forward()
    assert page.url == TARGET


def test_covered_at_once(served: str, page: Page, away: list[str]) -> None:
    """Before the other page comes, nothing of the story is to be seen any more, and the window's title is changed."""
    page.goto(served + STORY)
    title, seen = page.evaluate("""() => {
      document.querySelector(".leave a").click();
      const all = [...document.querySelectorAll("body, body *")];
      const seen = all.filter(e => getComputedStyle(e).visibility !== "hidden");
      return [document.title, seen.length];
    }""")
    assert (title, seen) == ("www.wikipedia.org", 0)


def test_no_trace(served: str, page: Page, away: list[str]) -> None:
    """Leaving writes nothing to the device."""
    page.goto(served + STORY)
    page.locator(".leave a").click()
    page.wait_for_url(TARGET)
    page.goto(served)
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_three_shifts(served: str, page: Page, away: list[str]) -> None:
    """Shift, pressed three times on the keyboard, opens the other page."""
    page.goto(served + STORY)
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(TARGET)


@pytest.mark.parametrize("times", [(0, 100, 200), (0, 2000, 4999), (0, 4000, 6000, 8000), (0, 6000, 6100, 6200)])
def test_within_five_seconds(times: Sequence[float], served: str, page: Page, away: list[str]) -> None:
    """Three presses of Shift within five seconds in all lead away, also after a press that came too early."""
    page.goto(served + STORY)
    page.evaluate(PRESS, shifts(*times))
    page.wait_for_url(TARGET)


@pytest.mark.parametrize("times", [(0,), (0, 100), (0, 2500, 5000), (0, 3000, 6000, 9000, 12000)])
def test_slower(times: Sequence[float], served: str, page: Page) -> None:
    """Fewer presses, or three that take five seconds or more, do nothing."""
    page.goto(served + STORY)
    page.evaluate(PRESS, shifts(*times))
    assert not left(page)


@pytest.mark.parametrize(
    "presses",
    [
        # Capital letters, with Shift let go last and first.
        [(key, time, held) for time in (0, 300, 600) for key, held in (("A", {"shiftKey": True}), ("Shift", {}))],
        [(key, time, {}) for time in (0, 300, 600) for key in ("Shift", "a")],
        # Shift beside another key that is held, as to switch the keyboard's language.
        [("Shift", time, {"ctrlKey": True}) for time in (0, 300, 600)],
        [("Shift", time, {"altKey": True}) for time in (0, 300, 600)],
        [("Shift", time, {"metaKey": True}) for time in (0, 300, 600)],
        # Two presses, something else, one press.
        [("Shift", 0, {}), ("Shift", 100, {}), ("Tab", 200, {}), ("Shift", 300, {})],
    ],
    ids=["capitals", "hasty capitals", "control", "alt", "meta", "something between"],
)
def test_modified_shift(presses: list[Press], served: str, page: Page) -> None:
    """Shift together with other keys does not count, and other keys between the presses begin the count anew."""
    page.goto(served + STORY)
    page.evaluate(PRESS, presses)
    assert not left(page)


def test_typing_capitals(served: str, page: Page) -> None:
    """Capital letters on a real keyboard, and going backwards by Shift and Tab, do not lead away."""
    page.goto(served + STORY)
    for key in ("Shift+A", "Shift+B", "Shift+C", "Shift+Tab", "Shift+Tab", "Shift+Tab", "Control+Shift+Home"):
        page.keyboard.press(key)
    assert not left(page)


def test_spoken(served: str, page: Page, away: list[str]) -> None:
    """A screen reader is told how many presses are left, and that the page is being left."""
    page.goto(served + STORY)
    said = page.locator(STATUS)
    expect(said).to_have_text("")
    page.keyboard.press("Shift")
    expect(said).to_have_text("Shift: press it 2 more times to leave this page.")
    page.keyboard.press("Shift")
    expect(said).to_have_text("Shift: press it once more to leave this page.")
    last = page.evaluate(f"""() => {{
      document.dispatchEvent(new KeyboardEvent("keyup", {{key: "Shift"}}));
      return document.querySelector("{STATUS}").textContent;
    }}""")
    assert last == "Leaving this page."


@pytest.mark.parametrize("kind", ["home", "all stories", "help", "show me one"])
def test_elsewhere(kind: str, served: str, page: Page) -> None:
    """Pages without the button do nothing at Shift."""
    page.goto(served + KINDS[kind])
    assert page.locator(".leave").count() == 0
    page.evaluate(PRESS, shifts(0, 100, 200))
    assert not left(page)


def test_without_javascript(served: str, open_page: OpenPage) -> None:
    """Without JavaScript, the button is a plain link to the other page, which does not learn where the reader was."""
    page = open_page(javascript=False)
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.header_value("referer") or "nobody")
        route.fulfill(body=AWAY, content_type="text/html")

    page.route(f"{TARGET}**", answer)
    page.goto(served + STORY)
    page.get_by_role("link", name="Leave this page").click()
    expect(page.locator("h1")).to_have_text("Somewhere else")
    assert asked == ["nobody"]


def test_explained(served: str, page: Page) -> None:
    """Every page leads to one that says what the button cannot do: history, the network."""
    page.goto(served + STORY)
    page.locator(".site-footer").get_by_role("link", name="Leaving a page quickly").click()
    expect(page.locator("h1")).to_have_text("Leaving a page quickly")
    words = page.locator("main").inner_text()
    assert "history" in words
    assert "network" in words
    expect(page.get_by_role("heading", name="What it cannot do")).to_be_visible()
