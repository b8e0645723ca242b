"""Nothing that was taken away comes back by a log of consent that does not know of it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from generator.consent.lost_acts import head_of
from generator.gate.consent_log import about_no_record, appended
from generator.publishing.ports import RemoteError
from generator.publishing.refusals import RefusedUpdateError, own_endings
from generator.publishing.remote_manifest import MANIFEST, read_manifest
from generator.publishing.under_way import RivalRunError
from generator.publishing.update import SIGN, look
from tests.builders.hosts import (
    BEFORE,
    DAY,
    GONE,
    SITE,
    MemorySite,
    MemoryStore,
    beside,
    publish,
    remove,
    served,
    sketched,
    told_of,
)

KINDS = pytest.mark.parametrize("kind", [MemoryStore, MemorySite])
Kind = type[MemoryStore] | type[MemorySite]


def logged(log: bytes, seal: str) -> bytes:
    return appended(log, about_no_record("accept-older", DAY, seal))[0]


# Two copies of a folder, each of which logged what the other has not.
COMMON = logged(b"", "both")
OURS, THEIRS = logged(logged(COMMON, "ours"), "ours again"), logged(COMMON, "theirs")
STORIES = {"a0": 1, "b0": 1, "c1": 1, "d1": 1}
FIRST = replace(BEFORE, log=COMMON)
HERE = replace(sketched({name: 1 for name in STORIES if name != "d1"}), log=OURS, ended=frozenset({"d1"}))
ALLOWED = BEFORE.texts - {GONE, f"feed-{GONE}"}


def parted(kind: Kind) -> MemoryStore | MemorySite:
    """A host that we published to, and where they then took a story away by their log."""
    host = kind()
    publish(host, FIRST)
    publish(host, HERE)
    remove(host, ALLOWED, THEIRS, {GONE, f"feed-{GONE}"})
    assert read_manifest(host.files[MANIFEST]).log == head_of(OURS)
    assert GONE not in told_of(served(host.files))
    return host


@KINDS
def test_what_another_copy_took_away_is_not_put_back(kind: Kind) -> None:
    """Where two copies each withdrew a story, neither puts online what the other one has taken away."""
    host = parted(kind)
    before = dict(host.files)
    with pytest.raises(RefusedUpdateError, match="by another copy's log of consent") as told:
        publish(host, HERE)
    assert told.value.words
    assert host.files == before


@KINDS
def test_all_else_goes_online(kind: Kind) -> None:
    """A build without what another copy took away goes online, and what was taken away is still known after it."""
    host = parted(kind)
    publish(host, replace(sketched({"a0": 2, "c1": 1}), log=OURS))
    assert read_manifest(host.files[MANIFEST]).taken.keys() == {GONE, f"feed-{GONE}"}
    with pytest.raises(RefusedUpdateError):
        publish(host, HERE)


@KINDS
def test_a_log_that_holds_the_act_judges_of_it(kind: Kind) -> None:
    """Where the other copy's line is in the log, what that allows goes online, and nothing more is kept of it."""
    host = parted(kind)
    publish(host, replace(HERE, log=OURS + THEIRS.splitlines(keepends=True)[-1]))
    assert GONE in told_of(served(host.files))
    assert read_manifest(host.files[MANIFEST]).taken == {}


@pytest.mark.parametrize(("days", "is_back"), [(-1, False), (0, False), (1, True)])
def test_an_agreement_of_a_later_day_brings_a_story_back(days: int, *, is_back: bool) -> None:
    """Only where its storyteller has agreed on a later day than it was taken away is a story put online again."""
    host = parted(MemoryStore)
    build = replace(HERE, agreed_on=lambda text: DAY + timedelta(days) if text == GONE else None)
    if is_back:
        publish(host, build)
        assert read_manifest(host.files[MANIFEST]).taken == {}
    else:
        with pytest.raises(RefusedUpdateError):
            publish(host, build)
    assert (GONE in told_of(served(host.files))) == is_back


