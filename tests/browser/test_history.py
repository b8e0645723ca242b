"""The page with a story's history in a browser: narrow and wide, in light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.store import versions
from tests.browser.conftest import WIDTHS, AskAxe, Scheme
from tests.builders.approved import approve
from tests.builders.previews import running
from tests.builders.sites import TODAY, make_site, story

GATE = "stories/gate.md"
VIEWS: list[tuple[int, Scheme]] = [(320, "light"), (WIDTHS["desk"], "dark")]


def test_history_is_for_everybody(tmp_path: Path, page: Page, axe: AskAxe, monkeypatch: pytest.MonkeyPatch) -> None:
    """The history is reached from the story's page, its changes are opened by keyboard, and axe finds nothing on it."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    root = make_site(tmp_path / "site", {"gate.md": story(text="It was blue." + "x" * 200)})
    approve(root, GATE, "CF-7")
    versions.keep(root, GATE, (root / GATE).read_bytes().replace(b"blue", b"green"), TODAY, 30)
    with running(root) as desk:
        page.goto(f"{desk.address}_desk/story/{GATE}")
        page.get_by_role("link", name="History").press("Enter")
        page.locator("summary", has_text="1 line went, 1 came").press("Enter")
        expect(page.locator("del")).to_contain_text("It was green.")
        for width, scheme in VIEWS:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
