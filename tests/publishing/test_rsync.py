"""A server by rsync as a host, with a stand-in for that program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.content.settings import PublishDestination
from generator.publishing.account import account_of
from generator.publishing.ports import RemoteError
from generator.publishing.targets.rsync import RsyncStore
from generator.publishing.update import look, update
from tests.builders.hosts import SITE, served, sketched
from tests.builders.rsync_program import installed
from tests.builders.sites import tree


@pytest.fixture
def htdocs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a server."""
    htdocs = tmp_path / "server" / "htdocs"
    htdocs.mkdir(parents=True)
    for name, value in installed(tmp_path / "bin", htdocs.parent).items():
        monkeypatch.setenv(name, value)
    return htdocs


@pytest.fixture
def host(htdocs: Path) -> Iterator[RsyncStore]:
    """The same as a host."""
    host = store()
    yield host
    host.close()


def store(to: str = "rsync+ssh://anna@host.example.org:2222/htdocs") -> RsyncStore:
    return RsyncStore(account_of(PublishDestination(name="live", to=to)))


def test_a_server_gets_what_was_built(host: RsyncStore, htdocs: Path) -> None:
    """After updates the folder holds what was built last and the manifest, and no empty folder."""
    for build in (sketched({"a0": 1}), sketched({"b0": 1})):
        update(host, build, look(host, SITE))
        assert host.listing() == {path: len(data) for path, data in tree(htdocs).items()}
        assert served(tree(htdocs)) == build.contents
    assert [folder for folder in htdocs.rglob("*") if folder.is_dir() and not [*folder.iterdir()]] == []


def test_files_are_read_and_deleted_whatever_is_there(host: RsyncStore, htdocs: Path) -> None:
    """A file that is not there is none, a link has no size, and to delete what is not there changes nothing."""
    host.put("a/b c.html", b"here")
    (htdocs / "link").symlink_to(htdocs / "nowhere")
    assert (host.get("a/b c.html"), host.get("a/c.html"), host.get("d/e.html")) == (b"here", None, None)
    assert host.listing() == {"a/b c.html": 4, "link": 0}
    host.delete("a/c.html")
    host.delete("a/b c.html")
    assert {path.name for path in htdocs.iterdir()} == {"link"}


def test_what_is_to_be_sent_stays_nowhere(host: RsyncStore, htdocs: Path) -> None:
    """What was sent or read is not kept on this computer, and at the end nothing is."""
    host.put("a.html", b"here")
    host.get("a.html")
    assert [path for path in host.here.rglob("*") if path.is_file()] == []
    host.close()
    assert not host.here.exists()


def test_a_folder_that_is_not_there_is_told(htdocs: Path) -> None:
    """A folder that the server does not have is told with what to do."""
    host = store("rsync+ssh://anna@host.example.org/elsewhere")
    with pytest.raises(RemoteError, match="make the folder at the host") as told:
        look(host, SITE)
    assert not told.value.passing
    host.close()


def test_a_server_that_is_not_known_gets_nothing(htdocs: Path) -> None:
    """A server whose key is not known is told, and not asked again."""
    host = store("rsync+ssh://anna@other.example.org/htdocs")
    with pytest.raises(RemoteError, match="connect once with “ssh”") as told:
        host.put("a.html", b"here")
    assert not told.value.passing
    host.close()


def test_a_key_that_has_changed_is_told(htdocs: Path) -> None:
    """A server that has another key than it had is told as that, and gets nothing."""
    host = store("rsync+ssh://anna@changed.example.org/htdocs")
    with pytest.raises(RemoteError, match="the server's key has changed; nothing was sent") as told:
        host.put("a.html", b"here")
    assert not told.value.passing
    assert "@@" not in str(told.value)
    host.close()


@pytest.mark.parametrize("to", ["rsync+ssh://-oProxyCommand=x@host.example.org/a", "rsync+ssh://-host/a"])
def test_no_address_is_an_option(to: str) -> None:
    """A host or user that a program would take for an option is refused."""
    with pytest.raises(RemoteError, match="begins with “-”"):
        store(to)
