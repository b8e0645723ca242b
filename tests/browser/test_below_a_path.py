"""The website in a folder of somebody's host, by any server of files."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import serve, watch
from tests.browser.measures import follow_links


def test_below_a_path(site: Path, tmp_path: Path, page: Page) -> None:
    """Below a path that nobody told it of, the website's links, scripts, styles and search work."""
    shutil.copy(site / "_headers", tmp_path)
    (tmp_path / "our").mkdir()
    (tmp_path / "our" / "stories").symlink_to(site)
    log = watch(page)
    with serve(tmp_path) as address:
        page.goto(f"{address}our/stories/")
        follow_links(page)
        page.goto(f"{address}our/stories/search/")
        page.locator("#_query").press_sequentially("ledger")
        expect(page.locator(".results h2").first).to_be_visible()
        page.locator(".results h2 a").first.click()
        expect(page.locator("article.story")).to_be_visible()
    assert all(request.startswith(f"{address}our/stories/") for request in log.requests)
    assert (log.failed, log.complaints) == ([], [])
