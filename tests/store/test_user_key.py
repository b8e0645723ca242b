"""The user's key: made once, the user's alone, and outside the site."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from generator.store.cache import FILE, FOLDER, Cache
from generator.store.user_key import GIVEN, KEY_BYTES, SHORTEST, user_key
from tests.builders.sites import built, make_site, story, tree


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the key is kept of a user who has none yet."""
    monkeypatch.delenv(GIVEN)
    monkeypatch.setattr("platformdirs.user_state_path", lambda *_, **__: tmp_path / "home" / "state")
    return tmp_path / "home" / "state" / "cache.key"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one story."""
    return make_site(tmp_path / "site", {"a.md": story()})


def notes(site: Path) -> list[str]:
    """What a build says of the cache."""
    return [d.message for d in built(site).diagnostics if d.rule == "cache"]


def test_a_key_is_made_once(site: Path, kept: Path) -> None:
    """The first build makes a key, which is the same from then on."""
    key = user_key(site, make=True)
    assert key is not None
    assert (len(key), key) == (KEY_BYTES, user_key(site, make=True))
    assert kept.read_bytes() == key


def test_a_key_is_the_users_alone(site: Path, kept: Path) -> None:
    """Nobody else may read the key or look into its folder."""
    user_key(site, make=True)
    modes = [stat.S_IMODE(place.stat().st_mode) for place in (kept.parent, kept)]
    assert modes == [0o700, 0o600]


def test_a_look_makes_no_key(site: Path, kept: Path) -> None:
    """Where nothing is to be kept, no key is made."""
    assert user_key(site, make=False) is None
    assert not kept.exists()


@pytest.mark.parametrize("content", [b"", b"x" * (KEY_BYTES - 1), b"x" * (KEY_BYTES + 1)])
def test_a_key_of_another_length(site: Path, kept: Path, content: bytes) -> None:
    """A file that holds no whole key is replaced."""
    kept.parent.mkdir(parents=True)
    kept.write_bytes(content)
    kept.chmod(0o600)
    assert user_key(site, make=True) == kept.read_bytes() != content


def test_a_key_that_others_can_read(site: Path, kept: Path) -> None:
    """A key that is no secret is replaced."""
    former = user_key(site, make=True)
    kept.chmod(0o644)
    assert user_key(site, make=True) not in (None, former)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_link_in_the_keys_place(site: Path, kept: Path, tmp_path: Path) -> None:
    """A link in the key's place is replaced, and what it leads to is left as it is."""
    other = tmp_path / "thesis.txt"
    other.write_bytes(b"x" * KEY_BYTES)
    other.chmod(0o600)
    kept.parent.mkdir(parents=True)
    kept.symlink_to(other)
    assert user_key(site, make=True) not in (None, b"x" * KEY_BYTES)
    assert (other.read_bytes(), kept.is_symlink()) == (b"x" * KEY_BYTES, False)


def test_no_place_for_a_key(site: Path, kept: Path) -> None:
    """Where no key can be kept, the build says so, keeps nothing, and makes the same."""
    (kept.parent.parent).write_text("no folder", encoding="utf-8")
    assert len(notes(site)) == 1
    assert not (site / FOLDER).exists()
    made = tree(site / "public")
    built(site, out="again")
    assert tree(site / "again") == made


def test_nothing_stays_that_nobody_can_prove(site: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the key is gone and none can be kept, the cache goes, since nobody would take withdrawn words out of it."""
    with monkeypatch.context() as given:
        given.setenv(GIVEN, "k" * SHORTEST)
        built(site)
    assert (site / FOLDER / FILE).exists()
    (kept.parent.parent).write_text("no folder", encoding="utf-8")
    built(site)
    assert not (site / FOLDER).exists()


def test_a_folder_in_the_keys_place(site: Path, kept: Path) -> None:
    """A folder in the key's place is left as it is, with nothing beside it."""
    (kept / "mine").mkdir(parents=True)
    assert user_key(site, make=True) is None
    assert [place.name for place in kept.parent.iterdir()] == ["cache.key"]


def test_a_key_in_the_site(kept: Path) -> None:
    """No key is kept in a site's own folder, which may be given to others."""
    assert user_key(kept.parent.parent.parent, make=True) is None
    assert not kept.exists()


def test_a_user_without_a_home(site: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody knows where a user's files belong, no key is kept in whatever folder the program is run in."""
    monkeypatch.chdir(site)
    monkeypatch.setattr("platformdirs.user_state_path", lambda *_, **__: Path("~/.local/state/hearten"))
    assert user_key(site.parent / "elsewhere", make=True) is None
    assert not (site / "~").exists()


def test_a_given_key(site: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that the environment gives is used alone, and different texts are different keys."""
    keys = set()
    for given in ("k" * SHORTEST, "l" * SHORTEST):
        monkeypatch.setenv(GIVEN, given)
        keys.add(user_key(site, make=True))
        assert notes(site) == []
    assert (len(keys), kept.exists()) == (2, False)


def test_a_given_key_that_is_short(site: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A given key that could be guessed is not used, and the build says so."""
    monkeypatch.setenv(GIVEN, "hearten")
    assert len(notes(site)) == 1
    assert kept.exists()


def test_a_cache_from_elsewhere(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept under another key is not used, and is gone after the next build."""
    monkeypatch.setenv(GIVEN, "k" * SHORTEST)
    first = built(site)
    monkeypatch.setenv(GIVEN, "l" * SHORTEST)
    cache = Cache(site / FOLDER / FILE)
    assert cache.texts(["stories/a.md"]) == {}
    cache.close(done=False)
    second = built(site)
    assert ("read" in second.seconds, second.pages) == (True, first.pages)
