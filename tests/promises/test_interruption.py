"""Promise 4: however a build is interrupted, pages are whole, links lead to pages, and nothing withdrawn is there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from generator.ground.diagnostics import CannotBuildError
from generator.ground.outcome import Output
from generator.ground.places import MARKER
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.prepare import prepare
from generator.render.renderer import render_all
from generator.store.output_folder import to_folder
from generator.store.staging import EMPTY_PAGE
from tests.builders.disk import Killed, failing, watched
from tests.builders.example import ROOT, TODAY
from tests.builders.sites import built, leads_to, make_site, story, tree

FULL = OSError(28, "No space left on device")
WITHDRAWN, RENAMED, EDITED, NEW = (
    "the-key-to-plot-nineteen",
    "after-the-tone",
    "dear-keeper",
    ("first-new", "second-new"),
)


def outputs(source: Path) -> list[Output]:
    """All files of a site."""
    planned = prepare(Target(source, "web", TODAY), Run())
    return render_all(planned.theme, planned.pages)


# Every so many changes the disk is full; the others are looked at as a kill would leave the folder.
FULL_AT = 8


class Judge:
    """Says whether what is in a folder may be shown, given the site before and after, and which of it must go first."""

    def __init__(self, before: Mapping[str, bytes], after: Mapping[str, bytes], urgent: set[str]) -> None:
        self.before, self.after, self.urgent = before, after, urgent
        self.judged: dict[tuple[str, int, int, int], set[str]] = {}

    def check(self, folder: Path) -> None:
        """Every page is whole, and leads to pages that are there. A file that looks as it did is not read again."""
        there = {path: self.judge(path, place) for path, place in files(folder) if not path.startswith(".hearten")}
        for path, leads in there.items():
            assert leads <= there.keys(), f"{path} leads to {leads - there.keys()}"

    def judge(self, path: str, place: Path) -> set[str]:
        """Where a file leads, which is whole."""
        status = place.stat()
        key = (path, status.st_ino, status.st_mtime_ns, status.st_size)
        if key not in self.judged:
            data = place.read_bytes()
            empty = EMPTY_PAGE if path.endswith(".html") else b""
            assert data in (self.before.get(path), self.after.get(path), empty), f"{path} is not whole"
            self.judged[key] = leads_to(path, data) if path.endswith(".html") else set()
        return self.judged[key]

    def check_order(self, folder: Path) -> None:
        """Nothing that was there is touched before all that must go is gone."""
        if any(self.is_as_it_was(folder, path) for path in self.urgent):
            touched = {path for path in self.before if not self.is_as_it_was(folder, path)}
            assert touched <= self.urgent, f"{touched - self.urgent} came before what must go"

    def is_as_it_was(self, folder: Path, path: str) -> bool:
        """Whether a file is what it was before."""
        place = folder / path
        return place.is_file() and place.read_bytes() == self.before[path]


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file below a folder that may not be there yet, by its path."""
    for place, _, names in os.walk(folder):
        yield from ((Path(place, name).relative_to(folder).as_posix(), Path(place, name)) for name in names)


def interrupt(before: Path, new: Sequence[Output], out: Path, urgent: set[str]) -> int:
    """Bring a folder up to date, and judge it before every change, which is how a kill at that change leaves it.

    Then it is done over and over on a disk that is full from some change on. Gives the number of changes.
    """
    planned, must_go = [o.path for o in new], {path: (path,) for path in urgent}
    judge = Judge({p: d for p, d in tree(before).items() if p != MARKER}, {o.path: o.content for o in new}, urgent)

    def look(_change: int) -> None:
        judge.check(out)
        judge.check_order(out)

    shutil.copytree(before, out, copy_function=os.link)
    with watched(out, look) as disk:
        to_folder(new, out, planned, urgent=must_go)
    look(0)
    assert {p: d for p, d in tree(out).items() if p != MARKER} == {o.path: o.content for o in new}
    for at in range(1, disk.changes + 1, FULL_AT):
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(before, out, copy_function=os.link)
        with failing(at, FULL, out), pytest.raises(CannotBuildError):
            to_folder(new, out, planned, urgent=must_go)
        look(at)
    return disk.changes


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "new").write_text("words"),
        lambda folder: os.close(os.open(folder / "new", os.O_WRONLY | os.O_CREAT)),
        lambda folder: (folder / "old").open("w").close(),
        lambda folder: os.replace(folder / "old", folder / "new"),  # noqa: PTH105  # another way than Path's
        lambda folder: (folder.parent / "beside").rename(folder / "new"),
        lambda folder: shutil.copyfile(folder / "old", folder / "new"),
        shutil.rmtree,
        lambda folder: (folder / "new").symlink_to("old"),
        lambda folder: os.truncate(folder / "old", 0),
    ],
)
def test_no_change_is_missed(change: Callable[[Path], object], tmp_path: Path) -> None:
    """However a program writes into a folder, the disk that fails has it fail before anything is changed."""
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "old").write_text("words", encoding="utf-8")
    (tmp_path / "beside").write_text("words", encoding="utf-8")
    before = tree(tmp_path)
    with failing(1, Killed(), folder), pytest.raises(Killed):
        change(folder)
    assert tree(tmp_path) == before
    change(folder)
    assert tree(tmp_path) != before


