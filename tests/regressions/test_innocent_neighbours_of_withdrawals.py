"""Files that were never withdrawn were said to be, and the remedy that was named removed somebody else's story."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent import acts
from generator.consent.refused import RefusedError
from generator.consent.rename import plan_rename, rename
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate.consent_log import read
from tests.builders.approved import approve
from tests.builders.sites import TODAY, built, make_site, story

GATE, SEA = "stories/gate.md", "stories/sea.md"
SHARED = (
    "Somebody will pick up before the third ring and say nothing until you do. "
    "You do not have to know what to say when they pick it up at the other end."
)
OF_GATE = f"We painted the old gate twice before the rain came. {SHARED}"
OF_SEA = f"The sea took our small harbour wall in one long night. {SHARED}"
LATER = date(2028, 1, 1)


def hearten(root: Path, *command: str, answer: str = "") -> Result:
    return CliRunner().invoke(main, [*command, "--source", str(root)], input=answer)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with two approved stories that share two sentences, of which one is withdrawn."""
    monkeypatch.setenv("HEARTEN_STATE", "")
    root = make_site(tmp_path, {"gate.md": story(text=OF_GATE), "sea.md": story("A sea", text=OF_SEA)})
    approve(root, GATE, "CF-001", ("web", "feed"))
    approve(root, SEA, "CF-002", ("web", "feed"))
    assert built(root).stories == 2
    withdraw(plan_withdrawal(root, GATE), TODAY)
    assert built(root).stories == 0
    return root


def last(root: Path) -> tuple[str, str]:
    line = read((root / "consent" / "log.jsonl").read_bytes())[0][-1]
    return line.event.what, line.event.record


def test_no_act_says_that_a_neighbour_was_withdrawn(site: Path) -> None:
    """What gives something to a neighbour is refused with the reason for which it is withheld."""
    with pytest.raises(RefusedError, match=r"shares words with a story that was withdrawn .* approved anew"):
        acts.renew(site, SEA, until=LATER, today=TODAY)
    with pytest.raises(RefusedError, match=r"shares words with a story that was withdrawn .* approved anew"):
        acts.correct(site, SEA, today=TODAY)


def test_what_a_neighbours_storyteller_takes_away(site: Path) -> None:
    """A neighbour is narrowed and paused as its own storyteller wishes, and that is logged."""
    acts.narrow(site, SEA, scope=("web",), today=TODAY)
    assert last(site) == ("narrow", "CF-002")
    acts.pause(site, SEA, today=TODAY)
    assert last(site) == ("pause", "CF-002")
    approve(site, SEA, "CF-002")
    assert built(site).stories == 1


def test_a_neighbour_is_renamed(site: Path) -> None:
    """A renaming works, and the approval that lets the story in works under the new name."""
    rename(plan_rename(site, SEA, "shore"))
    assert built(site).stories == 0
    approve(site, "stories/shore.md", "CF-002")
    assert built(site).stories == 1


@pytest.mark.parametrize("act", ["pause", "narrow", "rename", "renew"])
def test_what_was_withdrawn_stays_so(site: Path, act: str) -> None:
    """Of the withdrawn file that came back it is said that it was withdrawn, and nothing is logged."""
    (site / GATE).write_text(
        (site / SEA).read_text().replace("CF-002", "CF-001").replace(OF_SEA, OF_GATE), encoding="utf-8"
    )
    log = (site / "consent" / "log.jsonl").read_bytes()
    commands = {
        "pause": ("consent", "pause", GATE),
        "narrow": ("consent", "narrow", GATE, "--scope", "web"),
        "renew": ("consent", "renew", GATE, "--until", str(LATER)),
        "rename": ("rename", GATE, "fence"),
    }
    done = hearten(site, *commands[act])
    assert (done.exit_code, "was withdrawn" in done.output) == (2, True)
    assert (site / "consent" / "log.jsonl").read_bytes() == log


@pytest.fixture
def another(site: Path) -> Path:
    """The same site, with another person's draft in the file that the withdrawn story had."""
    draft = "{record: FORM-000, status: requested, scope: []}"
    (site / GATE).write_text(story("A gate again", consent=draft, text="Our own gate was never painted at all."))
    return site


def test_another_story_in_that_place(another: Path) -> None:
    """It is said to be another one, to be given a name by hand, and no message tells to withdraw it."""
    for command in (("rename", GATE, "fence"), ("consent", "pause", GATE)):
        done = hearten(another, *command)
        assert done.exit_code == 2
        assert "name by hand" in done.output
        assert "consent withdraw" not in done.output


@pytest.mark.parametrize("yes", [True, False])
def test_a_withdrawal_leaves_another_story(another: Path, yes: bool) -> None:
    """It says that the file has nothing of what was withdrawn, and removes it only where somebody answers."""
    log = (another / "consent" / "log.jsonl").read_bytes()
    done = hearten(another, "consent", "withdraw", GATE, *(["--yes"] if yes else []), answer="n\n")
    assert "has nothing of the story that was withdrawn from there" in done.output
    assert (done.exit_code, (another / GATE).is_file()) == (1, True)
    assert (another / "consent" / "log.jsonl").read_bytes() == log


def test_another_story_with_a_consent_of_its_own(another: Path) -> None:
    """It is withdrawn as any story is, and the log has one line about each record."""
    draft = "{record: CF-007, status: given, given_on: 2026-01-01, scope: [web]}"
    (another / GATE).write_text(story("A gate again", consent=draft, text="Our own gate was never painted at all."))
    assert hearten(another, "consent", "withdraw", GATE, "--yes").exit_code == 0
    assert not (another / GATE).exists()
    assert last(another) == ("withdraw", "CF-007")


def test_a_new_story_takes_another_name(site: Path) -> None:
    """The file of a withdrawn story is given to no new one, whatever is free beside it."""
    (site / "stories" / "gate-2.md").write_text(story("Another gate", text="A gate of iron."), encoding="utf-8")
    done = hearten(site, "story", "Gate")
    assert (done.exit_code, (site / GATE).exists()) == (0, False)
    assert (site / "stories" / "gate-3.md").is_file()
    assert "gate-3.md" in done.output


def test_a_name_that_is_taken_is_told(site: Path) -> None:
    """Where no withdrawal is in the way, a title of a story that is there is refused as before."""
    assert "is there already" in hearten(site, "story", "Sea").output
