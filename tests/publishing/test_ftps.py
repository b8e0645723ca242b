"""An FTP server with TLS as a host."""

from __future__ import annotations

import ftplib
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.content.settings import PublishDestination
from generator.publishing.account import account_of, variable_of
from generator.publishing.ports import RemoteError
from generator.publishing.remote_manifest import MANIFEST
from generator.publishing.targets.ftps import FtpsStore
from generator.publishing.update import look, update
from tests.builders.ftps_server import certificate, ftps_server
from tests.builders.hosts import SITE, sketched
from tests.builders.served import HOST, PASSWORD, USER, Served
from tests.builders.sites import tree


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the server shows."""
    (tmp_path / "server" / "htdocs").mkdir(parents=True)
    return tmp_path / "server"


@pytest.fixture
def server(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A server whose certificate this computer trusts."""
    pem = certificate(tmp_path / "server.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    monkeypatch.setenv(variable_of("live"), PASSWORD)
    with ftps_server(folder, pem) as served:
        yield served


def store(server: Served) -> FtpsStore:
    to = f"ftps://{USER}@{HOST}:{server.port}/htdocs"
    return FtpsStore(account_of(PublishDestination(name="live", to=to)))


def test_a_server_gets_what_was_built(server: Served, folder: Path) -> None:
    """After updates the server's folder holds what was built last, the manifest, and no empty folder."""
    ftps = store(server)
    for build in (sketched({"a0": 1, "b1": 1}), sketched({"b1": 2})):
        update(ftps, build, look(ftps, SITE))
        there = tree(folder / "htdocs")
        del there[MANIFEST]
        assert there == build.contents
    ftps.close()
    assert [p for p in (folder / "htdocs").rglob("*") if p.is_dir() and not any(p.iterdir())] == []


def test_what_is_not_there_is_told_apart_from_what_cannot_be_read(server: Served, folder: Path) -> None:
    """A file or folder that is not there is none, and one that cannot be read is an error."""
    ftps = store(server)
    assert ftps.get("no/such.html") is None
    assert ftps.get("no.html") is None
    ftps.delete("no/such.html")
    (folder / "htdocs" / "closed.html").mkdir()
    with pytest.raises(RemoteError):
        ftps.get("closed.html")
    ftps.close()


def test_a_wrong_password_is_told(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong password is told with what to check, and is not shown."""
    monkeypatch.setenv(variable_of("live"), "wrong-one")
    with pytest.raises(RemoteError, match="check the user's name") as told:
        store(server)
    assert not told.value.passing
    assert "wrong-one" not in str(told.value)


def test_a_certificate_that_nobody_vouches_for_is_refused(
    server: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server whose certificate no authority that is known here has signed gets nothing."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate(tmp_path / "other.pem")))
    with pytest.raises(RemoteError, match="certificate does not hold") as told:
        store(server)
    assert not told.value.passing


def test_a_connection_that_broke_is_made_again(server: Served) -> None:
    """After a connection broke, the next call makes a new one."""
    ftps = store(server)
    assert ftps.ftp is not None
    assert ftps.ftp.sock is not None
    ftps.ftp.sock.shutdown(socket.SHUT_RDWR)
    with pytest.raises(RemoteError) as told:
        ftps.listing()
    assert told.value.passing
    assert ftps.listing() == {}
    ftps.close()


def test_a_full_server_is_told(server: Served) -> None:
    """What a server says of a file that cannot be written is told, and the file stays as it was."""
    ftps = store(server)
    ftps.put("a.html", b"before")

    def full(_what: str, _path: str) -> None:
        raise OSError(28, "No space left on device")

    server.before = full
    with pytest.raises(RemoteError, match="No space left"):
        ftps.put("a.html", b"after")
    assert ftps.get("a.html") == b"before"
    ftps.close()


def test_an_upload_that_somebody_took_away_costs_no_page(server: Served, folder: Path) -> None:
    """Where another run swept away what was being uploaded, the page that it was to replace stays as it is."""
    ftps = store(server)
    ftps.put("a.html", b"before")

    def sweep(what: str, _path: str) -> None:
        if what == "RNTO":
            (folder / "htdocs" / ftps.upload).unlink(missing_ok=True)

    server.before = sweep
    with pytest.raises(RemoteError):
        ftps.put("a.html", b"after")
    assert ftps.get("a.html") == b"before"
    ftps.close()


@pytest.mark.parametrize("broke", [EOFError(), ftplib.error_reply(""), ConnectionResetError()])
def test_a_connection_that_is_cut_is_told_with_what_to_do(
    server: Served, broke: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a server ends the connection without a word, it is told that this is so, and what to do."""
    ftps = store(server)

    def cut(*_of_what: object) -> None:
        raise broke

    monkeypatch.setattr(ftplib.FTP, "mlsd", cut)
    with pytest.raises(RemoteError, match=r"the connection broke.*try again") as told:
        ftps.listing()
    assert told.value.passing
