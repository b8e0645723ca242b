"""A sentence of a story, its title in an address, and a denied name stood in the register when it was withdrawn."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.refused import RefusedError
from generator.consent.use_register import uses
from generator.exporting.handing_out import WantedUse, hand_out
from generator.gate.deny_list import PATH as DENIED
from generator.gate.seal import code
from generator.ground.places import USES
from tests.builders.sites import SITE, TODAY, make_site, story

GATE = "stories/gate.md"
NAMED = "uses: [{id: letter, label: The gate by the mill, description: It goes to members on paper.}]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story that may go into a newsletter, which is called like it."""
    text = "We painted the old gate twice before the rain came."
    gate = story("The gate by the mill", consent="{record: FORM-1, status: requested, scope: []}", text=text)
    root = make_site(tmp_path, {"gate.md": gate}, site=SITE + NAMED)
    form = Approval(code=code(open_case(root, GATE).seal), record="CF-1", scope=("web",), uses=("letter",))
    acts.approve(root, GATE, form, today=TODAY)
    (root / DENIED).write_text("Annegret Quell\nstories/other.md: Bo\n")
    return root


@pytest.mark.parametrize(
    "where",
    [
        "We painted the old gate twice before the rain came.",
        "page 3, before the rain",
        "https://letters.example-harbour.org/the-gate-by-the-mill",
        "For Annegret Quell",
        "For Bo",
    ],
)
def test_no_word_of_a_story_is_written_down(root: Path, where: str) -> None:
    """Where a story is used is refused, with what to write, where it tells words of the story or a denied name."""
    with pytest.raises(RefusedError) as e:
        hand_out(root, GATE, WantedUse(use="letter", where=where), today=TODAY, on=TODAY)
    assert e.value.about == "where"
    assert "Nothing was written down." in str(e.value)
    assert where not in str(e.value)
    assert not (root / USES).exists()


def test_the_name_of_a_use_is_the_sites(root: Path) -> None:
    """Without a place, the use's own name is written down, which site.yaml says to everybody."""
    hand_out(root, GATE, WantedUse(use="letter", until=date(2027, 1, 1)), today=TODAY, on=TODAY)
    assert [one.where for one in uses(root)] == ["The gate by the mill"]
