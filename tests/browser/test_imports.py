"""Bringing in texts at the desk in a browser: by keyboard, without scripts, and for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.importing import recognise
from generator.importing.item import Fate, Item, LeftOut, Markdown, Remark
from generator.importing.recognise import SourceKind
from tests.browser.conftest import WIDTHS, AskAxe, OpenPage, watch
from tests.builders.imports import Texts
from tests.builders.previews import Running, running
from tests.builders.sites import make_site, story

GATE = Item(
    key="1",
    title="The gate that was painted by everybody who had a brush, and by one who had none",
    body=Markdown("We painted the gate."),
    labels=("Hoping", "2019"),
    remarks=(Remark(Fate.DROPPED, "1 script", "nothing that runs is published"),),
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """The preview of a site beside which a file lies that can be brought in."""
    (tmp_path / "export.txt").write_text("-")
    found = Texts([GATE, LeftOut("comments", "they are not the storyteller's", 7)])
    monkeypatch.setattr(recognise, "SOURCES", (SourceKind("lines", "lines", lambda _: True, lambda _: found),))
    with running(make_site(tmp_path / "site", {"hill.md": story()})) as preview:
        yield preview


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_desk_to_drafts_by_keyboard(
    javascript: bool, desk: Running, tmp_path: Path, open_page: OpenPage, axe: AskAxe
) -> None:
    """From the desk, texts are looked at and brought in by keyboard alone, also without scripts."""
    page = open_page(width=WIDTHS["phone"], javascript=javascript)
    log = watch(page)
    page.goto(f"{desk.address}_desk/")
    page.get_by_role("link", name="Bring in texts").focus()
    page.keyboard.press("Enter")
    field = page.get_by_label("Or: where the file or folder lies on this computer")
    field.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Choose files or a folder, or write where it lies.")
    field.focus()
    page.keyboard.type(str(tmp_path / "export.txt"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What would come in")).to_be_visible()
    expect(page.locator(".told")).to_be_focused()
    assert not list((tmp_path / "site/stories").glob("the-gate*"))
    if javascript:
        assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Bring them in as drafts").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What came in")).to_be_visible()
    assert len(list((tmp_path / "site/stories").glob("the-gate*"))) == 1
    assert [text for text in log.complaints if "422" not in text and "inline style" not in text] == []


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """The preview of a site that knows every kind of source, and a folder of texts beside it."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    (tmp_path / "old/_posts").mkdir(parents=True)
    (tmp_path / "old/_config.yml").write_text("title: Old")
    (tmp_path / "old/_posts/2020-01-02-gate.md").write_text("---\ntitle: The gate\n---\nWe painted it.\n")
    with running(make_site(tmp_path / "site", {"hill.md": story()})) as preview:
        yield preview


@pytest.mark.parametrize("javascript", [True, False])
def test_a_folder_is_chosen_and_comes_in(
    javascript: bool, real: Running, tmp_path: Path, open_page: OpenPage, axe: AskAxe
) -> None:
    """A folder that is chosen in the browser comes in with the names of its folders, also without scripts."""
    page = open_page(width=WIDTHS["phone"], javascript=javascript)
    page.goto(f"{real.address}_desk/imports")
    page.get_by_label("Or a whole folder").set_input_files(tmp_path / "old")
    page.get_by_role("button", name="Look what would come in").click()
    expect(page.locator(".told")).to_contain_text("old: a site of Jekyll, 1 text.")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if javascript:
        assert axe(page) == []
    page.get_by_role("button", name="Bring them in as drafts").click()
    expect(page.get_by_role("heading", name="What came in")).to_be_visible()
    assert (tmp_path / "site/stories/gate.md").is_file()


def drop(page: Page, on: Locator, *files: Path) -> None:
    """Drop files and folders of this computer on a place, as a hand does."""
    box = on.bounding_box()
    assert box is not None
    data = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
    session = page.context.new_cdp_session(page)
    for type_ in ("dragEnter", "dragOver", "drop"):
        where = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        session.send("Input.dispatchDragEvent", {"type": type_, **where, "data": data})


def test_what_is_dropped_comes_in(real: Running, tmp_path: Path, open_page: OpenPage) -> None:
    """A file or folder that is dropped where files are chosen is chosen; dropped beside it, it opens nothing."""
    page = open_page(width=WIDTHS["desk"])
    page.goto(f"{real.address}_desk/imports")
    zone, look = page.get_by_role("group", name="What to bring in"), "Look what would come in"
    (tmp_path / "pier.md").write_text("# The pier\n\nWe sat there.\n")
    drop(page, page.locator("h1"), tmp_path / "pier.md")
    expect(zone.get_by_role("status")).to_have_text("They can also be dropped here.")
    drop(page, zone, tmp_path / "pier.md")
    expect(zone.get_by_role("status")).to_have_text(f"pier.md. Press “{look}”.")
    page.get_by_role("button", name=look).click()
    expect(page.locator(".told")).to_contain_text("pier.md: a folder of texts in Markdown, 1 text.")
    drop(page, zone, tmp_path / "old")
    expect(zone.get_by_role("status")).to_have_text(f"2 files. Press “{look}”.")
    page.get_by_role("button", name=look).click()
    expect(page.locator(".told")).to_contain_text("old: a site of Jekyll, 1 text.")
