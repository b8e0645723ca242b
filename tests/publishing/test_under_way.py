"""Who publishes with an older folder, or at the same time as somebody else, puts nothing back that was taken away."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest

from generator.consent.lost_acts import head_of
from generator.gate.consent_log import about_no_record, appended
from generator.publishing.difference import blank
from generator.publishing.ports import RemoteError
from generator.publishing.remote_manifest import MANIFEST, UNDER_WAY, read_manifest
from generator.publishing.under_way import RivalRunError
from generator.publishing.update import WordsRemainError, look, update
from tests.builders.hosts import (
    AFTER,
    BEFORE,
    DAY,
    GONE,
    SITE,
    GoneError,
    MemorySite,
    MemoryStore,
    SketchedBuild,
    Witness,
    beside,
    publish,
    remove,
    served,
    sketched,
    told_of,
)

OLD = appended(b"", about_no_record("accept-older", DAY, None))[0]
NEW = appended(OLD, about_no_record("accept-older", DAY, None))[0]
# What a folder has from before a withdrawal, and the one in which that was done.
THEIRS, EDITED = replace(BEFORE, log=OLD), replace(sketched({"a0": 2, "b0": 1, "c1": 1, "d1": 1}), log=OLD)
OURS = replace(AFTER, log=NEW)
ALLOWED = BEFORE.texts - {GONE, f"feed-{GONE}"}


def refused(host: MemoryStore | MemorySite) -> None:
    before = dict(host.files)
    with pytest.raises(RemoteError, match="newer log of consent"):
        publish(host, THEIRS)
    assert host.files == before


@pytest.mark.parametrize("kind", [MemoryStore, MemorySite])
def test_an_older_folder_is_refused_after_a_removal(kind: type[MemoryStore] | type[MemorySite]) -> None:
    """After a removal without a build, a folder from before it cannot put there again what was taken away."""
    host = kind()
    publish(host, THEIRS)
    remove(host, ALLOWED, NEW)
    refused(host)
    assert read_manifest(host.files[MANIFEST]).log == head_of(NEW)


@pytest.mark.parametrize("kind", [MemoryStore, MemorySite])
def test_a_removal_that_finds_nothing_still_says_by_which_log(kind: type[MemoryStore] | type[MemorySite]) -> None:
    """Where a removal has nothing to take away, an older folder is refused from then on all the same."""
    host = kind()
    publish(host, replace(AFTER, log=OLD))
    remove(host, AFTER.texts, NEW)
    refused(host)


def test_a_removal_that_leaves_something_says_by_which_log() -> None:
    """Where a removal could not take all words away, an older folder is refused all the same."""
    store = MemoryStore()
    publish(store, THEIRS)

    def refuse(path: str) -> None:
        if path == "feed.xml":
            raise RemoteError("it is read-only")

    store.before = refuse
    with pytest.raises(WordsRemainError):
        remove(store, ALLOWED, NEW)
    store.before = lambda _path: None
    refused(store)


@pytest.mark.parametrize("kind", [MemoryStore, MemorySite])
def test_an_older_folder_that_takes_something_away_lets_the_newer_log_stand(
    kind: type[MemoryStore] | type[MemorySite],
) -> None:
    """A removal by an older log leaves the newer one's place in the manifest."""
    host = kind()
    publish(host, OURS)
    remove(host, set(), OLD)
    assert read_manifest(host.files[MANIFEST]).log == head_of(NEW)


