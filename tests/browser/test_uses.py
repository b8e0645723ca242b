"""Giving a story for something beside the site, and ticking that off, in a browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator.consent.use_register import add, uses
from tests.browser.conftest import SCHEMES, WIDTHS, AskAxe, OpenPage, Scheme
from tests.builders.previews import running
from tests.builders.sites import SITE, TODAY, make_site, story

USES = "uses: [{id: newsletter, label: Our newsletter, description: It goes to members on paper., tell: the editor}]\n"
CONSENT = "{record: R-9, status: given, given_on: 2026-01-01, scope: [web], uses: [newsletter]}"
AT = "https://quiet.harbour.internal/base/stories/gate/\n"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_use_is_written_down_by_keyboard(
    scheme: Scheme, tmp_path: Path, open_page: OpenPage, axe: AskAxe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By keyboard alone, on a narrow screen, a person gives a story for a newsletter, and ticks off what is over."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    root = make_site(tmp_path / "site", {"gate.md": story(consent=CONSENT)}, site=SITE + USES)
    add(root, "R-9", "stories/door.md", "newsletter", "Winter letter", TODAY, None)
    with running(root) as desk:
        page = open_page(width=WIDTHS["phone"], scheme=scheme)
        page.goto(f"{desk.address}_desk/story/stories/gate.md")
        page.get_by_role("link", name="Use it elsewhere…").focus()
        page.keyboard.press("Enter")
        page.get_by_label("Where exactly").focus()
        page.keyboard.type("Spring letter")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Written down as 2")).to_be_visible()
        expect(page.get_by_label("The words")).to_have_value("A gate\n\nby Maren\n\nWe painted the gate.\n\n" + AT)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("link", name="All that is used elsewhere").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="To be taken back: 1")).to_be_visible()
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("button", name=re.compile("It is over ?: 1")).focus()
        page.keyboard.press("Enter")
        told = page.get_by_role("status").filter(has_text="Over: 1: newsletter, Winter letter")
        expect(told).to_be_focused()
    assert [one.over is not None for one in uses(root)] == [True, False]
