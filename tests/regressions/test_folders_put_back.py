"""A folder put back to an older state, log and stories and withdrawals together, published what had ended since."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.bundle import bundle
from generator.cli.main import main
from generator.consent import acts, lost_acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.guard_files import log_of
from generator.consent.log_audit import verify
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate import consent_log
from generator.gate.seal import code
from generator.ground.diagnostics import CannotBuildError
from generator.ground.stages import Stages
from generator.plan.bundle_terms import BundleTerms
from generator.preview.site.live import LiveSite
from generator.store.user_folder import GIVEN
from tests.builders.sites import TODAY, built, make_site, story, tree

GATE = "stories/gate.md"
PAGE = "public/stories/gate/index.html"
HILL = story("A hill", text="A hill in rain.")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a user keeps what programs remember."""
    monkeypatch.setenv(GIVEN, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def site(tmp_path: Path, home: Path) -> Path:
    """A site with an approved story, and one of somebody else's, built."""
    root = make_site(tmp_path / "site", {"gate.md": story(), "hill.md": HILL})
    approve(root)
    built(root)
    return root


def approve(root: Path) -> None:
    form = Approval(code=code(open_case(root, GATE).seal), record="CF-1", scope=("web", "feed"))
    acts.approve(root, GATE, form, today=TODAY)


def put_back(root: Path, backup: Path) -> None:
    """The folder as it was, its output included."""
    shutil.rmtree(root)
    shutil.copytree(backup, root)


ENDS: dict[str, Callable[[Path], object]] = {
    "pause": lambda root: acts.pause(root, GATE, today=TODAY),
    "narrow": lambda root: acts.narrow(root, GATE, scope=("feed",), today=TODAY),
    "withdraw": lambda root: withdraw(plan_withdrawal(root, GATE), TODAY),
}


@pytest.mark.parametrize("act", ENDS)
def test_a_folder_that_was_put_back_stops(site: Path, tmp_path: Path, act: str) -> None:
    """A build of an older folder stops, names the act that is missing by day and record, and takes the story away."""
    backup = shutil.copytree(site, tmp_path / "backup")
    ENDS[act](site)
    put_back(site, backup)
    assert (site / PAGE).read_bytes()
    with pytest.raises(CannotBuildError) as stopped:
        built(site)
    (problem,) = stopped.value.diagnostics
    assert (problem.place, f"“{act}” of 2026-06-15 for CF-1" in problem.message) == ("consent/log.jsonl:1:1", True)
    assert stopped.value.aftermath.taken_away == (GATE,)
    assert b"painted" not in b"".join(tree(site / "public").values())
    assert (site / "public/stories/hill/index.html").read_bytes()


def test_nothing_else_goes_on_from_an_older_folder(site: Path, tmp_path: Path) -> None:
    """Bundles and the preview stop, too, and nothing is given; what takes something away can be done."""
    backup = shutil.copytree(site, tmp_path / "backup")
    ENDS["pause"](site)
    put_back(site, backup)
    with pytest.raises(CannotBuildError, match="older"):
        bundle.make(site, tmp_path / "b.zip", bundle.format_of("zip"), BundleTerms(None, None), TODAY, TODAY, Stages())
    live = LiveSite(site, "web", TODAY)
    live.wait()
    assert [d.rule for d in live.stopped] == ["older-log"]
    with pytest.raises(CannotBuildError, match="older"):
        acts.renew(site, GATE, until=date(2028, 1, 1), today=TODAY)
    assert any("“pause” of 2026-06-15 for CF-1" in fault.message for fault in verify(site))
    ENDS["narrow"](site)
    with pytest.raises(CannotBuildError, match="older"):
        built(site)


def test_a_story_from_before_the_first_act(tmp_path: Path, home: Path) -> None:
    """A folder from before its log began is noticed by its place."""
    root = make_site(tmp_path / "site", {"gate.md": story()})
    backup = shutil.copytree(root, tmp_path / "backup")
    ENDS["pause"](root)
    put_back(root, backup)
    with pytest.raises(CannotBuildError, match="older"):
        built(root)


def test_a_folder_that_was_moved(site: Path, tmp_path: Path) -> None:
    """A site is known again by its log wherever its folder is, and goes on as it was."""
    backup = shutil.copytree(site, tmp_path / "backup")
    ENDS["pause"](site)
    moved = site.rename(tmp_path / "moved")
    assert built(moved).stories == 1
    with pytest.raises(CannotBuildError, match="older"):
        built(backup)


def test_the_newest_log_is_right_again(site: Path, tmp_path: Path) -> None:
    """With the newest log and stories back, a build goes on."""
    backup = shutil.copytree(site, tmp_path / "backup")
    ENDS["pause"](site)
    newest = shutil.copytree(site, tmp_path / "newest")
    put_back(site, backup)
    with pytest.raises(CannotBuildError):
        built(site)
    put_back(site, newest)
    assert (built(site).stories, verify(site)) == (1, ())


def test_an_older_folder_that_is_meant(site: Path, tmp_path: Path) -> None:
    """A person can say that the older log counts: it names what does not count any more, and is logged."""
    backup = shutil.copytree(site, tmp_path / "backup")
    ENDS["pause"](site)
    put_back(site, backup)
    accept = ["consent", "verify", "--accept-older", "--source", str(site), "--today", "2026-06-15"]
    done = CliRunner().invoke(main, accept)
    assert done.exit_code == 0
    assert "“pause” of 2026-06-15 for CF-1" in done.stdout
    assert [line.event.what for line in consent_log.read(log_of(site))[0]] == ["approve", "accept-older"]
    told = CliRunner().invoke(main, ["consent", "log", "--source", str(site)]).stdout
    assert told.splitlines()[-1] == "2  2026-06-15  accept-older  the whole log"
    assert built(site).stories == 2
    again = CliRunner().invoke(main, accept)
    assert (again.exit_code, "nothing to accept" in again.stderr) == (2, True)
    assert acts.pause(site, GATE, today=TODAY).consent.status == "paused"
    assert (built(site).stories, verify(site)) == (1, ())


def test_a_withdrawal_is_not_accepted_away(site: Path, tmp_path: Path) -> None:
    """An older log is not accepted while a story that was withdrawn since is here again; withdrawn once more, it is."""
    backup = shutil.copytree(site, tmp_path / "backup")
    ENDS["withdraw"](site)
    put_back(site, backup)
    accept = ["consent", "verify", "--accept-older", "--source", str(site), "--today", "2026-06-15"]
    done = CliRunner().invoke(main, accept)
    assert (done.exit_code, "“hearten consent withdraw stories/gate.md”" in done.stderr) == (2, True)
    with pytest.raises(CannotBuildError):
        built(site)
    withdraw(plan_withdrawal(site, GATE), date(2026, 6, 16))
    assert CliRunner().invoke(main, accept).exit_code == 0
    assert (built(site).stories, verify(site)) == (1, ())
    shutil.copy(backup / GATE, site / GATE)
    assert built(site).stories == 1
    approve(site)
    assert built(site).stories == 2


def test_a_log_that_is_gone_publishes_nothing_that_names_it(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its log, a story that names a line of it is withheld, on any computer, and says why."""
    monkeypatch.setenv(GIVEN, "")
    (site / consent_log.PATH).unlink()
    report = built(site)
    assert [(w.source, w.rule) for w in report.withheld] == [(GATE, "lost-log")]
    assert "get consent/log.jsonl back" in report.withheld[0].reason
    done = CliRunner().invoke(main, ["consent", "renew", "gate", "--until", "2028-01-01", "--source", str(site)])
    assert (done.exit_code, "get consent/log.jsonl back" in done.stderr) == (2, True)
    approve(site)
    assert built(site).stories == 2


def test_what_is_remembered_names_nobody(site: Path, home: Path) -> None:
    """What is remembered is the user's alone, and holds no name, title or file of a story."""
    files = [path for path in home.rglob("*") if path.is_file()]
    kept = b"".join(path.read_bytes() for path in files).lower()
    assert b"cf-1" in kept
    assert not [word for word in (b"gate", b"maren", b"painted", b"quiet") if word in kept]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_no_place_to_remember(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be remembered, a build says so in a note, and is made."""
    (tmp_path / "home").write_text("no folder", encoding="utf-8")
    root = make_site(tmp_path / "site", {"gate.md": story(), "hill.md": HILL})
    for place in ("home", "site/within", "none"):
        monkeypatch.setenv(GIVEN, str(tmp_path / place) if place != "none" else "~/nowhere")
        approve(root)
        (root / "public").mkdir(exist_ok=True)
        report = built(root, out=f"out-{place.replace('/', '-')}")
        assert (report.stories, [d.rule for d in report.diagnostics]) == (2, ["older-log"])
    assert not (root / "within").exists()


@pytest.mark.parametrize("act", [["pause", GATE], ["narrow", GATE, "--scope", "web"], ["withdraw", GATE, "--yes"]])
def test_an_act_that_is_not_remembered(site: Path, home: Path, act: list[str]) -> None:
    """An act that cannot be remembered says so itself, and a build that can do it remembers it."""
    backup = shutil.copytree(site, site.parent / "backup")
    home.rename(home.parent / "away")
    home.write_text("no folder", encoding="utf-8")
    command = ["consent", *act, "--source", str(site), "--today", TODAY.isoformat()]
    done = CliRunner().invoke(main, command)
    assert (
        done.exit_code,
        "Warning: this computer does not remember what was done here, or before" in done.stdout,
    ) == (0, True)
    home.unlink()
    (home.parent / "away").rename(home)
    assert "Warning" not in CliRunner().invoke(main, ["build", "--source", str(site)]).output
    put_back(site, backup)
    with pytest.raises(CannotBuildError, match="older than the one that was here"):
        built(site)


def test_the_head_of_a_log(site: Path) -> None:
    """A head says without names how far a log has come, so that a place far away can tell whether another goes on."""
    head = lost_acts.head_of(log_of(site))
    assert json.loads(head).keys() == {"form", "site", "lines", "last"}
    assert "CF-1" not in head
    before = log_of(site)
    ENDS["pause"](site)
    assert (lost_acts.goes_on(log_of(site), head), lost_acts.goes_on(b"", head)) == (True, False)
    assert not lost_acts.goes_on(before, lost_acts.head_of(log_of(site)))
    with pytest.raises(ValueError, match="no head"):
        lost_acts.goes_on(before, "[]")