def small(source: Path) -> None:
    """A site of a few stories."""
    names = (WITHDRAWN, RENAMED, EDITED, "fourth", "fifth")
    make_site(source, {f"{name}.md": story(f"Of {name}", day=f"2026-01-0{n}") for n, name in enumerate(names, 1)})


def example(source: Path) -> None:
    """The example site."""
    for name in ("stories", "pages"):
        shutil.copytree(ROOT / name, source / name)
    shutil.copy(ROOT / "site.yaml", source)


def changed(source: Path) -> tuple[Path, list[Output], set[str]]:
    """A site as it was, as it is after stories came, went and changed, and what holds words that must go."""
    before = source / "before"
    to_folder(first := outputs(source), before, [o.path for o in first])
    stories = source / "stories"
    text = (stories / f"{WITHDRAWN}.md").read_text(encoding="utf-8")
    (stories / f"{WITHDRAWN}.md").unlink()
    (stories / f"{RENAMED}.md").rename(stories / f"{RENAMED}-again.md")
    with (stories / f"{EDITED}.md").open("a", encoding="utf-8") as f:
        f.write("\nOne more line.\n")
    for name in NEW:
        (stories / f"{name}.md").write_text(text, encoding="utf-8")
    address = f"stories/{WITHDRAWN}/".encode()
    return (
        before,
        outputs(source),
        {o.path for o in first if address in o.content or o.path.startswith(address.decode())},
    )


@pytest.mark.parametrize("site", [small, pytest.param(example, marks=pytest.mark.long)])
def test_at_every_change_of_a_site(site: Callable[[Path], None], tmp_path: Path) -> None:
    """Stopped at any change to any file, a site is whole, and what must go goes first."""
    source = tmp_path / "source"
    source.mkdir()
    site(source)
    before, new, urgent = changed(source)
    assert urgent
    assert interrupt(before, new, tmp_path / "out", urgent) > 60


def test_at_every_change_of_a_first_build(tmp_path: Path) -> None:
    """Stopped at any change while it is built for the first time, a site is whole."""
    site = make_site(tmp_path / "site", {f"{n}.md": story(f"Gate {n}", day=f"2026-01-0{n}") for n in range(1, 6)})
    (tmp_path / "empty").mkdir()
    assert interrupt(tmp_path / "empty", outputs(site), tmp_path / "out", set()) > 60


def test_the_next_build_goes_on(tmp_path: Path) -> None:
    """After a build that was stopped half-way, the next one makes what a clean one makes."""
    site = make_site(tmp_path / "site", {"a.md": story("A gate"), "b.md": story("A bridge", day="2026-02-01")})
    built(site)
    (site / "stories" / "c.md").write_text(story("A third", day="2026-03-01"), encoding="utf-8")
    (site / "stories" / "a.md").unlink()
    clean = tree(built(site, out="clean").out)
    for at in range(3, 20, 4):
        with failing(at, Killed(), site / "public"), pytest.raises(Killed):
            built(site)
        assert tree(built(site).out) == clean
        shutil.rmtree(site / "public")
        (site / "stories" / "a.md").write_text(story("A gate"), encoding="utf-8")
        built(site)
        (site / "stories" / "a.md").unlink()
