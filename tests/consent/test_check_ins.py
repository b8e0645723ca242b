"""Checking in with storytellers: when, what is kept of it, and that it goes with the story."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.consent.check_ins import CheckInAnswer, check_in, check_ins
from generator.consent.listing import as_calendar, as_csv, as_lines
from generator.consent.refused import RefusedError
from generator.consent.register import rows
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.ground.diagnostics import CannotBuildError
from generator.ground.places import CHECK_INS
from tests.builders.desk_forms import hidden, send
from tests.builders.previews import Running, running
from tests.builders.sites import SITE, TODAY, make_site, story

GATE = "stories/gate.md"
PUBLISHED = TODAY - timedelta(days=20)
FIRST, SECOND = PUBLISHED + timedelta(days=14), PUBLISHED + timedelta(days=183)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story that was published some weeks ago, and one that is withheld."""
    requested = "{record: FORM-1, status: requested, scope: []}"
    hill = story("A hill", day=str(PUBLISHED), consent=requested, text="A hill in rain.")
    return make_site(tmp_path, {"gate.md": story(day=str(PUBLISHED)), "hill.md": hill})


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """The site's preview."""
    with running(root) as preview:
        yield preview


def damage(root: Path) -> None:
    (root / CHECK_INS).parent.mkdir()
    (root / CHECK_INS).write_text("damaged\n")


def due(root: Path, today: date = TODAY) -> date | None:
    return rows(root, today)[0].check_in


def test_it_is_due_two_weeks_after_publication(root: Path) -> None:
    """The first time is two weeks after publication, and it stays due; the second is half a year after it."""
    assert due(root, PUBLISHED) == FIRST
    assert due(root) == FIRST
    check_in(root, GATE, "answered", today=TODAY)
    assert due(root) == SECOND
    check_in(root, GATE, "no-answer", today=SECOND)
    assert due(root, SECOND) is None


def test_who_asks_early_has_asked(root: Path) -> None:
    """A check-in a few days before its day counts as that one, and one long before does not."""
    check_in(root, GATE, "answered", today=FIRST - timedelta(days=8))
    assert due(root) == FIRST
    check_in(root, GATE, "answered", today=FIRST - timedelta(days=7))
    assert due(root) == SECOND


def test_what_is_long_ago_is_left_to_the_next_time(root: Path) -> None:
    """A check-in that nobody did for three months gives way to the next one, so that old sites are not flooded."""
    assert due(root, FIRST + timedelta(days=90)) == FIRST
    assert due(root, FIRST + timedelta(days=91)) == SECOND


def test_consent_that_begins_later_counts(root: Path) -> None:
    """A story whose consent was given after its date is published from then on."""
    given = "{record: R-1, status: given, given_on: 2026-06-10, scope: [web]}"
    (root / GATE).write_text(story(day="2026-01-01", consent=given))
    assert due(root) == date(2026, 6, 24)


def test_nobody_is_asked_without_a_published_story(root: Path) -> None:
    """Neither for a story that is withheld, nor for a made-up one, nor where the setting is empty is anything due."""
    assert rows(root, TODAY)[1].check_in is None
    (root / GATE).write_text(
        story(consent="{record: R-1, status: given, basis: fictional, given_on: 2026-06-01, scope: [web]}")
    )
    assert due(root) is None
    (root / GATE).write_text(story(day=str(PUBLISHED)))
    (root / "site.yaml").write_text(SITE + "check_in: []\n")
    assert due(root) is None


def test_it_stands_in_list_and_calendar(root: Path) -> None:
    """The day stands in the list, the spreadsheet and the calendar, where it names the record alone."""
    found = rows(root, TODAY)
    assert f"check in {FIRST}" in "\n".join(as_lines(found))
    assert str(FIRST) in as_csv(found)
    calendar = as_calendar(found, TODAY)
    assert "check in with the storyteller" in calendar
    assert f"DTSTART;VALUE=DATE:{FIRST:%Y%m%d}" in calendar
    assert "gate" not in calendar


def test_a_day_and_a_word_are_kept(root: Path) -> None:
    """What is kept is the record, the day and one of three words, and no word of the story."""
    done = CliRunner().invoke(
        main, ["consent", "check-in", GATE, "wants-change", "--source", str(root), "--today", str(TODAY)]
    )
    assert (done.exit_code, "among what needs a person" in done.stdout) == (0, True)
    (one,) = check_ins(root)
    assert (one.on, one.answer) == (TODAY, "wants-change")
    kept = (root / CHECK_INS).read_text().casefold()
    assert not any(word in kept for word in ("gate", "maren", "painted"))


def test_nothing_is_asked_after_what_nobody_agreed_to(root: Path) -> None:
    """A check-in for a story whose consent is only requested is refused."""
    with pytest.raises(RefusedError, match="“requested”"):
        check_in(root, "stories/hill.md", "answered", today=TODAY)


def test_a_withdrawal_forgets(root: Path) -> None:
    """A withdrawal takes the lines about its story out, and leaves those about others."""
    (root / "stories/sea.md").write_text(story("A sea", text="The sea was loud."))
    check_in(root, GATE, "answered", today=TODAY)
    check_in(root, "stories/sea.md", "answered", today=TODAY)
    other = check_ins(root)[1]
    assert withdraw(plan_withdrawal(root, GATE), TODAY) == ()
    assert check_ins(root) == (other,)


def test_a_damaged_file_stops_no_withdrawal(root: Path) -> None:
    """A file that cannot be read is never taken for an empty one; a withdrawal goes on and says what may be left."""
    damage(root)
    with pytest.raises(CannotBuildError):
        check_ins(root)
    assert "may still hold" in withdraw(plan_withdrawal(root, GATE), TODAY)[0]
    assert not (root / GATE).exists()


@pytest.mark.parametrize(("answer", "after"), [("answered", ""), ("wants-change", "wants something changed")])
def test_the_desk_asks_until_it_is_written_down(desk: Running, root: Path, answer: CheckInAnswer, after: str) -> None:
    """The desk's first page names a storyteller to check in with until the answer is written down in its form."""
    assert "Storytellers to check in with: 1" in desk.get("/_desk/").text
    address = f"/_desk/story/{GATE}"
    sent = {**hidden(desk, address, "Write down a check-in"), "answer": answer}
    assert send(desk, address, sent).status == 303
    page = desk.get("/_desk/").text
    assert "Storytellers to check in with" not in page
    assert after in page
    assert [one.answer for one in check_ins(root)] == [answer]


def test_the_desk_tells_a_damaged_file(desk: Running, root: Path) -> None:
    """A file that cannot be read is told on the desk's first page."""
    damage(root)
    assert "this line cannot be read" in desk.get("/_desk/").text
