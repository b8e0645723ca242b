"""Promise 1 against the world around a file: copies, restored backups, older versions, another address of the site."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from unittest.mock import patch

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.refused import RefusedError
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.content.theme import Theme
from generator.gate.seal import code
from generator.ground.channels import Channel
from generator.ground.diagnostics import Checked
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.prepare import prepare
from tests.builders.examples import few
from tests.builders.sites import SITE, TODAY, make_site, story

GATE = "stories/gate.md"
WORDS = (
    "We painted the old gate twice before the rain came. Nobody had asked us to do any of it. "
    "In the evening the whole street smelled of paint. I slept well for once."
)
# As sync tools and file managers name copies, and elsewhere.
PLACES = st.sampled_from(
    [
        *(
            "gate (1).md",
            "gate-copy.md",
            "gate.sync-conflict-20260601-1200-ABCDEF.md",
            "gate 2.md",
            "Kopie von gate.md",
        ),
        *("gate.md", "restored/gate.md", "older/hill.md"),
    ]
)
SCOPES = st.sets(st.sampled_from(["web", "feed"]), min_size=1).map(lambda s: tuple(sorted(s)))


@cache
def dressed() -> Theme:
    """The built-in theme, loaded once: it is the same for all sites."""
    with tempfile.TemporaryDirectory() as folder:
        return prepare(Target(make_site(Path(folder), {}), "web", TODAY), Run()).theme


class Copies(RuleBasedStateMachine):
    """One storyteller's consent, and people who copy, restore and move files as people do."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        make_site(self.root, {"gate.md": story(consent="{record: FORM-001, status: requested, scope: []}", text=WORDS)})
        self.records = 0
        self.status = "requested"
        self.scope: tuple[str, ...] = ()
        self.until = TODAY
        self.kept: list[bytes] = []
        self.approve(scope=("feed", "web"), new=True, place="gate.md")

    def teardown(self) -> None:
        """Remove the site's folder."""
        self.folder.cleanup()

    @rule(scope=SCOPES, new=st.booleans(), place=PLACES)
    def approve(self, scope: tuple[Channel, ...], new: bool, place: str) -> None:
        """The storyteller agrees, to whatever file lies in a place."""
        if not (self.root / "stories" / place).exists():
            return
        self.records += new
        form = Approval(
            code=code(open_case(self.root, f"stories/{place}").seal),
            record=f"CF-{self.records}",
            scope=scope,
            until=date(2028, 1, 1),
        )
        if self.act(acts.approve, f"stories/{place}", form):
            self.status, self.scope, self.until = "given", scope, date(2028, 1, 1)

    @rule(place=PLACES)
    def copy(self, place: str) -> None:
        """Somebody, or a program, copies the file."""
        if (self.root / GATE).exists():
            self.put(place, (self.root / GATE).read_bytes())

    @rule()
    def back_up(self) -> None:
        """Somebody keeps the file as it is."""
        if (self.root / GATE).exists():
            self.kept.append((self.root / GATE).read_bytes())

    @rule(place=PLACES, n=st.integers(0, 9), slug=st.sampled_from(["", "slug: elsewhere\n"]))
    def restore(self, place: str, n: int, slug: str) -> None:
        """Somebody puts an older version back, here or elsewhere."""
        if self.kept:
            self.put(place, self.kept[n % len(self.kept)].replace(b"author:", f"{slug}author:".encode(), 1))

    def put(self, place: str, data: bytes) -> None:
        """Write a file below stories/."""
        path = self.root / "stories" / place
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)

    @rule(host=st.sampled_from(["quiet", "loud"]))
    def move(self, host: str) -> None:
        """The site gets another address."""
        written = SITE.replace("quiet.harbour.internal", f"{host}.example.org")
        (self.root / "site.yaml").write_text(written, encoding="utf-8")

    @rule()
    def pause(self) -> None:
        """The storyteller wants a pause."""
        if self.act(acts.pause, GATE):
            self.status = "paused"

    @rule()
    def resume(self) -> None:
        """The storyteller ends it."""
        if self.act(acts.resume, GATE):
            self.status = "given"

    @rule()
    def narrow(self) -> None:
        """The storyteller takes feeds back."""
        if self.act(acts.narrow, GATE, scope=("web",)):
            self.scope = ("web",)

    @rule(days=st.integers(-10, 300))
    def renew(self, days: int) -> None:
        """The storyteller agrees once more, for longer or for less long."""
        until = TODAY + timedelta(days=days)
        if self.act(acts.renew, GATE, until=until):
            self.until = until

    @rule()
    def withdraw(self) -> None:
        """The storyteller takes everything back."""
        if (self.root / GATE).exists():
            withdraw(plan_withdrawal(self.root, GATE), TODAY)
            self.status = "withdrawn"

    def act(self, what: object, *given: object, **more: object) -> bool:
        """Do an act, if it is not refused: whether it was done."""
        try:
            what(self.root, *given, today=TODAY, **more)  # type: ignore[operator]  # an act
        except RefusedError:
            return False
        return True

    @invariant()
    def nothing_that_ended_is_published(self) -> None:
        """No file shows the words where the storyteller's last word does not allow it."""
        with patch("generator.prepare.theme.load", return_value=Checked(dressed())):
            stories = prepare(Target(self.root, "web", TODAY), Run()).site.stories
        allowed = self.status == "given" and self.until >= TODAY
        assert all(allowed and s.scope <= set(self.scope) and "web" in s.scope for s in stories)


TestCopies = Copies.TestCase
TestCopies.settings = settings(max_examples=few(10, fresh=30), stateful_step_count=15)
