"""Mending at the desk in a browser: by keyboard, without scripts, and for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WIDTHS, AskAxe, OpenPage, watch
from tests.builders.previews import Running, running
from tests.builders.sites import make_site, story

HILL = "stories/hill.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story that has one slip that can be mended, and one that cannot."""
    slips = story("A hill", more="updated: 3/4/2026").replace("title: A hill", "title:A hill")
    return make_site(tmp_path / "site", {"hill.md": slips, "gate.md": story()})


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """Its preview."""
    with running(root) as preview:
        yield preview


def test_from_the_problem_to_the_mended_file_by_keyboard(
    desk: Running, root: Path, open_page: OpenPage, axe: AskAxe
) -> None:
    """From the problem on a page of the site, the desk is reached and the line mended by keyboard alone."""
    page = open_page(width=WIDTHS["phone"])
    log = watch(page)
    page.goto(f"{desk.address}stories/hill/")
    page.get_by_role("link", name="Let the desk mend it").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Mend {HILL}")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Write these lines").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_be_focused()
    expect(page.locator(".told")).to_contain_text(f"Mended {HILL}: line 2.")
    assert axe(page) == []
    assert "title: A hill\n" in (root / HILL).read_text(encoding="utf-8")
    # The browser itself notes that a withheld story's address is answered with 404; axe styles what it looks at.
    assert [text for text in log.complaints if "404" not in text and "inline style" not in text] == []


def test_the_button_beside_the_problem(desk: Running, root: Path, open_page: OpenPage, axe: AskAxe) -> None:
    """The button beside a problem mends it without scripts, too, and is large enough for a thumb."""
    page = open_page(width=WIDTHS["phone"], javascript=False)
    page.goto(f"{desk.address}_desk/story/{HILL}")
    button = page.get_by_role("button", name="Mend it")
    box = button.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    button.click()
    expect(page.locator(".told")).to_contain_text(f"Mended {HILL}: line 2.")
    assert "title: A hill\n" in (root / HILL).read_text(encoding="utf-8")
