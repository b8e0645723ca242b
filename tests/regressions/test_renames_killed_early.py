"""A renaming that was killed withheld a neighbour that links to the story, and said that it had changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.log_audit import verify
from generator.consent.rename import plan_rename, rename
from generator.content import moves
from generator.gate.seal import code
from generator.ground.outcome import Report
from generator.store import atomic_write
from tests.builders.sites import TODAY, built, make_site, story

OLD, NEW, NEIGHBOUR = "stories/gate.md", "stories/zed.md", "stories/sea.md"
ASKED = "{{record: {0}, status: requested, scope: []}}"
WRITES = 4  # the move, the story, the neighbour, and that all is done


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two approved stories, of which one links to the other."""
    monkeypatch.setenv("HEARTEN_STATE", "")
    link = "See [the gate](gate.md) too."
    stories = {
        "gate.md": story(consent=ASKED.format("CF-1")),
        "sea.md": story("A sea", consent=ASKED.format("CF-2"), text=link),
    }
    root = make_site(tmp_path, stories)
    for path, record in ((OLD, "CF-1"), (NEIGHBOUR, "CF-2")):
        form = Approval(code=code(open_case(root, path).seal), record=record, scope=("web",), until=date(2028, 1, 1))
        acts.approve(root, path, form, today=TODAY)
    return root


def kill(root: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Rename the story, and be killed before a file is put in place of another."""
    left = [at]
    whole = atomic_write.replace

    def limited(path: Path, before: bytes | None, after: bytes) -> None:
        if not left[0]:
            path.with_name(f".{path.name}.1.hearten-new").write_bytes(after)
            raise KeyboardInterrupt
        left[0] -= 1
        whole(path, before, after)

    plan = plan_rename(root, OLD, "zed")
    with monkeypatch.context() as patched:
        patched.setattr(atomic_write, "replace", limited)
        with pytest.raises(KeyboardInterrupt):
            rename(plan)


def told(report: Report) -> list[str]:
    return [d.message for d in report.diagnostics if d.rule == "unfinished"]


@pytest.mark.parametrize("at", range(1, WRITES))
def test_a_build_finishes_it(site: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """The next build does the rest and says so, and publishes both stories."""
    kill(site, monkeypatch, at)
    report = built(site)
    assert (report.stories, report.withheld) == (2, ())
    assert [f"“hearten rename {OLD} {NEW}” had been left half done, and was finished"] == told(report)
    assert ((site / OLD).exists(), "(zed.md)" in (site / NEIGHBOUR).read_text()) == (False, True)
    assert not moves.read((site / moves.PATH).read_bytes()).under_way
    assert list((site / "stories").glob(".*")) == []
    assert told(built(site)) == []
    assert verify(site) == ()


@pytest.mark.parametrize("at", range(1, WRITES))
def test_a_build_that_cannot_finish_it(site: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Where the rest cannot be done, build and audit name the command, and the neighbour counts as it was approved."""
    kill(site, monkeypatch, at)
    (fault,) = verify(site)
    assert f"“hearten rename {OLD} {NEW}” had been left half done" in fault.message

    def full(path: Path, _before: bytes | None, _after: bytes) -> None:
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as patched:
        patched.setattr(atomic_write, "replace", full)
        report = built(site)
    assert any(f"rename {OLD} {NEW}" in message for message in told(report))
    assert NEIGHBOUR not in {one.source for one in report.withheld}
    assert built(site).withheld == ()


def test_a_name_that_is_given_away_later(site: Path) -> None:
    """Once the move is whole, another story under the name of before is another story."""
    rename(plan_rename(site, OLD, "zed"))
    read = moves.read((site / moves.PATH).read_bytes())
    assert read.first(NEW) == OLD != read.first(OLD)
