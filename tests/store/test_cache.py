"""The cache: never believed, never in the way, and never a place where withdrawn words live on."""

from __future__ import annotations

import functools
import random
import shutil
import stat
import tempfile
import threading
from pathlib import Path

import pytest

from generator.build import build
from generator.ground.stages import Stages
from generator.ground.target import Target
from generator.store import cache
from generator.store.cache import FILE, FOLDER, Cache, Known, Receipt
from generator.store.file_stamps import Stamp
from tests.builders.sites import DATA, TODAY, built, make_site, story, tree

KNOWN = Known(Stamp(1, 2, 3, 4), b"digest", b"about")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of four stories that was built once."""
    root = make_site(tmp_path, {f"{n}.md": story(f"Gate {n}", day=f"2026-01-0{n}") for n in range(1, 5)})
    built(root)
    return root


def edit(site: Path) -> dict[str, bytes]:
    """Change a story; gives what a build from nothing makes."""
    with (site / "stories" / "2.md").open("a", encoding="utf-8") as f:
        f.write("\nThe hinges were new.\n")
    return made_from_nothing(tuple(sorted(tree(site / "stories").items())))


@functools.cache
def made_from_nothing(stories: tuple[tuple[str, bytes], ...]) -> dict[str, bytes]:
    """What a build makes of a site of these stories; the same for all tests, so it is made once."""
    with tempfile.TemporaryDirectory() as folder:
        return tree(built(make_site(Path(folder), {name: text.decode() for name, text in stories})).out)


@pytest.mark.parametrize("seed", [*range(10), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(10, 40))])
def test_flipped_bits(site: Path, seed: int) -> None:
    """A few flipped bits anywhere in the cache change nothing in the output."""
    clean = edit(site)
    chance, file = random.Random(seed), site / FOLDER / FILE
    data = bytearray(file.read_bytes())
    for _ in range(3):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    file.write_bytes(data)
    assert tree(built(site).out) == clean
    assert tree(built(site).out) == clean


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_file_that_is_no_database(site: Path, content: bytes) -> None:
    """A cache file that SQLite cannot read is thrown away."""
    clean = edit(site)
    (site / FOLDER / FILE).write_bytes(content)
    assert tree(built(site).out) == clean
    assert (site / FOLDER / FILE).read_bytes()[:15] == b"SQLite format 3"


def test_a_cache_that_was_cut_short(site: Path) -> None:
    """Half a cache file is as good as none."""
    clean = edit(site)
    file = site / FOLDER / FILE
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert tree(built(site).out) == clean


def test_no_place_for_a_cache(site: Path) -> None:
    """Where no cache can be kept, everything is built without."""
    clean = edit(site)
    shutil.rmtree(site / FOLDER)
    (site / FOLDER).write_text("mine", encoding="utf-8")
    assert tree(built(site).out) == clean
    assert (site / FOLDER).read_text(encoding="utf-8") == "mine"


def test_the_second_build_waits(site: Path) -> None:
    """A build that finds another one at work says so, and begins when it is done."""
    clean = edit(site)
    held, told = Cache(site / FOLDER / FILE), threading.Event()
    second = threading.Thread(target=build, args=(Target(site, "web", TODAY, site / "public"), Stages(wait=told.set)))
    second.start()
    assert told.wait(60)
    assert tree(site / "public") != clean
    held.close(done=False)
    second.join(60)
    assert tree(site / "public") == clean


def test_a_stopped_build_leaves_the_cache_as_it_was(tmp_path: Path) -> None:
    """What a build that failed has put into the cache is not there for the next."""
    cache = Cache(tmp_path / FOLDER / FILE)
    cache.keep("a.md", KNOWN, b"words", b"terms")
    cache.close(done=False)
    cache = Cache(tmp_path / FOLDER / FILE)
    assert cache.paths() == set()
    cache.close(done=False)


def test_what_is_forgotten_is_overwritten(tmp_path: Path) -> None:
    """The words of a text that is forgotten are nowhere in the file."""
    cache = Cache(tmp_path / FOLDER / FILE)
    cache.keep("a.md", KNOWN, b"Wendelgard" * 2000, b"terms of Wendelgard")
    cache.close(done=True)
    assert b"Wendelgard" in (tmp_path / FOLDER / FILE).read_bytes()
    cache = Cache(tmp_path / FOLDER / FILE)
    cache.forget(["a.md"])
    cache.close(done=True)
    assert b"Wendelgard" not in (tmp_path / FOLDER / FILE).read_bytes()


def test_nothing_changed_reads_nothing(site: Path) -> None:
    """Where nothing has changed, no text is read, no page is made, and the report is the same."""
    first, second = built(site), built(site)
    assert (second.written, [*second.seconds]) == ((), ["look"])
    assert (second.pages, second.stories, second.withheld) == (first.pages, first.stories, first.withheld)


def test_one_story_edited_makes_few_pages(site: Path) -> None:
    """An edit of one story's words makes its page and what lists or finds it, and leaves other stories' pages alone."""
    edit(site)
    made = built(site).written
    assert "stories/2/index.html" in made
    assert not {"stories/1/index.html", "stories/3/index.html", "stories/4/index.html"} & {*made}


def test_each_channel_keeps_what_the_other_publishes(tmp_path: Path) -> None:
    """A build for one channel leaves to the other what it knows of stories that are told there alone."""
    site = make_site(tmp_path, {"a.md": story("Both"), "b.md": story("Site", scope="[web]")})
    built(site)
    built(site, medium="offline", out="copy")
    assert "stories/b.md" in Cache.copied(site / FOLDER / FILE).paths()
    assert built(site).written == ()


def test_what_neither_channel_publishes_is_forgotten(tmp_path: Path) -> None:
    """A story for the feed alone, which no channel publishes, is not kept."""
    site = make_site(tmp_path, {"a.md": story("Both"), "b.md": story("Feed", scope="[feed]")})
    built(site)
    assert "stories/b.md" not in Cache.copied(site / FOLDER / FILE).paths()


def test_the_form_of_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache of this form that was made in its day is read, so whoever changes the form must count it on."""
    monkeypatch.setattr(cache, "program", lambda: b"the program of that day")
    file = tmp_path / FOLDER / FILE
    file.parent.mkdir()
    shutil.copy(DATA / "caches" / FILE, file)
    kept, receipt = Cache(file), Receipt(b"key", b"bytes", "stories/a.md", b"mark", Stamp(5, 6, 7, 8))
    assert kept.texts(["stories/a.md"]) == {"stories/a.md": KNOWN}
    assert kept.content("stories/a.md", b"digest") == b"Words of a draft."
    assert kept.terms({"stories/a.md": b"digest"}) == {"stories/a.md": b"terms"}
    assert kept.receipts("web here") == {"index.html": receipt}
    assert kept.state("web here", "whole") == b"state"
    kept.close(done=False)


