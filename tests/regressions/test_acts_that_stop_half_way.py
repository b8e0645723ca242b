"""On a read-only stories/ the log said “paused” and the story stayed given; a killed act left the whole text behind."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.consent import acts, carrying_out
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.guard_files import log_of, standing
from generator.consent.refused import RefusedError
from generator.consent.register import rows
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate import intent
from generator.gate.intent import Intent
from generator.gate.seal import code
from generator.ground.diagnostics import CannotBuildError
from generator.ground.places import UNFINISHED
from generator.store import atomic_write
from generator.store.atomic_write import ChangedMeanwhileError
from tests.builders.disk import NEED_ROOM, Disk, Killed, failing
from tests.builders.sites import TODAY, built, make_site, story, tree

GATE = "stories/gate.md"
READ_ONLY = OSError(errno.EROFS, os.strerror(errno.EROFS), "a name that nobody knows")
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # as a full disk says it: without a name


def approve(root: Path) -> None:
    form = Approval(code=code(open_case(root, GATE).seal), record="CF-1", scope=("web",), until=date(2028, 1, 1))
    acts.approve(root, GATE, form, today=TODAY)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with one approved story and one that another person gave."""
    root = make_site(tmp_path / "site", {"gate.md": story(), "hill.md": story("A hill", text="A hill in rain.")})
    approve(root)
    return root


def stories(root: Path) -> AbstractContextManager[Disk]:
    """A folder stories/ that cannot be written."""
    return failing(1, READ_ONLY, root / "stories")


def test_a_pause_on_a_read_only_folder_holds(site: Path) -> None:
    """A pause whose story cannot be written is told as half done, withholds the story, and is finished by a build."""
    with pytest.raises(RefusedError, match=r"stories/gate\.md cannot be written .* holds all the same"), stories(site):
        acts.pause(site, GATE, today=TODAY)
    with stories(site):
        report = built(site)
    assert (report.stories, [d.path for d in report.diagnostics if d.rule == "unfinished"]) == (1, [GATE])
    report = built(site)
    assert [d.message for d in report.diagnostics if d.rule == "unfinished"] == [
        "“pause” of 2026-06-15 had been left half done, and was finished"
    ]
    assert open_case(site, GATE).consent.status == "paused"
    assert acts.resume(site, GATE, today=TODAY).consent.status == "given"
    assert built(site).stories == 2


def test_a_renewal_on_a_read_only_folder_changes_nothing(site: Path) -> None:
    """A renewal whose story cannot be written is not done, the story counts as before, and the log tells of nothing."""
    before = tree(site)
    with pytest.raises(RefusedError, match=r"stories/gate\.md cannot be written .* nothing was changed"), stories(site):
        acts.renew(site, GATE, until=date(2029, 1, 1), today=TODAY)
    assert tree(site) == before


def test_a_full_disk_is_told_with_the_file(site: Path) -> None:
    """Where the system names no file, the message does: place, reason and remedy."""
    for act in (acts.pause, lambda *given, today: acts.renew(*given, until=date(2029, 1, 1), today=today)):
        with pytest.raises(RefusedError) as told, failing(1, FULL, site):
            act(site, GATE, today=TODAY)
        assert "consent/unfinished.jsonl cannot be written (No space left on device)" in str(told.value)
        assert "None" not in str(told.value)


def test_a_withdrawal_on_a_full_disk_says_how_far_it_went(site: Path) -> None:
    """A withdrawal that stops says that nothing was changed where nothing was, and else that it holds."""
    backup = shutil.copytree(site, site.parent / "backup")
    before, told = tree(site), dict[str, bool]()
    for at in count(1):
        shutil.rmtree(site)
        shutil.copytree(backup, site)
        plan = plan_withdrawal(site, GATE)
        try:
            with failing(at, FULL, site, only=NEED_ROOM):
                withdraw(plan, TODAY)
            break
        except RefusedError as e:
            told[str(e)] = tree(site) != before
    assert {why: "holds all the same" in why for why in told} == told
    assert {why: "so nothing was changed" not in why for why in told} == told
    assert set(told.values()) == {True, False}
    before = tree(site)
    with pytest.raises(RefusedError, match="so nothing was changed"), failing(1, FULL, site):
        withdraw(plan_withdrawal(site, GATE), TODAY)
    assert tree(site) == before


def test_a_killed_act_leaves_no_words_behind(site: Path) -> None:
    """What a killed renewal was writing goes with the next command, and with a withdrawal."""
    for clean in (
        lambda: CliRunner().invoke(main, ["consent", "list", "--source", str(site)]),
        lambda: withdraw(plan_withdrawal(site, GATE), TODAY),
    ):
        at, left = 0, list[str]()
        while not left:
            at += 1
            with pytest.raises(Killed), failing(at, Killed(), site):
                acts.renew(site, GATE, until=date(2029, 1, 1), today=TODAY)
            left = [path for path, data in tree(site / "stories").items() if path.endswith(UNFINISHED) and data]
        clean()
        assert not [path for path in tree(site) if path.endswith(UNFINISHED)]


