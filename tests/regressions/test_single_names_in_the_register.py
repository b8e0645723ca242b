"""A rare word of a story's title, and signs that nobody sees, stood in the register of uses after a withdrawal."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.consent.refused import RefusedError
from generator.consent.use_register import add, uses
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.exporting.handing_out import WantedUse, hand_out
from generator.gate.deny_list import PATH as DENIED
from generator.ground.places import USES
from tests.builders.sites import SITE, TODAY, make_site, story

HILL = "stories/hill.md"
NAMED = "uses: [{id: letter, label: The letter of Fernwick, description: It goes to members on paper.}]\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story that may go into a letter."""
    consent = "{record: CF-1, status: given, given_on: 2026-01-01, scope: [web], uses: [letter]}"
    hill = story("The hill above Oldmere", consent=consent, text="We went up in the rain, and Lena Quist sang.")
    root = make_site(tmp_path, {"hill.md": hill}, site=SITE + NAMED)
    (root / "consent").mkdir(exist_ok=True)
    (root / DENIED).write_text("Annegret Quell\n", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "where",
    ["Oldmere", "OLDMERE letter", "Lena Quist's shelf", "Quell, Annegret", "A n n e g r e t Quell", "a\x1b[31mb"],
)
def test_it_is_refused(root: Path, where: str) -> None:
    """What may be a name of the story's, a denied one in another order, and what steers a terminal is refused."""
    with pytest.raises(RefusedError) as e:
        hand_out(root, HILL, WantedUse(use="letter", where=where), today=TODAY, on=TODAY)
    assert e.value.about == "where"
    assert "Nothing was written down." in str(e.value)
    assert where not in str(e.value)
    assert not (root / USES).exists()


@pytest.mark.parametrize(
    "where", ["Spring newsletter 2026", "Fernwick news", "news@harbour.internal", "The rain walkers' board", ""]
)
def test_honest_places_are_written_down(root: Path, where: str) -> None:
    """What says where a story is used and tells nothing of it is taken as it is, the site's own words among it."""
    hand_out(root, HILL, WantedUse(use="letter", where=where), today=TODAY, on=TODAY)
    assert [one.where for one in uses(root)] == [where or "The letter of Fernwick"]


def test_a_withdrawal_tells_what_is_to_be_reworded(root: Path) -> None:
    """Lines that were written before are told by their number, with what to do, and without their words."""
    for where in ("Spring letter", "Oldmere letter", "The letter of Fernwick", "For Annegret Quell"):
        add(root, "CF-1", HILL, "letter", where, TODAY, None)
    told = [line for line in withdraw(plan_withdrawal(root, HILL), TODAY) if "since" not in line]
    assert [line.split(",")[0] for line in told if "find" in line] == ['  find “"number": 2', '  find “"number": 4']
    assert f"{USES} stays" in "\n".join(told)
    assert not any(word in line for line in told for word in ("Oldmere", "Annegret"))
    assert all(f'"number": {number}, "record"' in (root / USES).read_text() for number in (2, 4))


def test_a_line_that_was_reworded_as_told_is_read(root: Path) -> None:
    """The register can be read after other words were written where that was told."""
    add(root, "CF-1", HILL, "letter", "Oldmere letter", TODAY, None)
    file = root / USES
    file.write_text(file.read_text().replace("Oldmere letter", "Spring letter"))
    assert [one.where for one in uses(root)] == ["Spring letter"]


@pytest.mark.parametrize(("path", "data"), [(DENIED, b"\xff\xfe\x00"), (USES, b"gone\n")])
def test_what_cannot_be_read_stops_no_withdrawal(root: Path, path: str, data: bytes) -> None:
    """Where nobody can tell whether a line has to be reworded, a person is asked to look, and the story is gone."""
    add(root, "CF-1", HILL, "letter", "Spring letter", TODAY, None)
    (root / path).write_bytes(data)
    told = withdraw(plan_withdrawal(root, HILL), TODAY)
    assert any("look yourself whether" in line for line in told)
    assert not (root / HILL).exists()
