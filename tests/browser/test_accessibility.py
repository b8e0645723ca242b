"""axe-core on one page of every kind."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import KINDS, SCHEMES, WIDTHS, AskAxe, OpenPage, Scheme

Views = Sequence[tuple[str, Scheme]]
EVERY_VIEW: Views = list(product(WIDTHS, SCHEMES))
# axe-core takes half a second for each.
TWO_VIEWS: Views = [("phone", "light"), ("desk", "dark")]
seen = pytest.mark.parametrize(
    "views",
    [pytest.param(TWO_VIEWS, id="two views"), pytest.param(EVERY_VIEW, marks=pytest.mark.long, id="every view")],
)


@pytest.fixture
def page(shared_page: Page) -> Page:
    """The window that is shared: these tests only look."""
    return shared_page


def found_in(views: Views, page: Page, axe: AskAxe) -> list[str]:
    """What axe-core finds, each with the views in which it does."""
    found: list[str] = []
    for width, scheme in views:
        page.set_viewport_size({"width": WIDTHS[width], "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += (f"{width}, {scheme}: {finding}" for finding in axe(page))
    return found


@seen
@pytest.mark.parametrize("kind", KINDS)
def test_no_finding(kind: str, views: Views, served: str, page: Page, axe: AskAxe) -> None:
    """axe-core finds nothing on a page of any kind, narrow or wide, light or dark."""
    if kind == "redirect":  # stay on it, as a reader does whose next page has not come yet
        page.route("**/stories/**", lambda route: route.fulfill(status=204))
    page.goto(served + KINDS[kind])
    assert page.url == served + KINDS[kind]
    found = found_in(views, page, axe)
    assert not found, "\n".join(found)


@seen
@pytest.mark.parametrize("theme", ["served", "plain_served"])
@pytest.mark.parametrize("kind", ["home", "everything in a story"])
def test_settings_open(
    kind: str, theme: str, views: Views, page: Page, axe: AskAxe, request: pytest.FixtureRequest
) -> None:
    """axe-core finds nothing either while the settings are open, in both themes, narrow or wide, light or dark."""
    page.goto(request.getfixturevalue(theme) + KINDS[kind])
    found = axe(page)
    page.locator(".settings > button").click()
    found += found_in(views, page, axe)
    assert not found, "\n".join(found)


def test_axe_is_awake(open_page: OpenPage, axe: AskAxe) -> None:
    """axe-core does find faults, those that only its experimental rules and best practices know among them."""
    page = open_page()
    page.set_content("<!doctype html><html><body><img src='x'><p>Here</p><div tabindex='0' role='group'>A</div>")
    found = {finding.partition(":")[0] for finding in axe(page)}
    assert {"image-alt", "html-has-lang", "region", "focus-order-semantics"} <= found


def test_axe_is_awake_in_the_dark(open_page: OpenPage, axe: AskAxe) -> None:
    """In the dark, axe-core finds words that can hardly be read only there."""
    page = open_page()
    faint = "@media (prefers-color-scheme: dark) { p { color: #888; background: #999 } }"
    page.set_content(f"<!doctype html><html><style>{faint}</style><body><p>Grey on grey</p>")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = {finding.partition(":")[0] for finding in axe(page)}
        assert ("color-contrast" in found) == (scheme == "dark")