@pytest.mark.parametrize("name", ["copy", "receipt"])
def test_a_paper_is_whole_or_not_there(site: Path, name: str) -> None:
    """A review copy or a receipt on a full disk is not there at all, and the message says where and why."""
    settings = (site / "site.yaml").read_text(encoding="utf-8")
    (site / "site.yaml").write_text(settings.replace("consent: {", "consent: {jurisdiction: GB, "), encoding="utf-8")
    for at in range(1, 8):
        with failing(at, FULL, site):
            done = CliRunner().invoke(main, ["consent", name, "gate", "--source", str(site)])
        papers = [data for path, data in tree(site / "consent").items() if path.endswith((".html", ".json"))]
        if done.exit_code == 0:
            break
        assert (done.exit_code, "None" in done.stderr, "(No space left on device)" in done.stderr) == (2, False, True)
        assert not [paper for paper in papers if not paper.rstrip().endswith((b"</html>", b"}"))]
    assert papers


def test_a_story_that_changes_meanwhile_is_left_alone(site: Path) -> None:
    """A story that somebody changes after an act was stopped is left as it is, withheld and told."""
    with pytest.raises(RefusedError), stories(site):
        acts.pause(site, GATE, today=TODAY)
    text = (site / GATE).read_text(encoding="utf-8").replace("painted", "mended")
    (site / GATE).write_text(text, encoding="utf-8")
    (told,) = [d for d in built(site).diagnostics if d.rule == "unfinished"]
    assert "was changed or moved while “pause” was half done" in told.message
    assert (built(site).stories, standing(site), (site / GATE).read_text(encoding="utf-8")) == (1, (), text)
    approve(site)
    assert built(site).stories == 2


def test_an_act_is_logged_behind_what_came_before_it(site: Path) -> None:
    """An act that was stopped before its line was logged is logged behind what others logged meanwhile."""
    at = 0
    while not standing(site):
        at += 1
        with pytest.raises((RefusedError, Killed)), failing(at, Killed(), site):
            acts.pause(site, GATE, today=TODAY)
    stopped = standing(site)
    (site / intent.PATH).unlink()
    acts.narrow(site, "hill", scope=("web",), today=TODAY)
    (site / intent.PATH).write_bytes(intent.written(stopped))
    assert CliRunner().invoke(main, ["consent", "verify", "--source", str(site)]).exit_code == 0
    assert [row.consent and row.consent.status for row in rows(site, TODAY)] == ["paused", "given"]


@pytest.mark.parametrize("line", ["{}", "x", '{"form": 2}', '{"form": 1, "what": "dance"}', "[1]"])
def test_an_intent_that_says_nothing_stops(site: Path, line: str) -> None:
    """A line that nobody can read, about somebody's consent, stops a build, with its place."""
    (site / intent.PATH).write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(CannotBuildError) as stopped:
        built(site)
    assert [d.place for d in stopped.value.diagnostics] == ["consent/unfinished.jsonl:1:1"]


def test_an_intent_comes_back_as_it_was() -> None:
    """An intent is read as it was written, with its days and lists."""
    changes = {"scope": ("web",), "valid_until": TODAY, "ended_on": None, "seal": {"exact": "1-a", "words": "1-b"}}
    meant = Intent(what="withdraw", path=GATE, on=TODAY, before="a", after="b", changes=changes, lifts=("urn:x",))
    assert intent.read(intent.written([meant, meant])) == (meant, meant)


def test_a_withdrawal_of_a_story_that_was_moved_meanwhile(site: Path) -> None:
    """A withdrawal that was stopped before anything was removed holds its record back wherever the file is now."""
    at = 0
    while not standing(site):
        at += 1
        with pytest.raises((RefusedError, Killed)), failing(at, Killed(), site):
            withdraw(plan_withdrawal(site, GATE), TODAY)
    (site / GATE).rename(site / "stories/wall.md")
    assert built(site).stories == 1
    assert (standing(site), b'"what": "withdraw"' in log_of(site)) == ((), True)
    assert [w.rule for w in built(site).withheld] == ["withdrawn"]


@pytest.mark.parametrize("times", [1, 2, 9])
@pytest.mark.parametrize("file", ["consent/unfinished.jsonl", "consent/log.jsonl", GATE])
def test_two_acts_at_one_moment(site: Path, monkeypatch: pytest.MonkeyPatch, file: str, times: int) -> None:
    """Where another program changes a file at the same moment, an act is tried again, and then told as it stands."""
    as_it_is, left = atomic_write.staged, [times]

    @contextmanager
    def staged(path: Path, *given: Any) -> Iterator[Callable[[], None]]:
        if path == site / file and left[0]:
            left[0] -= 1
            raise ChangedMeanwhileError(str(path))
        with as_it_is(path, *given) as put:
            yield put

    def replace(path: Path, *given: Any) -> None:
        with staged(path, *given) as put:
            put()

    monkeypatch.setattr(carrying_out, "staged", staged)
    monkeypatch.setattr(carrying_out, "replace", replace)
    if times == 1:
        assert acts.pause(site, GATE, today=TODAY).consent.status == "paused"
        return
    with pytest.raises(RefusedError, match="changed by somebody else just now") as told:
        acts.pause(site, GATE, today=TODAY)
    assert ("nothing was changed" in str(told.value)) == (file == "consent/unfinished.jsonl")
    assert ("holds all the same" in str(told.value)) == bool(standing(site))
    assert [row.why is None for row in rows(site, TODAY)] == [not standing(site), True]
