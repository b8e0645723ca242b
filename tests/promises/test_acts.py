"""Promise 1 while an act is under way: it is whole or not done, whatever stops it, and first in what is stricter."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.guard_files import log_of, standing
from generator.consent.log_audit import verify
from generator.consent.refused import RefusedError
from generator.consent.register import rows
from generator.consent.rename import plan_rename, rename
from generator.consent.settling import settle
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate.seal import code
from generator.ground.places import UNFINISHED
from tests.builders.disk import Killed, failing, watched
from tests.builders.sites import TODAY, make_site, story, tree

GATE = "stories/gate.md"
WORDS = "We painted the old gate twice before the rain came."
LATER = date(2029, 1, 1)


def approve(root: Path, record: str = "CF-1", scope: tuple[str, ...] = ("feed", "web")) -> object:
    form = Approval(code=code(open_case(root, GATE).seal), record=record, scope=scope, until=date(2028, 1, 1))  # type: ignore[arg-type]  # channels
    return acts.approve(root, GATE, form, today=TODAY)


def gone(root: Path) -> None:
    withdraw(plan_withdrawal(root, GATE), TODAY)


def come_back(root: Path) -> None:
    data = (root / GATE).read_bytes()
    gone(root)
    (root / GATE).write_bytes(data)


def approved(_: Path) -> None:
    """It is approved, as it is in each of these sites."""


def renamed(root: Path) -> None:
    for name in ("wall", "gate"):
        rename(plan_rename(root, "gate" if name == "wall" else "wall", name))


# What was done before, the act, and whether it takes something away.
ACTS: dict[str, tuple[Callable[[Path], object], Callable[[Path], object], bool]] = {
    "approve": (approved, lambda root: approve(root, scope=("web",)), False),
    "approve again": (come_back, lambda root: approve(root, "CF-2"), False),
    "renew": (approved, lambda root: acts.renew(root, GATE, until=LATER, today=TODAY), False),
    "resume": (
        lambda root: acts.pause(root, GATE, today=TODAY),
        lambda root: acts.resume(root, GATE, today=TODAY),
        False,
    ),
    "pause": (approved, lambda root: acts.pause(root, GATE, today=TODAY), True),
    "narrow": (approved, lambda root: acts.narrow(root, GATE, scope=("web",), today=TODAY), True),
    "withdraw": (approved, gone, True),
    "withdraw under another name": (renamed, gone, True),
}
# They hash addresses slowly, again and again.
LONG = ("approve again", "withdraw under another name")
Standing = tuple[frozenset[str], date | None] | None


def stands(root: Path) -> Standing:
    """Where the gate lets the story stand: its channels and its last day, or nothing."""
    row = next((row for row in rows(root, TODAY) if row.path == GATE), None)
    return None if row is None or row.why or row.consent is None else (frozenset(row.consent.scope), row.ends_on)


def files(root: Path) -> dict[str, bytes]:
    """All files, but for what was being written."""
    return {path: data for path, data in tree(root).items() if not path.endswith(UNFINISHED)}


def site(root: Path, before: Callable[[Path], object]) -> Path:
    requested = "{record: FORM-001, status: requested, scope: []}"
    make_site(root, {"gate.md": story(consent=requested, text=WORDS)})
    approve(root)
    before(root)
    return root


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("how", [OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), Killed()], ids=["full", "killed"])
@pytest.mark.parametrize("act", [pytest.param(act, marks=[pytest.mark.long] * (act in LONG)) for act in ACTS])
def test_an_act_is_whole_or_not_done(tmp_path: Path, act: str, how: BaseException, every: int) -> None:
    """An act stopped before any of its changes is undone, or finished by the next command, and is never wider."""
    before, do, stricter = ACTS[act]
    start = site(tmp_path / "start", before)
    whole = shutil.copytree(start, tmp_path / "whole")
    with watched(whole, lambda _: None) as disk:
        do(whole)
    was, will_be = stands(start), stands(whole)
    assert disk.changes > 5
    for at in range(1, disk.changes + 1, every):
        root = shutil.copytree(start, tmp_path / f"stopped-{at}")
        with pytest.raises((RefusedError, Killed)) as stopped, failing(at, how, root):
            do(root)
        meant = bool(standing(root)) or log_of(root) != log_of(start)
        if isinstance(stopped.value, RefusedError):
            told = str(stopped.value)
            assert "None" not in told
            assert os.strerror(errno.ENOSPC) in told
            assert "nothing was changed" not in told or files(root) == files(start)
        assert stands(root) in ((None, will_be) if stricter and meant else (None, was, will_be))
        told_later = settle(root)
        assert {d.message.endswith("had been left half done, and was finished") for d in told_later} <= {True}
        assert settle(root) == ()
        assert stands(root) == (will_be if meant else was), at
        assert not standing(root)
        assert not [path for path in tree(root) if path.endswith(UNFINISHED)]
        assert verify(root) == verify(whole if meant else start)
        if act.startswith("withdraw") and meant:
            assert not [path for path, data in tree(root).items() if b"painted" in data]


@pytest.mark.parametrize("act", ["pause", "narrow", "withdraw"])
def test_what_is_taken_away_binds_where_nothing_can_be_written_any_more(tmp_path: Path, act: str) -> None:
    """An act that takes something away holds from its intent on, though no later command can write either."""
    before, do, _ = ACTS[act]
    root = site(tmp_path, before)
    full = OSError(errno.EROFS, os.strerror(errno.EROFS))
    at = 0
    while not standing(root):
        at += 1
        with failing(at, full, root), pytest.raises(RefusedError):
            do(root)
    with failing(1, full, root):
        told = settle(root)
    assert [d.path for d in told] == [GATE]
    assert stands(root) is None
