"""Promises 4 and 9: whatever becomes of a build after a withdrawal, the story's words go first, and go all the same."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path
from unicodedata import normalize

import pytest

from generator.build import build
from generator.ground.diagnostics import Aftermath, CannotBuildError
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.store.cache import FOLDER
from tests.builders.disk import NEED_ROOM, Killed, failing, watched
from tests.builders.example import ROOT, TODAY
from tests.builders.sites import TODAY as SMALL_TODAY
from tests.builders.sites import leads_to, make_site, story, tree

FULL = OSError(28, "No space left on device")
WITHDRAWN, OTHER = "the-key-to-plot-nineteen", "after-the-tone"
STORY, CARD = f"stories/{WITHDRAWN}/index.html", f"stories/{WITHDRAWN}/card.png"
STORY_OF_W = "stories/w/index.html"
WORD = re.compile(r"\w{6,}")


def example_as(source: Path, root: Path) -> Target:
    """A copy of the example site as it is in ``source``, and what is built of it."""
    for name in ("stories", "pages"):
        shutil.copytree(source / name, root / name)
    shutil.copy(source / "site.yaml", root)
    return Target(root, "web", TODAY, root / "public")


def shown(target: Target) -> dict[str, bytes]:
    """What readers can ask for."""
    return {path: data for path, data in tree(target.folder).items() if not path.startswith(".hearten-")}


def words(data: bytes) -> set[str]:
    """The long words in a file."""
    return {word.casefold() for word in WORD.findall(normalize("NFC", data.decode("utf-8", "replace")))}


def withdraw(target: Target) -> Callable[[bytes], bool]:
    """Build the site, then withdraw a story and change others; gives what says whether a file holds its words.

    These are the words of all its outputs that the site without it has nowhere, its address, and its card.
    """
    build(target, Stages())
    card = shown(target)[CARD]
    stories = target.root / "stories"
    (stories / f"{WITHDRAWN}.md").unlink()
    with (stories / f"{OTHER}.md").open("a", encoding="utf-8") as f:
        f.write("\nOne more line.\n")
    text = (stories / f"{OTHER}.md").read_text(encoding="utf-8")
    (stories / "a-new-one.md").write_text(re.sub(r"(?m)^(aliases|slug):.*\n", "", text), encoding="utf-8")
    copy = example_as(target.root, target.root.parent / "copy")
    build(copy, Stages())
    elsewhere = set[str]().union(*(words(data) for data in shown(copy).values()))
    own = words(shown(target)[STORY]) - elsewhere
    assert len(own) > 5

    def holds(data: bytes) -> bool:
        return WITHDRAWN.encode() in data or data == card or not own.isdisjoint(words(data))

    return holds


def holding(files: Mapping[str, bytes], holds: Callable[[bytes], bool]) -> set[str]:
    """The files that hold words of the story."""
    return {path for path, data in files.items() if holds(data)}


def test_words_go_first(tmp_path: Path) -> None:
    """At every change to any file, nothing that was there has been touched yet but what held the story's words."""
    target = example_as(ROOT, tmp_path / "site")
    holds = withdraw(target)
    before = shown(target)
    index = {path for path in before if path.startswith("search/") and not path.startswith("search/t")}
    may_go = holding(before, holds) | index | {"sitemap.xml"}
    moments: list[tuple[int, int]] = []
    judged: dict[tuple[str, int, int], tuple[bool, bool]] = {}

    def judge(path: str) -> tuple[bool, bool]:
        """Whether a file is another than before, and whether it holds the words."""
        try:
            looks = (target.folder / path).stat()
        except FileNotFoundError:
            return True, False
        key = (path, looks.st_ino, looks.st_mtime_ns)
        if key not in judged:
            data = (target.folder / path).read_bytes()
            judged[key] = data != before[path], holds(data)
        return judged[key]

    def look(_change: int) -> None:
        found = {path: judge(path) for path in before}
        touched = {path for path, (is_touched, _) in found.items() if is_touched}
        left = {path for path, (_, holds_words) in found.items() if holds_words}
        assert not left or touched <= may_go, f"{touched - may_go} before {left}"
        moments.append((len(touched), len(left)))

    with watched(target.folder, look):
        build(target, Stages())
    assert moments[0] == (0, len(holding(before, holds)))
    assert 0 in {left for touched, left in moments if touched <= len(may_go)}
    assert holding(shown(target), holds) == set()


def small(root: Path) -> Target:
    """A small site with a story by somebody who is about to take it back, built."""
    stories = {f"{n}.md": story(f"Gate {n}", day=f"2026-01-0{n}", text=f"The gate was {n}.") for n in range(1, 6)}
    link = "[Her](w.md) gate was next to mine."
    stories |= {"w.md": story("Wendelgard", day="2026-01-09", text="Wendelgard painted.", more="aliases: [old/]")}
    make_site(root, stories | {"l.md": story("A link", day="2026-01-10", text=link)})
    target = Target(root, "web", SMALL_TODAY, root / "public")
    build(target, Stages())
    assert len(held(target)) > 10
    return target


def held(target: Target) -> set[str]:
    """The files in which anything is left of that story."""
    return {path for path, data in shown(target).items() if b"wendelgard" in data.lower() or b"stories/w/" in data}


def gone(target: Target) -> None:
    """The story's file is taken away."""
    (target.root / "stories" / "w.md").unlink()


def paused(target: Target) -> None:
    """Its consent is paused."""
    place = target.root / "stories" / "w.md"
    place.write_text(place.read_text(encoding="utf-8").replace("status: given", "status: paused"), encoding="utf-8")


