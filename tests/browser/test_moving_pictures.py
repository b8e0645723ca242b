"""A picture that moves, on the page of its story, and one that never comes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, serve
from tests.browser.measures import contrast
from tests.builders.pictures import animation, photograph, saved
from tests.builders.sites import built, make_site, story

START = "Start or stop the movement"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A site with a story whose picture moves, and in whose text another one stands."""
    text = story(more="image: {src: gate.gif, alt: A gate swings., animated: true}", text="![A bench.](bench.jpg)")
    root = make_site(tmp_path / "site", {"gate.md": text})
    (root / "stories/gate.gif").write_bytes(animation("GIF"))
    (root / "stories/bench.jpg").write_bytes(saved(photograph((400, 300)), "JPEG"))
    built(root)
    with serve(root / "public") as served:
        yield served


@pytest.mark.parametrize("javascript", [True, False])
def test_what_moves_is_started(javascript: bool, address: str, open_page: OpenPage) -> None:
    """It stands still, and where scripts run is not loaded, before a reader starts it, and can be stopped again."""
    page = open_page(width=320, javascript=javascript)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}stories/gate/")
    still, moving = page.locator(".picture > img"), page.locator(".moving img")
    expect(still).to_be_visible()
    expect(moving).not_to_be_visible()
    page.wait_for_load_state("networkidle")
    assert not javascript or moving.evaluate("e => e.src") not in asked
    page.get_by_text(START).focus()
    page.keyboard.press("Enter")
    expect(moving).to_be_visible()
    expect(still).not_to_be_visible()
    expect(moving).to_have_js_property("complete", value=True)
    page.get_by_text(START).press("Enter")
    expect(still).to_be_visible()
    expect(moving).not_to_be_visible()


def test_its_page_is_accessible(address: str, open_page: OpenPage) -> None:
    """A page with a picture that moves, started, has no fault that axe finds, and paper shows the still one."""
    page = open_page()
    page.goto(f"{address}stories/gate/")
    page.emulate_media(media="print")
    expect(page.locator(".moving")).not_to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_text(START).click()
    assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("colours", ["active", "none"])
def test_words_of_a_picture_that_never_comes(scheme: str, colours: str, address: str, open_page: OpenPage) -> None:
    """The words of a picture that never comes can be read on its colour, and on the system's own colours."""
    page = open_page(scheme="dark" if scheme == "dark" else "light")
    page.emulate_media(forced_colors="active" if colours == "active" else "none")
    page.route("**/pictures/**", lambda route: route.abort())
    page.goto(f"{address}stories/gate/")
    bench = page.get_by_alt_text("A bench.")
    style = bench.evaluate("e => { const s = getComputedStyle(e); return [s.color, s.backgroundColor] }")
    assert contrast(" on ".join(style)) >= 4.5
    assert style[1] != "rgba(0, 0, 0, 0)"
