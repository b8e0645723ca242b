"""A baseline of advice still counted what had been found in a story after that was withdrawn."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from generator.checking.residue import look, read_traces
from generator.cli.main import main
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.consent.withdrawal_report import what_goes
from generator.ground.digest import path_tag
from tests.builders.sites import TODAY, make_site, story

GATE = "stories/gate.md"
LOUD = "---\ntitle: A\n---\n\nPLEASE RING BEFORE YOU COME to our house.\n"


def check(root: Path) -> str:
    return CliRunner().invoke(main, ["check", "--baseline", str(root / "checked.json"), "--source", str(root)]).output


def with_baseline(tmp_path: Path) -> Path:
    """A site with a baseline that knows findings of a story and of a page."""
    root = make_site(tmp_path / "site", {"gate.md": story(text="We did it 🎉🎉🎉 at last.")}, pages={"a.md": LOUD})
    kept = ["check", "--baseline", str(root / "checked.json"), "--write-baseline", "--source", str(root)]
    assert CliRunner().invoke(main, kept).exit_code == 0
    return root


def test_a_withdrawal_takes_it_out(tmp_path: Path) -> None:
    """A withdrawal says that the baseline changes, takes the story out of it, and leaves what it knows of others."""
    root = with_baseline(tmp_path)
    plan = plan_withdrawal(root, GATE)
    assert "  checked.json" in what_goes(plan)
    withdraw(plan, TODAY)
    assert path_tag(GATE) not in (root / "checked.json").read_text(encoding="utf-8")
    assert "Nothing to say. 1 that the baseline knows is not told." in check(root)


def test_a_look_for_traces_finds_it(tmp_path: Path) -> None:
    """Whoever looks for what is left of a story is led to a baseline that knows of it."""
    root = with_baseline(tmp_path)
    assert [hit.place for hit in look(root / "checked.json", read_traces(root / GATE)).hits] == ["checked.json"]


def test_a_file_that_went_otherwise_is_told(tmp_path: Path) -> None:
    """A baseline that knows of a text which is not there is told of, wherever it lies."""
    root = with_baseline(tmp_path)
    (root / GATE).unlink()
    assert "still counts findings of a text that is not here any more" in check(root)
