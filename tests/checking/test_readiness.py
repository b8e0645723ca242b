"""What a site needs before it goes online."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.ground.diagnostics import Diagnostic
from tests.builders.sites import SITE, TODAY, built, make_site, story

LINES = """\
helplines:
  lines:
    - {name: A line, phone: "01632 960000", languages: [cy], checked: 2026-06-01, source: "https://harbour.internal/"}
"""
NOTED = story(more="content_notes: [death]")
HELP = {"help.md": "---\ntitle: Help\nhelplines: true\n---\n\nRing one of these.\n"}


def told(root: Path) -> list[Diagnostic]:
    """What is told of a site, all of which is to stop publishing."""
    found = list(built(root).diagnostics)
    assert all(d.stops_publishing and not d.is_error for d in found)
    return found


def test_a_site_with_stories_and_help_is_ready(tmp_path: Path) -> None:
    """A site of its own names, with a story and with helplines where it promises them, lacks nothing."""
    assert told(make_site(tmp_path, {"a.md": NOTED}, pages=HELP, site=SITE + LINES)) == []


def test_a_story_without_a_note_promises_nothing(tmp_path: Path) -> None:
    """A site without helplines lacks none where nothing promises them."""
    assert told(make_site(tmp_path, {"a.md": story()})) == []


def test_pages_that_promise_help(tmp_path: Path) -> None:
    """A page that says it lists helplines is told where it says so, if there are none."""
    page = {"help.md": HELP["help.md"], "about.md": "---\ntitle: About\n---\n\nUs.\n"}
    assert [d.place for d in told(make_site(tmp_path, {"a.md": story()}, pages=page))] == ["pages/help.md:3:1"]


def test_stories_with_notes_and_no_help(tmp_path: Path) -> None:
    """Stories with a content note and no help below them are told once, for one list of helplines mends them all."""
    stories = {f"{n}.md": NOTED.replace("A gate", f"Gate {n}").replace("R-", f"R-{n}") for n in range(3)}
    [found] = told(make_site(tmp_path, stories))
    assert (found.rule, found.message.partition(",")[0]) == (
        "no-help",
        "a content note stands above stories/0.md and 2 more",
    )


def test_no_stories(tmp_path: Path) -> None:
    """A site in which no story is published is told, whatever is withheld in it."""
    draft = story(more="draft: true")
    assert [d.rule for d in told(make_site(tmp_path, {"a.md": draft}))] == ["no-stories"]


@pytest.mark.parametrize(
    "consent",
    [
        "{record: R-1, status: paused, scope: [web]}",
        "{record: R-1, status: given, given_on: 2025-01-01, valid_until: 2026-01-01, scope: [web]}",
    ],
)
def test_where_stories_have_ended_a_site_without_any_is_true(tmp_path: Path, consent: str) -> None:
    """A site all of whose stories are held back by their consents lacks nothing."""
    assert told(make_site(tmp_path, {"a.md": story(consent=consent)})) == []


def test_where_the_only_story_was_withdrawn(tmp_path: Path) -> None:
    """A site whose only story was withdrawn lacks nothing, whatever draft is begun in it."""
    root = make_site(tmp_path, {"a.md": story()})
    withdraw(plan_withdrawal(root, "a"), TODAY)
    (root / "stories/b.md").write_text(story("Another", more="draft: true"), encoding="utf-8")
    assert told(root) == []


def test_warnings_count_if_strict(tmp_path: Path) -> None:
    """What stops publishing is a warning to a build, which counts as others do."""
    report = built(make_site(tmp_path, {}), today=TODAY)
    assert (report.has_warnings, report.has_errors, report.stopping) == (True, False, 1)
