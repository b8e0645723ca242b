"""Promises 4 and 11 at a host that takes whole sites, and keeps what it showed before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publishing.deployment import KEPT
from generator.publishing.ports import RemoteError
from generator.publishing.remote_manifest import MANIFEST, read_manifest
from generator.publishing.update import WordsRemainError, look, update
from tests.builders.hosts import (
    AFTER,
    BEFORE,
    BUILDS,
    GONE,
    SITE,
    GoneError,
    MemorySite,
    SketchedBuild,
    lost_links,
    publish,
    remove,
    served,
    sketched,
    told_of,
)


class Kill:
    """Looks at a host before each change there, and ends the program at the one with a number."""

    def __init__(self, host: MemorySite, end: int | None = None) -> None:
        self.host, self.end, self.changes = host, end, 0
        self.seen: list[tuple[str, frozenset[str]]] = []
        host.before = self

    def __call__(self, what: str) -> None:
        """Before a change."""
        self.look()
        self.seen.append((what, frozenset().union(*map(told_of, self.host.deployments))))
        self.changes += 1
        if self.changes == self.end:
            raise GoneError

    def look(self) -> None:
        """Every link of what is online leads to a file."""
        assert lost_links(served(self.host.files)) == []


def published(build: SketchedBuild) -> MemorySite:
    host = MemorySite()
    publish(host, build)
    return host


def is_exactly(host: MemorySite, build: SketchedBuild) -> bool:
    """Whether all that a host has is what was built, and the manifest of it."""
    assert len(host.deployments) == 1
    assert read_manifest(host.files[MANIFEST]) == build.manifest
    return served(host.files) == build.contents


def changes_of(before: SketchedBuild, after: SketchedBuild) -> int:
    kill = Kill(published(before))
    publish(kill.host, after)
    return kill.changes


def test_what_is_online_is_what_was_built() -> None:
    """After an update the host has what was built, with the manifest, and no former deployment."""
    host = published(BEFORE)
    assert is_exactly(host, BEFORE)
    publish(host, AFTER)
    assert is_exactly(host, AFTER)


def test_only_what_changed_travels() -> None:
    """Where nothing has changed nothing is sent, and where one page has, that page and the manifest."""
    fewer = sketched({"a0": 1, "b0": 1, "c1": 1, "d1": 1}, fed=["a0"])
    kill = Kill(published(fewer))
    publish(kill.host, fewer)
    assert kill.seen == []
    publish(kill.host, BEFORE)
    assert [what for what, _ in kill.seen] == ["send feed.xml", f"send {MANIFEST}", "show", "forget"]


@pytest.mark.parametrize("end", range(1, changes_of(BEFORE, AFTER) + 1))
def test_interrupted_anywhere_the_site_is_whole(end: int) -> None:
    """Killed before any change of an update, the host shows a whole site, and the next run finishes."""
    kill = Kill(published(BEFORE), end)
    with pytest.raises(GoneError):
        publish(kill.host, AFTER)
    kill.look()
    kill.end = None
    publish(kill.host, AFTER)
    assert is_exactly(kill.host, AFTER)


def test_words_go_before_anything_else_is_sent() -> None:
    """Nothing but empty pages is sent before no deployment of the host holds words of a withdrawn story."""
    kill = Kill(published(BEFORE))
    publish(kill.host, AFTER)
    there = [what for what, told in kill.seen if GONE in told]
    assert there[-2:] == ["show", "forget"]
    assert {what.removeprefix("send ") for what in there[:-2]} <= {*BEFORE.files, MANIFEST}
    assert kill.seen[len(there)][0].startswith("send ")


def test_an_upload_that_fails_holds_up_no_word() -> None:
    """Where nothing new can be sent, words that must go are gone all the same."""
    host = published(BEFORE)

    def full(what: str) -> None:
        if what == "send stories/e0/index.html":
            raise RemoteError("there is no room")

    host.before = full
    with pytest.raises(RemoteError, match="no room"):
        publish(host, AFTER)
    assert not [deployment for deployment in host.deployments if GONE in told_of(deployment)]


@given(st.lists(st.tuples(BUILDS, st.none() | st.integers(1, 40), st.booleans()), max_size=4), BUILDS)
def test_any_history_ends_in_what_was_built(
    history: list[tuple[SketchedBuild, int | None, bool]], last: SketchedBuild
) -> None:
    """After any history of updates, removals and kills, the host holds words of no text that has ended."""
    host = published(sketched({"a0": 1, "d1": 1}))
    for build, end, removing in history:
        kill = Kill(host, end)
        try:
            if removing:
                remove(host, build.texts)
            else:
                publish(host, build)
            assert frozenset().union(*map(told_of, host.deployments)) <= build.texts
        except GoneError:
            pass
        kill.look()
    Kill(host)  # nobody kills what comes now
    remove(host, last.texts)
    assert frozenset().union(*map(told_of, host.deployments)) <= last.texts
    publish(host, last)
    assert is_exactly(host, last)


def test_a_host_that_does_not_forget_is_told_until_it_does() -> None:
    """While a host keeps a former deployment, each run says that words may still be there."""
    host = published(BEFORE)

    def refuse(what: str) -> None:
        if what == "forget":
            raise RemoteError("that is not allowed")

    host.before = refuse
    for _ in range(2):
        with pytest.raises(WordsRemainError, match=KEPT):
            publish(host, AFTER)
    host.before = lambda _what: None
    publish(host, AFTER)
    assert is_exactly(host, AFTER)


def test_a_deployment_that_fails_names_what_stays() -> None:
    """Where no site without the words can be deployed, each file that holds them is named."""
    host = published(BEFORE)

    def refuse(what: str) -> None:
        if what == "show":
            raise RemoteError("it is read-only")

    host.before = refuse
    with pytest.raises(WordsRemainError, match="it is read-only") as told:
        publish(host, AFTER)
    held = {path for path, data in served(host.files).items() if GONE in told_of({path: data})}
    assert held == {*told.value.paths}


def test_files_that_are_nobodys_stay() -> None:
    """What is not the site's is deployed again as it is, and what somebody put where our sites have files is not."""
    host = published(BEFORE)
    theirs = {".domains": b"stories.example.org", "intranet/a.doc": b"theirs"}
    host.files.update({**theirs, "stories/kept/index.html": b"words of b0</html>"})
    publish(host, AFTER)
    assert host.files == {**AFTER.contents, **theirs, MANIFEST: host.files[MANIFEST]}


def test_the_manifest_forgets_with_the_words() -> None:
    """Once its words are gone, the manifest holds neither the id of a withdrawn story nor its page's address."""
    host = published(BEFORE)
    remove(host, BEFORE.texts - {GONE, f"feed-{GONE}"})
    manifest = read_manifest(host.files[MANIFEST])
    assert GONE not in manifest.texts
    assert f"stories/{GONE}/index.html" not in {*manifest.files, *host.files}


def test_a_site_that_is_not_ours_stays_as_it_is() -> None:
    """A host that shows a site of somebody else is refused."""
    host = MemorySite({"index.html": b"hello"})
    with pytest.raises(RemoteError, match="is not empty"):
        publish(host, BEFORE)
    assert host.files == {"index.html": b"hello"}


def test_progress_is_told_in_bytes() -> None:
    """After each file it is told how many bytes were sent of how many, and at the end these are equal."""
    host, told = MemorySite(), list[tuple[int, int]]()
    done = update(host, BEFORE, look(host, SITE), lambda sent, total: told.append((sent, total)))
    total = sum(len(content) for content in BEFORE.contents.values())
    assert [sent for sent, _ in told] == sorted(sent for sent, _ in told)
    assert (told[-1], done.sent) == ((total, total), total)
