"""My list: on the device alone, nothing before the first press, one press forgets, and what was taken back is gone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.content.page_kinds import PageKind
from tests.browser.conftest import AskAxe, OpenPage, serve, watch
from tests.browser.firefox import Firefox
from tests.browser.measures import FAULTS, SMALL
from tests.builders.sites import built, make_site, story

STORED = "() => [{...localStorage}, {...sessionStorage}, document.cookie]"
KEEP, FORGET = "Keep for later", "Forget my list"
NONE = "Nothing is kept on this device."
GATE, QUAY, LIST = "stories/gate/", "stories/quay/", "my-list/"
STORIES = {
    "gate.md": story(),
    "quay.md": story("A quay", day="2026-01-02", more="content_notes: [death]"),
    "lamp.md": story("A lamp", day="2026-01-03"),
}
WITHDRAWN = "{record: R-1, status: withdrawn, given_on: 2026-01-01, ended_on: 2026-05-01, scope: [web]}"


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """The folder of a small site, built."""
    built(make_site(tmp_path, STORIES))
    return tmp_path


@pytest.fixture
def address(harbour: Path) -> Iterator[str]:
    """Where it is served."""
    with serve(harbour / "public") as found:
        yield found


def keep(page: Page, *places: str) -> None:
    """Keep the stories at these addresses for later."""
    for place in places:
        page.goto(place)
        page.get_by_role("button", name=KEEP).click()
        expect(page.get_by_role("button", name=KEEP)).to_have_attribute("aria-pressed", "true")


def titles(page: Page) -> list[str]:
    """What stands on the list, to see."""
    return page.locator(".my-list > li:visible h2").all_inner_texts()


def kept(page: Page) -> int:
    """How many stories the device holds."""
    return len((page.evaluate("localStorage.getItem('hearten-list')") or "").split())


def test_nothing_before_the_first_press(address: str, page: Page) -> None:
    """Reading, and looking at an empty list, leaves nothing on the device; a press leaves an id, and no word."""
    for place in (GATE, LIST, QUAY):
        page.goto(address + place)
        assert page.evaluate(STORED) == [{}, {}, ""]
    keep(page, address + GATE)
    [stored, session, cookie] = page.evaluate(STORED)
    assert (list(stored), session, cookie) == (["hearten-list"], {}, "")
    assert len(stored["hearten-list"]) == 16
    assert "gate" not in json.dumps(stored)


def test_what_is_kept_is_said_where_it_is_pressed(address: str, page: Page) -> None:
    """The button says before it is pressed where what is kept will be, and who can see it."""
    page.goto(address + GATE)
    button = page.get_by_role("button", name=KEEP)
    expect(button).to_have_accessible_description(
        "What you keep stays on this device only, and is sent nowhere. Others who use the device can see it, too."
    )
    expect(button).to_have_attribute("aria-pressed", "false")


def test_the_list(address: str, page: Page) -> None:
    """The list shows what was kept, newest first, with content notes; each title leads to its story."""
    log = watch(page)
    keep(page, address + GATE, address + QUAY)
    page.locator(".for-later").get_by_role("link", name="My list").click()
    expect(page.get_by_role("heading", level=2)).to_have_text(["A quay", "A gate"])
    expect(page.locator(".my-list .notes:visible")).to_have_text(["This story speaks of: Death"])
    page.get_by_role("link", name="A gate").click()
    expect(page).to_have_url(address + GATE)
    assert [url for url in log.requests if not url.startswith(address)] == []
    assert log.complaints == []


def test_pressed_again(address: str, page: Page) -> None:
    """A second press lets a story go, on its page or on the list, where a third takes it back."""
    keep(page, address + GATE)
    page.get_by_role("button", name=KEEP).click()
    assert page.evaluate(STORED) == [{}, {}, ""]
    keep(page, address + GATE, address + QUAY)
    page.goto(address + LIST)
    last = page.locator(".my-list > li").last.get_by_role("button", name=KEEP)
    for left in (1, 2, 1):
        last.click()
        assert kept(page) == left
    page.reload()
    expect(page.get_by_role("heading", level=2)).to_have_text(["A quay"])


def test_from_the_reading_settings(address: str, page: Page) -> None:
    """The reading settings lead to the list from every page."""
    page.goto(address)
    page.get_by_role("button", name="Reading settings").click()
    page.locator(".settings").get_by_role("link", name="My list").click()
    expect(page.locator("h1")).to_have_text("My list")
    expect(page.locator(".intro")).to_contain_text(NONE)
    expect(page.get_by_role("button", name=FORGET)).to_be_hidden()


def test_forget(address: str, page: Page) -> None:
    """One press forgets the list, at once, and the device holds nothing."""
    keep(page, address + GATE, address + QUAY)
    page.goto(address + LIST)
    page.get_by_role("button", name=FORGET).click()
    expect(page.locator(".my-list > li")).to_have_count(0)
    expect(page.locator(".intro")).to_contain_text(NONE)
    assert page.evaluate(STORED) == [{}, {}, ""]


@pytest.mark.parametrize("place", [GATE, LIST])
def test_forget_everything(place: str, address: str, page: Page) -> None:
    """“Forget everything” among the reading settings forgets the list, too."""
    keep(page, address + GATE)
    page.goto(address + place)
    page.get_by_role("button", name="Reading settings").click()
    page.get_by_role("button", name="Forget everything").click()
    assert page.evaluate(STORED) == [{}, {}, ""]
    expect(page.locator("[data-keep][aria-pressed=true]")).to_have_count(0)


def test_a_withdrawn_story(harbour: Path, address: str, page: Page) -> None:
    """A story that the site has no more leaves the list without a word, and the device with it."""
    keep(page, address + GATE, address + QUAY)
    (harbour / "stories" / "gate.md").write_text(story(consent=WITHDRAWN), encoding="utf-8")
    built(harbour)
    page.goto(address + LIST)
    expect(page.get_by_role("heading", level=2)).to_have_text(["A quay"])
    assert kept(page) == 1
    assert "A gate" not in page.content()


def test_another_site_at_the_same_place(address: str, page: Page) -> None:
    """What another site of the same place has kept stays, and is not shown."""
    keep(page, address + GATE)
    page.evaluate("localStorage.setItem('hearten-list', localStorage.getItem('hearten-list') + ' 0123456789abcdef')")
    page.goto(address + LIST)
    expect(page.get_by_role("heading", level=2)).to_have_text(["A gate"])
    assert kept(page) == 2


def test_nothing_is_forgotten_where_the_stories_do_not_come(address: str, page: Page) -> None:
    """Where the file of stories does not load, the page says so and everything stays on the device."""
    keep(page, address + GATE)
    page.route("**/my-list/stories.js", lambda route: route.abort())
    page.goto(address + LIST)
    expect(page.locator(".intro")).to_contain_text("Your list cannot be shown")
    assert kept(page) == 1


@pytest.mark.parametrize("notes", ['["death"]', '"no list"'])
def test_left_out(notes: str, address: str, page: Page) -> None:
    """What a reader leaves out of lists is left out of this one; where the choice cannot be read, everything is."""
    keep(page, address + GATE, address + QUAY)
    page.evaluate(f"""localStorage.setItem("hearten", '{{"notes": {notes}}}')""")
    page.goto(address + LIST)
    expect(page.locator(".left-out")).to_be_visible()
    assert titles(page) == (["A gate"] if notes == '["death"]' else [])
    assert kept(page) == 2


def test_no_storage(address: str, page: Page) -> None:
    """Where a browser keeps nothing, both places say so, and nothing fails."""
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    log = watch(page)
    page.goto(address + GATE)
    expect(page.locator(".for-later [role=status]")).to_have_text("This browser does not let us keep anything.")
    page.goto(address + LIST)
    expect(page.locator(".intro")).to_contain_text("this browser keeps nothing for us")
    assert log.complaints == []


def test_without_javascript(address: str, open_page: OpenPage) -> None:
    """Without JavaScript nothing is offered to be kept, nothing leads to the list, and its page says what it needs."""
    page = open_page(javascript=False)
    for place in ("", GATE, "stories/"):
        page.goto(address + place)
        assert [link for link in page.locator("[href*='my-list/'], [data-keep]").all() if link.is_visible()] == []
    page.goto(address + LIST)
    expect(page.locator(".intro")).to_have_text(
        "This page shows the stories that you keep for later on this device, and needs JavaScript for it."
    )
    expect(page.locator("main button:visible")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(scheme: str, address: str, open_page: OpenPage, axe: AskAxe) -> None:
    """A full list, an empty one and a kept story have no fault that axe finds and no small target, at any width."""
    page = open_page(scheme="dark" if scheme == "dark" else "light", width=320)
    page.goto(address + LIST)
    assert axe(page) == []
    keep(page, address + GATE, address + QUAY)
    assert axe(page) == []
    page.goto(address + LIST)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert axe(page) == []
        assert page.evaluate(FAULTS) == []
        assert page.evaluate(SMALL) == []


def test_from_a_disk(harbour: Path, page: Page) -> None:
    """Opened by a double click, a story is kept and the list shows it and leads to its file."""
    site = built(harbour, medium="offline", out="copy").out
    keep(page, (site / GATE / "index.html").as_uri())
    page.locator(".for-later").get_by_role("link", name="My list").click()
    expect(page.get_by_role("heading", level=2)).to_have_text(["A gate"])
    page.get_by_role("link", name="A gate").click()
    expect(page).to_have_url((site / GATE / "index.html").as_uri())


def test_from_a_disk_in_firefox(harbour: Path, fox: Firefox) -> None:
    """The same in Firefox."""
    site = built(harbour, medium="offline", out="copy").out
    fox.goto((site / GATE / "index.html").as_uri())
    fox.wait_for("return [document.querySelector('.for-later').hidden ? 'plain' : 'ready']", ["ready"])
    fox.evaluate("document.querySelector('[data-keep]').click()")
    fox.goto((site / LIST / "index.html").as_uri())
    fox.wait_for("return [...document.querySelectorAll('.my-list h2')].map(e => e.textContent)", ["A gate"])
    fox.evaluate("document.querySelector('.forget-list').click()")
    assert fox.evaluate("return localStorage.getItem('hearten-list')") is None


def test_its_address() -> None:
    """The page stands where links of the theme lead."""
    assert PageKind.MY_LIST.path() == f"{LIST}index.html"


def test_another_tab_shows_what_is_kept(address: str, page: Page) -> None:
    """What one tab forgets is kept no more in another, where the same press would otherwise keep it again."""
    keep(page, f"{address}{GATE}")
    other = page.context.new_page()
    other.goto(f"{address}{LIST}")
    other.get_by_role("button", name=FORGET).click()
    expect(page.get_by_role("button", name=KEEP)).to_have_attribute("aria-pressed", "false")
    assert kept(page) == 0


def test_taking_off_never_keeps(address: str, page: Page) -> None:
    """A press on what is shown as kept takes it off, also where it was forgotten without this page hearing of it."""
    keep(page, f"{address}{GATE}")
    page.evaluate("localStorage.removeItem('hearten-list')")
    page.get_by_role("button", name=KEEP).click()
    assert kept(page) == 0
    expect(page.get_by_role("button", name=KEEP)).to_have_attribute("aria-pressed", "false")


def test_a_list_that_cannot_be_shown_can_be_forgotten(address: str, page: Page) -> None:
    """Where the stories' names do not come, the list can be forgotten all the same."""
    keep(page, f"{address}{GATE}")
    page.route("**/my-list/stories.js", lambda route: route.abort())
    page.goto(f"{address}{LIST}")
    page.get_by_role("button", name=FORGET).click()
    assert kept(page) == 0
    expect(page.get_by_role("status").first).to_have_text(re.compile(NONE))
