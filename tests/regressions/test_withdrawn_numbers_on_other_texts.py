"""A withdrawn form's number on another text: no remedy led to the end, and a withdrawal made the number that text's."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent import acts, receipt
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.check_ins import check_in
from generator.consent.guard_files import withdrawn_stories
from generator.consent.refused import RefusedError
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate.seal import code
from generator.ground.places import CHECK_INS, RECEIPTS
from tests.builders.approved import GATE, approve, approved_site
from tests.builders.sites import TODAY, built, story, tree

OTHER, OTHERS = "stories/other.md", "My sister pinned a map above the bed. We went there when the causeway was frozen."
THIRD, THIRDS = "stories/third.md", "The ferry left before dawn. I counted the lamps on the pier until they were gone."
BY_HAND = "{record: CF-001, status: given, given_on: 2026-01-01, scope: [web]}"
REFUSED = "CF-001 is the number of a consent that was withdrawn on 2026-06-15 for another text"
FIT = "fit together"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story that was withdrawn under CF-001, and whose file is kept elsewhere."""
    root = approved_site(tmp_path)
    shutil.copy(root / GATE, tmp_path / "gate.md")
    withdraw(plan_withdrawal(root, GATE), TODAY)
    return root


def put(root: Path, path: str = OTHER, text: str = OTHERS, consent: str = BY_HAND) -> None:
    (root / path).write_text(story(path, consent=consent, text=text), encoding="utf-8")


def put_back(root: Path) -> None:
    shutil.copy(root.parent / "gate.md", root / GATE)


def hearten(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["consent", *words, "--source", str(root)])


def is_published(root: Path, words: str) -> bool:
    built(root)
    return any(words.encode() in data for data in tree(root / "public").values())


def renumbered(root: Path, was: str = "CF-002", becomes: str = "CF-001") -> None:
    file = root / OTHER
    file.write_text(file.read_text().replace(was, becomes))


def test_the_new_number_leads_to_the_end(root: Path) -> None:
    """Whoever does what “verify” says, with the number of the text's own form, has all fit, and the text published."""
    put(root)
    told = hearten(root, "verify")
    assert told.exit_code == 1
    assert f"{OTHER} has the number CF-001, which was withdrawn on 2026-06-15 for another text" in told.stdout
    assert "Found 1 fault." in told.stdout
    for command in (f"hearten consent copy {OTHER}", f"hearten consent approve {OTHER} --record"):
        assert command in told.stdout
    approve(root, OTHER, "CF-050")
    assert FIT in hearten(root, "verify").stdout
    assert is_published(root, "causeway")
    assert [stone.record for stone in withdrawn_stories(root).stories] == ["CF-001"]


def test_its_former_number_leads_to_the_end(root: Path) -> None:
    """A text whose own number was changed by hand gets that back, or a new one, and all fits in either way."""
    put(root, consent="{record: CF-002, status: requested, scope: []}")
    approve(root, OTHER, "CF-002")
    whole = (root / OTHER).read_bytes()
    renumbered(root)
    assert "write CF-002 as its “record” again, under which it was approved" in hearten(root, "verify").stdout
    (root / OTHER).write_bytes(whole)
    assert FIT in hearten(root, "verify").stdout
    renumbered(root)
    approve(root, OTHER, "CF-060")
    assert FIT in hearten(root, "verify").stdout
    assert is_published(root, "causeway")


def test_the_build_says_what_to_write(root: Path) -> None:
    """The reason for which such a text is withheld names what to do, too."""
    put(root)
    (held,) = [one for one in built(root).withheld if one.source == OTHER]
    assert held.reason.endswith("write the number of its own form, and have it approved under that")


