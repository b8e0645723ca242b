"""The colours that a reader sees, as the browser computed them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from generator.content.contrast import ratio
from tests.browser.conftest import KINDS, SCHEMES, Scheme

THEMES = ("served", "plain_served")
# Each element that there is stands on one of these.
PLACES = [
    (theme, kind)
    for theme in THEMES
    for kind in ("home", "all stories", "topics", "content notes", "everything in a story", "help", "leaving", "search")
    if kind in KINDS
]

# Pairs of colours: of words and their ground, and of boxes' edges and what is around them.
PAIRS = """() => {
  const ground = e => {
    for (; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (colour !== "rgba(0, 0, 0, 0)") return colour;
    }
    return "none";
  };
  const texts = {}, edges = {};
  for (const e of document.querySelectorAll("body *")) {
    if (!e.checkVisibility({visibilityProperty: true})) continue;
    const style = getComputedStyle(e), sample = e.outerHTML.slice(0, 80);
    if ([...e.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())) {
      texts[`${style.color} on ${ground(e)}`] = sample;
    }
    for (const pseudo of ["::before", "::after", "::marker"]) {
      const drawn = getComputedStyle(e, pseudo);
      if (!["none", "normal"].includes(drawn.content)) texts[`${drawn.color} on ${ground(e)}`] = sample;
    }
    if (e.matches("button, .help-link a, .invitations a, .letters a")) {
      if (style.borderTopStyle === "solid") edges[`${style.borderTopColor} on ${ground(e.parentElement)}`] = sample;
    }
  }
  return [texts, edges];
}"""


def contrast(pair: str) -> float:
    """The contrast of a pair such as ``rgb(1, 2, 3) on rgb(255, 255, 255)``."""
    one, other = re.findall(r"rgba?\((\d+), (\d+), (\d+)", pair)
    return ratio(*("#" + "".join(f"{int(channel):02x}" for channel in colour) for colour in (one, other)))


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
        for place in (".help-link a", ".leave a", ".settings > button", ".menu a >> nth=0", ".text a >> nth=0"):
            page.locator(place).hover()
            texts, _ = page.evaluate(PAIRS)
            assert [pair for pair in texts if contrast(pair) < 7] == [], place