def run_out(target: Target) -> None:
    """Its consent has ended by its own last day."""
    place = target.root / "stories" / "w.md"
    text = place.read_text(encoding="utf-8").replace("status: given", "status: given, valid_until: 2026-02-01")
    place.write_text(text, encoding="utf-8")


def late_fault(target: Target) -> None:
    """A template fails while the last story's page is rendered."""
    own_template(target, '{{ 1 // 0 if view.card.title == "Gate 5" else "" }}')


def broken_template(target: Target) -> None:
    """A template does not compile."""
    own_template(target, "{% if %}")


def own_template(target: Target, text: str) -> None:
    """Give the site a theme with one template of its own."""
    theme = target.root / "themes" / "own"
    theme.mkdir(parents=True)
    (theme / "theme.yaml").write_text("description: Our own.\nextends: hearten\n", encoding="utf-8")
    (theme / "templates").mkdir()
    (theme / "templates" / "story.html").write_text(text, encoding="utf-8")
    with (target.root / "site.yaml").open("a", encoding="utf-8") as f:
        f.write("theme: {name: own}\n")


def no_settings(target: Target) -> None:
    """The settings hold what nobody knows."""
    with (target.root / "site.yaml").open("a", encoding="utf-8") as f:
        f.write("colour: blue\n")


def unreadable_settings(target: Target) -> None:
    """The settings are no text."""
    (target.root / "site.yaml").write_bytes(b"\xff\xfe")


def unreadable_guard(target: Target) -> None:
    """The deny list is a folder."""
    (target.root / "consent" / "deny.txt").mkdir(parents=True)


FAULTS = [late_fault, broken_template, no_settings, unreadable_settings, unreadable_guard]
ENDS = [gone, paused, run_out]


def stopped(target: Target) -> Aftermath:
    """Build, which must stop."""
    with pytest.raises(CannotBuildError) as e:
        build(target, Stages())
    return e.value.aftermath


def all_links_lead_to_files(target: Target) -> None:
    """Every link of every page that is there leads to a file."""
    there = shown(target)
    for path, data in there.items():
        if path.endswith(".html"):
            assert leads_to(path, data) <= there.keys()


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("fault", FAULTS)
def test_words_go_whatever_stops_the_build(
    tmp_path: Path, fault: Callable[[Target], None], end: Callable[[Target], None]
) -> None:
    """Whatever stops a build after a consent has ended, the story is nowhere then, and others are as they were."""
    target = small(tmp_path)
    before = shown(target)
    fault(target)
    end(target)
    assert stopped(target) == Aftermath(taken_away=("stories/w.md",))
    assert held(target) == set()
    all_links_lead_to_files(target)
    for n in range(1, 5):
        assert shown(target)[f"stories/{n}/index.html"] == before[f"stories/{n}/index.html"]
    assert stopped(target) == Aftermath()


@pytest.mark.parametrize("fault", FAULTS)
def test_no_fault_takes_a_site_down(tmp_path: Path, fault: Callable[[Target], None]) -> None:
    """Where a build stops and every consent is as it was, not a byte of what is online is another."""
    target = small(tmp_path)
    before = tree(target.folder)
    fault(target)
    assert stopped(target) == Aftermath()
    assert tree(target.folder) == before


@pytest.mark.parametrize("fault", [late_fault, unreadable_settings])
def test_words_go_although_the_cache_is_lost(tmp_path: Path, fault: Callable[[Target], None]) -> None:
    """Where nobody knows any more what was made of which text, pages go that show a story which no file allows."""
    target = small(tmp_path)
    fault(target)
    gone(target)
    shutil.rmtree(target.root / FOLDER)
    assert STORY_OF_W in stopped(target).taken_away
    assert held(target) == set()
    all_links_lead_to_files(target)


@pytest.mark.parametrize("at", [1, 3, 10, 30])
@pytest.mark.parametrize("only", [NEED_ROOM, {"os.rename"}], ids=["room", "names"])
def test_words_go_although_the_disk_fails(tmp_path: Path, only: Collection[str], at: int) -> None:
    """Wherever the disk begins to refuse room, or new names, the story is nowhere when the build has stopped."""
    target = small(tmp_path)
    gone(target)
    with failing(at, FULL, target.folder, only):
        assert stopped(target).still_there == ()
    assert held(target) == set()
    build(target, Stages())
    clean = Target(target.root, "web", SMALL_TODAY, tmp_path / "clean")
    build(clean, Stages())
    assert tree(target.folder) == tree(clean.folder)


def test_a_folder_that_must_not_stay_online_is_told(tmp_path: Path) -> None:
    """Where nothing in the folder can be changed, the message names the story whose words are still in it."""
    target = small(tmp_path)
    gone(target)
    before = tree(target.folder)
    with failing(1, FULL, target.folder):
        assert stopped(target) == Aftermath(still_there=("stories/w.md",))
    assert tree(target.folder) == before


@pytest.mark.parametrize("at", range(1, 120, 7))
def test_the_next_build_finishes_what_a_kill_left(tmp_path: Path, at: int) -> None:
    """After a kill at any change, a build that stops takes the words away, and one that works makes all anew."""
    target = small(tmp_path)
    gone(target)
    with suppress(Killed), failing(at, Killed(), target.folder):
        build(target, Stages())
    settings = (target.root / "site.yaml").read_bytes()
    unreadable_settings(target)
    assert stopped(target).still_there == ()
    assert held(target) == set()
    (target.root / "site.yaml").write_bytes(settings)
    build(target, Stages())
    clean = Target(target.root, "web", SMALL_TODAY, tmp_path / "clean")
    build(clean, Stages())
    assert tree(target.folder) == tree(clean.folder)
