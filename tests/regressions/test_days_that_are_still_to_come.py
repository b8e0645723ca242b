"""A check-in of a day to come silenced all asking and hid a wish for a change, and any act could be of such a day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.check_ins import check_in, check_ins
from generator.consent.guard_files import log_of
from generator.consent.register import rows
from generator.consent.use_register import add, end, uses
from generator.gate.consent_log import read
from generator.gate.seal import code
from generator.ground.places import CHECK_INS
from tests.builders.desk_forms import hidden, send
from tests.builders.previews import running
from tests.builders.sites import SITE, TODAY, make_site, story, tree

GATE = "stories/gate.md"
FAR = date(2099, 1, 1)
TOLD = f"this line is of {FAR}, which is still to come"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a story that was approved and published some weeks ago."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    uses = "uses: [{id: letter, label: Our letter, description: It goes to members on paper.}]\n"
    day = TODAY - timedelta(days=20)
    root = make_site(tmp_path / "site", {"gate.md": story(day=str(day))}, site=SITE + uses)
    form = Approval(code=code(open_case(root, GATE).seal), record="CF-1", scope=("web",), on=day)
    acts.approve(root, GATE, form, today=TODAY)
    return root


def run(root: Path, *words: str, on: date = FAR) -> Result:
    return CliRunner().invoke(main, [*words, "--source", str(root), "--today", str(on)])


@pytest.mark.parametrize(
    "words",
    [
        ("consent", "check-in", GATE, "answered"),
        ("consent", "pause", GATE),
        ("consent", "narrow", GATE, "--scope", "web"),
        ("consent", "renew", GATE, "--until", "2099-12-31"),
        ("consent", "withdraw", GATE, "--yes"),
        ("consent", "verify", "--accept-older"),
        ("uses", "--done", "1"),
    ],
)
def test_nothing_is_done_on_a_day_to_come(root: Path, words: tuple[str, ...]) -> None:
    """An act of a day that is still to come is refused with the remedy, and nothing is changed."""
    add(root, "CF-1", GATE, "letter", "Spring letter", TODAY, None)
    before = tree(root)
    done = run(root, *words)
    assert (done.exit_code, f"{FAR} is still to come" in done.output) == (2, True), done.output
    assert "Leave --today out" in done.output
    assert tree(root) == before


def test_what_was_done_before_is_written_down(root: Path) -> None:
    """Who asked some days ago may say so."""
    asked = TODAY - timedelta(days=3)
    assert run(root, "consent", "check-in", GATE, "answered", on=asked).exit_code == 0
    assert [one.on for one in check_ins(root)] == [asked]


def test_a_desk_that_shows_a_day_to_come_acts_today(root: Path) -> None:
    """At a desk that looks ahead, what is done is of the day on which it is done."""
    address = f"/_desk/story/{GATE}"
    with running(root, today=TODAY + timedelta(days=300)) as desk:
        sent = {**hidden(desk, address, "Write down a check-in"), "answer": "answered"}
        assert send(desk, address, sent).status == 303
        assert send(desk, address, hidden(desk, address, "Pause")).status == 303
    assert [one.on for one in check_ins(root)] == [TODAY]
    assert [line.event.on for line in read(log_of(root))[0]] == [TODAY, TODAY]


def test_a_line_of_a_day_to_come_silences_nobody(root: Path) -> None:
    """Such a line counts for nothing until its day, so the storyteller is asked, and it is told in the list."""
    first = rows(root, TODAY)[0].check_in
    check_in(root, GATE, "answered", today=FAR)
    assert first is not None
    assert rows(root, TODAY)[0].check_in == first
    listed = run(root, "consent", "list", on=TODAY)
    assert (f"{CHECK_INS}:1:1: warning: {TOLD}" in listed.stderr, "take the line out" in listed.stderr) == (True, True)


def test_a_line_of_a_day_to_come_hides_no_wish(root: Path) -> None:
    """A wish for a change stands among what needs a person, and beside it the line that would hide it."""
    check_in(root, GATE, "answered", today=FAR)
    check_in(root, GATE, "wants-change", today=TODAY)
    with running(root) as desk:
        page = desk.get("/_desk/").text
    assert ("wants something changed" in page, TOLD in page) == (True, True)


def test_the_last_answer_of_a_day_counts(root: Path) -> None:
    """Of two answers that were written down on one day, the later one counts."""
    check_in(root, GATE, "answered", today=TODAY)
    check_in(root, GATE, "wants-change", today=TODAY)
    with running(root) as desk:
        assert "wants something changed" in desk.get("/_desk/").text


def test_a_use_that_is_over_on_a_day_to_come_is_out_there(root: Path) -> None:
    """A line that says so of a day to come counts then, and until then the use can be ended."""
    add(root, "CF-1", GATE, "letter", "Spring letter", TODAY, None)
    end(root, 1, today=FAR)
    assert [one.is_out(day) for one in uses(root) for day in (TODAY, FAR)] == [True, False]
    end(root, 1, today=TODAY)
    assert not uses(root)[0].is_out(TODAY)
