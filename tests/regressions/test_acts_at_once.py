"""Of three acts started together, one was logged last and undone in the file by another, and none stood half done."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.guard_files import log_of, standing
from generator.consent.log_audit import verify
from generator.consent.refused import RefusedError
from generator.consent.settling import settle
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate import consent_log
from generator.gate.seal import code
from generator.ground.places import UNFINISHED
from generator.store import site_lock
from generator.store.site_lock import BusyError, at_work
from tests.builders.sites import TODAY, make_site, story

GATE = "stories/gate.md"
HOLDS = """
import os, sys, pathlib
from generator.store.site_lock import at_work
with at_work(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
    os._exit(9)
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with one approved story, of a user who has a folder of their own."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    root = make_site(tmp_path / "site", {"gate.md": story()})
    form = Approval(
        code=code(open_case(root, GATE).seal), record="CF-1", scope=("web", "feed", "social"), until=date(2028, 1, 1)
    )
    acts.approve(root, GATE, form, today=TODAY)
    return root


def test_acts_started_together_are_whole(site: Path) -> None:
    """Of acts that are started at one moment, each is done or refused, and log and file say the same in the end."""
    words = (["narrow", "--scope", "web,feed"], ["pause"], ["renew", "--until", "2029-01-01"], ["resume"])
    for _ in range(2):
        begun = [
            subprocess.Popen(
                [sys.executable, "-m", "generator", "consent", *act, GATE, "--source", site, "--today", str(TODAY)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env={**os.environ},
            )
            for act in words
        ]
        said = [process.communicate()[1].decode() for process in begun]
        assert {process.returncode for process in begun} <= {0, 2}, said
        assert "Traceback" not in "".join(said)
        assert (standing(site), settle(site), verify(site)) == ((), (), ())
        last = consent_log.read(log_of(site))[0][-1].event
        consent = open_case(site, GATE).consent
        assert (consent.status, consent.scope, consent.valid_until) == (last.status, last.scope, last.until)


def test_who_comes_second_waits_and_says_why(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An act that meets another at work changes nothing, and says which process that is and what to do."""
    monkeypatch.setattr(site_lock, "PATIENCE", 0.0)
    before, plan = log_of(site), plan_withdrawal(site, GATE)
    with at_work(site):
        for act in (lambda: acts.pause(site, GATE, today=TODAY), lambda: withdraw(plan, TODAY)):
            with pytest.raises(RefusedError) as told:
                act()
            assert f"Another command is at work here (process {os.getpid()})" in str(told.value)
    assert (log_of(site), standing(site)) == (before, ())
    assert acts.pause(site, GATE, today=TODAY).consent.status == "paused"


def test_what_another_is_writing_stays(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that somebody at work is writing are no leftovers, and settling says that it left them alone."""
    monkeypatch.setattr(site_lock, "PATIENCE", 0.0)
    writing = site / f"consent/.log.jsonl.1{UNFINISHED}"
    writing.write_bytes(b"{")
    with at_work(site):
        assert [d.message for d in settle(site)] == ["what is half done was not finished now"]
        assert writing.exists()
    assert settle(site) == ()
    assert not writing.exists()


def test_a_lock_goes_with_its_process(site: Path) -> None:
    """Where a process that was at work is killed, the next goes on at once, and no other site waits for it."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS, site], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ}
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == b"held"
    with pytest.raises(BusyError, match=f"process {holder.pid}"), at_work(site, patience=0):
        pass
    with at_work(site.parent, patience=0):
        holder.kill()
    holder.communicate()
    assert acts.pause(site, GATE, today=TODAY).consent.status == "paused"


def test_acts_go_on_where_no_lock_can_be_had(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the user's folder is a file, or lies in the site, acts are done without a lock."""
    (tmp_path / "file").write_bytes(b"")
    for place, act in ((tmp_path / "file", acts.pause), (site / "state", acts.resume)):
        monkeypatch.setenv("HEARTEN_STATE", str(place))
        with at_work(site), at_work(site):
            act(site, GATE, today=TODAY)
    assert not (site / "state").exists()
