"""Promises 4 and 11 at real servers: whatever ends an update, the site online is whole, and what went is gone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError

from generator.content.settings import PublishDestination
from generator.gate.consent_log import about_no_record, appended
from generator.publishing.account import account_of, variable_of
from generator.publishing.patience import Patience, PatientStore
from generator.publishing.ports import Host, RemoteError, WholeSite
from generator.publishing.remote_manifest import MANIFEST
from generator.publishing.targets.folder import FolderStore
from generator.publishing.targets.ftps import FtpsStore
from generator.publishing.targets.git import GitSite
from generator.publishing.targets.netlify import NetlifySite
from generator.publishing.targets.s3 import S3Store
from generator.publishing.targets.sftp import SftpStore
from generator.publishing.update import look, update
from tests.builders.ftps_server import certificate, ftps_server
from tests.builders.git_server import BRANCH, git_server
from tests.builders.hosts import DAY, SITE, lost_links, remove, served, sketched, told_of
from tests.builders.netlify_server import SITE as NETLIFY_SITE
from tests.builders.netlify_server import netlify_server
from tests.builders.s3_server import s3_server
from tests.builders.served import HOST, PASSWORD, USER
from tests.builders.sftp_server import sftp_server
from tests.builders.sites import tree

BEFORE, AFTER, GONE = sketched({"a0": 1, "b1": 1}), sketched({"a0": 2, "c0": 1}), "b1"
CHANGES = {"PutObject", "DeleteObject", "DeleteObjects"}


def hasty() -> Patience:
    """Ask nothing twice, and wait for nothing."""
    found = Patience(lambda _seconds: None)
    found.waits.clear()
    return found


@dataclass
class Tried:
    """A host in a test: how to get there, what it serves, how it gets files without us, and whether it is away."""

    store: Callable[[], Host]
    files: Callable[[], Mapping[str, bytes]]
    fill: Callable[[Mapping[str, bytes]], None]
    is_away: Callable[[], bool] = lambda: False
    patience: Patience = field(default_factory=hasty)

    def change(self, *_of_what: object) -> None:
        """Before a change there. Raises OSError where the host is away."""
        if self.is_away():
            raise OSError(5, "Input/output error")


def in_folder(folder: Path, store: Callable[[], Host]) -> Tried:
    """A host that shows a folder of this computer."""

    def fill(files: Mapping[str, bytes]) -> None:
        shutil.rmtree(folder)
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)

    folder.mkdir()
    return Tried(store, lambda: tree(folder), fill)


@pytest.fixture(params=["sftp", "ftps", "s3", "netlify", "git"])
def host(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tried]:
    """Each kind of server."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    monkeypatch.setenv(variable_of("live"), PASSWORD)
    hosts = {"sftp": sftp_host, "ftps": ftps_host, "s3": s3_host, "netlify": netlify_host, "git": git_host}
    yield from hosts[request.param](tmp_path, monkeypatch)


def sftp_host(folder: Path, _monkeypatch: pytest.MonkeyPatch) -> Iterator[Tried]:
    with sftp_server(folder) as server:
        account = account_of(PublishDestination(name="live", to=f"sftp://{USER}@{HOST}:{server.port}/htdocs"))
        host = in_folder(folder / "htdocs", lambda: SftpStore(account, server.host_key))
        server.before = host.change
        yield host


