"""The register of what stories are used for beside the site, and what of that has to be taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.deeds import perform
from generator.consent.refused import RefusedError
from generator.consent.standing_uses import standing_uses
from generator.consent.use_register import add, end, uses
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate.seal import code
from generator.ground.diagnostics import CannotBuildError
from generator.ground.places import USES
from tests.builders.sites import SITE, TODAY, make_site, story

GATE = "stories/gate.md"
NAMED = """\
uses:
  - {id: newsletter, label: Our newsletter, description: It goes to members on paper., tell: the editor}
  - {id: press, label: The press, description: Newspapers may print it.}
"""
TEXT = "We painted the old gate twice before the rain came, and nobody had asked us to do any of it."
GONE = f"its story was withdrawn on {TODAY}"
YEARS_LATER = date(2030, 1, 1)


@pytest.fixture(autouse=True)
def _is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day of these tests."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with an approved story that is used for two things."""
    requested = "{record: FORM-001, status: requested, scope: []}"
    root = make_site(tmp_path, {"gate.md": story(consent=requested, text=TEXT)}, site=SITE + NAMED)
    approve(root, uses=("newsletter", "press"))
    add(root, "CF-1", GATE, "newsletter", "Spring letter", TODAY, None)
    add(root, "CF-1", GATE, "press", "The Courier", TODAY, date(2026, 12, 31))
    return root


def approve(root: Path, **more: Any) -> None:
    form = {"record": "CF-1", "scope": ("web", "feed"), "until": date(2028, 1, 1), **more}
    acts.approve(root, GATE, Approval(code=code(open_case(root, GATE).seal), **form), today=TODAY)


def run(root: Path, *words: str) -> Result:
    done = CliRunner().invoke(main, [*words, "--source", str(root), "--today", str(TODAY)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done


def reasons(root: Path, today: date = TODAY) -> list[str | None]:
    return [one.why for one in standing_uses(root, today)]


def test_the_register_holds_no_word_of_a_story(root: Path) -> None:
    """The register holds neither title nor name nor file of a story."""
    kept = (root / USES).read_text().casefold()
    assert "spring letter" in kept
    assert not any(word in kept for word in ("gate", "maren", "painted"))


def test_covered_uses_stand(root: Path) -> None:
    """What consent covers today is listed without a reason to take it back."""
    assert reasons(root) == [None, None]
    assert run(root, "uses").exit_code == 0


def test_a_use_has_gone_by_after_its_last_day(root: Path) -> None:
    """A use whose last day is past is not out there any more."""
    assert [one.use.number for one in standing_uses(root, date(2027, 1, 1))] == [1]


def test_a_use_is_ticked_off(root: Path) -> None:
    """A use that somebody said is over is not listed any more, and cannot be over twice."""
    assert "Over: 1: newsletter, Spring letter" in run(root, "uses", "--done", "1").stdout
    assert [one.use.number for one in standing_uses(root, TODAY)] == [2]
    with pytest.raises(RefusedError, match="has been over since"):
        end(root, 1, today=TODAY)
    with pytest.raises(RefusedError, match="no use with the number 9"):
        end(root, 9, today=TODAY)


def test_a_withdrawal_lists_what_is_out(root: Path) -> None:
    """A withdrawal says where the story is still used and whom to tell, also when it is done again."""
    for _ in range(2):
        left = withdraw(plan_withdrawal(root, GATE), TODAY)
        assert "  1: newsletter, Spring letter, since 2026-06-15; tell the editor" in left
        assert "  2: press, The Courier, since 2026-06-15, until 2026-12-31" in left
    assert reasons(root) == [GONE] * 2
    assert run(root, "uses").exit_code == 1


def test_a_withdrawal_of_a_renamed_story_lists_what_is_out(root: Path) -> None:
    """A story that was renamed since is known in the register, before and after its withdrawal."""
    assert CliRunner().invoke(main, ["rename", GATE, "door", "--source", str(root)]).exit_code == 0
    assert reasons(root) == [None, None]
    left = withdraw(plan_withdrawal(root, "stories/door.md"), TODAY)
    assert any("Spring letter" in line for line in left)
    assert reasons(root) == [GONE] * 2


def test_a_pause_lists_what_is_out(root: Path) -> None:
    """A pause names every use, and the end of the pause covers them again."""
    told = perform("pause", root, GATE, {}, TODAY).told
    assert [line for line in told if "Spring letter" in line or "Courier" in line] != []
    assert reasons(root) == ["the storyteller has paused the consent"] * 2
    acts.resume(root, GATE, today=TODAY)
    assert reasons(root) == [None, None]


def test_a_pause_of_a_broken_file_lists_what_is_out(root: Path) -> None:
    """A pause of a story whose front matter has errors names what it is used for, too."""
    file = root / GATE
    file.write_text(file.read_text().replace("title: A gate", "title: [A gate"))
    told = perform("pause", root, GATE, {}, TODAY).told
    assert any("Spring letter" in line for line in told)


def test_narrowing_lists_what_was_taken_away(root: Path) -> None:
    """To narrow names the uses that were taken away, and not those that stay."""
    told = perform("narrow", root, GATE, {"scope": ("web", "feed"), "uses": ("press",)}, TODAY).told
    assert any("Spring letter" in line for line in told)
    assert not any("Courier" in line for line in told)
    assert reasons(root) == ["its consent does not cover “newsletter”", None]


def test_the_end_of_a_consent_is_told(root: Path) -> None:
    """When a consent has run out, what is still out there is to be taken back."""
    assert [why is not None and "ran out" in why for why in reasons(root, YEARS_LATER)] == [True]


def test_a_new_record_takes_over_uses(root: Path) -> None:
    """A story that is approved under another record is still known to be what is used."""
    approve(root, record="CF-2", uses=("newsletter", "press"))
    assert reasons(root) == [None, None]


def test_a_draft_may_go_on_being_used(root: Path) -> None:
    """A story that is a draft again, while somebody works on it, is no reason to take anything back."""
    file = root / GATE
    file.write_text(file.read_text().replace("author: Maren", "author: Maren\ndraft: true"))
    assert reasons(root) == [None, None]


def test_uses_count_from_one(root: Path) -> None:
    """Numbers are never given twice, also after a use is over."""
    end(root, 2, today=TODAY)
    assert add(root, "CF-1", GATE, "press", "The Herald", TODAY, None).number == 3
    assert [one.number for one in uses(root)] == [1, 2, 3]


@pytest.mark.parametrize(
    "line", ["{}", "no json", '{"form": 2, "number": 9, "what": "use"}', '{"form": 1, "number": 9}']
)
def test_a_damaged_register_is_told(root: Path, line: str) -> None:
    """A register with a line that says nothing is never taken for an empty one, and stops no withdrawal."""
    with (root / USES).open("a") as file:
        file.write(line + "\n")
    with pytest.raises(CannotBuildError) as e:
        uses(root)
    assert e.value.diagnostics[0].place == f"{USES}:3:1"
    assert run(root, "uses").exit_code == 2
    left = withdraw(plan_withdrawal(root, GATE), TODAY)
    assert any("Look there yourself" in one for one in left)
    assert not (root / GATE).exists()
