"""What is to be proven is remembered over runs, beside the site and for each place alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content.settings import PublishDestination, Settings
from generator.publishing.difference import difference, removal_of
from generator.publishing.open_proofs import OpenProofs, ToProve, after_removal, after_update, back_again
from generator.publishing.update import look, update
from tests.builders.hosts import SITE, MemoryStore, sketched
from tests.builders.values import SiteValue

LIVE, MIRROR = (PublishDestination(name=name, to=f"folder:{name}") for name in ("live", "mirror"))
GATE = ToProve({"stories/gate/index.html": "a-text", "https://old.example.org/": None}, frozenset({"index.html"}))


@pytest.fixture
def settings() -> Settings:
    return SiteValue({}).value.settings


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


def test_what_is_open_outlives_a_run(tmp_path: Path, state: Path, settings: Settings) -> None:
    """What a run leaves open the next one knows, for that place alone, until it is closed."""
    root = tmp_path / "site"
    OpenProofs(root, settings).add(LIVE, GATE)
    later = OpenProofs(root, settings)
    assert later.of(LIVE) == GATE
    assert not later.of(MIRROR)
    later.close(LIVE, [*GATE.gone, *GATE.stay])
    assert not OpenProofs(root, settings).of(LIVE)
    assert [*(state / "proofs").iterdir()] == []


def test_no_other_user_can_read_it(tmp_path: Path, state: Path, settings: Settings) -> None:
    """What is remembered holds addresses, and is for its user alone."""
    OpenProofs(tmp_path / "site", settings).add(LIVE, GATE)
    (file,) = (state / "proofs").iterdir()
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [b"broken", b"[]", b'{"gone": {"../../up": null}, "stay": ["/etc/passwd"]}'])
def test_what_is_no_memory_is_asked_for_nowhere(
    tmp_path: Path, state: Path, settings: Settings, content: bytes
) -> None:
    """Anything else in that place, or a path that leads elsewhere, is asked for nowhere."""
    OpenProofs(tmp_path / "site", settings).add(LIVE, GATE)
    (file,) = (state / "proofs").iterdir()
    file.write_bytes(content)
    assert not OpenProofs(tmp_path / "site", settings).of(LIVE)


def test_a_memory_that_cannot_be_read_is_told(tmp_path: Path, state: Path, settings: Settings) -> None:
    """Where nothing can be remembered, that is known, and this run knows what it has to prove."""
    state.mkdir()
    (state / "proofs").write_bytes(b"")
    proofs = OpenProofs(tmp_path / "site", settings)
    proofs.add(LIVE, GATE)
    assert proofs.of(LIVE) == GATE
    assert proofs.forgetful is not None


def never(_path: str) -> bool:
    return False


def test_an_update_that_takes_nothing_back_needs_no_proof() -> None:
    """An update that replaces files for any other reason than an end of consent leaves nothing to be proven."""
    store = MemoryStore()
    update(store, sketched({"a0": 1, "b1": 1}), look(store, SITE))
    now = sketched({"a0": 2, "b1": 1}, look=2)
    online = look(store, SITE)
    assert not after_update(online, difference(now, online), never, now.files)


def test_an_update_that_takes_a_story_back_says_all_that_held_it() -> None:
    """After an update that takes a story back, its files must be gone, and lists must not be shown as they were."""
    store = MemoryStore()
    update(store, sketched({"a0": 1, "b1": 1}), look(store, SITE))
    now = sketched({"b1": 1})
    online = look(store, SITE)
    found = after_update(online, difference(now, online), never, now.files)
    assert {"stories/a0/index.html", "old/a0.html", "topics/0/index.html"} <= found.gone.keys()
    assert found.gone["stories/a0/index.html"] == "a0"
    assert {"index.html", "feed.xml", "stories/b1/index.html"} <= found.stay <= now.files.keys()
    assert not found.gone.keys() & now.files.keys()


def test_a_removal_says_what_it_deletes_and_what_it_can_only_empty() -> None:
    """After a removal alone, pages of the story that are empty have to be gone, too."""
    store = MemoryStore()
    update(store, sketched({"a0": 1, "b1": 1}), look(store, SITE))
    online = look(store, SITE)
    removal = removal_of(online, {"b1", "feed-b1"}, lambda path: path != "stories/a0/index.html")
    found = after_removal(online, removal, never)
    assert {"stories/a0/index.html", "old/a0.html"} <= found.gone.keys()
    assert "index.html" in found.stay


def test_what_is_back_needs_no_proof_unless_it_was_withdrawn() -> None:
    """A page that stands anew is nothing to be proven, but at an address that a withdrawn story had."""
    store = MemoryStore()
    update(store, sketched({"a0": 1}), look(store, SITE))
    online = look(store, SITE)
    formerly = {"stories/a0/index.html": "a0", "stories/b1/index.html": "b1"}
    assert back_again(formerly, online, never) == {"stories/a0/index.html"}
    assert back_again(formerly, online, lambda path: "a0" in path) == frozenset()
