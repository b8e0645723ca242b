"""A build or a copy that was under way put a story in place after it was withdrawn, paused or denied."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.build import build
from generator.bundle import bundle
from generator.bundle.bundle import Format
from generator.consent import acts, receipt, review_copy
from generator.consent.case import open_case
from generator.consent.refused import RefusedError
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.ground.diagnostics import CannotBuildError, OvertakenError
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.plan.bundle_terms import BundleTerms
from generator.store import overtaking, site_lock
from generator.store.guards_seen import GuardsSeen, see_guards
from tests.builders.disk import Killed, watched
from tests.builders.sites import TODAY, make_site, story, tree

GATE = "stories/gate.md"
WORDS = (b"Wendelgard", b"wendelgard")
Act = Callable[[Path], object]
Make = Callable[[int], Path]
# How many moments of a build there are tried; each is a build.
most = pytest.mark.parametrize("most", [5, pytest.param(15, marks=pytest.mark.long)])


@pytest.fixture
def new_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes sites of two stories, one of Wendelgard's, each of a user who has a folder of their own and no patience."""
    monkeypatch.setattr(site_lock, "PATIENCE", 0.0)

    def make(name: int) -> Path:
        if os.environ["HEARTEN_STATE"]:
            monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / f"state-{name}"))
        return _made(tmp_path / f"site-{name}")

    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path))
    return make


@pytest.fixture
def site(new_site: Make) -> Path:
    """One of them."""
    return new_site(0)


def _made(root: Path) -> Path:
    text = "Wendelgard painted the gate. Nobody else had a brush, and the rain was far away on that day."
    return make_site(root, {"gate.md": story("Wendelgard", text=text), "kettle.md": story("A kettle")})


def take_back(root: Path) -> None:
    withdraw(plan_withdrawal(root, GATE), TODAY)


def pause(root: Path) -> None:
    acts.pause(root, GATE, today=TODAY)


def narrow(root: Path) -> None:
    acts.narrow(root, GATE, scope=("social",), today=TODAY)


def deny(root: Path) -> None:
    (root / "consent").mkdir(exist_ok=True)
    (root / "consent" / "deny.txt").write_text("Wendelgard\n", encoding="utf-8")


def remove(root: Path) -> None:
    (root / GATE).unlink()


def edit(root: Path) -> None:
    (root / "stories" / "kettle.md").write_text(story("A kettle", more="draft: true"), encoding="utf-8")


ACTS = (take_back, pause, narrow, deny)


@dataclass
class Held(Stages):
    """Stages of which each, when it begins and when it ends, is a moment in which something may happen."""

    moment: Callable[[], None] = lambda: None

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Such a stage."""
        self.moment()
        with Stages.stage(self, name):
            yield
        self.moment()


@dataclass
class Moments:
    """Counts the moments of a build, and does something in one of them."""

    at: int
    act: Callable[[], object]
    now: int = 0
    within: bool = False
    dead: bool = False

    def __call__(self, _number: int = 0) -> None:
        """A moment has come; whoever was killed in an earlier one does nothing any more."""
        if self.dead:
            raise Killed
        if self.within:
            return
        self.now += 1
        if self.now == self.at:
            self.within = True
            try:
                self.act()
            except Killed:
                self.dead = True
                raise
            finally:
                self.within = False


def held(root: Path, at: int, act: Callable[[], object], form: Format | None = None) -> int:
    """Build the site, or make a copy, with an act at one of its moments; how many moments there were."""
    moments = Moments(at, act)
    stages = Held(moment=moments)
    with watched(root, moments):
        if form is None:
            build(Target(root, "web", TODAY, root / "public"), stages)
        else:
            bundle.make(root, root / "copy", form, BundleTerms(None, None), TODAY, TODAY, stages)
    return moments.now


def holding(root: Path) -> list[str]:
    """What is published or kept of Wendelgard; what lies in an archive, too."""
    found = []
    for path, data in tree(root).items():
        packed = [data]
        if zipfile.is_zipfile(io.BytesIO(data)):
            archive = zipfile.ZipFile(io.BytesIO(data))
            packed += [archive.read(name) for name in archive.namelist()]
        if not path.startswith(("stories/", "consent/")) and any(word in part for part in packed for word in WORDS):
            found.append(path)
    return found


def moments_of(root: Path, most: int, form: Format | None = None) -> range:
    """About so many moments of a build or of making a copy, spread over all of it."""
    number = held(root, 0, lambda: None, form)
    return range(2, number + 1, max(1, number // most))


@most
@pytest.mark.parametrize("act", ACTS)
def test_no_build_publishes_what_was_taken_back_meanwhile(site: Path, new_site: Make, act: Act, most: int) -> None:
    """Whenever during a build a story is withdrawn, paused, narrowed or denied, it is not published in the end."""
    for at in moments_of(site, most):
        root = new_site(at)

        def meanwhile(root: Path = root) -> None:
            with suppress(RefusedError):  # where a build is putting files in place and does not end, it says so
                act(root)

        held(root, at, meanwhile)
        assert holding(root / "public") == [], at


@most
@pytest.mark.parametrize("again", [False, True])
def test_a_withdrawal_that_is_done_leaves_nothing(site: Path, new_site: Make, again: bool, most: int) -> None:
    """Where a withdrawal ends well and the build is killed in the next moment, nothing of the story is left."""
    ended = 0
    moments = moments_of(site, most)
    if again:
        edit(site)
        moments = moments_of(site, most)
    for at in moments:
        root = new_site(at)
        if again:
            held(root, 0, lambda: None)
            edit(root)
        whole: list[bool] = []

        def meanwhile(root: Path = root, whole: list[bool] = whole) -> None:
            with suppress(RefusedError):
                take_back(root)
                whole.append(True)
            raise Killed

        with suppress(Killed):
            held(root, at, meanwhile)
        ended += len(whole)
        assert not whole or holding(root) == [], at
    assert ended > len(moments) / 2


@pytest.mark.parametrize("most", [3, pytest.param(8, marks=pytest.mark.long)])
@pytest.mark.parametrize("form", ["zip", "folder"])
def test_no_copy_holds_what_was_taken_back_meanwhile(site: Path, new_site: Make, form: Format, most: int) -> None:
    """Whenever during the making of a copy a story is withdrawn, the copy has none of it."""
    for at in moments_of(site, most, form):
        root = new_site(at)

        def meanwhile(root: Path = root) -> None:
            with suppress(RefusedError):
                take_back(root)

        held(root, at, meanwhile, form)
        assert holding(root) == [], at


@most
def test_without_locks_the_end_is_the_same(
    site: Path, new_site: Make, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no lock can be had, a build still ends without what was withdrawn meanwhile."""
    monkeypatch.setenv("HEARTEN_STATE", "")
    for at in moments_of(site, most):
        root = new_site(at)
        held(root, at, lambda root=root: take_back(root))  # type: ignore[misc]  # a lambda's default has no type
        assert holding(root) == [], at


