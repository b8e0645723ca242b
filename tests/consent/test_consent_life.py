"""Random lives of consents, held against a model that says the rules once more as plainly as they can be said."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.log_audit import verify
from generator.consent.refused import RefusedError
from generator.consent.register import rows
from generator.consent.review_copy import file_of_copy, keep, review_copy
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate.seal import code
from generator.ground.channels import Medium
from generator.ground.diagnostics import Checked
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.prepare import prepare
from generator.render.renderer import Renderer
from tests.builders.examples import few
from tests.builders.sites import SITE, TODAY, make_site, story, tree

NAMES = ("gate", "hill")
TEXTS = {
    "gate": "Heron asked nobody, and the kettle went on singing until the frost was gone.",
    "hill": "Lanterns were carried uphill, one behind the other, while somebody counted bells.",
}
POLICY = "require_valid_until: false, require_seal: true, corrections: typographic"
REQUESTED = "{record: FORM-001, status: requested, scope: []}"

names = st.sampled_from(NAMES)
scopes = st.sets(st.sampled_from(["web", "feed", "offline"]), min_size=1).map(lambda s: tuple(sorted(s)))
ends = st.none() | st.integers(0, 400)


@dataclass
class Life:
    """What a person would know of one story without any program."""

    text: str
    approved: str | None = None
    status: str = "requested"
    scope: tuple[str, ...] = ()
    until: date | None = None
    there: bool = True
    gone: bool = False

    def shown(self, channel: str, today: date) -> bool:
        """Whether the story may be read on a channel."""
        unchanged = self.approved == self.text
        in_time = self.until is None or today <= self.until
        return (
            self.there and not self.gone and self.status == "given" and unchanged and in_time and channel in self.scope
        )


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def shingles(text: str) -> list[bytes]:
    """Every five words that follow each other."""
    row = words(text).split()
    return [" ".join(row[n : n + 5]).encode() for n in range(len(row) - 4)]


@cache
def renderer() -> Renderer:
    """The built-in theme, compiled once."""
    with tempfile.TemporaryDirectory() as folder:
        return Renderer(prepare(Target(make_site(Path(folder), {}), "web", TODAY), Run()).theme)


class Consents(RuleBasedStateMachine):
    """Two stories, the commands of consent in any order, edits, and days that pass."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        self.today = TODAY
        self.lives = {name: Life(text) for name, text in TEXTS.items()}
        self.records = 0
        self.backups: dict[str, bytes] = {}
        stories = {f"{name}.md": story(f"Title{name}", consent=REQUESTED, text=text) for name, text in TEXTS.items()}
        make_site(self.root, stories, site=SITE.replace("require_valid_until: false", POLICY))
        for name in NAMES:
            self.approve(name=name, scope=("feed", "offline", "web"), days=100, new=True)

    def teardown(self) -> None:
        """Remove the site's folder."""
        self.folder.cleanup()

    def path(self, name: str) -> Path:
        """Where a story lies."""
        return self.root / "stories" / f"{name}.md"

    def act(self, allowed: bool, what: Any, *given: Any, **more: Any) -> bool:
        """Do something that the model allows or not; whether it was done."""
        try:
            what(self.root, *given, today=self.today, **more)
        except RefusedError:
            assert not allowed
            return False
        assert allowed
        return True

    @rule(name=names, scope=scopes, days=ends, new=st.booleans())
    def approve(self, name: str, scope: Any, days: int | None, new: bool) -> None:
        """The storyteller reads a copy and agrees."""
        life = self.lives[name]
        if not life.there:
            return
        case = open_case(self.root, f"stories/{name}.md")
        keep(file_of_copy(case, case.seal), review_copy(case, None), hidden=True)
        old = case.consent.record
        self.records += 1
        record = f"CF-{NAMES.index(name)}-{self.records}" if new or old == "FORM-001" else old
        until = None if days is None else self.today + timedelta(days=days)
        form = Approval(code=code(case.seal), record=record, scope=scope, until=until)
        self.act(True, acts.approve, f"stories/{name}.md", form)
        life.approved, life.status, life.scope, life.until, life.gone = life.text, "given", scope, until, False

    @rule(name=names, change=st.sampled_from([(",", ";"), (".", "!"), ("and ", "so "), ("one ", "two ")]))
    def edit(self, name: str, change: tuple[str, str]) -> None:
        """An editor changes a text, or changes it back."""
        life = self.lives[name]
        before, after = change if change[0] in life.text else change[::-1]
        if life.there and before in life.text:
            written = self.path(name).read_text()
            changed = life.text.replace(before, after)
            self.path(name).write_text(written.replace(life.text, changed))
            life.text = changed

    @rule(name=names)
    def correct(self, name: str) -> None:
        """An editor records a correction of punctuation."""
        life = self.lives[name]
        approved = life.approved or ""
        allowed = life.there and not life.gone and life.text != approved and words(life.text) == words(approved)
        if self.act(allowed, acts.correct, name):
            life.approved = life.text

    @rule(name=names, days=st.integers(0, 400))
    def renew(self, name: str, days: int) -> None:
        """The storyteller agrees once more."""
        life = self.lives[name]
        allowed = life.there and not life.gone and life.status == "given" and life.approved == life.text
        until = self.today + timedelta(days=days)
        if self.act(allowed, acts.renew, name, until=until):
            life.until = until

    @rule(name=names, scope=scopes)
    def narrow(self, name: str, scope: Any) -> None:
        """The storyteller takes channels back."""
        life = self.lives[name]
        allowed = life.there and not life.gone and life.status in ("given", "paused") and set(scope) < set(life.scope)
        if self.act(allowed, acts.narrow, name, scope=scope):
            life.scope = scope

    @rule(name=names)
    def pause(self, name: str) -> None:
        """The storyteller wants a pause."""
        life = self.lives[name]
        allowed = life.there and not life.gone and life.status == "given"
        if self.act(allowed, acts.pause, name):
            life.status = "paused"

    @rule(name=names)
    def resume(self, name: str) -> None:
        """The storyteller ends it."""
        life = self.lives[name]
        allowed = life.there and not life.gone and life.status == "paused"
        if self.act(allowed, acts.resume, name):
            life.status = "given"

    @precondition(lambda self: any(life.there for life in self.lives.values()))
    @rule(name=names)
    def withdraw(self, name: str) -> None:
        """The storyteller takes everything back, and nothing of it is left in the site's folder."""
        life = self.lives[name]
        if not life.there:
            return
        (self.root / ".hearten-cache").mkdir(exist_ok=True)
        (self.root / ".hearten-cache/kept").write_text(life.text.lower())
        self.backups[name] = self.path(name).read_bytes()
        withdraw(plan_withdrawal(self.root, f"stories/{name}.md"), self.today)
        life.there, life.gone = False, True
        self.build("web")
        left = b"\n".join(tree(self.root).values()).lower()
        assert not [shingle for shingle in shingles(life.text) if shingle in left]

    @rule(days=st.sampled_from([1, 40, 200]))
    def wait(self, days: int) -> None:
        """Days pass."""
        self.today += timedelta(days=days)

    @invariant()
    def the_log_fits(self) -> None:
        """The log, the stories and the withdrawals tell the same; a file that came back is told."""
        assert bool(verify(self.root)) == any(life.gone and life.there for life in self.lives.values())

    @invariant()
    def the_gate_agrees(self) -> None:
        """The gate lets through what the model lets through."""
        through = {row.path for row in rows(self.root, self.today) if row.why is None}
        assert through == {f"stories/{n}.md" for n, life in self.lives.items() if life.shown("web", self.today)}

    @precondition(lambda self: any(life.gone for life in self.lives.values()))
    @rule(name=names)
    def come_back(self, name: str) -> None:
        """Somebody puts a withdrawn story's file back out of a backup."""
        life = self.lives[name]
        if life.gone and not life.there:
            self.path(name).write_bytes(self.backups[name])
            life.there = True

    @rule(medium=st.sampled_from(["web", "offline"]))
    def build(self, medium: Medium) -> None:
        """A build publishes what the model lets through, word for word, and nothing else."""
        with patch("generator.prepare.theme.load", return_value=Checked(renderer().theme)):  # the same for all sites
            planned = prepare(Target(self.root, medium, self.today), Run())
        pages = {page.path: renderer().render(page).content.lower() for page in planned.pages}
        everything = words(b"\n".join(pages.values()).decode(errors="ignore")).encode()
        for name, life in self.lives.items():
            shown = life.shown(medium, self.today)
            assert (f"stories/{name}/index.html" in pages) == shown
            assert all((s in everything) == shown for s in shingles(life.text))
            feed = pages.get("feed.xml", b"")
            assert (f"title{name}".encode() in feed) == (medium == "web" and shown and "feed" in life.scope)


TestLives = Consents.TestCase
TestLives.settings = settings(max_examples=few(4, fresh=100), stateful_step_count=20)
