"""A name was taken for the number of a form, stood in what is kept for good, and ended each withdrawal with 1.

What was told then was to remove it from the log, whose chain would have been broken by that.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.guard_files import log_of
from generator.consent.log_audit import verify
from generator.consent.named_numbers import stop_if_named
from generator.consent.refused import RefusedError
from generator.consent.use_register import add
from generator.exporting.handing_out import WantedUse, hand_out
from generator.gate.consent_log import read
from generator.gate.deny_list import PATH as DENIED
from generator.gate.seal import code
from generator.ground.places import USES
from tests.builders.approved import WORDS
from tests.builders.desk_forms import form_of, send_all
from tests.builders.previews import running
from tests.builders.sites import SITE, TODAY, make_site, story, tree

GATE = "stories/gate.md"
NAMED = "uses: [{id: letter, label: Our letter, description: It goes to members on paper.}]\n"
NAMES = [
    "Anna-Kowalska-2026",
    "anna_kowalska_1",
    "AnnaKowalska2026",
    "KOWALSKA/ANNA",
    "CF-Kowalskiej-Anny",
    "Анна-Ковальска-3",
    "Ines-Brandt-1",
    "brandt7",
    "INESBRANDT",
    "Zembrous-2026-1",
]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a story that nobody has approved yet, and a list of denied names."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    gate = story("The gate", consent="{record: CF-0, status: requested, scope: []}", text=f"{WORDS} Zembrous laughed.")
    gate = gate.replace("author: Maren", "author: Ines Brandt")
    root = make_site(tmp_path / "site", {"gate.md": gate, "sea.md": story("A sea", text="The sea.")}, site=SITE + NAMED)
    (root / "consent").mkdir(exist_ok=True)
    (root / DENIED).write_text("Anna Kowalska\n", encoding="utf-8")
    return root


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--source", str(root), "--today", str(TODAY)])


def approved_as(root: Path, record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Approve the story as versions did that took any number."""
    with monkeypatch.context() as former:
        former.setattr("generator.consent.consent_change.stop_if_named", lambda *_: None)
        form = Approval(code=code(open_case(root, GATE).seal), record=record, scope=("web",), uses=("letter",))
        acts.approve(root, GATE, form, today=TODAY)


def in_file(root: Path, record: str) -> None:
    """Write a number into the story's file by hand."""
    (root / GATE).write_text((root / GATE).read_text().replace("CF-0", f'"{record}"'), encoding="utf-8")


@pytest.mark.parametrize("record", NAMES)
def test_no_approval_takes_one(root: Path, record: str) -> None:
    """An approval under a name is refused with the reason and the remedy, the name is not repeated, nothing changed."""
    before, given = tree(root), code(open_case(root, GATE).seal)
    done = run(root, "consent", "approve", GATE, "--code", given, "--record", record, "--scope", "web")
    told = " ".join(done.output.split())
    assert (done.exit_code, "such as CF-2026-014" in told, record in told) == (2, True, False), told
    assert tree(root) == before


@pytest.mark.parametrize("record", ["CF-2026-014", "2026/14", "FORM-7", "IMPORT-000012345678901", "Bex-12"])
def test_numbers_are_taken(root: Path, record: str) -> None:
    """What is no name is a number, whatever letters stand before it."""
    stop_if_named(open_case(root, GATE), record)


def test_the_desk_refuses_it_beside_the_field(root: Path) -> None:
    """The form at the desk says it beside its field."""
    address, given = f"/_desk/story/{GATE}", code(open_case(root, GATE).seal)
    answers = {"code": given, "record": "Ines-Brandt-1"}
    with running(root) as desk:
        sent = [(name, answers.get(name, value)) for name, value in form_of(desk.get(address), "Approve and seal")]
        done = send_all(desk, address, [*sent, ("scope", "web")])
    assert (done.status, "has words of the story, or a name in it" in done.text) == (422, True)
    assert log_of(root) == b""


