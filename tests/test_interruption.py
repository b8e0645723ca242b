"""Promise 4: however a build is interrupted, pages are whole, links lead to pages, and nothing withdrawn is there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from posixpath import normpath

import pytest

from generator.diagnostics import CannotBuildError
from generator.outcome import Output
from generator.prepare import prepare
from generator.render import render_all
from generator.stages import Stages
from generator.write import EMPTY_PAGE, MARKER, to_folder
from tests.disk import Killed, failing
from tests.example import ROOT, TODAY
from tests.sites import addresses, built, make_site, story, tree

FULL = OSError(28, "No space left on device")
WITHDRAWN, RENAMED, EDITED, NEW = (
    "the-key-to-plot-nineteen",
    "after-the-tone",
    "dear-keeper",
    ("first-new", "second-new"),
)


def outputs(source: Path) -> list[Output]:
    """All files of a site."""
    planned = prepare(source, "web", TODAY, Stages())
    return render_all(planned.theme, planned.pages)


def leads_to(path: str, page: bytes) -> set[str]:
    """The paths of files of this site that a page leads to or loads, without those written from the host's root."""
    inside = {a.partition("#")[0].partition("?")[0] for a in addresses(page) if ":" not in a and a[:1] not in ("", "/")}
    folder = PurePosixPath(path).parent
    whole = (f"{folder}/{a}index.html" if a.endswith("/") else f"{folder}/{a}" for a in inside if a)
    return {normpath(end) for end in whole}


# The folder, its marker, the place for what is kept aside, and an empty page; then two changes for each withdrawn file.
MAKING_READY = 4


class Judge:
    """Says whether what is in a folder may be shown, given the site before and after."""

    def __init__(self, before: Mapping[str, bytes], after: Mapping[str, bytes], harmless: set[str]) -> None:
        self.before, self.after = before, after
        self.withdrawn = before.keys() - after.keys() - harmless
        self.known: dict[tuple[str, bytes], set[str]] = {}

    def check(self, folder: Path) -> None:
        """Every page is whole, and leads to pages that are there; of what is withdrawn, no words are left."""
        there = {path: data for path, data in tree(folder).items() if not path.startswith(".hearten")}
        for path, data in there.items():
            assert data in (self.before.get(path), self.after.get(path), EMPTY_PAGE), f"{path} is not whole"
            if path.endswith(".html"):
                key = (path, data)
                if key not in self.known:
                    self.known[key] = leads_to(path, data)
                assert self.known[key] <= there.keys(), f"{path} leads to {self.known[key] - there.keys()}"

    def check_gone(self, folder: Path) -> None:
        """Of what is withdrawn, no words are left."""
        for path in self.withdrawn:
            place = folder / path
            assert not place.exists() or place.read_bytes() == EMPTY_PAGE, f"{path} is still there"


def interrupt(before: Path, new: Sequence[Output], out: Path, harmless: set[str]) -> int:
    """Bring a folder up to date as often as that takes changes, stopped each time one change further.

    It is stopped by a full disk and by a kill in turns.
    """
    planned = [o.path for o in new]
    judge = Judge({p: d for p, d in tree(before).items() if p != MARKER}, {o.path: o.content for o in new}, harmless)
    at, done = 0, False
    while not done:
        at += 1
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(before, out, copy_function=os.link)
        with failing(at, FULL if at % 2 else Killed(), out) as disk:
            try:
                to_folder(new, out, planned, harmless=harmless)
                done = True
            except (CannotBuildError, Killed):
                assert disk.changes >= at
        judge.check(out)
        if at > MAKING_READY + 2 * len(judge.withdrawn):
            judge.check_gone(out)
    assert {p: d for p, d in tree(out).items() if p != MARKER} == {o.path: o.content for o in new}
    return at


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Output], set[str]]:
    """The example site as it was, and what it is after stories were withdrawn, renamed, edited and added."""
    source = tmp_path_factory.mktemp("changed")
    for name in ("stories", "pages"):
        shutil.copytree(ROOT / name, source / name)
    shutil.copy(ROOT / "site.yaml", source)
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
    index = {o.path for o in first if o.path.startswith("search/") and not o.path[7:-3].isdigit()}
    return before, outputs(source), {f"stories/{RENAMED}/index.html", *index}


def test_at_every_change_of_the_example_site(changed: tuple[Path, list[Output], set[str]], tmp_path: Path) -> None:
    """Stopped at any change to any file, the example site is whole, and its withdrawn story is gone."""
    before, new, harmless = changed
    assert interrupt(before, new, tmp_path / "out", harmless) > 60


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
