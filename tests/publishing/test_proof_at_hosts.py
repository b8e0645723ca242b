"""From a site to a proof, at hosts with a server each: publish, withdraw, publish, and what readers can still get."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import boto3
import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent.log_audit import verify
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate.tombstones import hashed_address
from generator.publishing.account import variable_of
from tests.builders.ftps_server import certificate, ftps_server
from tests.builders.git_server import git_server
from tests.builders.netlify_server import SITE as NETLIFY_SITE
from tests.builders.netlify_server import netlify_server
from tests.builders.s3_server import s3_server
from tests.builders.served import HOST, PASSWORD, USER
from tests.builders.sftp_server import sftp_server
from tests.builders.sites import SITE, TODAY, make_site, story
from tests.builders.web_server import web_server

pytestmark = pytest.mark.usefixtures("quick_hashes")

GATE = "stories/gate/index.html"
STORIES = {
    "gate.md": story("The gate", text="We painted the old gate on a Sunday in May, and nobody said a word."),
    "river.md": story("The river", day="2026-01-02", text="The water came up to the third step that year."),
}


@dataclass(frozen=True, slots=True)
class Host:
    """A place to publish to, as site.yaml names it, and the address at which readers see it."""

    place: str
    url: str


@contextmanager
def sftp(folder: Path) -> Iterator[Host]:
    """A server by SFTP, and one for readers that shows the same folder."""
    with sftp_server(folder) as served, web_server(folder) as web:
        yield Host(f"to: 'sftp://{USER}@{HOST}:{served.port}/', host_key: '{served.host_key}'", web.url)


@contextmanager
def ftps(folder: Path) -> Iterator[Host]:
    """A server by FTP over TLS, and one for readers."""
    with ftps_server(folder, folder.parent / "server.pem") as served, web_server(folder) as web:
        yield Host(f"to: 'ftps://{USER}@{HOST}:{served.port}/'", web.url)


@contextmanager
def s3(_folder: Path) -> Iterator[Host]:
    """A bucket that everybody may read."""
    with s3_server() as address:
        client = boto3.client("s3", endpoint_url=address, aws_access_key_id="a", aws_secret_access_key="b")
        client.create_bucket(Bucket="told")
        allowed = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::told/*"}
        client.put_bucket_policy(Bucket="told", Policy=json.dumps({"Version": "2012-10-17", "Statement": [allowed]}))
        client.close()
        yield Host(f"to: 's3://key@told/site', endpoint: '{address}'", f"{address}/told/site/")


@contextmanager
def folder(folder: Path) -> Iterator[Host]:
    """A folder that a server shows."""
    with web_server(folder) as web:
        yield Host(f"to: 'folder:{folder}'", web.url)


@contextmanager
def netlify(folder: Path) -> Iterator[Host]:
    """A stand-in for Netlify."""
    with netlify_server(folder.parent / "server.pem") as server, pytest.MonkeyPatch.context() as patched:
        patched.setattr("generator.publishing.targets.netlify_api.API", server.api)
        patched.setattr("generator.publishing.targets.netlify_api.PERMALINK", server.permalink)
        patched.setattr("generator.publishing.targets.netlify.PAUSE", 0)
        yield Host(f"to: 'netlify:{NETLIFY_SITE}'", server.url)


@contextmanager
def git(folder: Path) -> Iterator[Host]:
    """A branch at a Git server that shows no commit for longer than it has to."""
    with git_server(folder / "repository", folder.parent / "server.pem") as server:
        yield Host(f"to: '{server.address}'", server.url)


QUICK, LONG = (sftp, folder), (ftps, s3, netlify, git)


@pytest.fixture(
    params=[*QUICK, *(pytest.param(host, marks=pytest.mark.long) for host in LONG)], ids=lambda host: host.__name__
)
def host(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    """A host with its servers."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "nowhere")
    monkeypatch.setenv("AWS_CONFIG_FILE", "nowhere")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate(tmp_path / "server.pem")))
    monkeypatch.setenv(variable_of("live"), PASSWORD)
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    (tmp_path / "htdocs").mkdir()
    make: Callable[[Path], Iterator[Host]] = request.param
    with make(tmp_path / "htdocs") as made:  # type: ignore[attr-defined]  # each is a context
        yield made


def seen(url: str) -> tuple[int, bytes]:
    """What a reader gets."""
    try:
        with urlopen(url) as answer:
            return answer.status, answer.read()
    except HTTPError as e:
        with e:
            return e.code, e.read()


def publish(root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["publish", *options, "--source", str(root)])


def withdrawn(host: Host, root: Path) -> Path:
    """A site that was published, its story of a gate withdrawn, and that published."""
    make_site(root, STORIES, site=f"{SITE}publish: [{{name: live, {host.place}, url: '{host.url}'}}]\n")
    first = publish(root)
    assert first.exit_code == 0, first.output
    assert seen(host.url + GATE)[0] == 200
    shutil.copytree(root, root.parent / "backup")
    withdraw(plan_withdrawal(root, "gate"), TODAY)
    second = publish(root)
    assert second.exit_code == 0, second.output
    return root


def test_from_a_withdrawal_to_its_proof(host: Host, tmp_path: Path) -> None:
    """A story that is withdrawn is gone for readers after the next publish, and the proof of it is kept and logged."""
    root = withdrawn(host, tmp_path / "site")
    status, body = seen(host.url + GATE)
    assert status in (403, 404)
    assert b"painted" not in body
    assert b"The gate" not in seen(f"{host.url}index.html")[1]
    proof = json.loads((root / f"consent/proofs/{TODAY}.json").read_bytes())
    assert hashed_address(GATE, proof["salt"]) in {line["address"] for line in proof["gone"]}
    assert verify(root) == ()


def test_a_folder_that_was_put_back_publishes_nowhere(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup from before a withdrawal puts nothing online on another computer, also after a removal from there."""
    withdrawn(host, tmp_path / "site")
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "another"))
    backup = tmp_path / "backup"
    for options in ((), ("--removals",), ()):
        done = publish(backup, *options)
        assert options or (done.exit_code, "was made from a newer log of consent" in done.output) == (2, True)
        assert seen(host.url + GATE)[0] in (403, 404)
