"""Names in another form, and single names of the text, stood as who acted or where a story is used, for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.consent.acted_by import acted_by
from generator.consent.refused import RefusedError
from generator.consent.use_register import add, uses
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.exporting.handing_out import LONGEST, WantedUse, hand_out
from generator.gate.deny_list import PATH as DENIED
from generator.gate.deny_list import fingerprints
from generator.ground.places import USES
from tests.builders.sites import SITE, TODAY, make_site, story

HILL = "stories/hill.md"
NAMING = SITE.replace("require_valid_until: false", "require_valid_until: false, log_editors: true")
NAMED = "uses: [{id: letter, label: Our letter, description: It goes to members on paper.}]\n"
TEXT = "Then Marcin came with Jean-Luc, and sister Łucja sang. O'Brien wrote letters from the bank. Bo Ek laughed."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story that names people, and a list of denied names."""
    consent = "{record: CF-1, status: given, given_on: 2026-01-01, scope: [web], uses: [letter]}"
    hill = story("Up in the rain", consent=consent, text=TEXT).replace("author: Maren", "author: Maren Holt")
    root = make_site(tmp_path, {"hill.md": hill}, site=NAMING + NAMED)
    (root / "consent").mkdir(exist_ok=True)
    (root / DENIED).write_text("Anna Kowalska\nGrzegorz\n", encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "name",
    [
        "Mar-en",
        "Marens",
        "Holts",
        "neraM",
        "tloH neraM",
        "Марен",
        "マレン",
        "akslawoK annA",
        "Gr zegorz",
        "Grzegorza",
        "Анна Ковальска",
        "Гжегож",
        "Marcin",
        "Łucja",
        "Jean-Luc",
        "O'Brien",
        "sister Łucja",
        "Bo Ek",
        "lettersfromthebank",
    ],
)
def test_neither_line_takes_it(root: Path, name: str) -> None:
    """Neither the log nor the register takes such a name, and neither repeats it."""
    with pytest.raises(RefusedError) as e:
        acted_by(root, HILL, name)
    assert (e.value.about, name in str(e.value)) == ("by", False)
    with pytest.raises(RefusedError) as e:
        hand_out(root, HILL, WantedUse(use="letter", where=f"Board, {name}"), today=TODAY, on=TODAY)
    assert (e.value.about, name in str(e.value), (root / USES).exists()) == ("where", False, False)


@pytest.mark.parametrize("name", ["Ines", "A.B.", "Harry Bank", "Dr. Ana de la Cruz"])
def test_other_names_are_taken(root: Path, name: str) -> None:
    """A name that is nobody's of story and list is logged, also with a word that the story writes small."""
    assert acted_by(root, HILL, name) == name


@pytest.mark.parametrize("where", ["Spring letter", "The board of the bank", "Markets and halls, autumn 2026"])
def test_other_places_are_taken(root: Path, where: str) -> None:
    """What names nobody is written down, single words among it that the story writes small."""
    hand_out(root, HILL, WantedUse(use="letter", where=where), today=TODAY, on=TODAY)
    assert [one.where for one in uses(root)] == [where]


@pytest.mark.parametrize("where", ["x" * (LONGEST + 1), "Spring\u202eletter", "Spring\0letter"])
def test_no_place_is_too_long_or_unseen(root: Path, where: str) -> None:
    """What is too long to be a place, or holds signs that nobody sees, is refused."""
    with pytest.raises(RefusedError, match="Where it is used"):
        hand_out(root, HILL, WantedUse(use="letter", where=where), today=TODAY, on=TODAY)


def test_a_fingerprint_is_known_backwards_and_in_another_script(root: Path) -> None:
    """Of a list of fingerprints, a name is known that is read backwards or written in other letters."""
    listed = fingerprints(b"Marfa Petrova", "0123456789abcdef")
    (root / DENIED).write_text("\n".join(listed), encoding="utf-8")
    for name in ("avorteP afraM", "Марфа Петрова"):
        with pytest.raises(RefusedError, match="forbids"):
            acted_by(root, HILL, name)


def test_a_withdrawal_tells_what_is_to_be_reworded(root: Path) -> None:
    """Lines that were written before are told by their number, and without their words."""
    for where in ("Spring letter", "For Marcin", "Grzegorza letter"):
        add(root, "CF-1", HILL, "letter", where, TODAY, None)
    told = [line for line in withdraw(plan_withdrawal(root, HILL), TODAY) if "since" not in line]
    assert [line.split(",")[0] for line in told if "find" in line] == ['  find “"number": 2', '  find “"number": 3']
