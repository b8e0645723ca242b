"""What the guide to hosts says to write and to type is done as written, with servers on this computer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from textwrap import dedent

import boto3
import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.publishing.account import variable_of
from generator.publishing.remote_manifest import MANIFEST
from tests.builders.example import ROOT
from tests.builders.ftps_server import certificate, ftps_server
from tests.builders.s3_server import s3_server
from tests.builders.served import HOST, PASSWORD, USER
from tests.builders.sftp_server import sftp_server
from tests.builders.sites import SITE, TODAY, make_site, story

GUIDE = (ROOT / "docs" / "hosts.md").read_text(encoding="utf-8")
SECTIONS = {part.partition("\n")[0]: part for part in GUIDE.split("\n## ")[1:]}
BLOCK = re.compile(r"^ *```yaml site\.yaml\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
KEY = re.compile(r"ssh-ed25519 \S+")


def written(section: str) -> str:
    """What a section says to write into site.yaml."""
    (block,) = BLOCK.findall(SECTIONS[section])
    return dedent(block)


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ExitStack]:
    """Servers that end with the test, on a computer that has used none before, and its password in the environment."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    monkeypatch.setenv(variable_of("live"), PASSWORD)
    with ExitStack() as stack:
        yield stack


def published(section: str, settings: str, folder: Path) -> None:
    """Write what a section says, and type what it says to type."""
    root = make_site(folder / "site", {"gate.md": story("The gate")}, site=f"{SITE}{settings}")
    for line in ("hearten publish --dry-run", "hearten publish"):
        assert f"`{line}`" in SECTIONS[section]
        done = CliRunner().invoke(main, [*line.split()[1:], "--source", str(root)])
        assert done.exit_code == 0, done.output


def test_web_space_with_sftp(stack: ExitStack, tmp_path: Path) -> None:
    """What the guide says of SFTP puts a site online at an SFTP server."""
    htdocs = tmp_path / "server" / "htdocs"
    htdocs.mkdir(parents=True)
    server = stack.enter_context(sftp_server(tmp_path / "server"))
    settings = KEY.sub(server.host_key, written("Web space with SFTP"))
    settings = settings.replace("anna@host.example.org", f"{USER}@{HOST}:{server.port}")
    published("Web space with SFTP", settings, tmp_path)
    assert (htdocs / MANIFEST).is_file()


def test_web_space_with_ftps(stack: ExitStack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the guide says of FTPS puts a site online at an FTP server with TLS."""
    htdocs = tmp_path / "server" / "htdocs"
    htdocs.mkdir(parents=True)
    pem = certificate(tmp_path / "server.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    server = stack.enter_context(ftps_server(tmp_path / "server", pem))
    settings = written("Web space with FTPS").replace("anna@ftp.example.org", f"{USER}@{HOST}:{server.port}")
    published("Web space with FTPS", settings, tmp_path)
    assert (htdocs / MANIFEST).is_file()


def test_a_folder(stack: ExitStack, tmp_path: Path) -> None:
    """What the guide says of folders puts a site into one."""
    stick = tmp_path / "stick"
    stick.mkdir()
    settings = written("A folder, a stick, Nextcloud").replace("/media/stick/stories", str(stick))
    published("A folder, a stick, Nextcloud", settings, tmp_path)
    assert (stick / MANIFEST).is_file()


def test_a_bucket(stack: ExitStack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the guide says of buckets puts a site into one."""
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    address = stack.enter_context(s3_server())
    region = "eu-central-1"
    client = boto3.client(
        "s3", endpoint_url=address, region_name=region, aws_access_key_id="a", aws_secret_access_key="b"
    )
    stack.callback(client.close)
    client.create_bucket(Bucket="bucket", CreateBucketConfiguration={"LocationConstraint": region})
    settings = written("An S3 bucket").replace("https://s3.example.org", address)
    published("An S3 bucket", settings, tmp_path)
    assert client.get_object(Bucket="bucket", Key=MANIFEST)["Body"].read()
