"""A denied name that several speakers, their names or cues that are shown at once make together was published."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.sites import built
from tests.builders.told_stories import VTT, told_site

DENIED = "Anna Kowalska"
FIRST, LATER, LAST = "00:00.000 --> {}\n", "00:01.000 --> 00:04.000\n", "00:02.000 --> 00:04.000\n"
TWO, FOUR = "00:02.000", "00:04.000"
SPLIT = {
    "two speakers say it": f"{FIRST.format(TWO)}<v Maren>I met Anna</v>\n\n{LAST}<v Ines>Kowalska, yes.</v>\n",
    "two speakers are called so": f"{FIRST.format(TWO)}<v Anna>I met her.</v>\n\n{LAST}<v Kowalska>Yes.</v>\n",
    "it is on the screen at once": f"{FIRST.format(FOUR)}Anna\n\n{LATER}[It whistles.]\n\n{LAST}Kowalska\n",
}


def deny(root: Path) -> None:
    (root / "consent").mkdir(exist_ok=True)
    (root / "consent/deny.txt").write_text(f"{DENIED}\n")


@pytest.mark.parametrize("how", SPLIT)
def test_a_name_that_is_said_by_turns(tmp_path: Path, how: str) -> None:
    """A name that readers put together is found in captions, with the cue in which it begins, and never repeated."""
    root = told_site(tmp_path)
    deny(root)
    (root / VTT).write_text(f"WEBVTT\n\n{SPLIT[how]}")
    report = built(root)
    found = [one for one in report.diagnostics if one.rule == "deny" and one.path == VTT]
    assert [one.is_error for one in found] == [True]
    assert [one.source for one in report.withheld] == ["stories/kettle.md"]
    assert DENIED not in found[0].message


def test_names_that_are_far_apart(tmp_path: Path) -> None:
    """Words that stand in cues far from each other are no name."""
    root = told_site(tmp_path)
    deny(root)
    (root / VTT).write_text(f"WEBVTT\n\n{FIRST.format(TWO)}Anna\n\n{LAST}was there.\n\n{LAST}And Kowalska, too.\n")
    assert built(root).withheld == ()