@pytest.mark.parametrize("name", ["shelf.sqlite", "shelf.sqlite-journal", "cache-1.sqlite", "cache-30.sqlite-wal"])
def test_a_cache_of_another_form(site: Path, name: str) -> None:
    """What another version of the program kept is removed by a build, since it may be the words of a draft."""
    clean = edit(site)
    shutil.copy(DATA / "caches" / "shelf.sqlite", site / FOLDER / name)
    assert tree(built(site).out) == clean
    assert not (site / FOLDER / name).exists()


def test_a_former_cache_under_todays_name(site: Path) -> None:
    """A cache of the form before this one is begun anew."""
    clean = edit(site)
    shutil.copy(DATA / "caches" / "shelf.sqlite", site / FOLDER / FILE)
    assert tree(built(site).out) == clean
    assert b"Words of a draft." not in (site / FOLDER / FILE).read_bytes()


def test_what_else_is_in_the_folder_stays(site: Path) -> None:
    """A file of somebody's own in the cache's folder is left alone."""
    (site / FOLDER / "notes.sqlite").write_text("mine", encoding="utf-8")
    built(site)
    assert (site / FOLDER / "notes.sqlite").read_text(encoding="utf-8") == "mine"


def test_the_folder_is_the_users_alone(site: Path) -> None:
    """Nobody else may look into the cache, not even where its folder came with rights for all."""
    (site / FOLDER).chmod(0o755)
    built(site)
    assert [stat.S_IMODE(place.stat().st_mode) for place in (site / FOLDER, site / FOLDER / FILE)] == [0o700, 0o600]


def test_others_are_asked_to_leave_the_folder_alone(site: Path) -> None:
    """The folder tells programs for backups, by the tag of bford.info/cachedir, and git to leave it out."""
    tag = (site / FOLDER / "CACHEDIR.TAG").read_bytes()
    assert tag.startswith(b"Signature: 8a477f597d28d172789f06886806bc55")
    assert (site / FOLDER / ".gitignore").read_text(encoding="utf-8") == "*\n"
