"""A recording is put into a story's form in a browser: by keyboard, without scripts, on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import AskAxe, OpenPage
from tests.builders.previews import Running, running
from tests.builders.sites import make_site, story
from tests.builders.told_stories import SCOPE, captions, silence

GATE = "stories/gate.md"
GIVEN = f"{{record: R-9, status: given, given_on: 2026-01-01, scope: {SCOPE}, voice: own}}"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a story whose consent covers its voice."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    return make_site(tmp_path / "site", {"gate.md": story("A gate", consent=GIVEN)})


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """Its preview."""
    with running(root) as preview:
        yield preview


def put(page: Page, what: str, name: str, data: bytes) -> None:
    """Put a file into the form's fields."""
    page.get_by_label("The file", exact=True).set_input_files({"name": name, "mimeType": "", "buffer": data})
    page.get_by_label("What it is").select_option(label=what)
    page.get_by_role("button", name="Put it into the fields above").press("Enter")
    expect(page.get_by_text("It is kept when you save.")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_recording_is_put_in_and_saved(
    desk: Running, root: Path, open_page: OpenPage, axe: AskAxe, javascript: bool
) -> None:
    """On a telephone, with and without JavaScript, files and fields are filled in and saved; axe finds no fault."""
    page = open_page(width=320, javascript=javascript)
    page.goto(f"{desk.address}_desk/edit/{GATE}")
    page.get_by_text("A recording", exact=True).press("Enter")
    put(page, "The recording", "Ines at home.mp3", silence())
    put(page, "Captions", "said.vtt", captions().encode())
    page.get_by_label("Whose voice is heard").select_option("own")
    page.get_by_label("Whose face is seen").select_option("none")
    if javascript:
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        look = page.frame_locator("iframe[name=look]").frame_locator("iframe")
        expect(look.get_by_text("I put the kettle on.")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.get_by_text(f"Saved {GATE}.")).to_be_visible()
    assert "shows: {voice: own, face: none}" in (root / GATE).read_text()
    assert len(list((root / "stories/media").iterdir())) == 2
