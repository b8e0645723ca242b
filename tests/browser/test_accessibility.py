"""axe-core on one page of every kind."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import KINDS, SCHEMES, WIDTHS, AskAxe


@pytest.mark.parametrize("kind", KINDS)
def test_no_finding(kind: str, served: str, page: Page, axe: AskAxe) -> None:
    """axe-core finds nothing on a page of any kind, narrow or wide, light or dark."""
    if kind == "redirect":  # stay on it, as a reader does whose next page has not come yet
        page.route("**/stories/**", lambda route: route.fulfill(status=204))
    page.goto(served + KINDS[kind])
    assert page.url == served + KINDS[kind]
    found: set[str] = set()
    for name, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found |= {f"{name}, {scheme}: {finding}" for finding in axe(page)}
    assert not found, "\n".join(sorted(found))


@pytest.mark.parametrize("theme", ["served", "plain_served"])
@pytest.mark.parametrize("kind", ["home", "everything in a story"])
def test_settings_open(kind: str, theme: str, page: Page, axe: AskAxe, request: pytest.FixtureRequest) -> None:
    """axe-core finds nothing either while the settings are open, in both themes, narrow or wide, light or dark."""
    page.goto(request.getfixturevalue(theme) + KINDS[kind])
    found = set(axe(page))
    page.locator(".settings > button").click()
    for name, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found |= {f"{name}, {scheme}: {finding}" for finding in axe(page)}
    assert not found, "\n".join(sorted(found))


def test_axe_is_awake(page: Page, axe: AskAxe) -> None:
    """axe-core does find faults, those that only its experimental rules and best practices know among them."""
    page.set_content("<!doctype html><html><body><img src='x'><p>Here</p><div tabindex='0' role='group'>A</div>")
    found = {finding.partition(":")[0] for finding in axe(page)}
    assert {"image-alt", "html-has-lang", "region", "focus-order-semantics"} <= found


def test_axe_is_awake_in_the_dark(page: Page, axe: AskAxe) -> None:
    """In the dark, axe-core finds words that can hardly be read only there."""
    faint = "@media (prefers-color-scheme: dark) { p { color: #888; background: #999 } }"
    page.set_content(f"<!doctype html><html><style>{faint}</style><body><p>Grey on grey</p>")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = {finding.partition(":")[0] for finding in axe(page)}
        assert ("color-contrast" in found) == (scheme == "dark")
