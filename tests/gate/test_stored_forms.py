"""Every form in which consent was ever stored still holds: logs, withdrawals, intents, and fingerprints of names."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.consent.guard_files import log_of, standing, withdrawn_stories
from generator.consent.log_audit import verify
from generator.consent.settling import settle
from generator.gate import consent_log, intent, tombstones
from generator.gate.deny_list import HASHED, holds, read
from tests.builders.sites import DATA, built

# A site of each form, where it is kept. In that of the second form, a withdrawn file has come back.
SITES = {1: "seals/form-1", 2: "consent/form-2"}
LATER = date(2026, 6, 20)


@pytest.fixture(params=SITES)
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[int, Path]:
    """A form, and a site of its day."""
    return request.param, shutil.copytree(DATA / SITES[request.param], tmp_path / "site")


def test_every_form_of_the_log_is_kept() -> None:
    """There is a site of each form of the log and of withdrawals."""
    assert [f"{form}-" for form in SITES] == list(consent_log.FORMS)
    assert max(SITES) == tombstones.FORM


def test_a_log_of_every_form_holds(stored: tuple[int, Path]) -> None:
    """A log of any form is read whole, each line in the form that it was written in."""
    form, root = stored
    lines, faults = consent_log.read(log_of(root))
    assert (len(lines) > 5, faults) == (True, ())
    assert {line.fingerprint[:2] for line in lines} == {f"{form}-"}
    assert {*(line.event.what for line in lines)} >= {"approve", "narrow", "pause", "withdraw"}


def test_withdrawals_of_every_form_hold(stored: tuple[int, Path]) -> None:
    """What was withdrawn stays so, and what was given stays given."""
    form, root = stored
    assert [stone.record for stone in withdrawn_stories(root).stories] == [None if form == 1 else "CF-2"]
    report = built(root, today=LATER)
    withheld = {w.source: w.rule for w in report.withheld}
    assert (report.stories, withheld) == {
        1: (3, {}),
        2: (1, {"stories/hill.md": "paused", "stories/sea.md": "withdrawn"}),
    }[form]
    assert {"sea.md" in fault.message for fault in verify(root)} <= {form == 2}


def test_an_intent_of_every_form_is_finished(tmp_path: Path) -> None:
    """What somebody meant is done, whichever version wrote it down."""
    for form in range(1, intent.FORM + 1):
        root = shutil.copytree(DATA / "consent/form-2", tmp_path / f"site-{form}")
        shutil.copy(DATA / f"consent/unfinished-{form}.jsonl", root / intent.PATH)
        (told,) = settle(root)
        assert "was finished" in told.message
        assert (standing(root), built(root).stories) == ((), 0)


@pytest.mark.parametrize("form", [1, 2])
def test_fingerprints_of_every_form_hold(form: int) -> None:
    """A list of fingerprints finds what it found in its day."""
    data = (DATA / f"deny/form-{form}.txt").read_bytes()
    denied = read(data)
    assert (len(denied), denied.faults) == (2, ())
    forms = {int(found[1][1:]) if found[1] else 1 for found in HASHED.finditer(data.decode())}
    assert forms == {form}
    for text in ("met ZOE\nBrandt", "Łucja Netzgasse", "Zo\u00adë Brandt"):
        assert holds(text, denied)
    assert not holds("Zoë went to Brandt", denied)
