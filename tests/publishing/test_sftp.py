"""An SFTP server as a host."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncssh
import pytest

from generator.content.settings import PublishDestination
from generator.publishing.account import account_of, variable_of
from generator.publishing.ports import RemoteError
from generator.publishing.remote_manifest import MANIFEST
from generator.publishing.targets.sftp import SftpStore
from generator.publishing.update import look, update
from tests.builders.hosts import SITE, sketched
from tests.builders.served import HOST, PASSWORD, USER, Served
from tests.builders.sftp_server import sftp_server
from tests.builders.sites import tree


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in which nobody has used ssh yet, and a password in the environment."""
    home = tmp_path / "home"
    (home / ".ssh").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    monkeypatch.setenv(variable_of("live"), PASSWORD)
    return home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the server shows."""
    (tmp_path / "server" / "htdocs").mkdir(parents=True)
    return tmp_path / "server"


@pytest.fixture
def server(folder: Path) -> Iterator[Served]:
    """A server."""
    with sftp_server(folder) as served:
        yield served


def store(server: Served, *, host_key: str | None = "", user: str = USER) -> SftpStore:
    """A store at a server, whose key is known unless another is said."""
    to = f"sftp://{user}@{HOST}:{server.port}/htdocs"
    return SftpStore(account_of(PublishDestination(name="live", to=to)), host_key or server.host_key)


def test_a_server_gets_what_was_built(server: Served, folder: Path) -> None:
    """After updates the server's folder holds what was built last, the manifest, and no empty folder."""
    sftp = store(server)
    for build in (sketched({"a0": 1, "b1": 1}), sketched({"b1": 2})):
        update(sftp, build, look(sftp, SITE))
        there = tree(folder / "htdocs")
        del there[MANIFEST]
        assert there == build.contents
    sftp.close()
    assert [p for p in (folder / "htdocs").rglob("*") if p.is_dir() and not any(p.iterdir())] == []


@pytest.mark.parametrize("config", [b"Host *\n  Port banana\n", b"\xff\xfe\n"])
def test_a_configuration_that_cannot_be_read_is_told(server: Served, home: Path, config: bytes) -> None:
    """A configuration of ssh that has a mistake, or is no text, is told with what to check."""
    (home / ".ssh/config").write_bytes(config)
    with pytest.raises(RemoteError, match=r"check ~/\.ssh/config") as told:
        store(server)
    assert not told.value.passing


def test_a_key_with_another_password_is_told(server: Served, home: Path) -> None:
    """A key that the secret does not open is told."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    key.write_private_key(str(home / ".ssh/id_ed25519"), passphrase="another")
    with pytest.raises(RemoteError, match="check the key") as told:
        store(server)
    assert not told.value.passing


def test_a_wrong_password_is_told(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong password is told with what to check, and neither it nor the right one is shown."""
    monkeypatch.setenv(variable_of("live"), "wrong-one")
    with pytest.raises(RemoteError, match="check the user's name") as told:
        store(server)
    assert not told.value.passing
    assert "wrong-one" not in str(told.value)
    assert "wrong-one" not in repr(account_of(PublishDestination(name="live", to="sftp://a@b/")))


def test_another_servers_key_is_refused(server: Served) -> None:
    """A server with another key than site.yaml says is told, and gets neither the password nor a file."""
    other = " ".join(asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode().split()[:2])
    with pytest.raises(RemoteError, match="this may be another server"):
        store(server, host_key=other)


def test_a_server_that_nobody_knows_is_refused(server: Served) -> None:
    """Where site.yaml has no key and ~/.ssh/known_hosts does not know the server, it is not spoken to."""
    with pytest.raises(RemoteError, match="this may be another server"):
        SftpStore(account_of(PublishDestination(name="live", to=f"sftp://{USER}@{HOST}:{server.port}/")))


def test_a_server_that_ssh_knows_is_known(server: Served, home: Path) -> None:
    """A server whose key stands in ~/.ssh/known_hosts needs no other."""
    (home / ".ssh" / "known_hosts").write_text(f"[{HOST}]:{server.port} {server.host_key}\n", encoding="utf-8")
    sftp = SftpStore(account_of(PublishDestination(name="live", to=f"sftp://{USER}@{HOST}:{server.port}/htdocs")))
    assert sftp.listing() == {}
    sftp.close()


def test_a_key_opens_a_server(folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key in ~/.ssh needs no password; one that is encrypted is opened by the secret."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    monkeypatch.setenv(variable_of("live"), "of-the-key")
    key.write_private_key(home / ".ssh" / "id_ed25519", passphrase="of-the-key")
    with sftp_server(folder, key=key) as served:
        sftp = store(served)
        assert sftp.get("index.html") is None
        sftp.close()


def test_a_server_that_does_not_replace_files(folder: Path) -> None:
    """At a server that renames onto no other file, the other is removed before."""
    with sftp_server(folder, replaces=False) as served:
        sftp = store(served)
        for content in (b"one", b"other"):
            sftp.put("a/b.html", content)
            assert sftp.listing() == {"a/b.html": len(content)}
            assert sftp.get("a/b.html") == content
        sftp.close()


def test_a_connection_that_broke_is_made_again(server: Served) -> None:
    """After a connection broke, the next call makes a new one."""
    sftp = store(server)
    assert sftp.ssh is not None
    sftp.ssh.abort()
    assert sftp.listing() == {}
    sftp.close()


def test_a_server_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that takes a connection and then says nothing counts as one that is away."""
    monkeypatch.setattr("generator.publishing.targets.sftp.SECONDS", 0.2)
    with socket.create_server((HOST, 0)) as silent:
        served = Served(port=silent.getsockname()[1], host_key="ssh-ed25519 AAAA")
        with pytest.raises(RemoteError) as told:
            store(served)
    assert told.value.passing


@pytest.mark.parametrize(
    ("number", "said", "told"),
    [
        (28, "No space left on device", "No space left on device; make room there$"),
        (30, "Read-only file system", "check that you may write there$"),
        (13, "Permission denied.", "Permission denied; check that you may write there$"),
    ],
)
def test_a_full_or_read_only_server_is_told(server: Served, folder: Path, number: int, said: str, told: str) -> None:
    """What a server says of a file that cannot be written is told with what to do, and the file stays as it was."""
    sftp = store(server)
    sftp.put("a.html", b"before")

    def full(_what: str, _path: str) -> None:
        raise OSError(number, said)

    server.before = full
    with pytest.raises(RemoteError, match=told):
        sftp.put("a.html", b"after")
    assert sftp.get("a.html") == b"before"
    sftp.close()


def test_what_libraries_say_beside_is_not_shown() -> None:
    """What the libraries write into their own logs, as when a connection is cut, stands in no output."""
    cut = "logging.getLogger('asyncio').warning('socket.send() raised exception.')"
    said = f"import logging, generator.publishing.targets.sftp; {cut}"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