@pytest.mark.parametrize("before", ["nothing", "the text withdrawn", "the file restored", "both"])
@pytest.mark.parametrize("path", [OTHER, GATE])
def test_no_order_makes_it_anothers_number(root: Path, before: str, path: str) -> None:
    """Whatever comes before, a text that never was approved under the number is neither approved so, nor published."""
    if path == GATE and before in ("the file restored", "both"):
        put_back(root)
        (root / GATE).rename(root / "stories/kept.md")
        withdraw(plan_withdrawal(root, "stories/kept.md"), TODAY)
    elif before in ("the file restored", "both"):
        put_back(root)
        withdraw(plan_withdrawal(root, GATE), TODAY)
    if before in ("the text withdrawn", "both"):
        put(root, path)
        withdraw(plan_withdrawal(root, path), TODAY)
    put(root, path)
    with pytest.raises(RefusedError, match=REFUSED):
        approve(root, path, "CF-001")
    assert not is_published(root, "causeway")


def test_a_third_text_is_refused_beside_a_second(root: Path) -> None:
    """With a second text withdrawn under the number, a third one is refused, and one that took the second's place."""
    put(root)
    withdraw(plan_withdrawal(root, OTHER), TODAY)
    for path in (THIRD, OTHER):
        put(root, path, THIRDS)
        with pytest.raises(RefusedError, match=REFUSED):
            approve(root, path, "CF-001")
        assert not is_published(root, "counted the lamps")
        (root / path).unlink()


ACTS: dict[str, Callable[[Path], object]] = {
    "pause": lambda root: acts.pause(root, OTHER, today=TODAY),
    "resume": lambda root: acts.resume(root, OTHER, today=TODAY),
    "renew": lambda root: acts.renew(root, OTHER, until=TODAY.replace(year=2028), today=TODAY),
    "narrow": lambda root: acts.narrow(root, OTHER, scope=("web",), today=TODAY),
    "correct": lambda root: acts.correct(root, OTHER, today=TODAY),
    "receipt": lambda root: receipt.make(open_case(root, OTHER), TODAY),
    "check-in": lambda root: check_in(root, OTHER, "answered", today=TODAY),
}


@pytest.mark.parametrize("act", ACTS)
def test_every_act_refuses_it(root: Path, act: str) -> None:
    """No act writes anything for a text with such a number, and each says that it is another's."""
    put(root)
    before = tree(root)
    with pytest.raises(RefusedError, match=REFUSED):
        ACTS[act](root)
    assert tree(root) == before
    assert not (root / CHECK_INS).exists()
    assert not (root / RECEIPTS).exists()


def test_the_first_story_comes_back_as_before(root: Path) -> None:
    """Whatever bore its number meanwhile, the story itself comes back under it, and leaves the other as it is."""
    put(root)
    withdraw(plan_withdrawal(root, OTHER), TODAY)
    put(root)
    approve(root, OTHER, "CF-070")
    put_back(root)
    approve(root, GATE, "CF-001")
    assert FIT in hearten(root, "verify").stdout
    assert is_published(root, "causeway")
    assert is_published(root, "smelled of paint")


def test_a_story_of_few_words_keeps_its_number(tmp_path: Path) -> None:
    """A withdrawn story too short to be known by words is known by its seal: nothing in its place takes its number."""
    requested = "{record: FORM-1, status: requested, scope: []}"
    root = approved_site(tmp_path)
    put(root, OTHER, "Rain. Paint.", requested)
    approve(root, OTHER, "CF-009")
    short = (root / OTHER).read_bytes()
    withdraw(plan_withdrawal(root, OTHER), TODAY)
    put(root, OTHER, THIRDS, BY_HAND.replace("CF-001", "CF-009"))
    form = Approval(code=code(open_case(root, OTHER).seal), record="CF-009", scope=("web",))
    with pytest.raises(RefusedError, match="CF-009 is the number of a consent that was withdrawn"):
        acts.approve(root, OTHER, form, today=TODAY)
    assert not is_published(root, "counted the lamps")
    (root / OTHER).write_bytes(short)
    approve(root, OTHER, "CF-009")
    assert is_published(root, "Rain. Paint.")