def ftps_host(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tried]:
    pem = certificate(folder / "server.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with ftps_server(folder, pem) as server:
        account = account_of(PublishDestination(name="live", to=f"ftps://{USER}@{HOST}:{server.port}/htdocs"))
        host = in_folder(folder / "htdocs", lambda: FtpsStore(account))
        server.before = host.change
        yield host


def s3_host(_folder: Path, _monkeypatch: pytest.MonkeyPatch) -> Iterator[Tried]:
    with s3_server() as address:
        key = {"aws_access_key_id": "other", "aws_secret_access_key": PASSWORD}
        client = boto3.client("s3", endpoint_url=address, region_name="us-east-1", **key)
        client.create_bucket(Bucket="stories")
        client.put_bucket_versioning(Bucket="stories", VersioningConfiguration={"Status": "Enabled"})
        account = account_of(PublishDestination(name="live", to="s3://key@stories"))
        store = S3Store(account, address, "us-east-1")

        def versions() -> list[Any]:
            found = client.list_object_versions(Bucket="stories")
            return [*found.get("Versions", ()), *found.get("DeleteMarkers", ())]

        def files() -> dict[str, bytes]:
            paths = [entry["Key"] for entry in client.list_objects_v2(Bucket="stories").get("Contents", ())]
            return {path: client.get_object(Bucket="stories", Key=path)["Body"].read() for path in paths}

        def fill(files: Mapping[str, bytes]) -> None:
            old = [{"Key": entry["Key"], "VersionId": entry["VersionId"]} for entry in versions()]
            if old:
                client.delete_objects(Bucket="stories", Delete={"Objects": old})
            for path, content in files.items():
                client.put_object(Bucket="stories", Key=path, Body=content)

        host = Tried(lambda: store, files, fill)

        def send(model: Any, **_more: object) -> None:
            if model.name in CHANGES and host.is_away():
                raise EndpointConnectionError(endpoint_url=address)

        store.s3.meta.events.register("before-call.s3", send)
        host.store = lambda: store
        yield host
        client.close()
        store.close()


def netlify_host(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tried]:
    pem = certificate(folder / "server.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with netlify_server(pem) as server:
        monkeypatch.setattr("generator.publishing.targets.netlify_api.API", server.api)
        monkeypatch.setattr("generator.publishing.targets.netlify_api.PERMALINK", server.permalink)
        account = account_of(PublishDestination(name="live", to=f"netlify:{NETLIFY_SITE}"))
        host = Tried(lambda: NetlifySite(account), server.files, server.fill)
        host.store = lambda: NetlifySite(account, host.patience)
        server.before = host.change
        yield host


def git_host(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tried]:
    pem = certificate(folder / "server.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with git_server(folder / "repository", pem) as server:
        account = account_of(PublishDestination(name="live", to=server.address))
        host = Tried(lambda: GitSite(account, BRANCH, folder), server.files, server.fill)
        host.store = lambda: GitSite(account, BRANCH, folder, host.patience)
        server.before = host.change
        yield host


class Calls:
    """Counts changes at a host, which is away from the one with a number on."""

    def __init__(self, end: int | None = None) -> None:
        self.end, self.made = end, 0

    def __call__(self) -> bool:
        """Whether the host is away, at one more change."""
        self.made += 1
        return self.end is not None and self.made >= self.end


def publish(store: Host, build: Any) -> None:
    try:
        update(store, build, look(store, SITE))
    finally:
        store.close()


def online(build: Any, folder: Path) -> dict[str, bytes]:
    """What is at a host where a build was published."""
    folder.mkdir()
    publish(FolderStore(folder), build)
    return tree(folder)


def is_exactly(host: Tried, build: Any) -> bool:
    files = host.files()
    return served(files) == build.contents and files.keys() == {*build.contents, MANIFEST}


def ended(host: Tried, before: Mapping[str, bytes], end: int) -> None:
    """Let the host go away at a change of an update, look at what it serves then, and publish again."""
    host.is_away = lambda: False
    host.fill(before)
    host.is_away = Calls(end)
    with pytest.raises(RemoteError):
        publish(host.store(), AFTER)
    files = served(host.files())
    assert all(data.endswith((b"</html>", b"</html>\n")) for path, data in files.items() if path.endswith(".html"))
    assert lost_links(files) == []
    if files["index.html"] == AFTER.contents["index.html"]:
        assert GONE not in told_of(files)
    host.is_away = lambda: False
    publish(host.store(), AFTER)
    assert is_exactly(host, AFTER)


def changes_of(host: Tried, before: Mapping[str, bytes]) -> int:
    host.fill(before)
    calls = host.is_away = Calls()
    publish(host.store(), AFTER)
    assert is_exactly(host, AFTER)
    return calls.made


# At every change, the test below lets each kind of server go away.
@pytest.mark.parametrize("host", ["sftp"], indirect=True)
def test_an_update_that_ends_half_way_leaves_a_whole_site(host: Tried, tmp_path: Path) -> None:
    """Where a host goes away early, half way or late in an update with a withdrawal, it serves a whole site."""
    before = online(BEFORE, tmp_path / "once")
    changes = changes_of(host, before)
    for end in (2, changes // 2, changes - 1):
        ended(host, before, end)


@pytest.mark.long
def test_whatever_ends_an_update_the_site_online_is_whole(host: Tried, tmp_path: Path) -> None:
    """Where a host goes away at any change of an update with a withdrawal, it serves a whole site."""
    before = online(BEFORE, tmp_path / "once")
    for end in range(1, changes_of(host, before) + 1):
        ended(host, before, end)


def test_a_host_that_fails_one_call_in_five(host: Tried, tmp_path: Path) -> None:
    """At a server that fails one change in five, at random, an update with a withdrawal comes to its end."""
    host.fill(online(BEFORE, tmp_path / "once"))
    chance = Random(17)
    host.is_away = lambda: chance.random() < 0.2
    host.patience = Patience(lambda _seconds: None)
    store = host.store()
    publish(store if isinstance(store, WholeSite) else PatientStore(store, lambda _seconds: None), AFTER)
    assert is_exactly(host, AFTER)


def test_an_older_folder_puts_nothing_back(host: Tried, tmp_path: Path) -> None:
    """After a removal alone, at each kind of server, a folder from before it is refused, and changes nothing."""
    older = replace(BEFORE, log=appended(b"", about_no_record("accept-older", DAY, None))[0])
    newer = appended(older.log, about_no_record("accept-older", DAY, None))[0]
    host.fill(online(older, tmp_path / "once"))
    store = host.store()
    remove(store, BEFORE.texts - {GONE, f"feed-{GONE}"}, newer)
    store.close()
    before = dict(host.files())
    assert GONE not in told_of(served(before))
    with pytest.raises(RemoteError, match="newer log of consent"):
        publish(host.store(), older)
    assert dict(host.files()) == before
