"""Deciding and putting online at the desk in a browser: by keyboard, on a telephone, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.bundle.bundle import check
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from tests.browser.conftest import WIDTHS, AskAxe, OpenPage, Scheme, watch
from tests.builders.previews import Running, running
from tests.builders.sites import SITE, TODAY, make_site, story

pytestmark = pytest.mark.usefixtures("quick_hashes")

TEXTS = {"gate": "We painted the gate.", "hill": "It is high, and the wind is loud.", "lamp": "It stood in the window."}
VIEWS: list[Scheme] = ["light", "dark"]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that goes to a stick."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    (tmp_path / "stick").mkdir()
    site = f"{SITE}publish: [{{name: stick, to: 'folder:../stick'}}]\n"
    return make_site(tmp_path / "site", {f"{n}.md": story(n, text=text) for n, text in TEXTS.items()}, site=site)


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """The site's preview."""
    with running(root) as preview:
        yield preview


def told(page: Page, words: str, *, javascript: bool) -> None:
    """Wait until the page tells how a run has ended, without scripts by asking again."""
    if not javascript:  # a page of which nothing is there yet tells nothing, and comes once
        page.wait_for_load_state("domcontentloaded")
    for _ in range(0 if javascript else 600):
        further = page.get_by_role("link", name="See how far it is")
        if not further.count():
            break
        page.wait_for_timeout(100)
        with page.expect_navigation():
            further.press("Enter")
    expect(page.get_by_role("heading", name=words)).to_be_visible(timeout=60_000)
    if javascript:  # the places are asked once more, and the page tells that by itself
        expect(page.get_by_text("This place is being asked")).to_have_count(0, timeout=60_000)


def look(page: Page, desk: Running, *, javascript: bool = True) -> None:
    """Open the page on what will change online, and wait until the places have answered."""
    page.goto(f"{desk.address}_desk/online")
    if javascript:  # the page is another one when the answer comes
        expect(page.get_by_text("This place is being asked")).to_have_count(0, timeout=60_000)
        page.wait_for_load_state()


def put(page: Page, *, javascript: bool) -> None:
    """Put the site online, after another look where files have changed since the last."""
    again = page.get_by_role("link", name="Look again")
    if page.get_by_text("Your files have changed since the list").count():
        again.first.press("Enter")
    button, known = page.get_by_role("button", name="Put the site online"), "See whether it is known"
    for _ in range(0 if javascript else 600):
        if button.count():
            break
        page.wait_for_timeout(100)
        with page.expect_navigation():
            page.get_by_role("link", name=known).press("Enter")
    if javascript:
        expect(page.get_by_text("This place is being asked")).to_have_count(0, timeout=60_000)
    button.press("Enter", timeout=60_000)
    page.wait_for_url("**#run", wait_until="commit")  # what the page told before is of another run


def fits(page: Page, axe: AskAxe, *, javascript: bool) -> None:
    """Nothing sticks out, and nothing keeps anybody away."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for scheme in VIEWS if javascript else ():
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_from_what_needs_somebody_to_online_by_keyboard(
    javascript: bool, desk: Running, root: Path, open_page: OpenPage, axe: AskAxe
) -> None:
    """From the desk's first page a withdrawal is carried out online, by keyboard, and also without scripts."""
    page = open_page(width=WIDTHS["phone"], javascript=javascript)
    log = watch(page)
    look(page, desk, javascript=javascript)
    put(page, javascript=javascript)
    told(page, "All is in its folder as it should be.", javascript=javascript)
    assert log.complaints == []
    fits(page, axe, javascript=javascript)
    page.goto("about:blank")  # which hears of nothing
    withdraw(plan_withdrawal(root, "gate"), TODAY)
    desk.preview.read()
    page.goto(f"{desk.address}_desk/")
    fits(page, axe, javascript=javascript)
    page.get_by_role("link", name="Look, and put the site online").press("Enter")
    put(page, javascript=javascript)
    told(page, "All is in its folder as it should be.", javascript=javascript)
    assert not (root.parent / "stick/stories/gate").exists()
    page.get_by_role("link", name="All stories").press("Enter")
    expect(page.get_by_text("Nothing. What comes next stands on top of the table.")).to_be_visible()


def test_a_question_is_answered_on_the_page(desk: Running, root: Path, open_page: OpenPage, axe: AskAxe) -> None:
    """Where many stories would go, the page asks in plain words, and goes on by itself after a yes."""
    page = open_page(width=WIDTHS["phone"])
    look(page, desk)
    put(page, javascript=True)
    told(page, "All is in its folder as it should be.", javascript=True)
    page.goto("about:blank")  # which hears of nothing
    (root / "stories/lamp.md").unlink()
    desk.preview.read()
    look(page, desk)
    put(page, javascript=True)
    told(page, "Something is to be answered", javascript=True)
    expect(page.get_by_text("1 of 3 stories would go")).to_be_visible()
    fits(page, axe, javascript=True)
    assert (root.parent / "stick/stories/lamp").exists()
    page.get_by_role("button", name="Yes, take them offline").click()
    told(page, "All is in its folder as it should be.", javascript=True)
    assert not (root.parent / "stick/stories/lamp").exists()


def test_the_table_is_cards_on_a_telephone(desk: Running, open_page: OpenPage) -> None:
    """On a telephone no story's row has to be pushed sideways, and it stays a row of a table for who hears it."""
    page = open_page(width=WIDTHS["phone"])
    page.goto(f"{desk.address}_desk/")
    assert page.locator(".scroll").evaluate("region => region.scrollWidth <= region.clientWidth")
    expect(page.get_by_role("row")).to_have_count(1 + len(TEXTS))
    expect(page.get_by_role("rowheader")).to_have_count(len(TEXTS))
    page.get_by_role("columnheader", name="Dated").get_by_role("link").press("Enter")
    expect(page.get_by_role("columnheader", name="Dated")).to_have_attribute("aria-sort", "ascending")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_copy_is_made_and_kept_by_keyboard(
    javascript: bool, desk: Running, open_page: OpenPage, axe: AskAxe, tmp_path: Path
) -> None:
    """From the desk a copy to give away is made and downloaded by keyboard alone, also without scripts."""
    page = open_page(width=WIDTHS["phone"], javascript=javascript)
    page.goto(f"{desk.address}_desk/")
    page.get_by_role("link", name="Make a copy to give away").press("Enter")
    page.get_by_label("How long it is good").select_option("Half a year")
    page.get_by_role("button", name="Make the copy").press("Enter")
    expect(page.get_by_role("heading", name="It is good until 2026-12-15")).to_be_visible(timeout=60_000)
    fits(page, axe, javascript=javascript)
    with page.expect_download() as kept:
        page.get_by_role("link", name="Download bundle.zip").press("Enter")
    kept.value.save_as(tmp_path / "kept.zip")
    assert check(tmp_path / "kept.zip", None, TODAY, TODAY).is_whole