def test_whatever_ends_a_run_an_older_folder_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed before any change but the first ones, an update with a newer log is known to whoever comes after."""
    monkeypatch.setattr("generator.publishing.update.NOTED", 5)
    first = MemoryStore()
    publish(first, THEIRS)
    whole = Witness(first)
    publish(first, OURS)
    for end in range(3, whole.changes + 1):
        store = MemoryStore()
        publish(store, THEIRS)
        Witness(store, end)
        with suppress(GoneError):
            publish(store, OURS)
        store.before = lambda _path: None
        refused(store)


def run_between(older: SketchedBuild, number: int, *, removing: bool) -> tuple[MemoryStore, RemoteError | None]:
    """Let somebody with the older folder publish and, before a change of theirs, us with the newer one as a whole.

    What they are told.
    """
    store = MemoryStore()
    publish(store, THEIRS)
    made = 0

    def before(_path: str) -> None:
        nonlocal made
        made += 1
        if made == number:
            other = beside(store)
            if removing:
                remove(other, OURS.texts, NEW)
            else:
                publish(other, OURS)

    store.before = before
    told = None
    try:
        publish(store, older)
    except RemoteError as e:
        told = e
    store.before = lambda _path: None
    return store, told if made >= number else RemoteError("there is no such change")


@pytest.mark.parametrize("removing", [False, True])
def test_whoever_publishes_an_older_folder_meanwhile_puts_nothing_back(removing: bool) -> None:
    """Whenever somebody takes a story away while an older folder is published, none of its words is online after it."""
    number = 1
    while True:
        store, told = run_between(EDITED, number, removing=removing)
        if told is not None and "no such change" in str(told):
            break
        assert GONE not in told_of(served(store.files)), number
        assert told is None or isinstance(told, RivalRunError)
        publish(store, OURS, sure=True)
        assert served(store.files) == OURS.contents, number
        assert store.files.keys() == {*OURS.contents, MANIFEST}
        number += 1
    assert number > 20


def test_whoever_is_overtaken_by_a_newer_log_says_that_words_may_be_online() -> None:
    """Who notices that somebody with a newer log has begun says that words may be online, and empties what it put."""
    store, told = run_between(EDITED, 12, removing=False)
    assert isinstance(told, RivalRunError)
    assert told.words
    assert "may still be online" in str(told)
    assert UNDER_WAY in store.files


def test_whoever_is_overtaken_by_the_same_log_is_asked_to_publish_again() -> None:
    """Two who publish at once with the same log lose nothing: one is told, and nothing of the other's is emptied."""
    store = MemoryStore()
    publish(store, THEIRS)
    other, online = beside(store), look(store, SITE)
    begun: list[str] = []

    def before(path: str) -> None:
        if path == "index.html" and not begun:
            begun.append(path)
            publish(other, EDITED)

    store.before = before
    with pytest.raises(RivalRunError, match="publish again afterwards") as told:
        update(store, replace(AFTER, log=OLD, texts=BEFORE.texts | AFTER.texts), online)
    assert not told.value.words
    assert not [path for path, data in served(store.files).items() if data == blank(path)]
    publish(other, EDITED)
    assert served(store.files) == EDITED.contents


def test_a_removal_with_nothing_to_do_disturbs_no_upload() -> None:
    """A removal by the same log that finds nothing stops no run, at whichever change of that it comes."""
    number, last = 2, 2  # after it has said that it is at it
    while number == last:
        number += 1
        store, made = MemoryStore(), list[str]()
        publish(store, replace(AFTER, log=NEW))
        edited = replace(sketched({"a0": 2, "c1": 1, "d1": 2, "e0": 1, "f1": 1, "g0": 1}), log=NEW)

        def before(path: str, store: MemoryStore = store, number: int = number, made: list[str] = made) -> None:
            made.append(path)
            if len(made) == number:
                files = dict(store.files)
                remove(beside(store), {*BEFORE.texts, "e0", "f1", "g0", "feed-e0", "feed-f1", "feed-g0"}, NEW)
                assert store.files == files

        store.before = before
        publish(store, edited)
        last = number if len(made) >= number else last
        assert served(store.files) == edited.contents
    assert number > 20


def test_a_removal_with_something_to_do_stops_an_upload() -> None:
    """A removal by the same log stops a run that is putting words there which must go."""
    store = MemoryStore()
    publish(store, THEIRS)
    made: list[str] = []

    def before(path: str) -> None:
        made.append(path)
        if len(made) == 12:
            remove(beside(store), ALLOWED, OLD)

    store.before = before
    with pytest.raises(RivalRunError):
        publish(store, EDITED)
