"""What a screen reader is told of a page: headings, landmarks, languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import KINDS

STAYING = [kind for kind in KINDS if kind != "redirect"]
LINE = re.compile(r"^ *- '?(\w+)(?: \"(.*?)\")?(?: \[level=(\d)\])?", re.MULTILINE)
LINKS = """() => [...document.querySelectorAll("a")].map(a =>
  [(a.getAttribute("aria-label") || a.textContent).trim(), a.href])"""
LANDMARKS = ("banner", "navigation", "main", "region", "contentinfo", "search", "complementary", "form")


@dataclass(frozen=True)
class Heard:
    """Each part of a page by its role, its name and a heading's level, and each link by its words and its address."""

    roles: list[tuple[str, str, int]]
    links: list[tuple[str, str]]


@pytest.fixture
def page(shared_page: Page) -> Page:
    """The window that is shared: these tests only look."""
    return shared_page


@pytest.fixture(scope="module")
def heard(served: str, window: Page) -> Callable[[str], Heard]:
    """A page of a kind, opened once."""

    @cache
    def hear(kind: str) -> Heard:
        window.goto(served + KINDS[kind])
        found = LINE.findall(window.locator("html").aria_snapshot())
        links = window.evaluate(LINKS)
        return Heard([(role, name, int(level or 0)) for role, name, level in found], [(*link,) for link in links])

    return hear


@pytest.mark.parametrize("kind", STAYING)
def test_headings(kind: str, heard: Callable[[str], Heard]) -> None:
    """A page has one first heading, before all others, and no level is left out on the way down."""
    levels = [level for role, _, level in heard(kind).roles if role == "heading"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("kind", STAYING)
def test_landmarks(kind: str, heard: Callable[[str], Heard]) -> None:
    """A page's landmarks come in the order of reading, the main one once, and those of one kind differ by name."""
    found = [(role, name) for role, name, _ in heard(kind).roles if role in LANDMARKS]
    order = [role for role, _ in found]
    for role in ("banner", "main", "contentinfo"):
        assert order.count(role) == 1
    assert order.index("banner") < order.index("main") < order.index("contentinfo") == len(order) - 1
    assert len(set(found)) == len(found)
    assert all(name for role, name in found if role in ("navigation", "region"))


@pytest.mark.parametrize("kind", STAYING)
def test_links_say_where(kind: str, heard: Callable[[str], Heard]) -> None:
    """Links that read the same lead to one place, and none says only “more” or “here”."""
    leads_to: dict[str, set[str]] = {}
    for words, address in heard(kind).links:
        leads_to.setdefault(words, set()).add(address)
    assert not {"", "more", "here", "click here", "read more"} & {words.lower() for words in leads_to}
    assert {words: ways for words, ways in leads_to.items() if len(ways) > 1 and not words.isdigit()} == {}


@pytest.mark.parametrize(("kind", "language"), [("German story", "de"), ("Spanish story", "es"), ("plain story", "en")])
def test_language_of_a_story(kind: str, language: str, served: str, page: Page) -> None:
    """A page tells its own language, and where a story's title and text are in another one, that too."""
    page.goto(served + KINDS[kind])
    assert page.locator("html").get_attribute("lang") == "en"
    for place in ("article.story h1", ".text p >> nth=0"):
        own = page.locator(place).evaluate("e => e.closest('[lang]').lang")
        assert own == language, place


def test_language_of_cards(served: str, page: Page) -> None:
    """On lists, the title and summary of a story in another language are marked as such."""
    page.goto(served + KINDS["all stories"])
    marked = page.locator(".card h3[lang]").evaluate_all("titles => titles.map(h => [h.lang, h.dir])")
    assert ["es", "ltr"] in marked
    assert page.locator(".card .summary[lang]").count() == len(marked)