def test_what_feeds_may_not_show_is_known_apart() -> None:
    """Where another copy took a story out of feeds alone, only a feed with it is refused."""
    host = MemoryStore()
    publish(host, HERE)
    remove(host, HERE.texts - {f"feed-{GONE}"}, THEIRS, {f"feed-{GONE}"})
    with pytest.raises(RefusedUpdateError):
        publish(host, HERE)
    publish(host, replace(sketched({"a0": 1, "b0": 1, "c1": 1}, fed=["a0", "c1"]), log=OURS))


def test_what_the_other_copy_does_not_have_is_not_marked() -> None:
    """A story that a removal takes away only since it has no such file comes back with the next publish."""
    host = MemoryStore()
    publish(host, HERE)
    remove(host, ALLOWED, THEIRS)
    publish(host, HERE)
    assert GONE in told_of(served(host.files))


def test_the_newest_log_leaves_no_mark() -> None:
    """Where the log that takes a story away goes on from the one online, the manifest names that story no more."""
    host = MemoryStore()
    publish(host, FIRST)
    remove(host, ALLOWED, OURS, {GONE, f"feed-{GONE}"})
    manifest = read_manifest(host.files[MANIFEST])
    assert (manifest.taken, GONE in manifest.texts) == ({}, False)


def test_of_a_log_that_is_not_the_newest_only_endings_count() -> None:
    """What goes by a refused log is what that says has ended; stories that it does not know stay."""
    host = MemoryStore()
    publish(host, replace(sketched({**STORIES, "e0": 1}), log=OURS))
    theirs = replace(sketched({"a0": 1, "c1": 1}, fed=["c1"]), log=THEIRS, ended=frozenset({GONE}))
    removal = own_endings(theirs, look(host, SITE))
    assert removal.texts == {GONE, f"feed-{GONE}", "feed-a0"}
    assert f"stories/{GONE}/index.html" not in removal.after
    assert removal.after.keys() >= {"stories/e0/index.html", "stories/d1/index.html", "stories/a0/index.html"}


def test_who_publishes_while_another_copy_takes_away_puts_nothing_back() -> None:
    """Whenever another copy takes a story away while ours is published, no word of it is online after both."""
    number, found = 0, True
    edited = replace(sketched({"a0": 2, "b0": 2, "c1": 1}), log=OURS, ended=frozenset({"d1"}))
    while found:
        number, found = number + 1, False
        host, made = MemoryStore(), 0
        publish(host, HERE)

        def before(_path: str, host: MemoryStore = host, number: int = number) -> None:
            nonlocal made, found
            made += 1
            if made == number:
                found = True
                remove(beside(host), ALLOWED, THEIRS, {GONE, f"feed-{GONE}"})

        host.before = before
        with suppress(RivalRunError):
            publish(host, edited)
        host.before = lambda _path: None
        if found:
            assert GONE not in told_of(served(host.files)), number
            with pytest.raises(RemoteError):
                publish(host, edited)
    assert number > 20


@KINDS
@pytest.mark.parametrize("lost", [b"", b"{}", b'{"form":1}'])
def test_a_site_of_no_known_log_takes_nothing_new(kind: Kind, lost: bytes) -> None:
    """Where the manifest is broken nothing goes online before a person says so, whoever takes away meanwhile."""
    host = kind()
    publish(host, replace(HERE, log=COMMON))
    host.files.update({MANIFEST: lost, SIGN: b"{}"})
    with pytest.raises(RefusedUpdateError, match="--yes") as told:
        publish(host, FIRST)
    assert (told.value.words, told.value.askable) == (True, True)
    remove(host, FIRST.texts, COMMON)
    with pytest.raises(RefusedUpdateError, match="--yes"):
        publish(host, FIRST)
    publish(host, replace(HERE, log=OURS), sure=True)
    assert served(host.files) == HERE.contents
    publish(host, replace(HERE, log=OURS))


def test_a_removal_of_no_known_log_hides_no_story_from_the_next() -> None:
    """What a removal with an older folder lets stand where the manifest is broken, one with a newer log takes away."""
    host = MemoryStore()
    publish(host, FIRST)
    host.files.update({MANIFEST: b"", SIGN: b"{}"})
    remove(host, FIRST.texts, COMMON)
    assert GONE in told_of(served(host.files))
    remove(host, ALLOWED, OURS)
    assert GONE not in told_of(served(host.files))
