"""Consent at the desk in a browser: by keyboard alone, and for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.consent.guard_files import log_of
from generator.consent.log_audit import verify
from generator.gate.consent_log import read
from tests.browser.conftest import WIDTHS, AskAxe, Log, OpenPage, watch
from tests.builders.previews import REQUESTED, Running, running
from tests.builders.sites import make_site, story

CHECKS = {"web": "Website (web)", "feed": "News feed (feed)"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story that nobody approved yet."""
    return make_site(tmp_path / "site", {"gate.md": story(consent=REQUESTED), "hill.md": story("A hill")})


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """Its preview."""
    with running(root) as preview:
        yield preview


def press(page: Page, role: str, name: str, key: str = "Enter") -> None:
    """Press a key on a control."""
    page.get_by_role(role, name=name, exact=True).focus()  # type: ignore[arg-type]  # a name of ARIA
    page.keyboard.press(key)


def sound(page: Page, log: Log, axe: AskAxe) -> None:
    """Hold a page against what the browser and axe complain of."""
    # The browser itself notes the answer to a form with a gap; axe styles what it looks at.
    assert [text for text in log.complaints if "422" not in text] == []
    assert axe(page) == []
    log.complaints.clear()


def test_from_the_copy_to_the_withdrawal_by_keyboard(
    desk: Running, root: Path, open_page: OpenPage, axe: AskAxe
) -> None:
    """A consent is approved, narrowed and withdrawn by keyboard alone, and axe finds nothing on the way."""
    page = open_page(width=WIDTHS["phone"])
    log = watch(page)
    page.goto(f"{desk.address}_desk/story/stories/gate.md")
    press(page, "button", "Make a review copy")
    expect(page.locator(".told")).to_be_focused()
    code = re.search(r"code is (\S{9})\.", page.locator(".told").inner_text())
    assert code is not None
    page.locator("#approve summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Number of the signed form").focus()
    page.keyboard.type("CF-1")
    press(page, "checkbox", CHECKS["web"], " ")
    press(page, "checkbox", CHECKS["feed"], " ")
    press(page, "button", "Approve and seal")
    expect(page.get_by_role("alert")).to_be_focused()
    sound(page, log, axe)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_label("Code of the copy").focus()
    page.keyboard.type(code[1])
    press(page, "button", "Approve and seal")
    expect(page.get_by_role("status").first).to_contain_text("Approved and sealed stories/gate.md as CF-1")
    page.locator("#narrow summary").focus()
    page.keyboard.press("Enter")
    sound(page, log, axe)
    press(page, "checkbox", CHECKS["feed"], " ")
    press(page, "button", "Narrow")
    expect(page.get_by_role("status").first).to_contain_text("is for web from the next build on")
    press(page, "link", "Withdraw…")
    expect(page.get_by_role("heading", name="Withdraw stories/gate.md?")).to_be_visible()
    sound(page, log, axe)
    press(page, "button", "Withdraw it for good")
    expect(page.get_by_role("status").first).to_contain_text("The story is out of the site's folder.")
    sound(page, log, axe)
    assert [line.event.what for line in read(log_of(root))[0]] == ["approve", "narrow", "withdraw"]
    assert (verify(root), (root / "stories/gate.md").exists()) == ((), False)
    page.goto(f"{desk.address}_desk/log")
    sound(page, log, axe)


def test_without_javascript(desk: Running, open_page: OpenPage) -> None:
    """The forms work where scripts do not run."""
    page = open_page(javascript=False)
    page.goto(f"{desk.address}_desk/story/stories/hill.md")
    page.get_by_role("button", name="Pause").click()
    expect(page.locator(".told")).to_contain_text("Paused stories/hill.md.")
    page.get_by_role("button", name="Resume").click()
    expect(page.locator(".told")).to_contain_text("Resumed stories/hill.md.")


def test_targets_are_large_enough(desk: Running, open_page: OpenPage) -> None:
    """What is pressed in the forms is at least 44 by 44 pixels, the label of a tick included."""
    page = open_page(width=WIDTHS["phone"])
    page.goto(f"{desk.address}_desk/story/stories/hill.md")
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    small = page.evaluate(
        """() => [...document.querySelectorAll(".consent :is(a, button, input, select, summary)")]
          .filter(e => e.type !== "hidden").map(e => e.type === "checkbox" ? e.labels[0] : e)
          .filter(e => e.getBoundingClientRect().height < 44 || e.getBoundingClientRect().width < 44)
          .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []
