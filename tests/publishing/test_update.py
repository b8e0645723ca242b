"""Promises 4 and 11 at a host: whole after every change, and words that must go are what goes first."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.gate.consent_log import about_no_record, appended
from generator.ground.outcome import Turn
from generator.publishing.changes import changes
from generator.publishing.difference import difference
from generator.publishing.patience import WAITS, PatientStore
from generator.publishing.ports import RemoteError
from generator.publishing.remote_manifest import MANIFEST, UNDER_WAY, read_manifest
from generator.publishing.update import SIGN, WordsRemainError, look, update
from tests.builders.hosts import (
    AFTER,
    BEFORE,
    BUILDS,
    DAY,
    GONE,
    SITE,
    UPLOAD,
    FailingStore,
    GoneError,
    MemoryStore,
    SketchedBuild,
    Witness,
    publish,
    remove,
    served,
    signed,
    sketched,
    told_of,
)

SIGNED = signed(BEFORE)


def published(build: SketchedBuild) -> MemoryStore:
    store = MemoryStore()
    publish(store, build)
    return store


def is_exactly(store: MemoryStore, build: SketchedBuild) -> bool:
    return served(store.files) == build.contents and store.files.keys() == {*build.contents, MANIFEST}


def changes_of(before: SketchedBuild, after: SketchedBuild) -> int:
    witness = Witness(published(before))
    publish(witness.store, after)
    return witness.changes


def test_what_is_online_is_what_was_built() -> None:
    """After an update there is at the host what was built, with the manifest, and nothing else."""
    store = published(BEFORE)
    assert is_exactly(store, BEFORE)
    publish(store, AFTER)
    assert is_exactly(store, AFTER)
    assert read_manifest(store.files[MANIFEST]) == AFTER.manifest


def test_only_what_changed_travels() -> None:
    """Where nothing has changed nothing is sent, and where one page has, that page and the manifest."""
    fewer = sketched({"a0": 1, "b0": 1, "c1": 1, "d1": 1}, fed=["a0"])
    store = published(fewer)
    witness = Witness(store)
    publish(store, fewer)
    assert witness.seen == []
    publish(store, BEFORE)
    assert {path for path, _ in witness.seen} == {UPLOAD, "feed.xml", MANIFEST, UNDER_WAY}


@pytest.mark.parametrize("end", range(1, changes_of(BEFORE, AFTER) + 1))
def test_interrupted_anywhere_the_site_is_whole(end: int) -> None:
    """Killed before any change of an update, the host shows a whole site, and the next run finishes."""
    store = published(BEFORE)
    witness = Witness(store, end)
    with pytest.raises(GoneError):
        publish(store, AFTER)
    witness.look()
    Witness(store)
    publish(store, AFTER)
    assert is_exactly(store, AFTER)


def test_words_go_before_anything_else_changes() -> None:
    """Until the last word of a withdrawn story is gone, nothing is changed but what holds words of it, and a note."""
    store = published(BEFORE)
    held = {path for path, data in store.files.items() if told_of({path: data}) & {GONE}}
    witness = Witness(store)
    publish(store, AFTER)
    while_there = {path for path, told in witness.seen if GONE in told}
    assert while_there == {*held, UPLOAD, UNDER_WAY}


def test_the_manifest_forgets_with_the_words() -> None:
    """Once its words are gone, the manifest holds neither the id of a withdrawn story nor its page's address."""
    store = published(BEFORE)
    remove(store, BEFORE.texts - {GONE, f"feed-{GONE}"})
    manifest = read_manifest(store.files[MANIFEST])
    assert GONE not in manifest.texts
    assert f"stories/{GONE}/index.html" not in {*manifest.files, *store.files}
    assert UNDER_WAY not in store.files


def test_the_first_upload_leads_nowhere_before_it_is_whole() -> None:
    """While a site is put online for the first time, no page that can be reached leads nowhere."""
    for end in range(1, changes_of_first() + 1):
        store = MemoryStore()
        witness = Witness(store, end, first=True)
        with pytest.raises(GoneError):
            publish(store, BEFORE)
        witness.look()
        Witness(store, first=True)
        publish(store, BEFORE)
        assert is_exactly(store, BEFORE)


def changes_of_first() -> int:
    witness = Witness(MemoryStore(), first=True)
    publish(witness.store, BEFORE)
    return witness.changes


@given(st.lists(st.tuples(BUILDS, st.none() | st.integers(1, 60), st.booleans()), max_size=4), BUILDS)
def test_any_history_ends_in_what_was_built(
    history: list[tuple[SketchedBuild, int | None, bool]], last: SketchedBuild
) -> None:
    """After any history of updates, removals and kills, the site is whole, and words are there of no ended text."""
    store = MemoryStore()
    publish(store, sketched({"a0": 1, "d1": 1}))
    for build, end, removing in history:
        witness = Witness(store, end)
        try:
            if removing:
                remove(store, build.texts)
            else:
                publish(store, build)
            assert told_of(served(store.files)) <= build.texts
        except GoneError:
            pass
        witness.look()
    Witness(store)  # nobody kills what comes now
    remove(store, last.texts)
    assert told_of(served(store.files)) <= last.texts
    publish(store, last)
    assert is_exactly(store, last)


@given(BUILDS, BUILDS, BUILDS, st.integers(1, 60))
def test_removals_see_what_an_interrupted_update_left(
    before: SketchedBuild, after: SketchedBuild, last: SketchedBuild, end: int
) -> None:
    """Removal alone takes away the words that a killed update had just put there."""
    store = published(before)
    witness = Witness(store, end)
    with suppress(GoneError):
        publish(store, after)
    store.before = lambda _path: None
    remove(store, last.texts)
    witness.look()
    assert told_of(store.files) <= last.texts


def test_what_was_sent_is_not_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a kill late in the first upload, the next run sends little of it again, and the site is whole meanwhile."""
    monkeypatch.setattr("generator.publishing.update.NOTED", 3)
    store = MemoryStore()
    last = {path for path, file in BEFORE.files.items() if file.turn is Turn.LISTS}

    def kill(path: str) -> None:
        if path == "index.html":
            raise GoneError

    store.before = kill
    with pytest.raises(GoneError):
        publish(store, BEFORE)
    witness = Witness(store, first=True)
    publish(store, BEFORE)
    assert is_exactly(store, BEFORE)
    assert {path for path, _ in witness.seen} <= {*last, UPLOAD, MANIFEST, UNDER_WAY}


@pytest.mark.parametrize("noted", [1, 2, 7])
def test_notes_on_the_way_change_nothing_else(noted: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often it is noted what is done, an update that is killed anywhere is finished by the next."""
    monkeypatch.setattr("generator.publishing.update.NOTED", noted)
    for end in range(1, changes_of(BEFORE, AFTER) + 1, 5):
        store = published(BEFORE)
        witness = Witness(store, end)
        with pytest.raises(GoneError):
            publish(store, AFTER)
        witness.look()
        witness.end = None
        publish(store, AFTER)
        assert is_exactly(store, AFTER)


@pytest.mark.parametrize("lost", [b"", b"{}", b"{", None])
def test_a_broken_manifest_costs_time_alone(lost: bytes | None) -> None:
    """Where the manifest is broken, an update makes everything right, and takes what must go away first."""
    store = published(BEFORE)
    store.files[SIGN] = b"{}"
    if lost is None:
        store.files[UNDER_WAY] = b"{"
    else:
        store.files[MANIFEST] = lost
    witness = Witness(store)
    publish(store, AFTER, sure=True)
    assert is_exactly(store, AFTER)
    until = [path for path, told in witness.seen if GONE in told]
    assert "stories/e0/index.html" not in until


@pytest.mark.parametrize("junk", [MANIFEST, UNDER_WAY])
def test_a_folder_that_only_looks_like_ours_is_refused(junk: str) -> None:
    """A folder with somebody's files, where what should be a manifest is none, is left as it is."""
    store = MemoryStore()
    store.files |= {"thesis.doc": b"years of work", junk: b"{}"}
    with pytest.raises(RemoteError, match=r"holds no site of hearten \(thesis.doc is there\)"):
        publish(store, AFTER)
    assert store.files.keys() == {"thesis.doc", junk}


def test_removal_without_a_manifest_goes_by_addresses() -> None:
    """Where the manifest is broken, a page at an address that no story may have goes, and all that may show it."""
    store = published(BEFORE)
    store.files |= {MANIFEST: b"?", SIGN: b"{}"}
    remove(store, BEFORE.texts - {GONE, f"feed-{GONE}"})
    assert GONE not in told_of(served(store.files))
    Witness(store).look()


FOREIGN = {
    "wp-login.php": b"x",
    "intranet/a.doc": b"y",
    "google1234.html": b"z",
    ".well-known/acme": b"x",
    ".htaccess": b"",
}
PUT_BACK = {"stories/kept/index.html", "topics/x/index.html", "pictures/face.jpg", "about/face.jpg", "old/kept.html"}


UPLOADS_OF_OTHERS = {
    f".hearten-upload-{'d' * 8}",
    f"intranet/{UPLOAD}",
    f"{UPLOAD}.doc",
    ".hearten-notes",
}


def test_only_uploads_of_ours_are_taken_for_what_an_interruption_left() -> None:
    """A file that has the name of an upload of ours at the top goes, and one that is only like it stays."""
    store = published(BEFORE)
    store.files |= {**dict.fromkeys(UPLOADS_OF_OTHERS, b"theirs"), UPLOAD: b"half of a page"}
    online = look(store, SITE)
    assert changes(BEFORE, online, difference(BEFORE, online)).strays == (UPLOAD,)
    publish(store, AFTER)
    remove(store, AFTER.texts)
    assert store.files.keys() == {*AFTER.contents, MANIFEST, *UPLOADS_OF_OTHERS}


@pytest.mark.parametrize("after", [BEFORE, AFTER])
def test_what_somebody_put_back_goes_and_what_is_not_ours_stays(after: SketchedBuild) -> None:
    """A file that no build made is removed where a site of ours has files, and left alone everywhere else."""
    store = published(BEFORE)
    store.files |= {**FOREIGN, **dict.fromkeys(PUT_BACK, b"words of b0</html>")}
    publish(store, after)
    assert store.files == {**after.contents, **FOREIGN, MANIFEST: store.files[MANIFEST]}
    witness = Witness(store)
    publish(store, after)
    assert witness.seen == []


def test_what_is_not_ours_goes_where_a_withdrawn_story_was() -> None:
    """A file at an address that a withdrawn story had is removed, wherever that is."""
    store = published(BEFORE)
    store.files |= {"elsewhere/gate.html": b"words of b0</html>", "elsewhere/list.html": b"theirs"}
    update(store, BEFORE, look(store, SITE, lambda path: path == "elsewhere/gate.html"))
    assert "elsewhere/gate.html" not in store.files
    assert "elsewhere/list.html" in store.files


def test_a_removal_leaves_alone_what_is_not_ours() -> None:
    """Where a story goes without a build, files that are not the site's stay as they are."""
    store = published(BEFORE)
    store.files |= FOREIGN
    remove(store, BEFORE.texts - {GONE, f"feed-{GONE}"})
    assert GONE not in told_of(served(store.files))
    assert {path: store.files.get(path) for path in FOREIGN} == FOREIGN


def test_a_file_that_somebody_changed_is_put_right() -> None:
    """A file of another size than it was sent with is sent again."""
    store = published(BEFORE)
    store.files["about/index.html"] += b" "
    publish(store, BEFORE)
    assert is_exactly(store, BEFORE)


def test_a_folder_that_is_not_ours_stays_as_it_is() -> None:
    """A folder with files and without a manifest is refused, and so is one with another site."""
    theirs = {"index.html": b"hello"}
    store = MemoryStore(theirs)
    with pytest.raises(RemoteError, match="is not empty"):
        look(store, SITE)
    other = published(BEFORE)
    with pytest.raises(RemoteError, match="holds the site"):
        look(other, "https://elsewhere.example.org/")
    assert store.files == theirs


def test_a_later_manifest_stops() -> None:
    """A manifest of a later form stops with the advice to install that version."""
    store = MemoryStore({MANIFEST: b'{"form": 9}'})
    with pytest.raises(RemoteError, match="later version"):
        look(store, SITE)


def test_two_who_publish_at_once_are_told() -> None:
    """An update whose own note of what is under way was changed does not say that it is done."""
    store = published(BEFORE)
    online = look(store, SITE)

    def other(path: str) -> None:
        if path == "index.html":
            store.files[UNDER_WAY] = b"another's"

    store.before = other
    with pytest.raises(RemoteError, match="somebody else"):
        update(store, AFTER, online)
    assert UNDER_WAY in store.files


