"""Reading settings: each does what it says, and nothing is kept unless the reader says so."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import KINDS, WIDTHS, OpenPage

STORY = KINDS["plain story"]
STORED = "() => [{...localStorage}, {...sessionStorage}, document.cookie]"
NOTHING: list[Any] = [{}, {}, ""]
KEEP = "Keep my choices on this device"


def open_settings(page: Page) -> None:
    page.get_by_role("button", name="Reading settings").click()


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f".settings [name={name}][value='{value}']").check()


def kept(page: Page) -> Any:
    """What is kept on the device."""
    return json.loads(page.evaluate("localStorage.getItem('hearten')"))


@pytest.mark.parametrize(
    ("name", "values", "measure"),
    [
        ("size", ["", "large", "larger", "largest"], "parseFloat(style.fontSize)"),
        ("spacing", ["", "wide", "wider"], "parseFloat(style.lineHeight)"),
        ("width", ["narrow", "", "wide"], "text.getBoundingClientRect().width"),
    ],
)
@pytest.mark.parametrize("theme", ["served", "plain_served"])
def test_steps(
    name: str, values: list[str], measure: str, theme: str, page: Page, request: pytest.FixtureRequest
) -> None:
    """Size of text, space between lines and length of lines grow with each step, by a tenth at least."""
    page.goto(request.getfixturevalue(theme) + STORY)
    open_settings(page)
    sizes = []
    for value in values:
        choose(page, name, value)
        sizes.append(
            page.locator(".text p").first.evaluate(
                f"text => {{ const style = getComputedStyle(text); return {measure} }}"
            )
        )
    assert all(more >= 1.1 * less for less, more in pairwise(sizes))
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("theme", ["served", "plain_served"])
def test_letters(theme: str, page: Page, request: pytest.FixtureRequest) -> None:
    """The three kinds of letters are different fonts of the reader's own system."""
    page.goto(request.getfixturevalue(theme) + STORY)
    open_settings(page)
    fonts = {}
    for value in ("", "sans", "easy"):
        choose(page, "font", value)
        fonts[value] = page.locator(".text p").first.evaluate("e => getComputedStyle(e).fontFamily")
    assert len(set(fonts.values())) == 3
    assert "serif" in fonts[""].split(", ")
    assert "sans-serif" in fonts["sans"].split(", ")
    assert "Verdana" in fonts["easy"].split(", ")
    assert page.evaluate("document.fonts.size") == 0


def test_light(served: str, page: Page) -> None:
    """Light and dark can be chosen whatever the device has, and left to the device again."""
    page.goto(served + STORY)
    open_settings(page)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    choose(page, "scheme", "dark")
    dark = page.evaluate(ground)
    assert dark != light
    page.emulate_media(color_scheme="dark")
    choose(page, "scheme", "light")
    assert page.evaluate(ground) == light
    choose(page, "scheme", "")
    assert page.evaluate(ground) == dark


def test_nothing_is_kept(served: str, page: Page) -> None:
    """Unless the reader asks for it, choices are not stored and end with the page, and the panel says so."""
    page.goto(served + STORY)
    open_settings(page)
    for name, value in (("size", "large"), ("font", "sans"), ("scheme", "dark"), ("notes", "death")):
        choose(page, name, value)
    expect(page.locator(".settings [role=status]")).to_have_text("Your choices end when you leave this page.")
    assert page.evaluate(STORED) == NOTHING
    page.goto(served)
    assert page.evaluate("[...document.documentElement.attributes].map(a => a.name)") == ["lang", "dir", "data-notes"]


def test_kept_across_pages(served: str, page: Page) -> None:
    """Who ticks “keep” finds the choices on the next page, applied before its text comes, and ticked in its panel."""
    page.goto(served + STORY)
    open_settings(page)
    choose(page, "size", "larger")
    page.get_by_label(KEEP).check()
    choose(page, "scheme", "dark")
    choose(page, "notes", "death")
    expect(page.locator(".settings [role=status]")).to_have_text(
        "Your choices are kept on this device, and nowhere else."
    )
    assert kept(page) == {"size": "larger", "scheme": "dark", "notes": ["death"]}
    # Nothing of the page's end runs: what applies the choices must not wait for it.
    page.route("**/hearten.*.js", lambda route: route.abort())
    page.goto(served)
    root = page.locator("html")
    expect(root).to_have_attribute("data-size", "larger")
    expect(root).to_have_attribute("data-scheme", "dark")
    page.unroute("**/hearten.*.js")
    page.goto(served + KINDS["help"])
    open_settings(page)
    for name, value in (("size", "larger"), ("scheme", "dark"), ("notes", "death")):
        expect(page.locator(f".settings [name={name}][value={value}]")).to_be_checked()
    expect(page.get_by_label(KEEP)).to_be_checked()
    expect(page.locator(".settings [role=status]")).to_have_text(
        "Your choices are kept on this device, and nowhere else."
    )


def test_kept_before_any_choice(served: str, page: Page) -> None:
    """“Keep” stays ticked on the next page also where nothing was chosen yet."""
    page.goto(served)
    open_settings(page)
    page.get_by_label(KEEP).check()
    page.goto(served + STORY)
    open_settings(page)
    expect(page.get_by_label(KEEP)).to_be_checked()
    choose(page, "size", "large")
    assert kept(page) == {"size": "large"}


