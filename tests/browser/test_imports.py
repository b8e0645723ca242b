"""Bringing in texts at the desk in a browser: by keyboard, without scripts, and for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

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
    field = page.get_by_label("Where the file or folder lies on this computer")
    field.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Write where the file or folder lies.")
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
