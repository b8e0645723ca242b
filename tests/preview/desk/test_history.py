"""What changed in a story and when: from Git, from what the desk keeps, and from the log."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from generator.consent import withdrawal
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.preview.desk.history import from_git
from generator.store import versions
from tests.builders.approved import approve
from tests.builders.desk_forms import form_of, send_all
from tests.builders.previews import Running, running
from tests.builders.sites import SITE, TODAY, make_site, story

GATE, HILL = "stories/gate.md", "stories/hill.md"
EDIT, HISTORY = f"/_desk/edit/{GATE}", f"/_desk/history/{GATE}"
BEFORE, AFTER = "It was green, zembrously.", "It was blue."
WHO = {f"GIT_{role}_{what}": "ambrisel@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
DAYS = {f"GIT_{role}_DATE": "2026-03-04T12:00:00" for role in ("AUTHOR", "COMMITTER")}


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with two stories."""
    return make_site(tmp_path / "site", {"gate.md": story(text=BEFORE), "hill.md": story("A hill", text="Rain.")})


@pytest.fixture
def desk(root: Path, state: Path) -> Iterator[Running]:  # the desk keeps things there
    """Its preview."""
    with running(root) as preview:
        yield preview


def save(desk: Running, words: str) -> None:
    sent = [(name, words if name == "words" else value) for name, value in form_of(desk.get(EDIT))]
    assert send_all(desk, EDIT, sent).status == 303


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=root, env={**os.environ, **WHO, **DAYS}, check=True, capture_output=True)


def kept(state: Path) -> list[bytes]:
    """What lies in the user's own folder and holds what the story was."""
    found = [file.read_bytes() for file in state.rglob("*") if file.is_file()]
    return [data for data in found if b"zembrously" in data]


def test_what_a_save_replaced_is_kept_and_shown(desk: Running, state: Path) -> None:
    """Without Git, the page shows which lines a save took away and brought, and when, and one version is kept."""
    save(desk, AFTER)
    page = desk.get(HISTORY).text
    assert [words for words in (BEFORE, AFTER, str(TODAY), "1 line went, 1 came") if words not in page] == []
    assert len(kept(state)) == 1
    assert f'href="{HISTORY}?' in desk.get(f"/_desk/story/{GATE}").text


def test_nothing_is_kept_where_the_site_wants_none(desk: Running, root: Path, state: Path) -> None:
    """With “history_days: 0” nothing is kept, and what was kept before goes with the next save."""
    save(desk, AFTER)
    (root / "site.yaml").write_text(f"{SITE}history_days: 0\n", encoding="utf-8")
    desk.preview.live.refresh()
    save(desk, "It was red.")
    assert kept(state) == []
    assert "set to keep nothing" in desk.get(HISTORY).text


def test_versions_go_after_their_days(root: Path, state: Path) -> None:
    """What is older than the days of the setting is shown no more, and removed with the next save of any text."""
    versions.keep(root, GATE, BEFORE.encode(), TODAY, 30)
    last, after = TODAY + timedelta(days=29), TODAY + timedelta(days=30)
    assert [len(versions.kept(root, GATE, day, 30)) for day in (TODAY, last, after)] == [1, 1, 0]
    versions.keep(root, HILL, b"Rain.", last, 30)
    assert len(kept(state)) == 1
    versions.keep(root, HILL, b"Rain.", after, 30)
    assert kept(state) == []


def test_a_withdrawal_clears_what_was_kept(desk: Running, root: Path, state: Path) -> None:
    """Whatever was kept of texts goes when a story is withdrawn."""
    save(desk, AFTER)
    versions.keep(root, HILL, b"Rain, zembrously.", TODAY, 30)
    assert len(kept(state)) == 2
    withdrawal.withdraw(plan_withdrawal(root, GATE), TODAY)
    assert kept(state) == []


def test_git_tells_what_changed_and_nobody_is_named(desk: Running, root: Path, state: Path) -> None:
    """In a folder of Git's, its changes are shown with their days, without names, and the desk keeps nothing."""
    git(root, "init", "-q")
    git(root, "add", "stories")
    git(root, "commit", "-q", "-m", "Ambrisel wrote this")
    (root / GATE).write_text(story(text=AFTER), encoding="utf-8")
    git(root, "commit", "-q", "-a", "-m", "And this")
    first, last = reversed(from_git(root, GATE))
    assert first.before == b""
    assert (first.after, last.before, last.after) == (
        was := story(text=BEFORE).encode(),
        was,
        story(text=AFTER).encode(),
    )
    page = desk.get(HISTORY).text
    assert ("2026-03-04" in page, BEFORE in page, "mbrisel" in page) == (True, True, False)
    save(desk, "It was red.")
    assert kept(state) == []


def test_nothing_is_run_that_a_folder_names(root: Path) -> None:
    """No program that the settings of a folder name is started when Git is asked."""
    git(root, "init", "-q")
    program = root / "program"
    program.write_text(f"#!/bin/sh\ntouch {root / 'was-run'}\ncat\n", encoding="utf-8")
    program.chmod(0o755)
    git(root, "add", "stories")
    git(root, "commit", "-q", "-m", "One")
    (root / ".gitattributes").write_text("*.md diff=own filter=own\n", encoding="utf-8")
    for name in ("core.fsmonitor", "core.pager", "diff.external", "diff.own.command", "diff.own.textconv"):
        git(root, "config", name, str(program))
    for name in ("filter.own.clean", "filter.own.smudge", "gpg.program", "core.sshCommand"):
        git(root, "config", name, str(program))
    git(root, "config", "log.showSignature", "true")
    assert [change.after for change in from_git(root, GATE)] == [story(text=BEFORE).encode()]
    assert not (root / "was-run").exists()


def test_a_git_that_cannot_answer_is_no_error(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Git is not installed, or the folder is damaged, the history is only that of the log."""
    (root / ".git").mkdir()
    assert from_git(root, GATE) == []
    monkeypatch.setenv("PATH", "")
    assert from_git(root, GATE) == []


def test_the_log_is_told(root: Path, state: Path) -> None:  # nothing of this machine's is asked
    """What happened to the story's consent stands among the changes, and what happened to another's does not."""
    approve(root, GATE, "CF-7")
    approve(root, HILL, "CF-8")
    with running(root) as desk:
        page = desk.get(HISTORY).text
    assert ("Consent: approve, CF-7" in page, "CF-8" in page) == (True, False)


def test_only_stories_have_a_history(desk: Running) -> None:
    """No other file of this computer is shown by it."""
    for path in ("site.yaml", "../site/stories/gate.md", "stories/none.md", "consent/log.jsonl"):
        assert desk.get(f"/_desk/history/{path}").status == 404