@most
def test_a_file_that_goes_while_it_is_read(site: Path, new_site: Make, most: int) -> None:
    """Whenever a story's file is removed by hand, the build ends with a report, or begins anew."""
    for at in moments_of(site, most):
        root = new_site(at)
        with suppress(CannotBuildError):
            held(root, at, lambda root=root: remove(root))  # type: ignore[misc]  # the same
        build(Target(root, "web", TODAY, root / "public"), Stages())
        assert holding(root / "public") == [], at


def test_who_is_overtaken_for_ever_stops(site: Path) -> None:
    """A build that finds other consents each time it looks stops, and what it had published of them is taken away."""
    build(Target(site, "web", TODAY, site / "public"), Stages())
    deny(site)
    denied = site / "consent" / "deny.txt"

    def change() -> None:
        denied.write_text(denied.read_text(encoding="utf-8") + "Somebody\n", encoding="utf-8")

    with pytest.raises(OvertakenError) as told:
        build(Target(site, "web", TODAY, site / "public"), Held(moment=change))
    assert told.value.aftermath.taken_away == (GATE,)
    assert holding(site / "public") == []


def test_an_act_says_when_a_build_does_not_end(site: Path) -> None:
    """While files are being put in place, a withdrawal and a pause say that what was read before may be published."""
    with site_lock.putting(site, 0):
        for act in (pause, take_back):
            with pytest.raises(RefusedError, match=f"may still publish what was read before.*process {os.getpid()}"):
                act(site)
    take_back(site)


def test_builds_that_meet_begin_anew(site: Path, new_site: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that finds that another has changed its folder since it looked reads everything again, and only then."""
    moments, root = moments_of(site, 15), new_site(1)
    begun: list[Path] = []

    def see(root: Path) -> GuardsSeen:
        begun.append(root)
        return see_guards(root)

    monkeypatch.setattr(overtaking, "see_guards", see)

    def other(where: str) -> None:
        with site_lock.putting(root, 0):
            (root / where).mkdir(exist_ok=True)
            (root / where / "by-another.html").write_text("Wendelgard", encoding="utf-8")

    held(root, moments[len(moments) // 2], lambda: other("public-offline"))
    assert len(begun) == 1
    (root / "stories" / "kettle.md").write_text(story("A kettle", text="It boils."), encoding="utf-8")
    held(root, 10, lambda: other("public"))
    assert len(begun) == 3
    assert not (root / "public" / "by-another.html").exists()
    assert build(Target(root, "web", TODAY, root / "public"), Stages()).written == ()


@pytest.mark.parametrize("since", [False, True])
def test_no_paper_is_made_of_a_story_that_was_withdrawn(site: Path, since: bool) -> None:
    """Where a story is withdrawn after its case was opened, neither copy nor receipt is made of it any more."""
    case = open_case(site, GATE)
    if since:  # a paper that was made between looking and withdrawing goes, too
        plan = plan_withdrawal(site, GATE)
        review_copy.make(case, since=False)
        withdraw(plan, TODAY)
    else:
        take_back(site)
    for make in (lambda: review_copy.make(case, since=False), lambda: receipt.make(case, TODAY)):
        with ExitStack() as told:
            told.enter_context(pytest.raises(RefusedError, match="changed by somebody else"))
            make()
    assert not [path for path, data in tree(site).items() if any(word in data for word in WORDS)]
