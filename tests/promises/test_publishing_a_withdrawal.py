"""Promise 11 with a site as it is built: at every moment of an update what is online is whole, and words go first."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from generator.ground.target import Target
from generator.incremental.run import Run
from generator.publishing.built_site import built_site
from generator.publishing.local_build import LocalBuild
from generator.publishing.remote_manifest import MANIFEST, UNDER_WAY
from generator.publishing.update import look, update
from tests.builders.hosts import UPLOAD, GoneError, MemoryStore, Witness, served
from tests.builders.outputs import leads_nowhere
from tests.builders.sites import TODAY, built, make_site, story, tree

URL = "https://quiet.harbour.internal/base/"
NAMES = ("gate", "river", "lamp", "door", "wall")
WORDS = (b"a gate of oak", b"The gate", b"stories/gate/")


def build_of(root: Path, **texts: str) -> LocalBuild:
    """A site with a story by each of some names, in a folder of its own; one without a text is withdrawn."""
    stories = {
        f"{name}.md": story(
            f"The {name}", day=f"2026-01-0{n + 1}", topics="[hope, work]" if n % 2 else "[hope]", **more
        )
        for n, (name, text) in enumerate(texts.items())
        for more in [{"text": text, "consent": "{status: withdrawn}"} if text == "" else {"text": text}]
    }
    make_site(root, stories)
    built(root)
    return built_site(Target(root, "web", TODAY, root / "public"), Run())


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> LocalBuild:
    """The site with all its stories."""
    texts = {name: f"Here is a {name} of oak, and [more](gate.md)." for name in NAMES}
    return build_of(tmp_path_factory.mktemp("before"), **texts)


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> LocalBuild:
    """The same, with one story withdrawn, one written anew, one gone and one new."""
    texts = {name: f"Here is a {name} of oak, and [more](gate.md)." for name in ("river", "lamp", "door", "bench")}
    return build_of(tmp_path_factory.mktemp("after"), gate="", **{**texts, "lamp": "Here is another lamp."})


def online(build: LocalBuild) -> MemoryStore:
    store = MemoryStore()
    update(store, build, look(store, URL))
    return store


def holding(files: dict[str, bytes]) -> set[str]:
    return {path for path, data in files.items() if any(words in data for words in WORDS)}


def is_exactly(store: MemoryStore, build: LocalBuild) -> bool:
    there = {path: data for path, data in tree(build.folder).items() if not path.startswith(".")}
    return served(store.files) == there and store.files.keys() == {*there, MANIFEST}


def test_words_go_first_and_the_site_is_whole(before: LocalBuild, after: LocalBuild) -> None:
    """From before the first change to after the last every link resolves, and until words are gone, only these go."""
    store = online(before)
    held = holding(store.files)
    seen: list[str] = []
    witness = Witness(store, lost=partial(leads_nowhere, explicit=False))

    def look_at(path: str) -> None:
        witness(path)
        if holding(served(store.files)):
            seen.append(path)

    store.before = look_at
    update(store, after, look(store, URL))
    witness.look()
    assert "stories/gate/index.html" in seen
    unknown = {path for path, file in before.files.items() if "*" in file.online.texts}
    gone = {path for path, file in before.files.items() if file.online.texts - after.texts}
    assert set(seen) <= {*held, *unknown, *gone, UPLOAD, UNDER_WAY}
    assert is_exactly(store, after)


class Killer:
    """Ends the program at the change with a number, once."""

    def __init__(self, end: int) -> None:
        self.left = end

    def __call__(self, _path: str) -> None:
        """Before a change."""
        self.left -= 1
        if self.left == 0:
            raise GoneError


def test_killed_anywhere_the_next_run_finishes(before: LocalBuild, after: LocalBuild) -> None:
    """An update that is killed at any change is finished by the next."""
    files, made = online(before).files, online(after).files
    for end in count(1):
        store = MemoryStore(files)
        killer = store.before = Killer(end)
        with suppress(GoneError):
            update(store, after, look(store, URL))
        if killer.left > 0:
            break
        update(store, after, look(store, URL))
        assert store.files == made
    assert end > 100
