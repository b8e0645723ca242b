"""A host that is full while words must go: they go, and nobody's files but the site's."""

from __future__ import annotations

import errno
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import boto3
import pytest

from generator.content.settings import PublishDestination, Settings
from generator.gate.consent_log import about_no_record, appended
from generator.publishing.destinations import opened
from generator.publishing.left_online import LeftOnline
from generator.publishing.ports import FileStore, RemoteError
from generator.publishing.refusals import RefusedUpdateError
from generator.publishing.remote_manifest import MANIFEST, UNDER_WAY
from generator.publishing.update import SIGN, look, update
from tests.builders.ftps_server import certificate, ftps_server
from tests.builders.hosts import AFTER, BEFORE, DAY, GONE, SITE, GoneError, MemoryStore, signed, sketched, told_of
from tests.builders.s3_server import s3_server
from tests.builders.served import HOST, PASSWORD, USER, Served
from tests.builders.sftp_server import sftp_server
from tests.builders.values import SiteValue

LOG = appended(b"", about_no_record("accept-older", DAY, None))[0]
FIRST, NOW = signed(BEFORE), replace(signed(AFTER), log=LOG)
THEIRS = {"intranet/index.html": b"theirs", "thesis.doc": b"theirs", ".well-known/x": b"theirs"}
NO_ROOM = OSError(errno.ENOSPC, "No space left on device")


@dataclass
class Full:
    """A host that takes nothing while it ``is_full``; ``room`` is for files at these paths all the same."""

    place: PublishDestination
    is_full: bool = False
    room: Collection[str] = field(default_factory=set)

    def opened(self, root: Path) -> FileStore:
        """A connection."""
        host = opened(self.place, root)
        assert host is not None
        return RoomyStore(host, self)  # type: ignore[arg-type]  # each of these is a store of files


class RoomyStore:
    """A store that takes what there is room for."""

    def __init__(self, store: FileStore, full: Full) -> None:
        self.store, self.full, self.shown = store, full, store.shown
        self.listing, self.get, self.delete, self.close = store.listing, store.get, store.delete, store.close
        self.purge, self.outdated = store.purge, store.outdated

    def put(self, path: str, content: bytes | Path) -> None:
        """Put a file where there is room."""
        if self.full.is_full and path not in self.full.room:
            raise RemoteError("there is no room")
        self.store.put(path, content)


def hindered(served: Served, full: Full) -> None:
    """Have a server take nothing while it is full."""

    def before(what: str, _path: str) -> None:
        if full.is_full and not full.room and what in {"write", "STOR", "MKD"}:
            raise NO_ROOM

    served.before = before


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Those of the site, with a user's own folder."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    return replace(SiteValue({}).value.settings, url=SITE)


@pytest.fixture(params=["folder", "ftps", "sftp", "s3"])
def host(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Full]:
    """A host of each kind that files are put to one by one."""
    folder = tmp_path / "server"
    (folder / "htdocs").mkdir(parents=True)
    for name, value in {"HOME": str(tmp_path), "HEARTEN_PASSWORD_LIVE": PASSWORD}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    at = f"{USER}@{HOST}"
    with ExitStack() as stack:
        if request.param == "folder":
            yield Full(PublishDestination(name="live", to=f"folder:{folder / 'htdocs'}"))
        elif request.param == "ftps":
            pem = certificate(tmp_path / "server.pem")
            monkeypatch.setenv("SSL_CERT_FILE", str(pem))
            served = stack.enter_context(ftps_server(folder, pem))
            full = Full(PublishDestination(name="live", to=f"ftps://{at}:{served.port}/htdocs"))
            hindered(served, full)
            yield full
        elif request.param == "sftp":
            served = stack.enter_context(sftp_server(folder))
            to = f"sftp://{at}:{served.port}/htdocs"
            full = Full(PublishDestination(name="live", to=to, host_key=served.host_key))
            hindered(served, full)
            yield full
        else:
            address = stack.enter_context(s3_server())
            client = boto3.client(
                "s3", endpoint_url=address, region_name="eu-1", aws_access_key_id="a", aws_secret_access_key="b"
            )
            client.create_bucket(Bucket="stories", CreateBucketConfiguration={"LocationConstraint": "eu-1"})
            client.close()
            yield Full(PublishDestination(name="live", to="s3://a@stories/htdocs", endpoint=address, region="eu-1"))


def published(host: Full, settings: Settings, root: Path) -> LeftOnline:
    """A host with the site and other files, at which there was no room when a story was withdrawn."""
    memory, store = LeftOnline(root, settings, host.place), host.opened(root)
    update(store, FIRST, look(store, SITE))
    for path, content in THEIRS.items():
        store.put(path, content)
    host.is_full = True
    with pytest.raises(RemoteError, match=r"no room|space") as told:
        update(store, NOW, look(store, SITE, memory=memory), memory=memory)
    assert told.value.words
    assert MANIFEST not in store.listing()
    store.close()
    return memory


def texts_at(store: FileStore) -> dict[str, bytes]:
    return {path: store.get(path) or b"" for path in store.listing()}


