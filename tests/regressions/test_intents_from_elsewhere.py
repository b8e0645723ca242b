"""A line in consent/unfinished.jsonl that somebody sent made any build delete any file, or publish what it named."""

from __future__ import annotations

import errno
import json
import os
import sys
from pathlib import Path

import pytest

from generator.consent.guard_files import standing
from generator.consent.settling import settle
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal, with_others
from generator.gate import intent
from generator.ground.diagnostics import CannotBuildError
from tests.builders.disk import Killed, failing
from tests.builders.sites import TODAY, built, make_site, story, tree

GATE, HILL = "stories/gate.md", "stories/hill.md"
READ_ONLY = OSError(errno.EROFS, os.strerror(errno.EROFS))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of two people's stories, with a page and a note."""
    stories = {"gate.md": story(), "hill.md": story("A hill", text="A hill in rain.")}
    root = make_site(tmp_path / "site", stories, pages={"about.md": "---\ntitle: About\n---\n\nWho we are.\n"})
    (root / "note.txt").write_text("We painted the old gate twice, as was said.", encoding="utf-8")
    (root / "consent").mkdir()
    return root


def sent(root: Path, path: str = GATE, files: tuple[str, ...] = ()) -> None:
    """Put a withdrawal that nobody meant into a site, in JSON as others write it."""
    told = {"form": 1, "what": "withdraw", "path": path, "on": str(TODAY), "line": "", "before": "", "after": ""}
    line = json.dumps({**told, "changes": {}, "lifts": [], "files": files}, separators=(",", ":"))
    (root / intent.PATH).write_text(f"{line}\n", encoding="utf-8")


@pytest.mark.parametrize("file", ["../victim.txt", "/victim.txt", HILL, "site.yaml", "pages/about.md", "note.txt"])
@pytest.mark.parametrize("path", [GATE, "stories/none.md"])
def test_no_file_is_removed_that_the_withdrawal_would_not_remove(site: Path, path: str, file: str) -> None:
    """A withdrawal in a folder that was sent removes what withdrawing the story would, and nothing else."""
    victim = site.parent / "victim.txt"
    victim.write_text("Somebody's own.", encoding="utf-8")
    before = tree(site)
    sent(site, path, (str(victim) if file.startswith("/") else file,))
    if "victim" in file:
        with pytest.raises(CannotBuildError, match=r"consent/unfinished\.jsonl:1:1"):
            built(site)
    else:
        built(site)
    assert victim.exists()
    assert {name: data for name, data in before.items() if name != GATE}.items() <= tree(site).items()


def test_nothing_is_removed_through_a_link(site: Path) -> None:
    """What lies in a folder that a link leads to is outside of the site."""
    (site.parent / "outside").mkdir()
    victim = site.parent / "outside/victim.txt"
    victim.write_text("Somebody's own.", encoding="utf-8")
    (site / "linked").symlink_to(victim.parent)
    plan = plan_withdrawal(site, GATE)
    at = 0
    while not standing(site):
        at += 1
        with pytest.raises(Killed), failing(at, Killed(), site):
            withdraw(with_others(plan, ["linked/victim.txt"]), TODAY)
    settle(site)
    assert (victim.exists(), (site / GATE).exists()) == (True, False)


def test_files_that_stay_are_named(site: Path) -> None:
    """A build names the files that an intent from elsewhere would have removed, once, and what to do about them."""
    sent(site, files=("note.txt", "none.txt"))
    (told,) = (d for d in built(site).diagnostics if d.rule == "unfinished")
    assert told.message.endswith("and was finished, but for note.txt")
    assert (standing(site), [d for d in built(site).diagnostics if d.rule == "unfinished"]) == ((), [])


def test_what_was_confirmed_here_goes(site: Path) -> None:
    """A file that a person wanted to be removed, too, is removed by the next command where the first was killed."""
    plan = with_others(plan_withdrawal(site, GATE), ["note.txt"])
    at = 0
    while not standing(site):
        at += 1
        with pytest.raises(Killed), failing(at, Killed(), site):
            withdraw(plan, TODAY)
    assert (site / "note.txt").exists()
    settle(site)
    assert ((site / "note.txt").exists(), standing(site)) == (False, ())


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="the file system takes no other names")
def test_a_copy_whose_name_is_no_text_goes(site: Path) -> None:
    """A copy of a story whose name is no UTF-8 goes with it, also when the withdrawal was killed before that."""
    for kill in (False, True):
        data = story().encode()
        copy = Path(os.fsdecode(os.fsencode(site / GATE) + b"\xff"))
        for place in (site / GATE, copy):
            place.write_bytes(data)
        plan = plan_withdrawal(site, GATE)
        assert len(plan.files) == 2
        at = 0
        while kill and not standing(site):
            at += 1
            with pytest.raises(Killed), failing(at, Killed(), site):
                withdraw(plan, TODAY)
        assert (copy.exists(), [one.files for one in standing(site)]) == (True, [plan.files] if kill else [])
        if kill:
            settle(site)
        else:
            withdraw(plan, TODAY)
        assert not copy.exists()


def test_a_withdrawal_binds_by_its_path(site: Path) -> None:
    """A withdrawal without a line for the log holds back the story at its path for as long as it is half done."""
    sent(site)
    with failing(1, READ_ONLY, site / "consent"):
        report = built(site)
    assert {w.source: w.rule for w in report.withheld} == {GATE: "withdrawn"}
    assert "half done, and holds all the same" in "".join(d.message for d in report.diagnostics)
    assert not (site / "public/stories/gate/index.html").exists()
    built(site)
    assert ((site / GATE).exists(), standing(site)) == (False, ())
