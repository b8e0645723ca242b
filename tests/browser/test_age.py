"""A website that nobody has renewed in time says so itself, where site.yaml wants that."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.builders.sites import SITE, built, make_site, story

CONSENT = "{record: R-1, status: given, given_on: 2026-01-01, valid_until: 2026-07-31, scope: [web]}"
HELP = "---\ntitle: Get help\n---\n\nSomebody is there.\n"


def test_an_old_page_says_that_it_is_old(tmp_path: Path, page: Page) -> None:
    """After its last day a page says that it should have been renewed, and hides neither text nor help."""
    site = f"{SITE}age_notice: true\nhelp_page: get-help.md\n"
    out = built(make_site(tmp_path, {"gate.md": story(consent=CONSENT)}, pages={"get-help.md": HELP}, site=site)).out
    for day, over in ((datetime(2026, 7, 31, 12), False), (datetime(2026, 8, 1, 12), True)):  # noqa: DTZ001  # the reader's own
        page.clock.set_fixed_time(day)
        page.goto((out / "stories/gate/index.html").as_uri())
        notice = page.get_by_role("status").filter(has_text="should have been renewed after")
        expect(notice).to_be_visible(visible=over)
        expect(page.get_by_text("We painted the gate.")).to_be_visible()
        expect(page.get_by_role("link", name="Get help").first).to_be_visible()
