"""Waiting for files to change, with the system's own news and by looking."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingEmitter, PollingObserver

from generator.preview.site.watch import POLLING, Watch
from tests.builders.sites import make_site, story

PATIENCE = 60.0  # seconds; only a failing test waits that long


class Changes:
    """Counts calls, and waits for one that finds what it should."""

    def __init__(self) -> None:
        self.calls = 0
        self.came = threading.Condition()
        self.found: Callable[[], bool] = lambda: True
        self.has_found = False

    def __call__(self, _: Collection[Path] | None) -> None:
        """Be told of a change."""
        with self.came:
            self.calls += 1
            self.has_found |= self.found()
            self.came.notify_all()

    def after(self, act: Callable[[], object], found: Callable[[], bool] = lambda: True) -> bool:
        """Do something, and wait for a call from then on at which ``found`` holds."""
        with self.came:
            self.found, self.has_found = found, False
        act()
        with self.came:
            return self.came.wait_for(lambda: self.has_found, PATIENCE)


class Deaf(BaseObserver):
    """An observer that starts and never hears of anything."""

    def __init__(self) -> None:
        super().__init__(PollingEmitter, timeout=3600)


BACKENDS: dict[str, Callable[[], BaseObserver]] = {"system": Observer, "polling": lambda: PollingObserver(timeout=0.1)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with one story."""
    return make_site(tmp_path / "site", {"gate.md": story()})


@pytest.fixture(autouse=True)
def busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has much else to do may take long to tell of changes."""
    monkeypatch.setattr("generator.preview.site.watch.PROOF", PATIENCE)


@pytest.fixture(params=BACKENDS)
def changes(request: pytest.FixtureRequest, root: Path) -> Iterator[Changes]:
    """What is told of the site, by each backend."""
    heard: list[str] = []
    counted = Changes()
    with Watch(root, heard.append, BACKENDS[request.param]) as watch:
        watch.run(counted, bool)
        yield counted
    assert heard == []
    assert list(root.parent.rglob(".hearten-watch-*")) == []


def test_a_save_is_told(changes: Changes, root: Path) -> None:
    """A file that is written is told of."""
    assert changes.after(lambda: (root / "stories/gate.md").write_text(story("Another gate"), encoding="utf-8"))


def test_a_save_by_rename_is_told(changes: Changes, root: Path) -> None:
    """A file that an editor puts in place by rename is told of."""
    hidden = root / "stories/.gate.md.swp"
    hidden.write_text(story("Another gate"), encoding="utf-8")
    assert changes.after(lambda: hidden.replace(root / "stories/gate.md"))


def test_a_new_folder_is_watched(changes: Changes, root: Path) -> None:
    """A folder that is made later is watched like the others."""
    assert changes.after((root / "pages").mkdir)
    page = root / "pages/about.md"
    assert changes.after(lambda: page.write_text("---\ntitle: About\n---\n\nUs.\n", encoding="utf-8"), page.exists)


def test_a_new_folder_below_is_watched(changes: Changes, root: Path) -> None:
    """A folder that is made later inside another is watched like the others."""
    assert changes.after((root / "stories/images").mkdir)
    picture = root / "stories/images/gate.jpg"
    assert changes.after(lambda: picture.write_bytes(b"not yet"), picture.exists)


def test_a_deleted_folder_can_come_back(changes: Changes, root: Path) -> None:
    """A folder that is deleted and made again is watched as before."""
    assert changes.after(lambda: shutil.rmtree(root / "stories"), lambda: not (root / "stories").exists())
    assert changes.after(lambda: make_site(root, {"gate.md": story()}), (root / "stories/gate.md").exists)
    assert changes.after(lambda: (root / "stories/gate.md").write_text(story("Another gate"), encoding="utf-8"))


def test_a_deleted_site_can_come_back(changes: Changes, root: Path) -> None:
    """A site's whole folder that is deleted and made again is watched as before."""
    assert changes.after(lambda: shutil.rmtree(root), lambda: not root.exists())
    assert changes.after(lambda: make_site(root, {"gate.md": story()}), (root / "stories/gate.md").exists)
    assert changes.after(lambda: (root / "stories/gate.md").write_text(story("Another gate"), encoding="utf-8"))


def test_a_checkout_of_a_thousand_files_is_few_calls(changes: Changes, root: Path) -> None:
    """A thousand files that git brings are told of once they are there, in far fewer calls than files."""

    def git(*words: str) -> None:
        name = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main")
        subprocess.run(["git", *name, *words], cwd=root, check=True, capture_output=True)

    git("init")
    git("commit", "--allow-empty", "-m", "Nothing")
    for n in range(1000):
        (root / f"stories/s{n:04}.md").write_text(story(f"Story {n}"), encoding="utf-8")
    git("add", ".")
    git("commit", "-m", "Everything")
    assert changes.after(lambda: git("checkout", "HEAD~1"), lambda: not (root / "stories").exists())
    before = changes.calls
    assert changes.after(lambda: git("checkout", "main"), lambda: len(list((root / "stories").glob("*.md"))) == 1001)
    assert changes.calls - before < 50


def test_a_burst_is_one_call(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What happens before somebody listens is told in one call, however much it is."""
    monkeypatch.setattr("generator.preview.site.watch.QUIET", 0.3)
    monkeypatch.setattr("generator.preview.site.watch.LONGEST", PATIENCE)
    counted = Changes()
    with Watch(root, print) as watch:
        for n in range(50):
            (root / f"stories/s{n}.md").write_text(story(f"Story {n}"), encoding="utf-8")
        assert counted.after(lambda: watch.run(counted, bool))
    assert counted.calls == 1


def test_what_does_not_matter_is_not_told(root: Path) -> None:
    """Reading, hidden files and an output folder are not told of."""
    counted = Changes()
    (root / "public").mkdir()
    (root / "public/.hearten").write_text("", encoding="utf-8")
    with Watch(root, print) as watch:
        assert root / "public" not in watch._watched
        (root / "stories/gate.md").read_bytes()
        (root / "stories/.gate.md.swp").write_text("x", encoding="utf-8")
        # What a folder tells comes in order, so when this is told all of it is.
        watch._proof = root / "stories/.told"
        watch._proven.clear()
        assert watch._is_told()
        assert not watch._stirred.is_set()
        watch.run(counted, bool)
        assert counted.after(lambda: (root / "stories/gate.md").write_text(story("Another gate"), encoding="utf-8"))


def test_deaf_folders_are_looked_through(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system tells nothing, the folders are looked through, and that is said."""
    monkeypatch.setattr("generator.preview.site.watch.PROOF", 0.05)
    monkeypatch.setattr("generator.preview.site.watch.LOOK", 0.1)
    heard: list[str] = []
    counted = Changes()
    with Watch(root, heard.append, Deaf) as watch:
        watch.run(counted, bool)
        assert counted.after(lambda: (root / "stories/gate.md").write_text(story("Another gate"), encoding="utf-8"))
    assert heard == [POLLING]


def test_a_system_that_refuses_is_no_obstacle(root: Path) -> None:
    """Where the system allows no more watches, the folders are looked through, and that is said."""

    class Refusing(Deaf):
        def start(self) -> None:
            raise OSError(28, "inotify watch limit reached")

    heard: list[str] = []
    with Watch(root, heard.append, Refusing):
        assert heard == [POLLING]


def test_a_folder_that_cannot_be_written_is_looked_through(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no file of our own can be written there is no proof, so the folders are looked through."""

    def refuse(path: Path, data: bytes) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    heard: list[str] = []
    with Watch(root, heard.append):
        assert heard == [POLLING]
    assert list(root.glob(".hearten*")) == []
