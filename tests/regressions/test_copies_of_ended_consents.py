"""Consent that ended was published again from copies of its file, from older versions, and by changes of its terms."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.consent.listing import as_calendar
from generator.consent.log_audit import verify
from generator.consent.register import rows
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from tests.builders.sites import DATA, TODAY, built, make_site, story, tree

CONFLICT = "painted-gate (Sam's conflicted copy 2026-10-20).md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a story that was given."""
    make_site(tmp_path, {"sea.md": story("A sea")})
    shutil.copy(DATA / "consent" / CONFLICT, tmp_path / "stories/painted-gate.md")
    return tmp_path


def shown(site: Path) -> bool:
    """Whether the story is anywhere in what a build publishes."""
    built(site)
    return any(b"gate was painted twice" in data for data in tree(site / "public").values())


def test_a_withdrawn_conflicted_copy_withholds_the_other(site: Path) -> None:
    """Two files with one record, one of them withdrawn by hand, are both withheld."""
    assert shown(site)
    (site / "stories/painted-gate.md").rename(site / "stories" / CONFLICT)
    shutil.copy(DATA / "consent/painted-gate.md", site / "stories")
    assert not shown(site)


def test_withdrawing_one_of_two_copies_is_logged(site: Path) -> None:
    """Withdrawing one of two given copies is logged with their record, and the other goes with it."""
    shutil.copy(site / "stories/painted-gate.md", site / "stories/painted-gate-copy.md")
    withdraw(plan_withdrawal(site, "painted-gate"), TODAY)
    assert not shown(site)
    assert b"CF-2026-014" in (site / "consent/log.jsonl").read_bytes()
    assert (verify(site), list((site / "stories").glob("painted-gate*"))) == ((), [])


def test_a_restored_file_in_another_folder_stays_withheld(site: Path) -> None:
    """A withdrawn story's file that is put back into another folder stays withheld, and verifying tells of it."""
    kept = (site / "stories/painted-gate.md").read_bytes()
    withdraw(plan_withdrawal(site, "painted-gate"), TODAY)
    (site / "stories/restored").mkdir()
    (site / "stories/restored/painted-gate.md").write_bytes(kept)
    assert not shown(site)
    assert "restored/painted-gate.md" in " ".join(map(str, verify(site)))


def test_a_file_whose_log_is_lost_is_told(tmp_path: Path) -> None:
    """A sealed story whose log has no line about it is told by verifying."""
    make_site(tmp_path, {})
    shutil.copy(DATA / "consent/sealed-the-harbour.md", tmp_path / "stories.md")
    (tmp_path / "stories").mkdir(exist_ok=True)
    (tmp_path / "stories.md").rename(tmp_path / "stories/harbour.md")
    assert "holds no line about its record" in " ".join(map(str, verify(tmp_path)))


def test_entries_of_one_record_have_their_own_ids(site: Path) -> None:
    """Two stories with one record have different UIDs in the calendar file."""
    shutil.copy(site / "stories/painted-gate.md", site / "stories/painted-gate-copy.md")
    ids = [line for line in as_calendar(rows(site, TODAY), TODAY).split("\r\n") if line.startswith("UID:")]
    assert len(ids) == len(set(ids)) >= 2
