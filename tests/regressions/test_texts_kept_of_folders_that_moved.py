"""What the desk kept of texts was known by the path of the site's folder alone, and so survived withdrawals elsewhere.

A folder that was renamed or copied was withdrawn from without clearing it, nothing of it grew too old, and another site
at the old path showed it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from generator.consent import withdrawal
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.preview.desk import history
from generator.preview.site.live import LiveSite
from generator.store import uploads, versions
from generator.store.uploads import RunUploads
from tests.builders.approved import WORDS
from tests.builders.example import ROOT
from tests.builders.sites import TODAY, make_site, story

GATE = "stories/gate.md"
GIVEN = "{record: CF-7, status: given, given_on: 2026-01-01, scope: [web]}"
BEFORE = story("The gate of Zembrous", consent=GIVEN, text=f"{WORDS} Zembrously.")
OTHER = story("The hill", consent=GIVEN, text="It rained on the hill for days, and then the sun came out.")
# A run of a desk to which something is sent, and which is killed.
KILLED = """
import os, sys
from pathlib import Path
from generator.store.uploads import RunUploads

sent = RunUploads(Path(sys.argv[1])).begin()
sent.begin("gate.md")
sent.write(b"Zembrously.")
sent.end()
os._exit(0)
"""


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def root(tmp_path: Path, state: Path) -> Path:  # what is kept lies there
    """A site with a story of which a former text is kept."""
    root = make_site(tmp_path / "site", {"gate.md": story("The gate of Zembrous", consent=GIVEN, text=WORDS)})
    versions.keep(root, GATE, BEFORE.encode(), TODAY, 30)
    return root


def kept(state: Path) -> list[Path]:
    """The files in the user's own folder that hold the story's words."""
    return [file for file in state.rglob("*") if file.is_file() and b"embrous" in file.read_bytes()]


def shown(root: Path) -> str:
    """The page with the history of the story at the one path."""
    live = LiveSite(root, "web", TODAY)
    live.refresh()
    page = history.page(live, GATE, {})
    assert page is not None
    return page


def killed_upload(root: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(root)], check=True, cwd=ROOT)


def test_a_withdrawal_clears_what_was_kept_before_the_folder_was_renamed(root: Path, state: Path) -> None:
    """What was kept while the folder had another name goes with the withdrawal."""
    assert len(kept(state)) == 1
    moved = root.rename(root.with_name("moved"))
    withdrawal.withdraw(plan_withdrawal(moved, GATE), TODAY)
    assert kept(state) == []


def test_a_withdrawal_clears_what_was_kept_of_the_folder_it_was_copied_from(root: Path, state: Path) -> None:
    """What was kept of a folder goes with a withdrawal in its copy."""
    copy = Path(shutil.copytree(root, root.with_name("copy")))
    withdrawal.withdraw(plan_withdrawal(copy, GATE), TODAY)
    assert kept(state) == []


def test_another_site_at_the_old_path_shows_nothing_of_it(root: Path, state: Path) -> None:
    """A story of another site, at the same path and under the same number, has no past of the former one."""
    assert "Zembrously" in shown(root)
    root.rename(root.with_name("moved"))
    make_site(root, {"gate.md": OTHER})
    assert "embrous" not in shown(root)


def test_a_past_begins_where_another_story_ends(root: Path) -> None:
    """Where a file was another story's before, its own first text is all that came, and none of the other's went."""
    versions.keep(root, GATE, OTHER.encode(), TODAY, 30)
    (root / GATE).write_text(OTHER.replace("days", "weeks"), encoding="utf-8")
    page = shown(root)
    assert ("for days" in page, "for weeks" in page, "embrous" in page) == (True, True, False)


def test_what_is_too_old_goes_whichever_desk_is_open(root: Path, state: Path, tmp_path: Path) -> None:
    """What was kept of a folder that is gone grows too old at the desk of any other site, and not before."""
    root.rename(tmp_path / "moved")
    other = make_site(tmp_path / "other", {"hill.md": story()})
    versions.clear_old(other, TODAY + timedelta(days=29))
    assert len(kept(state)) == 1
    versions.clear_old(other, TODAY + timedelta(days=30))
    assert kept(state) == []


def test_a_save_elsewhere_clears_what_is_too_old(root: Path, state: Path, tmp_path: Path) -> None:
    """The next save at the desk of another site removes it as well."""
    versions.keep(tmp_path / "other", GATE, b"Rain.", TODAY + timedelta(days=30), 30)
    assert kept(state) == []


def test_a_withdrawal_on_another_computer_clears_what_is_kept_here(root: Path, state: Path, tmp_path: Path) -> None:
    """Where a withdrawal comes with the folder's files, the next reading clears what was kept before, and no later."""
    live = LiveSite(root, "web", TODAY)
    history.forget(live)
    assert len(kept(state)) == 1
    other = Path(shutil.copytree(root, tmp_path / "other"))
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setenv("HEARTEN_STATE", str(tmp_path / "other-state"))
        withdrawal.withdraw(plan_withdrawal(other, GATE), TODAY)
    shutil.rmtree(root)
    shutil.copytree(other, root)
    history.forget(live)
    assert kept(state) == []
    versions.keep(root, GATE, BEFORE.encode(), TODAY, 30)
    history.forget(live)
    assert len(kept(state)) == 1


def test_what_was_sent_to_a_killed_desk_goes_with_a_withdrawal_elsewhere(root: Path, state: Path) -> None:
    """What was sent to a desk that was killed goes with a withdrawal after the folder was renamed."""
    killed_upload(root)
    versions.clear(root)
    assert len(kept(state)) == 1
    moved = root.rename(root.with_name("moved"))
    withdrawal.withdraw(plan_withdrawal(moved, GATE), TODAY)
    assert kept(state) == []


def test_what_was_sent_to_a_killed_desk_goes_with_the_start_of_any_other(root: Path, state: Path) -> None:
    """The next start of a desk, of whatever site, removes what a killed one had, and leaves alone what goes on."""
    versions.clear(root)
    killed_upload(root)
    open_run = RunUploads(root)
    sent = open_run.begin()
    sent.begin("gate.md")
    sent.write(b"Zembrously.")
    sent.end()
    other = RunUploads(root.with_name("other"))
    assert [file.parent.name for file in kept(state)] == [sent.done().key]
    assert uploads.clear(root.with_name("other")) is None
    assert len(kept(state)) == 1
    other.end()
    open_run.end()
    assert kept(state) == []
