"""The number of a form could be another storyteller's name, a title, a denied last name, or a telephone number."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.guard_files import log_of
from generator.consent.refused import RefusedError
from generator.gate.deny_list import PATH as DENIED
from generator.gate.seal import code
from tests.builders.approved import WORDS
from tests.builders.sites import TODAY, make_site, story

GATE = "stories/gate.md"
NAMED = [
    "Ines-Brandt-3",
    "brandt_7",
    "Counting-otters-1",
    "KOWALSKA_A_1",
    "Kowalska/7",
    "07700-900123",
    "+44 7700 900123",
    "(07700) 900 123",
]
TAKEN = [
    "CF-2026-014",
    "2026/14",
    "01.02.2026-14",
    "01022026-0014",
    "0000123456789",
    "CF-0770090012",
    "OTTERS-12",
    "LANE-3",
    "Bex-12",
    "IMPORT-000012345678901",
]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with two stories, and a list of a denied name and a denied street."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    otters = story("Counting otters", text="I counted otters along the lane.")
    otters = otters.replace("author: Maren", "author: Ines Brandt")
    root = make_site(tmp_path / "site", {"gate.md": story("A way out", text=WORDS), "otter.md": otters})
    (root / "consent").mkdir(exist_ok=True)
    (root / DENIED).write_text("Anna Kowalska\nMill Lane\n", encoding="utf-8")
    return root


def approve(root: Path, record: str) -> None:
    form = Approval(code=code(open_case(root, GATE).seal), record=record, scope=("web",))
    acts.approve(root, GATE, form, today=TODAY)


@pytest.mark.parametrize("record", NAMED)
def test_no_approval_takes_one(root: Path, record: str) -> None:
    """An approval is refused with the remedy, without the name, and nothing is logged."""
    with pytest.raises(RefusedError, match="such as CF-2026-014") as refused:
        approve(root, record)
    assert (record in str(refused.value), log_of(root)) == (False, b"")


@pytest.mark.parametrize("record", TAKEN)
def test_numbers_are_taken(root: Path, record: str) -> None:
    """Years, days, counters and words that stories write small are no names."""
    approve(root, record)
    assert log_of(root) != b""
