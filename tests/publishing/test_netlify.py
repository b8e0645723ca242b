"""Netlify as a host, at a stand-in for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.content.settings import PublishDestination
from generator.publishing.account import account_of, variable_of
from generator.publishing.patience import Patience
from generator.publishing.ports import RemoteError
from generator.publishing.remote_manifest import MANIFEST
from generator.publishing.targets.netlify import NetlifySite
from generator.publishing.update import WordsRemainError, look, update
from tests.builders.ftps_server import certificate
from tests.builders.hosts import SITE as ADDRESS
from tests.builders.hosts import SketchedBuild, served, sketched, told_of
from tests.builders.netlify_server import NAME, SITE, Deploy, Netlify, netlify_server, sha1
from tests.builders.served import PASSWORD

BEFORE, AFTER = sketched({"a0": 1, "b1": 1}), sketched({"a0": 1})


@pytest.fixture
def netlify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Netlify]:
    """A stand-in, of which the token is in the environment."""
    pem = certificate(tmp_path / "server.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    monkeypatch.setenv(variable_of("live"), PASSWORD)
    with netlify_server(pem) as server:
        monkeypatch.setattr("generator.publishing.targets.netlify_api.API", server.api)
        monkeypatch.setattr("generator.publishing.targets.netlify_api.PERMALINK", server.permalink)
        yield server


def site(to: str = f"netlify:{SITE}") -> NetlifySite:
    return NetlifySite(account_of(PublishDestination(name="live", to=to)), Patience(lambda _seconds: None))


def publish(build: SketchedBuild) -> None:
    host = site()
    try:
        update(host, build, look(host, ADDRESS))
    finally:
        host.close()


def test_a_site_gets_what_was_built(netlify: Netlify) -> None:
    """After updates the site shows what was built last and its manifest."""
    for build in (BEFORE, AFTER):
        publish(build)
        assert served(netlify.files()) == build.contents
        assert netlify.files().keys() == {*build.contents, MANIFEST}


def test_only_files_that_netlify_does_not_know_are_sent(netlify: Netlify) -> None:
    """A file whose bytes Netlify has already, under whatever name, is not sent."""
    publish(sketched({"a0": 1, "b1": 1}, fed=["a0"]))
    netlify.asked.clear()
    publish(BEFORE)
    sent = [path.partition("/files/")[2] for method, path, _ in netlify.asked if method == "PUT"]
    assert BEFORE.contents["feed.xml"] in [data for path, data in BEFORE.contents.items() if path != "feed.xml"]
    assert sent == [MANIFEST]


def test_a_large_file_is_sent_from_the_disk(netlify: Netlify, tmp_path: Path) -> None:
    """Of a file that is too large to be held, Netlify gets the same bytes as they lie on the disk, tried anew, too."""
    (tmp_path / "a.mp4").write_bytes(b"film" * 100_000)
    refused = iter([True])

    def refuse(method: str, _path: str) -> None:
        if method == "PUT" and next(refused, False):
            raise OSError(5, "Input/output error")

    netlify.before = refuse
    host = site()
    host.deploy((), ["told/a.mp4"], lambda _: tmp_path / "a.mp4", lambda _: None)
    host.close()
    assert netlify.files() == {"told/a.mp4": b"film" * 100_000}


def test_no_former_deployment_is_kept(netlify: Netlify) -> None:
    """After an update only the deployment that is online is there, whatever was there of previews and failures."""
    publish(BEFORE)
    words = {"/index.html": next(iter(netlify.blobs))}
    netlify.deploys += [Deploy(f"preview-{n}", words, "ready") for n in range(210)]
    publish(AFTER)
    assert netlify.deploys == [netlify.online]
    assert told_of(netlify.files()) == {"a0"}


def test_former_deployments_have_addresses(netlify: Netlify) -> None:
    """The addresses of deployments are told while these are there, and lead nowhere once they are forgotten."""
    publish(BEFORE)
    host = site()
    former = host.former_addresses()
    assert netlify.online is not None
    assert [*former] == [f"{netlify.permalink.format(deploy=netlify.online.id, name=NAME)}/"]
    update(host, AFTER, look(host, ADDRESS))
    assert not {*former} & {*host.former_addresses()}
    host.close()


def test_a_manifest_is_read_where_everybody_reads_it(netlify: Netlify) -> None:
    """Where the API does not give a file's bytes, they are read at the address of the deployment, without the token."""
    publish(BEFORE)
    netlify.raw = False
    netlify.asked.clear()
    publish(AFTER)
    assert netlify.files().keys() == {*AFTER.contents, MANIFEST}
    assert {said for _, path, said in netlify.asked if not path.startswith("/api/")} == {None}


