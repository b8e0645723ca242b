"""Promise 1 against what people really do with a folder: git, cp, rsync, sync tools, backups; against a plain model.

The folder is changed by the programs themselves. What is remembered of the log lies outside of it, as it does for
users, so that the gate's last word is always the storyteller's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.refused import RefusedError
from generator.consent.settling import settle
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate.seal import code
from generator.ground.channels import Channel
from generator.ground.diagnostics import CannotBuildError
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.prepare import decided
from generator.store.user_folder import GIVEN
from tests.builders.examples import few
from tests.builders.sites import TODAY, make_site, story

WORDS = (
    "We painted the old gate twice before the rain came. Nobody had asked us to do any of it. "
    "In the evening the whole street smelled of paint. I slept well for once."
)
FIRST = "gate.md"
# As file managers and sync tools name copies, and as people name backups; the last two are read by nobody.
NAMES = (
    FIRST,
    "gate (copy).md",
    "gate (1).md",
    "Copy of gate.md",
    "gate - Kopie.md",
    "gate (Anna's conflicted copy 2026-01-01).md",
    "gate.sync-conflict-20260101-120000-ABCDEF.md",
    "old/gate.md",
    "gate.md.orig",
    "_backup/gate.md",
)
PLACES = st.sampled_from(NAMES)
SCOPES = st.sets(st.sampled_from(["web", "feed"]), min_size=1).map(lambda s: tuple(sorted(s)))
GIT = {
    **{f"GIT_{who}_{what}": "nobody@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_MERGE_AUTOEDIT": "no",
}


class Folders(RuleBasedStateMachine):
    """One storyteller's consent, and people who keep the site's folder as people do."""

    def __init__(self) -> None:
        super().__init__()
        self.temporary = tempfile.TemporaryDirectory()
        top = Path(self.temporary.name)
        self.environment = patch.dict(os.environ, {**GIT, GIVEN: str(top / "state")})
        self.environment.start()
        self.root, self.backup = top / "site", top / "backup"
        make_site(self.root, {FIRST: story(consent="{record: FORM-001, status: requested, scope: []}", text=WORDS)})
        self.git("init", "-q", "-b", "main")
        self.commits: list[str] = []
        self.commit()
        self.records = 0
        self.status, self.until = "requested", TODAY
        self.scope: tuple[str, ...] = ()
        self.approve(place=FIRST, scope=("feed", "web"), new=True)
        self.commit()

    def teardown(self) -> None:
        """Remove the site's folder, and what is remembered of it."""
        self.environment.stop()
        self.temporary.cleanup()

    def git(self, *words: str) -> str:
        """What git does, and prints; it may refuse."""
        done = subprocess.run(["git", *words], cwd=self.root, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    @property
    def places(self) -> list[str]:
        """The files below stories/."""
        folder = self.root / "stories"
        return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())

    # What happens to the folder.

    @rule()
    def commit(self) -> None:
        """Somebody commits everything."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "As it is")
        self.commits.append(self.git("rev-parse", "HEAD"))

    @rule(n=st.integers(0, 9))
    def check_out_an_older_commit(self, n: int) -> None:
        """Somebody puts the whole folder back: log, stories, withdrawals."""
        self.git("checkout", "-q", "-f", self.commits[n % len(self.commits)])

    @rule(n=st.integers(0, 9), what=st.sampled_from(["stories", "consent", "."]))
    def take_files_out_of_an_older_commit(self, n: int, what: str) -> None:
        """Somebody puts one folder back, and leaves the rest as it is."""
        self.git("checkout", "-q", self.commits[n % len(self.commits)], "--", what)

    @rule()
    def check_out_the_newest(self) -> None:
        """Somebody goes back to where the work is."""
        self.git("checkout", "-q", "-f", self.commits[-1])

    @rule(n=st.integers(0, 9), theirs=st.booleans())
    def merge(self, n: int, theirs: bool) -> None:
        """Somebody else went on from an older state, and both are merged."""
        here = self.git("rev-parse", "HEAD")
        self.git("checkout", "-q", "-f", self.commits[n % len(self.commits)])
        (self.root / "pages").mkdir(exist_ok=True)
        (self.root / f"pages/about-{n}.txt").write_text("Not read.", encoding="utf-8")
        self.commit()
        self.git("merge", "-q", "-X", "theirs" if theirs else "ours", here)
        self.git("checkout", "-q", "--theirs" if theirs else "--ours", "--", ".")
        self.commit()

    @rule()
    def stash(self) -> None:
        """Somebody puts the work aside."""
        self.git("stash", "-q", "-u")

    @rule()
    def take_the_stash_back(self) -> None:
        """Somebody takes it up again."""
        self.git("stash", "pop", "-q")

    @rule(to=PLACES, n=st.integers(0, 9))
    def copy(self, to: str, n: int) -> None:
        """A file is copied with its times."""
        if self.places:
            target = self.root / "stories" / to
            target.parent.mkdir(exist_ok=True)
            source = self.root / "stories" / self.places[n % len(self.places)]
            if source != target:
                subprocess.run(["cp", "-p", str(source), str(target)], check=True)

    @rule(to=PLACES, n=st.integers(0, 9))
    def rename(self, to: str, n: int) -> None:
        """A file is moved."""
        if self.places:
            target = self.root / "stories" / to
            target.parent.mkdir(exist_ok=True)
            (self.root / "stories" / self.places[n % len(self.places)]).replace(target)

    @rule(n=st.integers(0, 9))
    def remove(self, n: int) -> None:
        """A file is thrown away."""
        if self.places:
            (self.root / "stories" / self.places[n % len(self.places)]).unlink()

    @rule()
    def back_up(self) -> None:
        """The folder is mirrored."""
        self.mirror(self.root, self.backup)

    @precondition(lambda self: self.backup.exists())
    @rule()
    def restore(self) -> None:
        """The mirror is put back."""
        self.mirror(self.backup, self.root)

    def mirror(self, source: Path, target: Path) -> None:
        """Make one folder like another, without what git keeps."""
        if shutil.which("rsync"):
            subprocess.run(["rsync", "-a", "--delete", "--exclude=.git", f"{source}/", f"{target}/"], check=True)
            return
        for old in target.iterdir() if target.exists() else ():
            if old.name != ".git":
                shutil.rmtree(old) if old.is_dir() else old.unlink()
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(".git"), dirs_exist_ok=True)

    # What the storyteller says.

    @rule(place=PLACES, scope=SCOPES, new=st.booleans())
    def approve(self, place: str, scope: tuple[Channel, ...], new: bool) -> None:
        """The storyteller agrees, to whatever file lies in a place."""
        if place not in self.places:
            return
        self.records += new
        until = date(2028, 1, 1)
        try:
            seal = open_case(self.root, f"stories/{place}").seal
        except (RefusedError, CannotBuildError):
            return
        form = Approval(code=code(seal), record=f"CF-{self.records}", scope=scope, until=until)
        if self.act(acts.approve, place, form):
            self.status, self.scope, self.until = "given", scope, until

    @rule(place=PLACES)
    def pause(self, place: str) -> None:
        """The storyteller wants a pause."""
        if self.act(acts.pause, place):
            self.status = "paused"

    @rule(place=PLACES)
    def resume(self, place: str) -> None:
        """The storyteller ends it."""
        if self.act(acts.resume, place):
            self.status = "given"

    @rule(place=PLACES)
    def narrow(self, place: str) -> None:
        """The storyteller takes feeds back."""
        if self.act(acts.narrow, place, scope=("web",)):
            self.scope = ("web",)

    @rule(place=PLACES, days=st.integers(-10, 300))
    def renew(self, place: str, days: int) -> None:
        """The storyteller agrees once more, for longer or for less long."""
        until = TODAY + timedelta(days=days)
        if self.act(acts.renew, place, until=until):
            self.until = until

    @rule(place=PLACES)
    def withdraw(self, place: str) -> None:
        """The storyteller takes everything back."""
        try:
            withdraw(plan_withdrawal(self.root, f"stories/{place}"), TODAY)
        except (RefusedError, CannotBuildError):
            return
        self.status = "withdrawn"

    def act(self, what: object, place: str, *given: object, **more: object) -> bool:
        """Do an act, if it is not refused: whether it was done."""
        try:
            settle(self.root)
            what(self.root, f"stories/{place}", *given, today=TODAY, **more)  # type: ignore[operator]  # an act
        except (RefusedError, CannotBuildError):
            return False
        return True

    @invariant()
    def nothing_that_ended_is_published(self) -> None:
        """No file shows the words where the storyteller's last word does not allow it."""
        try:
            stories = decided(Target(self.root, "web", TODAY), Run()).stories
        except CannotBuildError:
            return  # nothing is published then
        allowed = self.status == "given" and self.until >= TODAY
        assert all(allowed and s.scope <= set(self.scope) and "web" in s.scope for s in stories)


TestFolders = Folders.TestCase
TestFolders.settings = settings(max_examples=few(5, fresh=150), stateful_step_count=15)
