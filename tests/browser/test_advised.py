"""What is advised on a text, in a browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import AskAxe
from tests.builders.previews import running
from tests.builders.sites import make_site, story

LOUD = "---\ntitle: A\n---\n\nHello.\n\nPLEASE RING BEFORE YOU COME to us.\n\n![A kettle](kettle.jpg)\n"


def test_advice_is_read_and_kept_by_keyboard(tmp_path: Path, page: Page, axe: AskAxe) -> None:
    """What is advised leads to its line, axe finds nothing in it at any width, and a reason and a press keep it."""
    root = make_site(tmp_path / "site", {"gate.md": story()}, pages={"a.md": LOUD})
    with running(root) as desk:
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{desk.address}_desk/look/pages/a.md")
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.goto(f"{desk.address}_desk/edit/pages/a.md")
        frame = page.frame_locator("iframe[name=look]")
        frame.get_by_role("button", name="line 3 of the text").click()
        expect(page.get_by_label("Text", exact=True)).to_be_focused()
        reason = frame.get_by_label("It stays, because")
        reason.fill("It is on the sign.")
        reason.press("Enter")
        expect(frame.get_by_text("to consider")).to_have_count(0)
    assert "because: It is on the sign." in (root / "pages/a.md").read_text()
