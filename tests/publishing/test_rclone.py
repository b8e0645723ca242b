"""What rclone can reach as a host."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest

from generator.content.settings import PublishDestination
from generator.publishing.account import account_of, variable_of
from generator.publishing.ports import RemoteError
from generator.publishing.remote_manifest import MANIFEST
from generator.publishing.targets.rclone import RcloneStore
from generator.publishing.update import look, update
from tests.builders.hosts import SITE, served, sketched
from tests.builders.s3_server import s3_server
from tests.builders.served import PASSWORD
from tests.builders.sites import tree

BEFORE, AFTER = sketched({"a0": 1}), sketched({"b0": 1})


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Rclone as it was installed with the tests, with a configuration of its own that knows a folder."""
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    config = tmp_path / "rclone.conf"
    monkeypatch.setenv("RCLONE_CONFIG", str(config))
    (tmp_path / "www").mkdir()
    config.write_text(f"[disk]\ntype = alias\nremote = {tmp_path / 'www'}\n", encoding="utf-8")
    return config


def store(to: str) -> RcloneStore:
    return RcloneStore(account_of(PublishDestination(name="live", to=to)))


def test_a_remote_gets_what_was_built(tmp_path: Path) -> None:
    """After updates the folder holds what was built last and the manifest, and no empty folder."""
    host = store("rclone:disk:htdocs")
    for build in (BEFORE, AFTER):
        update(host, build, look(host, SITE))
        assert host.listing() == {path: len(data) for path, data in tree(tmp_path / "www/htdocs").items()}
        assert served(tree(tmp_path / "www/htdocs")) == build.contents
    assert [folder for folder in (tmp_path / "www").rglob("*") if folder.is_dir() and not [*folder.iterdir()]] == []


def test_files_are_read_and_deleted_whatever_is_there() -> None:
    """A file that is not there is none, a folder is none, and to delete what is not there changes nothing."""
    host = store("rclone:disk:")
    host.put("a/b.html", b"here")
    assert (host.get("a/b.html"), host.get("a"), host.get("a/c.html"), host.get("d/e.html")) == (
        b"here",
        None,
        None,
        None,
    )
    host.delete("a/c.html")
    host.delete("a/b.html")
    assert host.listing() == {}


@pytest.fixture
def bucket(config: Path) -> Iterator[str]:
    """A remote that is a bucket."""
    with s3_server() as address:
        key = {"aws_access_key_id": "other", "aws_secret_access_key": PASSWORD}
        client = boto3.client("s3", endpoint_url=address, region_name="us-east-1", **key)
        client.create_bucket(Bucket="stories")
        client.close()
        config.write_text(
            f"[s3]\ntype = s3\nprovider = Other\nendpoint = {address}\nregion = us-east-1\n"
            f"access_key_id = other\nsecret_access_key = {PASSWORD}\n",
            encoding="utf-8",
        )
        yield "rclone:s3:stories/site"


def test_a_bucket_gets_what_was_built(bucket: str) -> None:
    """After updates of a service whose files are whole at once, it holds what was built last and the manifest."""
    host = store(bucket)
    assert host.get("index.html") is None
    for build in (BEFORE, AFTER):
        update(host, build, look(host, SITE))
        assert host.listing().keys() == {*build.contents, MANIFEST}
        assert host.get("index.html") == build.contents["index.html"]


def test_what_rclone_says_is_told(tmp_path: Path) -> None:
    """What rclone says of a remote that it does not know, or of a folder that is a file, is told."""
    with pytest.raises(RemoteError, match="didn't find section in config file"):
        store("rclone:nowhere:htdocs")
    (tmp_path / "www/index.html").write_bytes(b"")
    with pytest.raises(RemoteError, match="rclone says"):
        store("rclone:disk:").put("index.html/a.html", b"here")


def test_a_configuration_with_a_password_is_opened(
    config: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A configuration that is encrypted is opened with the destination's secret, which is no argument and not shown."""
    config.write_text("# Encrypted rclone configuration File\n\nRCLONE_ENCRYPT_V0:\nAAAA\n", encoding="utf-8")
    monkeypatch.setenv(variable_of("live"), PASSWORD)
    with pytest.raises(RemoteError, match="rclone says") as told:
        store("rclone:disk:")
    assert PASSWORD not in f"{told.value}{capfd.readouterr()}"


def test_a_program_that_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where rclone is not installed, that is told."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RemoteError, match="rclone is not installed"):
        store("rclone:disk:")


def test_a_call_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that does not end is ended, and told as one that may succeed later."""
    host = store("rclone:disk:")
    monkeypatch.setattr("generator.publishing.targets.program.SECONDS", 0)
    with pytest.raises(RemoteError, match="has not ended") as told:
        host.listing()
    assert told.value.passing