def test_a_host_that_fails_now_and_then_is_asked_again() -> None:
    """At a host that fails one call in five, at random, an update comes to its end."""
    chance = Random(11)
    store = FailingStore(lambda _number: chance.random() < 0.2)
    waited: list[float] = []
    patient = PatientStore(store, waited.append)
    publish(patient, BEFORE)
    publish(patient, AFTER)
    assert is_exactly(store, AFTER)
    assert set(waited) <= set(WAITS)


def test_a_host_that_is_away_is_not_waited_for_twice() -> None:
    """Whoever waits in vain for a host waits once, and then hears of each file that it cannot be changed."""
    store = FailingStore(lambda _number: False)
    publish(store, BEFORE)
    store.fails = lambda _number: True
    waited: list[float] = []
    with pytest.raises(WordsRemainError, match=f"stories/{GONE}/index.html"):
        publish(PatientStore(store, waited.append), AFTER)
    assert waited == [*WAITS]


def test_a_file_that_cannot_be_changed_holds_up_no_other() -> None:
    """Where one file refuses to be blanked, all others are, and the file is named."""
    store = published(BEFORE)

    def refuse(path: str) -> None:
        if path == "feed.xml":
            raise RemoteError("it is read-only")

    store.before = refuse
    with pytest.raises(WordsRemainError, match=r"feed\.xml") as told:
        publish(store, AFTER)
    assert told.value.paths == ("feed.xml",)
    files = served(store.files)
    del files["feed.xml"]
    assert GONE not in told_of(files)


@pytest.mark.parametrize("room", [0, 10])
def test_a_full_disk_keeps_no_word_online(room: int) -> None:
    """Where nothing can be written, what cannot be emptied is deleted, and no older folder can put it back after."""
    store = published(SIGNED)
    held = {path for path, data in served(store.files).items() if GONE in told_of({path: data})}
    deleted: list[str] = []

    def full(path: str) -> None:
        if path == store.upload and (not room or len(deleted) < room):
            raise RemoteError("there is no room")
        deleted.append(path)

    store.before = full
    log = appended(b"", about_no_record("accept-older", DAY, None))[0]
    with pytest.raises(RemoteError, match="no room") if not room else nullcontext():
        remove(store, BEFORE.texts - {GONE, f"feed-{GONE}"}, log)
    assert GONE not in told_of(served(store.files))
    assert not room or MANIFEST in store.files
    assert room or store.files.keys() == {*SIGNED.contents} - held
    store.before = lambda _path: None
    with pytest.raises(RemoteError, match="newer log" if room else "--yes") as told:
        publish(store, SIGNED)
    assert told.value.words is not bool(room)
    update(store, replace(AFTER, log=log), look(store, SITE, sure=True), sure=True)
    assert is_exactly(store, AFTER)


def test_where_only_the_manifest_cannot_be_written_the_next_run_knows() -> None:
    """Where the manifest cannot be written after a removal, it tells no address any more, and the log is known."""
    store, refused = published(BEFORE), list[str]()

    def refuse(path: str) -> None:
        if path == MANIFEST and not refused:
            refused.append(path)
            raise RemoteError("there is no room")

    store.before = refuse
    with pytest.raises(RemoteError, match="are gone at memory, and nothing can be written") as told:
        publish(store, AFTER)
    assert told.value.words
    assert "--yes" not in str(told.value)
    assert MANIFEST not in store.files
    store.before = lambda _path: None
    publish(store, AFTER)
    assert is_exactly(store, AFTER)


def test_a_site_without_its_manifest_is_taken_for_ours_where_a_person_says_so() -> None:
    """Where the manifest is gone, nothing is changed before a person says that the site there is this one."""
    store = published(SIGNED)
    del store.files[MANIFEST]
    before = dict(store.files)
    with pytest.raises(RemoteError, match="nobody knows which site that is") as told:
        look(store, SITE)
    assert told.value.words
    assert store.files == before
    update(store, AFTER, look(store, SITE, sure=True), sure=True)
    assert is_exactly(store, AFTER)


def test_progress_is_told_in_bytes() -> None:
    """After each file it is told how many bytes were sent of how many, and at the end these are equal."""
    store, told = MemoryStore(), list[tuple[int, int]]()
    done = update(store, BEFORE, look(store, SITE), lambda sent, total: told.append((sent, total)))
    total = sum(len(content) for content in BEFORE.contents.values())
    assert [sent for sent, _ in told] == sorted(sent for sent, _ in told)
    assert (told[-1], done.sent) == ((total, total), total)
