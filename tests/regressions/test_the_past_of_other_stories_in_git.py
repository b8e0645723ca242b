"""History showed what Git knew of a withdrawn story once another person's file stood under the same name."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from generator.consent import acts, withdrawal
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate import consent_log, tombstones
from generator.gate.seal import code
from generator.ground.diagnostics import CannotBuildError
from generator.preview.desk import history
from generator.preview.site.live import LiveSite
from tests.builders.approved import WORDS, approve
from tests.builders.sites import TODAY, make_site, story

GATE = "stories/gate.md"
WHO = {f"GIT_{role}_{what}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
OWN = "It rained on the hill for days, and then the sun came out again."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site in a folder of Git's, with two texts of a story that is approved."""
    root = make_site(tmp_path / "site", {"gate.md": story("The gate", text=f"{WORDS} Zembrously.")})
    git(root, "init", "-q")
    commit(root)
    (root / GATE).write_text(story("The gate", text=WORDS), encoding="utf-8")
    approve(root, GATE, "CF-7")
    commit(root)
    return root


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=root, env={**os.environ, **WHO}, check=True, capture_output=True)


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "A change")


def write(root: Path, text: str) -> None:
    (root / GATE).write_text(text, encoding="utf-8")


def shown(root: Path) -> str:
    """The page with the story's history."""
    live = LiveSite(root, "web", TODAY)
    live.refresh()
    page = history.page(live, GATE, {})
    assert page is not None
    return page


def is_told(page: str) -> tuple[bool, bool]:
    """Whether a page holds words of the story that was there first, and of the other one."""
    return any(words in page for words in ("Zembrously", "old gate twice", "The gate")), "rained on the hill" in page


def test_a_story_has_its_own_past(root: Path) -> None:
    """As long as the story is there, its texts are shown from the first on, also what is not committed yet."""
    write(root, (root / GATE).read_text(encoding="utf-8").replace("old gate", "new gate"))
    page = shown(root)
    assert ("Zembrously" in page, "old gate twice" in page) == (True, True)


@pytest.mark.parametrize("is_committed", [False, True], ids=["by hand", "committed"])
def test_another_story_under_the_name_of_a_withdrawn_one(root: Path, is_committed: bool) -> None:
    """Nothing of the withdrawn story is shown as the past of another person's, whether that is committed or not."""
    withdrawal.withdraw(plan_withdrawal(root, GATE), TODAY)
    write(root, story("The hill", text=OWN))
    if is_committed:
        commit(root)
    assert is_told(shown(root)) == (False, is_committed)


def test_a_story_written_over_one_that_was_not_withdrawn(root: Path) -> None:
    """What the file was before it was this story is not shown, though nobody withdrew that."""
    write(root, story("The hill", text=OWN))
    commit(root)
    assert is_told(shown(root)) == (False, True)


def test_a_withdrawn_text_that_was_put_back(root: Path) -> None:
    """Nothing of a withdrawn story is shown where its file was put back."""
    kept = (root / GATE).read_text(encoding="utf-8")
    withdrawal.withdraw(plan_withdrawal(root, GATE), TODAY)
    write(root, kept)
    assert "old gate twice" not in shown(root)


def test_a_withdrawn_text_under_no_number(root: Path) -> None:
    """A withdrawn story is known by its words, too, where the file says no number, and its title stayed."""
    withdrawal.withdraw(plan_withdrawal(root, GATE), TODAY)
    write(root, story("The gate", text=OWN, consent="{record: CF-000, status: requested, scope: []}"))
    commit(root)
    page = shown(root)
    assert ("Zembrously" in page, "old gate twice" in page) == (False, False)


def test_a_new_form_goes_on_with_the_past(root: Path) -> None:
    """Where a new form took over from an older one, under another number, the story's past goes on."""
    again = Approval(
        code=code(open_case(root, GATE).seal), record="CF-8", scope=("web",), until=TODAY.replace(year=TODAY.year + 1)
    )
    acts.approve(root, GATE, again, today=TODAY)
    commit(root)
    assert '"replaces":"CF-7"' in (root / consent_log.PATH).read_text(encoding="utf-8").replace(": ", ":")
    assert "Zembrously" in shown(root)


def test_nothing_is_shown_where_nobody_can_tell_what_was_withdrawn(root: Path) -> None:
    """Where the list of withdrawn stories cannot be read, no past is shown."""
    live = LiveSite(root, "web", TODAY)
    live.refresh()
    (root / tombstones.PATH).write_text("{", encoding="utf-8")
    with pytest.raises(CannotBuildError):
        history.page(live, GATE, {})
