"""A story that was changed on a day to come was published with that day, and feed readers held it back or on top."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.builders.sites import TODAY, built, make_site, story, tree

LATER = "2026-07-01"
PAGE = f"---\ntitle: Us\nupdated: {LATER}\n---\nWe.\n"


def told(root: Path, today: date = TODAY) -> list[tuple[str, str]]:
    return [(d.place, d.message) for d in built(root, today=today).diagnostics if d.rule == "dates"]


def test_a_day_to_come_is_not_published(tmp_path: Path) -> None:
    """A day of change that has not come is a warning, and no page, feed or sitemap holds it, until it comes."""
    make_site(tmp_path, {"a.md": story(more=f"updated: {LATER}")}, pages={"us.md": PAGE})
    what = f"its day of change, {LATER}, has not come, so it is published without one"
    assert told(tmp_path) == [("pages/us.md:3:10", what), ("stories/a.md:8:10", what)]
    made = tree(tmp_path / "public")
    assert {path for path, content in made.items() if b"2026-07-01" in content or b"July" in content} == set()
    assert told(tmp_path, date.fromisoformat(LATER)) == []
    assert b"2026-07-01" in (tmp_path / "public" / "feed.xml").read_bytes()


def test_it_is_told_after_an_edit_too(tmp_path: Path) -> None:
    """A build that brings one edited text up to date tells of the day as a build from nothing does."""
    make_site(tmp_path, {f"{name}.md": story(name, more=f"updated: {LATER}") for name in "ab"})
    before = told(tmp_path)
    make_site(tmp_path, {"a.md": story("a", more=f"updated: {LATER}", text="We painted it again.")})
    assert told(tmp_path) == before
    assert len(before) == 2


def test_a_story_of_a_day_to_come(tmp_path: Path) -> None:
    """Of a story that waits for its own day, only that is told."""
    make_site(tmp_path, {"a.md": story(day="2026-06-20", more=f"updated: {LATER}")})
    assert told(tmp_path) == []