@pytest.mark.parametrize(("record", "why"), [("Anna-Kowalska-1", DENIED), ("INES_BRANDT_1", "that the story shows")])
def test_a_file_with_one_is_told(root: Path, record: str, why: str) -> None:
    """Building and verifying tell the place of such a number in front matter, with the remedy, and do not repeat it."""
    in_file(root, record)
    line = next(n for n, line in enumerate((root / GATE).read_text().splitlines(), 1) if record in line)
    for words in (["build"], ["consent", "verify"]):
        done = run(root, *words)
        told = " ".join(done.output.split())
        assert f"{GATE}:{line}:" in told, told
        assert (why in told, "such as CF-2026-014" in told, record in told, done.exit_code) == (True, True, False, 0)


def test_only_what_takes_away_writes_one_down(root: Path) -> None:
    """A number in a file that the log does not know yet: no act but a pause or a withdrawal writes it down."""
    consent = "{record: Ines-Brandt-1, status: given, given_on: 2026-01-01, scope: [web, feed], uses: [letter]}"
    text = (root / GATE).read_text().replace("{record: CF-0, status: requested, scope: []}", consent)
    (root / GATE).write_text(text)
    with pytest.raises(RefusedError, match="name in it"):
        acts.narrow(root, GATE, scope=("web",), today=TODAY)
    with pytest.raises(RefusedError, match="name in it"):
        hand_out(root, GATE, WantedUse(use="letter"), today=TODAY, on=TODAY)
    assert (log_of(root), (root / USES).exists()) == (b"", False)
    assert run(root, "consent", "pause", GATE).exit_code == 0
    assert run(root, "consent", "withdraw", GATE, "--yes").exit_code == 0


def test_verifying_leaves_the_log_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A number that the log has is told with what can be done while the chain stays, and is no fault."""
    approved_as(root, "Ines-Brandt-1", monkeypatch)
    done = run(root, "consent", "verify")
    told = " ".join(done.output.split())
    assert (done.exit_code, "consent/log.jsonl:1:1: the number of this form has words of" in told) == (0, True), told
    assert ("leave this line as it is" in told, "Ines-Brandt-1" in told) == (True, False)
    assert "delete this line" not in told


def test_what_is_told_to_do_can_be_done(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Approved anew under a number, later lines have that one, and the chain holds."""
    approved_as(root, "Ines-Brandt-1", monkeypatch)
    given = code(open_case(root, GATE).seal)
    done = run(root, "consent", "approve", GATE, "--code", given, "--record", "CF-2026-014", "--scope", "web")
    assert done.exit_code == 0, done.output
    assert run(root, "consent", "pause", GATE).exit_code == 0
    assert [line.event.record for line in read(log_of(root))[0]][1:] == ["CF-2026-014"] * 2
    assert verify(root) == ()


def test_a_withdrawal_ends_rightly(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what keeps the name and why that stays, asks for no change of the log, and ends with 0, each time."""
    approved_as(root, "Ines-Brandt-1", monkeypatch)
    add(root, "Ines-Brandt-1", GATE, "letter", "Spring letter", TODAY, None)
    assert run(root, "consent", "check-in", GATE, "answered").exit_code == 0
    done = run(root, "consent", "withdraw", GATE, "--yes")
    told = done.output.partition("What remains for you to do:")[2]
    assert (done.exit_code, "remove what is the story's" in told) == (0, False), done.output
    assert [line for line in told.splitlines() if line.startswith("  consent/")] == ["  consent/log.jsonl", f"  {USES}"]
    assert "Leave these as they are" in told
    assert run(root, "consent", "withdraw", GATE, "--yes").exit_code == 0
    assert verify(root) == ()


def test_a_place_with_the_name_has_still_to_be_reworded(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the register says the name as “where” as well, the withdrawal ends with 1 until that is reworded."""
    approved_as(root, "Ines-Brandt-1", monkeypatch)
    add(root, "Ines-Brandt-1", GATE, "letter", "Letter of Ines Brandt", TODAY, None)
    done = run(root, "consent", "withdraw", GATE, "--yes")
    assert (done.exit_code, f"  {USES}: the storyteller's name" in done.output) == (1, True)
    (root / USES).write_text((root / USES).read_text().replace("Letter of Ines Brandt", "Spring letter"))
    assert run(root, "consent", "withdraw", GATE, "--yes").exit_code == 0
