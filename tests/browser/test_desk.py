"""The desk in a browser: for everybody, by keyboard, at every width, and as its files are."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.preview.site.watch import Watch
from tests.browser.conftest import WIDTHS, AskAxe, OpenPage, Scheme, watch
from tests.browser.measures import STOPS, walk
from tests.builders.example import ROOT, TODAY
from tests.builders.previews import STORIES, Running, running
from tests.builders.sites import SITE, make_site, story

PAGES = {
    "stories": "_desk/",
    "narrowed": "_desk/?state=ended&sort=-title",
    "nothing": "_desk/?q=nothing+like+it",
    "draft": "_desk/story/stories/draft.md",
    "published": "_desk/story/stories/gate.md",
    "broken": "_desk/story/stories/broken.md",
    "unreadable": "_desk/story/stories/unreadable.md",
    "online": "_desk/online",
    "copy": "_desk/copy",
    "withheld": "stories/paused/",
    "proof": "_desk/proof/stories/draft.md/-/stories/draft/",
}
VIEWS: list[tuple[str, Scheme]] = [("phone", "light"), ("desk", "dark")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The preview of a site with a story in every state, after a look at what will change on a stick that is new."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "stick").mkdir()
    site = f"{SITE}publish: [{{name: stick, to: 'folder:../stick'}}, {{name: lost, to: 'folder:../lost'}}]\n"
    with running(make_site(folder / "site", STORIES, site=site)) as served:
        for _ in range(600):
            if "being asked" not in served.get("/_desk/online").text:
                break
            time.sleep(0.1)
        yield served


@pytest.mark.parametrize("name", PAGES)
def test_axe(name: str, desk: Running, page: Page, axe: AskAxe) -> None:
    """Axe finds nothing on any page of the desk, narrow and wide, in light and dark; nothing sticks out."""
    log = watch(page)
    page.set_viewport_size({"width": WIDTHS["phone"], "height": 800})
    page.goto(desk.address + PAGES[name])
    # The browser itself notes that a withheld story's address is answered with 404; axe styles what it looks at.
    assert [text for text in log.complaints if "404 (Not Found)" not in text] == []
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": WIDTHS[width], "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("name", ["stories", "broken"])
def test_every_stop(name: str, desk: Running, page: Page) -> None:
    """Tab stops at every link and control of the desk, each with a ring that shows, and leaves: there is no trap."""
    page.goto(desk.address + PAGES[name])
    page.evaluate("document.querySelectorAll('iframe').forEach(frame => frame.remove())")
    stops = page.evaluate(STOPS)
    found = walk(page, "Tab", 3 * len(stops))
    assert {focus["stop"] for focus in found} >= set(stops)
    assert all(focus["style"] == "solid" and focus["width"] >= 2 for focus in found if focus["stop"] >= 0)


def test_the_proof_can_be_entered_and_left_by_keyboard(desk: Running, page: Page) -> None:
    """Tab leads into the framed story and out of it again."""
    page.goto(desk.address + PAGES["published"])
    page.frame_locator("iframe").get_by_text("We painted the gate.").wait_for()
    page.get_by_role("button", name="Show").focus()
    entered = left = False
    for _ in range(80):
        page.keyboard.press("Tab")
        where = page.evaluate("document.activeElement.tagName")
        entered = entered or where == "IFRAME"
        left = entered and where == "A"
        if left:
            break
    assert left
    expect(page.get_by_role("link", name="Open it alone")).to_be_focused()


def test_filters_and_sorts_by_keyboard(desk: Running, page: Page) -> None:
    """Words, channel and day are chosen by keyboard alone, and a column is sorted by pressing its heading."""
    page.goto(f"{desk.address}_desk/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("end")
    page.keyboard.press("Enter")
    expect(page.get_by_role("rowheader")).to_have_count(1)
    page.get_by_role("link", name="All: 8").focus()
    page.get_by_role("link", name="Dated").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Dated")).to_have_attribute("aria-sort", "ascending")


def test_another_day_shows_what_will_have_ended(desk: Running, page: Page) -> None:
    """With another date the desk shows what will have expired by then."""
    page.goto(f"{desk.address}_desk/")
    page.get_by_role("textbox", name="As it stands on").fill("2027-03-01")
    page.get_by_role("button", name="Show").click()
    row = page.get_by_role("row").filter(has_text="An end")
    expect(row).to_contain_text("Withheld because the consent ran out on 2026-12-31")
    row.get_by_role("link").click()
    ribbon = page.frame_locator("iframe").locator("hearten-ribbon")
    expect(ribbon).to_contain_text("Not on the web as of 2027-03-01: the consent ran out on 2026-12-31.")


def test_offline_copies(desk: Running, page: Page) -> None:
    """With the other channel the desk shows who is in offline copies."""
    page.goto(f"{desk.address}_desk/")
    page.get_by_label("Offline copies").check()
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("row").filter(has_text="By post")).to_contain_text("Ready to be in copies to give away")


@pytest.mark.parametrize(("label", "width"), [("Phone", 360), ("Tablet", 768)])
def test_widths(desk: Running, page: Page, label: str, width: int) -> None:
    """The proof can be seen as wide as a telephone and a tablet."""
    page.goto(desk.address + PAGES["draft"])
    page.get_by_label(label).check()
    page.get_by_role("button", name="Show").click()
    expect(page.locator(f"iframe.{label.lower()}")).to_have_count(1)
    page.wait_for_load_state()  # with its style sheet
    box = page.locator("iframe").bounding_box()
    assert box is not None
    assert box["width"] == width


def test_mending_every_problem_publishes(page: Page, tmp_path: Path) -> None:
    """An author who mends what the desk names, one save after the other, sees the story become published."""
    root = make_site(tmp_path / "site", {"gate.md": story()})
    file = root / "stories/new.md"
    steps = [
        ("", "this file is empty"),
        ("---\ntitle: New\n", "the front matter has no end"),
        ("---\ntitle: One word: new\n---\n\nText.\n", "a value with a colon in it must stand in quotes"),
        (story("New", day="2026-13-01"), "date"),
        (story("New", topics="[hpoe]"), "did you mean “hope”?"),
        (story("New", text=""), "there is no text below the front matter"),
        (story("New", text="![](gate.png)"), "this picture has no alternative text"),
        (
            story("New", consent="{record: R-1, status: requested, scope: [web]}"),
            "consent is not given yet",
        ),
        (story("New", more="draft: true"), "it is a draft"),
        (story("New"), "Goes online when the site is put online; in copies to give away, too"),
    ]
    file.write_text(steps[0][0], encoding="utf-8")
    with running(root) as served, Watch(root, print) as files:
        files.run(served.preview.refresh, served.preview.live.doubt)
        page.goto(f"{served.address}_desk/story/stories/new.md")
        for content, told in steps:
            file.write_text(content, encoding="utf-8")
            expect(page.locator("main")).to_contain_text(told)
        page.goto(f"{served.address}stories/new/")
        expect(page.get_by_text("We painted the gate.")).to_be_visible()


def test_the_gallery_shows_the_desk_as_it_is(open_page: OpenPage) -> None:
    """The desk of the example site has a row for every story, as the picture in docs shows it."""
    with running(ROOT, today=TODAY) as served:
        page = open_page()
        page.goto(f"{served.address}_desk/")
        expect(page.get_by_role("rowheader")).to_have_count(len(list((ROOT / "stories").glob("*.md"))))
