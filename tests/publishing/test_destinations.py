"""From what site.yaml names to a store."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import boto3
import pytest

from generator.content.settings import PublishDestination
from generator.publishing.account import variable_of
from generator.publishing.destinations import opened
from generator.publishing.patience import PatientStore
from generator.publishing.ports import RemoteError, WholeSite
from generator.publishing.targets.folder import FolderStore
from tests.builders.ftps_server import certificate, ftps_server
from tests.builders.git_server import git_server
from tests.builders.netlify_server import SITE as NETLIFY_SITE
from tests.builders.netlify_server import netlify_server
from tests.builders.rsync_program import installed
from tests.builders.s3_server import s3_server
from tests.builders.served import HOST, PASSWORD, USER
from tests.builders.sftp_server import sftp_server


@pytest.fixture(autouse=True)
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password in the environment, and a home where nothing else is."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    monkeypatch.setenv(variable_of("live"), PASSWORD)


def is_reached(place: PublishDestination, root: Path) -> bool:
    """Whether the store at a place keeps what is put there, and is patient."""
    store = opened(place, root)
    assert isinstance(store, PatientStore)
    try:
        store.put("a/b.html", b"here")
        return store.listing() == {"a/b.html": 4}
    finally:
        store.close()


def test_an_sftp_server_is_reached(tmp_path: Path) -> None:
    """An address with sftp leads to such a server, known by the key in site.yaml."""
    with sftp_server(tmp_path) as server:
        to = f"sftp://{USER}@{HOST}:{server.port}/new/folder"
        assert is_reached(PublishDestination(name="live", to=to, host_key=server.host_key), tmp_path)
    assert (tmp_path / "new/folder/a/b.html").is_file()


def test_an_ftps_server_is_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address with ftps leads to such a server."""
    pem = certificate(tmp_path / "server.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    (tmp_path / "www").mkdir()
    with ftps_server(tmp_path, pem) as server:
        assert is_reached(PublishDestination(name="live", to=f"ftps://{USER}@{HOST}:{server.port}/www"), tmp_path)
    assert (tmp_path / "www/a/b.html").is_file()


def test_a_bucket_is_reached(tmp_path: Path) -> None:
    """An address with s3 leads to a bucket, of the service and in the region that are said."""
    with s3_server() as address:
        key = {"aws_access_key_id": "other", "aws_secret_access_key": PASSWORD}
        client = boto3.client("s3", endpoint_url=address, region_name="eu-north-1", **key)
        client.create_bucket(Bucket="stories", CreateBucketConfiguration={"LocationConstraint": "eu-north-1"})
        client.close()
        place = PublishDestination(name="live", to="s3://key@stories", endpoint=address, region="eu-north-1")
        assert is_reached(place, tmp_path)


def test_a_branch_is_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address with git leads to a repository, and to the branch of it that is said."""
    pem = certificate(tmp_path / "server.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with git_server(tmp_path / "repository", pem) as server:
        server.fill({"index.html": b"here"}, "html")
        host = opened(PublishDestination(name="live", to=server.address, branch="html"), tmp_path)
        host.close()
    assert isinstance(host, WholeSite)
    assert host.listing() == {"index.html": 4}


def test_netlify_is_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address with netlify leads to a site there."""
    pem = certificate(tmp_path / "server.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    with netlify_server(pem) as server:
        monkeypatch.setattr("generator.publishing.targets.netlify.API", server.api)
        host = opened(PublishDestination(name="live", to=f"netlify:{NETLIFY_SITE}"), tmp_path)
        host.close()
    assert isinstance(host, WholeSite)


def test_programs_are_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses with rsync and rclone lead to these programs."""
    (tmp_path / "www").mkdir()
    for name, value in installed(tmp_path / "bin", tmp_path).items():
        monkeypatch.setenv(name, value)
    assert is_reached(PublishDestination(name="live", to="rsync+ssh://host.example.org/www"), tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RemoteError, match="rclone is not installed"):
        opened(PublishDestination(name="live", to="rclone:disk:www"), tmp_path)


def test_a_folder_is_named_from_the_site(tmp_path: Path) -> None:
    """A folder that is not written whole is one beside the site's own."""
    (tmp_path / "stick").mkdir()
    (tmp_path / "site").mkdir()
    store = opened(PublishDestination(name="stick", to="folder:../stick"), tmp_path / "site")
    assert isinstance(store, FolderStore)
    store.put("a.html", b"here")
    assert (tmp_path / "stick" / "a.html").read_bytes() == b"here"


@pytest.mark.parametrize(
    ("to", "extra"), [("sftp://anna@host/", "sftp"), ("s3://stories", "s3"), ("git+https://host/pages", "git")]
)
def test_a_library_that_is_missing_is_named(
    to: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a library is not installed that a host needs, the command that installs it is told."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(RemoteError, match=rf"pip install 'hearten\[{extra}\]'"):
        opened(PublishDestination(name="live", to=to), tmp_path)
