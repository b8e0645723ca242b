"""What the desk had kept of a story stayed, where it was withdrawn on another computer and its folder was moved since.

A desk looked for it under the folder's path alone, and a build not at all.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.consent import kept_texts, withdrawal
from generator.consent.settling import settle
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate.consent_log import PATH as LOG
from generator.gate.tombstones import PATH as LIST
from generator.preview.desk import history
from generator.preview.site.live import LiveSite
from generator.store import versions
from tests.builders.approved import WORDS, approve
from tests.builders.previews import running
from tests.builders.sites import TODAY, make_site, story

GATE = "stories/gate.md"
BEFORE = story("The gate of Zembrous", text=f"{WORDS} Zembrously.").encode()


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def root(tmp_path: Path, state: Path) -> Path:  # what is kept lies there
    """A site with a story of which a former text is kept, as another site keeps one with its words."""
    files = {"gate.md": story("The gate of Zembrous", text=WORDS), "sea.md": story("A sea", text="The sea was loud.")}
    root = make_site(tmp_path / "site", files)
    approve(root, GATE, "CF-7")
    make_site(tmp_path / "other", {"hill.md": story()})
    keep(root, tmp_path / "other")
    return root


def keep(*roots: Path) -> None:
    for root in roots:
        versions.keep(root, GATE, BEFORE, TODAY, 30)


def kept(state: Path) -> list[Path]:
    """The files in the user's own folder that hold the story's words."""
    return [file for file in state.rglob("*") if file.is_file() and b"embrous" in file.read_bytes()]


def withdrawn_elsewhere(root: Path, tmp_path: Path, path: str = GATE) -> None:
    """Withdraw the story on another computer, and bring what that made of the folder here."""
    there = Path(shutil.copytree(root, tmp_path / "there"))
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setenv("HEARTEN_STATE", str(tmp_path / "state-there"))
        withdrawal.withdraw(plan_withdrawal(there, path), TODAY)
    shutil.rmtree(root)
    there.rename(root)


def build(root: Path) -> str:
    done = CliRunner().invoke(main, ["build", "--source", str(root), "--today", str(TODAY)])
    assert done.exit_code == 0, done.output
    return done.output


def serve(root: Path) -> None:
    with running(root) as desk:
        assert desk.get("/_desk/").status == 200


def look(root: Path) -> None:
    history.forget(LiveSite(root, "web", TODAY))


@pytest.mark.parametrize("reads", [build, serve, look, settle])
def test_it_goes_from_everywhere(root: Path, state: Path, tmp_path: Path, reads: Callable[[Path], object]) -> None:
    """Whoever first reads of it, wherever the folder lies now, removes all that is kept, of other sites, too."""
    assert len(kept(state)) == 2
    withdrawn_elsewhere(root, tmp_path)
    reads(root.rename(tmp_path / "moved"))
    assert kept(state) == []


@pytest.mark.parametrize("lost", [LOG, LIST])
def test_either_file_tells_of_it(root: Path, state: Path, tmp_path: Path, lost: str) -> None:
    """The log alone tells of a withdrawal, and so does the list alone."""
    withdrawn_elsewhere(root, tmp_path)
    (root / lost).unlink()
    kept_texts.clear_ended(root)
    assert kept(state) == []


def test_nothing_goes_where_nothing_new_was_withdrawn(root: Path, state: Path, tmp_path: Path) -> None:
    """What is kept after a withdrawal was seen stays, whatever else is logged, and wherever the folder is."""
    kept_texts.clear_ended(root)
    assert len(kept(state)) == 2
    withdrawn_elsewhere(root, tmp_path, "stories/sea.md")
    build(root)
    keep(root)
    approve(root, GATE, "CF-8")
    build(root.rename(tmp_path / "moved"))
    assert len(kept(state)) == 1


def test_a_build_after_a_withdrawal_here_removes_nothing_more(root: Path, state: Path) -> None:
    """A withdrawal on this computer counts as seen."""
    withdrawal.withdraw(plan_withdrawal(root, "stories/sea.md"), TODAY)
    keep(root)
    build(root)
    assert len(kept(state)) == 1


def test_a_withdrawal_that_ends_removes_nothing(root: Path, state: Path, tmp_path: Path) -> None:
    """An entry that goes from the list, as with a new approval, is no withdrawal."""
    withdrawn_elsewhere(root, tmp_path, "stories/sea.md")
    withdrawal.withdraw(plan_withdrawal(root, GATE), TODAY)
    keep(root)
    entries = (root / LIST).read_text().split("  - id:")
    (root / LIST).write_text("  - id:".join(entries[:-1]))
    kept_texts.clear_ended(root)
    assert len(kept(state)) == 1


@pytest.mark.parametrize("damage", [b"", b"\xff\0", b"0" * 64 + b"\n", None])
def test_a_damaged_memory_has_seen_nothing(root: Path, state: Path, tmp_path: Path, damage: bytes | None) -> None:
    """Where nobody can tell any more which withdrawals were seen, all that is kept goes once, and not again."""
    withdrawn_elsewhere(root, tmp_path)
    kept_texts.clear_ended(root)
    keep(root)
    (memory,) = (state / "withdrawals").iterdir()
    memory.unlink()
    if damage is not None:
        memory.write_bytes(damage)
    assert kept_texts.clear_ended(root) == ()
    assert kept(state) == []
    keep(root)
    kept_texts.clear_ended(root)
    assert len(kept(state)) == 1


def test_a_memory_that_cannot_be_kept_is_told(root: Path, state: Path, tmp_path: Path) -> None:
    """Where nothing can be remembered, all that is kept goes each time, and the build says why."""
    withdrawn_elsewhere(root, tmp_path)
    kept_texts.clear_ended(root)
    (memory,) = (state / "withdrawals").iterdir()
    memory.unlink()
    memory.mkdir()
    keep(root)
    told = build(root)
    assert ("is not remembered" in told, "move away what is in the way there" in told, kept(state)) == (True, True, [])


def test_what_cannot_be_removed_is_told(
    root: Path, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where it cannot be removed, the build says where it is, and the next one tries again."""
    withdrawn_elsewhere(root, tmp_path)
    with monkeypatch.context() as broken:
        why = OSError(13, "Permission denied", str(state / "versions"))
        broken.setattr(versions, "clear", lambda _: why)
        assert f"remove {state / 'versions'} by hand" in " ".join(build(root).split())
    build(root)
    assert kept(state) == []


def test_what_cannot_be_read_removes_nothing_and_stops_the_build(root: Path, state: Path) -> None:
    """A list that nobody can read stops the build as ever, with its own reason."""
    (root / LIST).write_bytes(b"\xff")
    assert kept_texts.clear_ended(root) == ()
    done = CliRunner().invoke(main, ["build", "--source", str(root), "--today", str(TODAY)])
    assert (done.exit_code, LIST in done.output, len(kept(state))) == (2, True, 2)