@pytest.mark.parametrize("room", [(), (UNDER_WAY,)])
def test_a_publish_goes_on_by_itself_and_deletes_nobodys_files(
    host: Full, settings: Settings, tmp_path: Path, room: tuple[str, ...]
) -> None:
    """After a full host, also one that stays full, publishing goes on by itself, and other people's files live."""
    host.room = room
    memory = published(host, settings, tmp_path / "site")
    store = host.opened(tmp_path / "site")
    assert GONE not in told_of({p: c for p, c in texts_at(store).items() if p not in THEIRS})
    for sure in (False, True):
        with pytest.raises(RemoteError):
            update(store, NOW, look(store, SITE, memory=memory, sure=sure), memory=memory, sure=sure)
        assert texts_at(store).items() >= THEIRS.items()
    host.is_full = False
    update(store, NOW, look(store, SITE, memory=memory), memory=memory)
    there = texts_at(store)
    del there[MANIFEST]
    assert there == {**NOW.contents, **THEIRS}
    store.close()


@pytest.fixture
def memory(settings: Settings, tmp_path: Path) -> LeftOnline:
    """What is remembered of a place."""
    return LeftOnline(tmp_path / "site", settings, PublishDestination(name="live", to="folder:live"))


def filled(memory: LeftOnline) -> MemoryStore:
    """A host in memory at which there was no room."""
    store = MemoryStore()
    update(store, FIRST, look(store, SITE))
    store.files |= THEIRS

    def full(path: str) -> None:
        if path == store.upload:
            raise RemoteError("there is no room")

    store.before = full
    with pytest.raises(RemoteError, match="“hearten publish” again"):
        update(store, NOW, look(store, SITE), memory=memory)
    store.before = lambda _path: None
    return store


def test_what_is_remembered_tells_of_no_story_that_went(memory: LeftOnline) -> None:
    """What is remembered of a full host holds neither the address nor the id of a story that was taken away."""
    filled(memory)
    left = memory.left_online()
    assert left is not None
    assert not [path for path in left.files if GONE in path]
    assert GONE not in left.texts


def test_an_older_log_is_refused_after_a_full_host(memory: LeftOnline) -> None:
    """A folder with an older log puts nothing back on the computer that remembers what was left at a full host."""
    store = filled(memory)
    before = dict(store.files)
    with pytest.raises(RefusedUpdateError, match="newer log"):
        update(store, FIRST, look(store, SITE, memory=memory, sure=True), memory=memory, sure=True)
    assert store.files == before


@pytest.mark.parametrize("change", [{"stories/b0/index.html": b"words of b0</html>"}, {SIGN: b"{}"}])
def test_a_site_that_is_not_as_it_was_left_is_not_taken_for_known(memory: LeftOnline, change: dict[str, bytes]) -> None:
    """Where somebody has changed the site since, a person has to say that it is this one, and others' files live."""
    store = filled(memory)
    store.files |= change
    with pytest.raises(RemoteError, match="--yes") if SIGN not in change else pytest.raises(RemoteError):
        look(store, SITE, memory=memory)
    store.files[SIGN] = FIRST.contents[SIGN]
    update(store, NOW, look(store, SITE, memory=memory, sure=True), memory=memory, sure=True)
    assert store.files == {**NOW.contents, **THEIRS, MANIFEST: store.files[MANIFEST]}


def test_where_nothing_is_remembered_it_is_said_whose_files_go(memory: LeftOnline) -> None:
    """On a computer that remembers nothing, the refusal names every file that may be somebody else's and would go."""
    store = filled(memory)
    with pytest.raises(RemoteError, match=r"goes then, \d+ files: .*intranet/index.html.*thesis.doc"):
        look(store, SITE)
    assert look(store, SITE, sure=True).strangers >= {"intranet/index.html", "thesis.doc"}


def test_it_is_remembered_before_the_manifest_goes(memory: LeftOnline) -> None:
    """Killed as the manifest of a full host is deleted, this computer remembers what is the site's there."""
    store = MemoryStore()
    update(store, FIRST, look(store, SITE))
    store.files |= THEIRS

    def killed(path: str) -> None:
        if path == store.upload:
            raise RemoteError("there is no room")
        if path == MANIFEST:
            raise GoneError

    store.before = killed
    with pytest.raises(GoneError):
        update(store, NOW, look(store, SITE), memory=memory)
    assert memory.left_online() is not None


def test_a_second_withdrawal_at_a_full_host_goes_as_the_first(memory: LeftOnline) -> None:
    """Where another story is withdrawn while the host is still full, it goes, too, and nobody's files with it."""
    store = filled(memory)

    def full(path: str) -> None:
        if path == store.upload:
            raise RemoteError("there is no room")

    store.before = full
    next_log = LOG + appended(LOG, about_no_record("accept-older", DAY, "again"))[0].removeprefix(LOG)
    later = replace(signed(sketched({"a0": 2, "d1": 1, "e0": 1, "f1": 1}, look=2)), log=next_log)
    with pytest.raises(RemoteError, match="“hearten publish” again"):
        update(store, later, look(store, SITE, memory=memory), memory=memory)
    assert told_of({path: content for path, content in store.files.items() if path not in THEIRS}) <= {"a0", "d1"}
    left = memory.left_online()
    assert left is not None
    assert not [path for path in left.files if "c1" in path]
    store.before = lambda _path: None
    with pytest.raises(RefusedUpdateError):
        update(store, NOW, look(store, SITE, memory=memory), memory=memory)
    update(store, later, look(store, SITE, memory=memory), memory=memory)
    assert store.files == {**later.contents, **THEIRS, MANIFEST: store.files[MANIFEST]}
