"""Days near 9999-12-31, and in the year 1, ended lists, calendars and receipts with a traceback."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.ground.days import days_after
from generator.preview.desk import desk
from generator.preview.desk.form_actions import FormActions
from generator.preview.site.live import LiveSite
from tests.builders.sites import SITE, make_site, story

LAST, FIRST = "9999-12-31", "0001-01-01"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with stories at both ends of the calendar."""

    def given(record: str, on: str, until: str) -> str:
        days = f"given_on: {on}, valid_until: {until}, review_by: {until}"
        return f"{{record: {record}, status: given, {days}, scope: [web, feed, offline]}}"

    stories = {
        "late.md": story("Late", day=LAST, consent=given("R-1", LAST, LAST)),
        "early.md": story("Early", day=FIRST, consent=given("R-2", FIRST, FIRST), text="A hill in rain."),
        "long.md": story("Long", day=FIRST, consent=given("R-3", FIRST, LAST), text="A long walk home."),
    }
    policy = "consent: {longest_validity_months: null, jurisdiction: GB, require_valid_until: false}"
    return make_site(tmp_path / "site", stories, site=re.sub("consent: .*", policy, SITE))


@pytest.mark.parametrize("today", [FIRST, "0001-01-02", "2026-06-15", "9999-12-30", LAST])
@pytest.mark.parametrize(
    "command",
    [
        *(["consent", "list", *more] for more in ([], ["--expiring", "99999"], ["--ics"], ["--json"], ["--csv"])),
        *(["consent", "receipt", name] for name in ("late", "early", "long")),
        ["consent", "renew", "long", "--until", LAST],
        ["consent", "pause", "long"],
        ["build"],
        ["build", "--channel", "offline"],
        ["bundle", "--valid-for", "9999y"],
        ["bundle"],
        ["explain", "stories/long.md"],
    ],
    ids=" ".join,
)
def test_no_day_is_too_far_away(site: Path, command: list[str], today: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command answers on every day, for stories of any day."""
    monkeypatch.setattr("generator.content.sources.today", lambda: date.fromisoformat(today))
    done = CliRunner().invoke(main, [*command, "--source", str(site), "--today", today])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info


def test_the_calendar_of_far_days(site: Path) -> None:
    """Days in a calendar have four digits for the year, and the calendar's last day has no day after it."""
    done = CliRunner().invoke(main, ["consent", "list", "--ics", "--source", str(site), "--today", FIRST])
    days = re.findall(r"DT(?:START|END);VALUE=DATE:(\S+)", done.stdout)
    # Two weeks after the story's first day somebody checks in.
    assert {*days} == {"00010101", "00010102", "00010115", "00010116", "99991231"}
    assert "DTSTAMP:00010101T" in done.stdout


@pytest.mark.parametrize("day", [date.min, date(2026, 6, 15), date.max])
def test_the_desk_on_far_days(site: Path, day: date) -> None:
    """The desk answers on every day."""
    live = LiveSite(site, "web", day)
    live.wait()
    choice, clerk = desk.asked(f"day={day.isoformat()}", "web", day), FormActions(live)
    assert "Long" in desk.table(live, choice, str(site), "")
    assert all(desk.story(live, f"stories/{name}.md", choice, str(site), clerk) for name in ("early", "late", "long"))


def test_days_end_with_the_calendar() -> None:
    """A day so many days later is the calendar's last one where it would lie beyond."""
    assert days_after(date.max, 1) == days_after(date(9999, 12, 1), 99999) == date.max
    assert days_after(date(2026, 2, 28), 1) == date(2026, 3, 1)
