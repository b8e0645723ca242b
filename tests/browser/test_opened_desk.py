"""The desk that a double click opens, in a browser: from nothing to a site, and until its last page is closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator.preview.http import opened_desk
from tests.browser.conftest import SCHEMES, WIDTHS, AskAxe, OpenPage, Scheme, watch
from tests.builders.opened_desks import Opened, opened
from tests.builders.sites import make_site, story


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """A desk without a site, beside which one was open before."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    with opened(make_site(tmp_path / "before", {"gate.md": story()}), tmp_path / "Documents"):
        pass
    with opened(None, tmp_path / "Documents") as running:
        yield running


@pytest.mark.parametrize("javascript", [True, False])
def test_from_nothing_to_a_desk_by_keyboard(
    javascript: bool, desk: Opened, tmp_path: Path, open_page: OpenPage, axe: AskAxe
) -> None:
    """By keyboard alone, a person makes a site and stands at its desk, also without scripts and on a narrow screen."""
    page = open_page(width=WIDTHS["phone"], javascript=javascript)
    log = watch(page)
    page.goto(f"{desk.address}_desk/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("Your organisation's name").focus()
    page.keyboard.type("Harbour Row")
    page.keyboard.press("Tab")
    page.keyboard.type("harbour")
    page.keyboard.press("Enter")
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    alert.get_by_role("link").focus()
    page.keyboard.press("Enter")
    field = page.get_by_label("The address that the site will have")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    if javascript:
        assert axe(page) == []
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("https://stories.harbour.internal/")
    page.get_by_label("Your country").focus()
    page.keyboard.type("Irel")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Desk", exact=True)).to_be_visible()
    expect(page.get_by_text("(Harbour Row)")).to_be_visible()
    assert "Samaritans Ireland" in (tmp_path / "Documents/our-stories/site.yaml").read_text(encoding="utf-8")
    assert [text for text in log.complaints if "422" not in text and "inline style" not in text] == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_the_pages_are_for_everybody(
    scheme: Scheme, width: int, desk: Opened, open_page: OpenPage, axe: AskAxe
) -> None:
    """The first page, and the one that ends the desk, have no finding of axe and no sideways scrolling."""
    page = open_page(width=width, scheme=scheme)
    page.goto(f"{desk.address}_desk/")
    page.get_by_text("Which helplines these are").click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Quiet Harbour").click()
    page.get_by_role("link", name="End it now").click()
    expect(page.get_by_role("heading", name="End the desk")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_desk_ends_with_its_last_page(desk: Opened, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as one page is open, also a form, the desk stays, and it ends when the last one is closed."""
    form = open_page()
    form.goto(f"{desk.address}_desk/")
    form.get_by_role("button", name="Quiet Harbour").click()
    other = form.context.new_page()
    other.goto(f"{desk.address}_desk/")
    form.goto(f"{desk.address}_desk/edit/stories/gate.md")
    with form.expect_request("**/_desk/live"):
        other.close()
    while desk.desk.presence.left_for():
        form.wait_for_timeout(20)
    monkeypatch.setattr(opened_desk, "MINUTES", 0)
    form.wait_for_timeout(3 * 1000 * opened_desk.LOOK)
    assert desk.thread.is_alive()
    form.close()
    desk.thread.join(60)
    assert not desk.thread.is_alive()