def test_publishing_that_is_locked_is_told(netlify: Netlify) -> None:
    """Where publishing is locked at Netlify, it is told what to do, and that words are still online."""
    publish(BEFORE)
    assert netlify.online is not None
    netlify.online.locked = True
    with pytest.raises(WordsRemainError, match="publishing is locked there"):
        publish(AFTER)


def test_a_deployment_that_cannot_be_deleted_is_told(netlify: Netlify) -> None:
    """Where Netlify deletes no former deployment, the others are deleted, and it is told that words may be there."""
    publish(BEFORE)
    netlify.deploys.insert(0, Deploy("kept", {}, "ready"))

    def refuse(method: str, path: str) -> None:
        if (method, path) == ("DELETE", "/api/v1/deploys/kept"):
            raise OSError(5, "Input/output error")

    netlify.before = refuse
    with pytest.raises(WordsRemainError, match="copies that the host keeps"):
        publish(AFTER)
    assert [deploy.id for deploy in netlify.deploys if deploy is not netlify.online] == ["kept"]


@pytest.mark.parametrize("secret", [None, "wrong", "two\nlines", "schlüssel"])
def test_a_wrong_token_is_told_and_never_shown(
    netlify: Netlify, secret: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A token that is missing, wrong or none at all is told, without a word of it."""
    if secret is None:
        monkeypatch.delenv(variable_of("live"))
    else:
        monkeypatch.setenv(variable_of("live"), secret)
    with pytest.raises(RemoteError, match="token") as told:
        site()
    assert secret is None or secret not in f"{told.value} {told.value!r}"


def test_a_site_that_is_not_there_is_told(netlify: Netlify) -> None:
    """A site that the account does not have is told."""
    with pytest.raises(RemoteError, match="no such site"):
        site("netlify:elsewhere.example.org")


def test_another_server_gets_no_token(netlify: Netlify, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server whose certificate does not hold is told, and not asked for anything."""
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(RemoteError, match="certificate does not hold"):
        site()
    assert netlify.asked == []


def test_a_file_that_netlify_lost_is_told(netlify: Netlify) -> None:
    """Where Netlify asks for a file that is online, and that is not here, it is told."""
    publish(BEFORE)
    netlify.lost.add(sha1(BEFORE.contents["about/index.html"]))
    with pytest.raises(RemoteError, match="lost a file that is online"):
        publish(sketched({"a0": 1, "b1": 1}, fed=["b1"]))


def test_two_who_publish_at_once_are_told(netlify: Netlify) -> None:
    """Where somebody else deletes the deployment that is being sent, that is told."""

    def delete(method: str, _path: str) -> None:
        if method == "PUT":
            netlify.deploys.clear()

    netlify.before = delete
    with pytest.raises(RemoteError, match="somebody has deleted what is being sent"):
        publish(BEFORE)


def test_a_deployment_that_came_meanwhile_is_not_replaced(netlify: Netlify) -> None:
    """Where somebody else's deployment is online since this run looked, it stays there, and that is told."""
    publish(BEFORE)
    late = site()
    online = look(late, ADDRESS)
    publish(AFTER)
    with pytest.raises(RemoteError, match="somebody else is publishing"):
        update(late, sketched({"a0": 2, "b1": 1}), online)
    late.close()
    assert served(netlify.files()) == AFTER.contents


def test_a_deployment_that_never_ends_is_given_up(netlify: Netlify, monkeypatch: pytest.MonkeyPatch) -> None:
    """A deployment that is not ready after its time is told as one to be tried later."""
    monkeypatch.setattr("generator.publishing.targets.netlify.POLLS", 3)
    monkeypatch.setattr(Netlify, "told", lambda _self, deploy: {"id": deploy.id, "state": "processing"})
    with pytest.raises(RemoteError, match="not ready after 3 seconds"):
        publish(BEFORE)


def test_a_deployment_that_fails_is_told(netlify: Netlify, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Netlify says of a deployment that fails is told."""
    failed = {"state": "error", "error_message": "the account is suspended"}
    monkeypatch.setattr(Netlify, "told", lambda _self, deploy: {"id": deploy.id, **failed})
    with pytest.raises(RemoteError, match="the account is suspended"):
        publish(BEFORE)
