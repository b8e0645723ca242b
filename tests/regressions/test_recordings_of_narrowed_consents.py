"""A voice or a film whose consent was narrowed stayed online, and nobody was told: no removal first, and no proof."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.ground.diagnostics import CannotBuildError
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.publishing.built_site import built_site
from generator.publishing.difference import difference
from generator.publishing.open_proofs import after_removal, after_update
from generator.publishing.removals import remove, still_online
from generator.publishing.update import look, update
from generator.retract import certain
from generator.store.cache_file import FILE, FOLDER
from tests.builders.hosts import MemoryStore, served
from tests.builders.podcasts import IN_PODCAST, podcast_site
from tests.builders.sites import TODAY, built, tree
from tests.builders.told_stories import WORDS, told

URL = "https://quiet.harbour.internal/base/"
PAGE = "stories/kettle/index.html"
NARROWED = {
    "no voice": told(scope=IN_PODCAST).replace(", voice: own", ""),
    "no channel": told(scope=IN_PODCAST.replace(", audio, podcast", "")),
    "no recording": told(scope=IN_PODCAST, recording=""),
}
ways = pytest.mark.parametrize("way", NARROWED)


@pytest.fixture
def online(tmp_path: Path) -> tuple[Path, MemoryStore]:
    """A site with a voice in it and in its podcast, and the same as it is online."""
    root, store = podcast_site(tmp_path, told(scope=IN_PODCAST)), MemoryStore()
    built(root)
    build = built_site(target(root), Run())
    update(store, build, look(store, URL))
    return root, store


def target(root: Path) -> Target:
    return Target(root, "web", TODAY, root / "public")


def narrow(root: Path, way: str) -> None:
    (root / "stories/kettle.md").write_text(NARROWED[way], encoding="utf-8")


def no_build(root: Path) -> None:
    """Let the site be one that nobody can build."""
    with (root / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("theme: {name: none-there}\n")


def heard(files: dict[str, bytes]) -> set[str]:
    """The files in which the voice is to be heard, or what it says to be read."""
    told_files = {path for path, data in files.items() if path.startswith("told/") and data}
    return (
        told_files
        | {p for p, data in files.items() if b"<audio" in data or WORDS[1].encode() in data}
        | {path for path, data in files.items() if path == "podcast.xml" and b"<item>" in data}
    )


def test_a_voice_is_there_as_long_as_it_is_agreed_to(online: tuple[Path, MemoryStore]) -> None:
    """The recording, its captions, its page and the podcast are online, and nothing of them has to go."""
    root, store = online
    found = heard(served(store.files))
    assert {PAGE, "podcast.xml"} < found
    assert len([path for path in found if path.startswith("told/")]) == 2
    before = dict(store.files)
    remove(store, URL, target(root), Run())
    assert store.files == before
    assert not still_online(store, URL, target(root), Run())


@ways
@pytest.mark.parametrize("broken", [False, True])
def test_removals_take_the_voice_away(online: tuple[Path, MemoryStore], way: str, broken: bool) -> None:
    """Whether or not the site can be built, nothing of the voice stays at the host, and all of it is to be proven."""
    root, store = online
    found = heard(served(store.files))
    narrow(root, way)
    if broken:
        no_build(root)
    assert still_online(store, URL, target(root), Run())
    there = look(store, URL)
    to_prove = after_removal(there, remove(store, URL, target(root), Run()), lambda _: False)
    assert not heard(served(store.files))
    assert found <= {*to_prove.gone, *to_prove.stay}
    assert not still_online(store, URL, target(root), Run())


@ways
def test_an_update_takes_the_voice_away_first(online: tuple[Path, MemoryStore], way: str) -> None:
    """The recording is emptied and deleted before anything new is put online, and asked for after."""
    root, store = online
    found = heard(served(store.files))
    narrow(root, way)
    built(root)
    build, there = built_site(target(root), Run()), look(store, URL)
    todo = difference(build, there)
    recordings = {path for path in found if path.startswith("told/")}
    assert found <= {step.path for step in todo.removal.steps}
    assert recordings.isdisjoint(todo.removal.after)
    to_prove = after_update(there, todo, lambda _: False, build.files)
    assert recordings <= to_prove.gone.keys()
    assert found - recordings <= to_prove.stay
    update(store, build, there)
    assert not heard(served(store.files))
    assert PAGE in store.files


@ways
@pytest.mark.parametrize("cached", [True, False])
def test_a_build_that_stops_leaves_no_voice(tmp_path: Path, way: str, cached: bool) -> None:
    """A build that cannot be empties the recording and the page that plays it, also where the cache was lost."""
    root = podcast_site(tmp_path, told(scope=IN_PODCAST))
    built(root)
    narrow(root, way)
    no_build(root)
    if not cached:
        (root / FOLDER / FILE).unlink()
    with pytest.raises(CannotBuildError):
        built(root)
    assert not heard(tree(root / "public"))


def test_a_build_that_stops_leaves_a_voice_that_is_agreed_to(tmp_path: Path) -> None:
    """Where no consent has changed, everything of the recording stays."""
    root = podcast_site(tmp_path, told(scope=IN_PODCAST))
    built(root)
    before = tree(root / "public")
    no_build(root)
    for _ in range(2):
        with pytest.raises(CannotBuildError):
            built(root)
        assert tree(root / "public") == before
        (root / FOLDER / FILE).unlink()


@pytest.mark.parametrize("way", ["no voice", "no channel"])
def test_a_voice_that_another_story_plays_too(tmp_path: Path, way: str) -> None:
    """Where nothing can be built, too, what one story does not agree to is not to be heard in another that plays it."""
    other = told(scope=IN_PODCAST).replace("The kettle", "The cup").replace("A short word", "Another word")
    root = podcast_site(tmp_path, told(scope=IN_PODCAST))
    (root / "stories/cup.md").write_text(other, encoding="utf-8")
    with (root / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("nobody_knows: this\n")  # so that the gate cannot be asked
    assert certain(target(root), Run()).by["audio"] == {PAGE, "stories/cup/index.html"}
    narrow(root, way)
    now = certain(target(root), Run())
    assert {"stories/cup/index.html", PAGE} <= now.texts.keys()
    assert not now.by.get("audio")
    assert not now.by.get("podcast")
