"""The colours that a reader sees, as the browser computed them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import KINDS, SCHEMES, Scheme
from tests.browser.measures import PAIRS, contrast

THEMES = ("served", "plain_served")
# Each element that there is stands on one of these.
PLACES = [
    (theme, kind)
    for theme in THEMES
    for kind in ("home", "all stories", "topics", "content notes", "everything in a story", "help", "leaving", "search")
    if kind in KINDS
]


@pytest.fixture
def page(shared_page: Page) -> Page:
    """The window that is shared: these tests only look."""
    return shared_page


@pytest.mark.parametrize(("theme", "kind"), PLACES)
def test_contrast(kind: str, theme: str, page: Page, request: pytest.FixtureRequest) -> None:
    """Every word that is shown has a contrast of 7:1, every edge of a control 3:1, light or dark, settings open too."""
    page.goto(request.getfixturevalue(theme) + KINDS[kind])
    if page.locator(".settings > button").count():
        page.locator(".settings > button").click()
    faint: list[str] = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        texts, edges = page.evaluate(PAIRS)
        assert texts
        faint += [f"{scheme}: {pair} {e}" for pair, e in texts.items() if contrast(pair) < 7]
        faint += [f"{scheme}: {pair} {e}" for pair, e in edges.items() if contrast(pair) < 3]
    assert faint == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("chosen", SCHEMES)
def test_a_chosen_scheme(chosen: Scheme, theme: str, page: Page, request: pytest.FixtureRequest) -> None:
    """A reader's choice of light or dark has the same colours as the device's."""
    page.goto(request.getfixturevalue(theme))
    page.emulate_media(color_scheme=chosen)
    by_device = page.evaluate(PAIRS)
    page.emulate_media(color_scheme="dark" if chosen == "light" else "light")
    assert page.evaluate(PAIRS) != by_device
    page.evaluate("scheme => document.documentElement.setAttribute('data-scheme', scheme)", chosen)
    assert page.evaluate(PAIRS) == by_device
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == chosen


@pytest.mark.parametrize("theme", THEMES)
def test_words_under_the_pointer(theme: str, page: Page, request: pytest.FixtureRequest) -> None:
    """What a pointer rests on stays as readable."""
    page.goto(request.getfixturevalue(theme) + KINDS["everything in a story"])
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for place in (
            ".help-link a",
            ".leave a",
            ".settings > button",
            ".menu :is(summary, a):visible >> nth=0",
            ".text a >> nth=0",
        ):
            page.locator(place).hover()
            texts, _ = page.evaluate(PAIRS)
            assert [pair for pair in texts if contrast(pair) < 7] == [], place