def test_no_longer_kept(served: str, page: Page) -> None:
    """Who takes the tick away has nothing left on the device."""
    page.goto(served)
    open_settings(page)
    page.get_by_label(KEEP).check()
    choose(page, "size", "large")
    page.get_by_label(KEEP).uncheck()
    assert page.evaluate(STORED) == NOTHING
    expect(page.locator("html")).to_have_attribute("data-size", "large")


def test_forget(served: str, page: Page) -> None:
    """One press forgets everything: on the device, on the page, in the panel and in the lists."""
    page.goto(served)
    usual = page.evaluate("document.documentElement.outerHTML.match(/<html[^>]*>/)[0]")
    open_settings(page)
    page.get_by_label(KEEP).check()
    for name, value in (("size", "largest"), ("width", "wide"), ("scheme", "dark"), ("notes", "death")):
        choose(page, name, value)
    page.get_by_role("button", name="Forget everything").click()
    assert page.evaluate(STORED) == NOTHING
    assert page.evaluate("document.documentElement.outerHTML.match(/<html[^>]*>/)[0]") == usual
    expect(page.locator(".settings [role=status]")).to_have_text("Everything is forgotten.")
    expect(page.locator(".settings :checked:not([value=''])")).to_have_count(0)
    expect(page.locator(".cards > li:visible")).to_have_count(page.locator(".cards > li").count())


@pytest.mark.parametrize("fault", ["setItem() { throw new DOMException('full', 'QuotaExceededError') }", "getter"])
def test_storage_fails(fault: str, served: str, page: Page) -> None:
    """Where the browser refuses to keep anything, the reader is told, and the choices hold for the page."""
    if fault == "getter":
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
        )
    else:
        page.add_init_script(f"Storage.prototype.setItem = function {fault}")
    page.goto(served)
    open_settings(page)
    choose(page, "size", "large")
    page.get_by_label(KEEP).check()
    expect(page.locator(".settings [role=status]")).to_have_text(
        "This browser does not let us keep anything. Your choices end when you leave this page."
    )
    expect(page.locator("html")).to_have_attribute("data-size", "large")
    expect(page.locator(".cards > li:visible")).to_have_count(page.locator(".cards > li").count())


def test_a_page_from_memory(served: str, page: Page) -> None:
    """A page that the back button brings from the browser's memory is read anew, for choices may have changed."""
    page.goto(served)
    page.evaluate("window.old = true")
    with page.expect_event("load"):
        page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert page.evaluate("window.old") is None


def test_without_javascript(served: str, open_page: OpenPage) -> None:
    """Without JavaScript there is no button for settings that could not work."""
    page = open_page(javascript=False)
    page.goto(served)
    expect(page.locator(".settings")).to_be_hidden()


def test_the_button_stays(served: str, page: Page) -> None:
    """The button of the settings stays where it was pressed when they open, however wide the window is."""
    page.goto(served)
    button = page.locator(".settings > button")
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 800})
        before = button.bounding_box()
        button.click()
        assert button.bounding_box() == before
        button.click()


@pytest.mark.parametrize("theme", ["served", "plain_served"])
def test_back_to_usual(theme: str, page: Page, request: pytest.FixtureRequest) -> None:
    """One press makes everything look as usual; what is left out, and what is to be kept, stays as it was."""
    page.goto(request.getfixturevalue(theme) + STORY)
    open_settings(page)
    page.get_by_label(KEEP).check()
    for name, value in (("size", "largest"), ("spacing", "wider"), ("scheme", "dark"), ("notes", "death")):
        choose(page, name, value)
    page.get_by_role("button", name="Back to usual").click()
    assert kept(page) == {"notes": ["death"]}
    assert page.evaluate("Object.keys(document.documentElement.dataset)") == ["notes"]
    expect(page.locator(".settings [type=radio]:checked:not([value=''])")).to_have_count(0)
    expect(page.locator(".settings [name=notes][value=death]")).to_be_checked()
    expect(page.locator("#_settings")).to_be_visible()


def test_the_sample(served: str, page: Page) -> None:
    """A line in the panel is as large, as far apart and in the same letters as a story."""
    page.goto(served + STORY)
    open_settings(page)
    style = "e => { const s = getComputedStyle(e); return [s.fontSize, s.lineHeight, s.fontFamily, s.color] }"
    for name, value in (("size", "larger"), ("spacing", "wider"), ("font", "easy"), ("scheme", "dark")):
        choose(page, name, value)
        sample, text = (page.locator(place).first.evaluate(style) for place in (".sample", ".text p"))
        assert sample == text


@pytest.mark.parametrize("way", ["Escape", "Close", "outside"])
def test_closing(way: str, served: str, page: Page) -> None:
    """The panel closes by Escape, by its own button and by a press beside it, and the focus goes back to its button."""
    page.goto(served + STORY)
    open_settings(page)
    choose(page, "size", "large")
    if way == "Escape":
        page.keyboard.press("Escape")
    elif way == "Close":
        page.get_by_role("button", name="Close").click()
    else:
        page.locator("h1").click()
    expect(page.locator("#_settings")).to_be_hidden()
    expect(page.get_by_role("button", name="Reading settings")).to_be_focused()


def test_a_press_on_a_control_keeps_the_focus(served: str, page: Page) -> None:
    """A press outside that is on another control closes the panel and leaves the focus there."""
    page.goto(served)
    open_settings(page)
    page.locator("body").evaluate("e => { const b = document.createElement('button'); e.prepend(b); b.id = 'other' }")
    page.locator("#other").click()
    expect(page.locator("#_settings")).to_be_hidden()
    expect(page.locator("#other")).to_be_focused()
