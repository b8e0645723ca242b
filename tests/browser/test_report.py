"""The desk's page on who is missing, in a browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDTHS, AskAxe
from tests.builders.previews import running
from tests.builders.sites import make_site, story

STORIES = {
    f"s{n}.md": story(
        f"Story {n}",
        more=f"shape: {'steady' if n < 7 else 'up-and-down'}{'' if n else chr(10) + 'language: cy'}",
        text=f"It was the step number {n} of the stairs.",
    )
    for n in range(12)
}


def test_the_report_is_for_everybody(tmp_path: Path, page: Page, axe: AskAxe) -> None:
    """The link on the desk leads to the report, in which axe finds nothing, and nothing sticks out, narrow and wide."""
    with running(make_site(tmp_path, STORIES)) as preview:
        page.goto(f"{preview.address}_desk/")
        page.get_by_role("link", name="Who is missing").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Who is missing")
        expect(page.get_by_role("table", name="Topic")).to_contain_text("“Hope”")
        for width in ("phone", "desk"):
            page.set_viewport_size({"width": WIDTHS[width], "height": 800})
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
