"""Where the site goes, said at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import asyncssh
import pytest

from generator.publishing.account import KEYRING
from generator.publishing.destinations import opened, settings_of
from tests.builders.desk_forms import hidden, send
from tests.builders.keyrings import Ring, ring
from tests.builders.previews import Running, running
from tests.builders.served import HOST, PASSWORD, USER
from tests.builders.sftp_server import sftp_server
from tests.builders.sites import SITE, make_site, story

PLACE = "/_desk/place"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site that nobody has put online."""
    return make_site(tmp_path / "site", {"gate.md": story()})


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """Its preview."""
    with running(root) as preview:
        yield preview


@pytest.fixture
def keys() -> Iterator[Ring]:
    """A keyring in place of the system's."""
    with ring() as made:
        yield made


def asked(desk: Running, **values: str) -> dict[str, str]:
    empty = dict.fromkeys(("host", "user", "folder", "url", "password", "host_key"), "")
    return hidden(desk, PLACE, "Where it goes") | empty | values


def test_a_server_is_compared_and_then_written_down(desk: Running, root: Path, tmp_path: Path, keys: Ring) -> None:
    """A server's key is shown first to be compared, and with it the place is one that can be published to."""
    (tmp_path / "www").mkdir()
    with sftp_server(tmp_path / "www") as served:
        place = {"kind": "sftp", "host": f"{HOST}:{served.port}", "user": USER, "password": PASSWORD}
        before = (root / "site.yaml").read_bytes()
        seen = send(desk, PLACE, asked(desk, **place))
        fingerprint = asyncssh.import_public_key(served.host_key).get_fingerprint()
        assert (seen.status, fingerprint in seen.text, served.host_key in seen.text) == (200, True, True)
        assert PASSWORD not in seen.text
        assert ((root / "site.yaml").read_bytes(), keys.secrets) == (before, {})
        answer = send(desk, PLACE, asked(desk, **place, host_key=served.host_key))
        assert answer.status == 303
        assert keys.secrets == {(KEYRING, "live"): PASSWORD}
        (written,) = settings_of(root).publish
        opened(written, root).close()
    after = (root / "site.yaml").read_bytes()
    assert (after.startswith(before), PASSWORD.encode() in after) == (True, False)
    page = desk.get(answer.headers["location"]).text
    assert (written.to in page, "Write it down" in page) == (True, False)


def test_a_folder_is_written_down(desk: Running, root: Path, tmp_path: Path) -> None:
    """A folder of this computer needs nothing but its path, and then nobody is promised a proof on the web."""
    answer = send(desk, PLACE, asked(desk, kind="folder", folder=str(tmp_path / "stick"), password="unused"))
    (written,) = settings_of(root).publish
    assert (written.name, written.to, written.url) == ("live", f"folder:{tmp_path / 'stick'}", None)
    assert "It has no address" in desk.get(answer.headers["location"]).text


def test_the_address_of_a_folder_is_written_down(desk: Running, root: Path, tmp_path: Path) -> None:
    """A folder that readers see on the web gets its address, at which the proof asks."""
    asking = asked(desk, kind="folder", folder=str(tmp_path / "www"), url="https://stories.harbour.internal")
    answer = send(desk, PLACE, asking)
    (written,) = settings_of(root).publish
    assert written.url == "https://stories.harbour.internal/"
    assert "gone is asked at https://stories.harbour.internal/" in desk.get(answer.headers["location"]).text


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"kind": "gopher"}, "Choose what it is."),
        ({"kind": "sftp", "user": "anna"}, "Write the server&#39;s name"),
        ({"kind": "sftp", "host": "127.0.0.1"}, "Write the name that you log in with"),
        ({"kind": "folder", "folder": "stick"}, "Write which folder"),
        ({"kind": "folder", "folder": "/stick", "url": "no address"}, "This is not a web address"),
        ({"kind": "ftps", "host": "a b", "user": "anna"}, "a b"),
        ({"kind": "sftp", "host": "127.0.0.1:1", "user": "anna"}, "127.0.0.1 does not answer"),
        ({"kind": "ftps", "host": "127.0.0.1", "user": "anna", "password": "a\nb"}, "The password has a line break"),
    ],
)
def test_what_cannot_be_a_place_is_told(values: dict[str, str], why: str, desk: Running, root: Path) -> None:
    """What is missing or wrong is told, what was written stays, but for the password, and nothing is changed."""
    before = (root / "site.yaml").read_bytes()
    answer = send(desk, PLACE, asked(desk, **values))
    assert (answer.status, why in answer.text) == (422, True), answer.text
    assert all(f'value="{value}"' in answer.text for name, value in values.items() if name in ("host", "user"))
    assert (root / "site.yaml").read_bytes() == before


def test_without_a_keyring_nothing_is_written(desk: Running, root: Path) -> None:
    """Where a password cannot be kept, the page says what to do instead, and no place is written."""
    before = (root / "site.yaml").read_bytes()
    with ring(locked=True):
        answer = send(desk, PLACE, asked(desk, kind="ftps", host="127.0.0.1", user="anna", password="secret"))
    assert (answer.status, "HEARTEN_PASSWORD_LIVE" in answer.text, "secret" in answer.text) == (422, True, False)
    assert (root / "site.yaml").read_bytes() == before


def test_a_password_is_kept_for_a_place_that_is_there(tmp_path: Path, keys: Ring) -> None:
    """A place of site.yaml has a form for its password, and a folder has none."""
    places = "publish: [{name: our-host, to: 'ftps://anna@h.internal/x'}, {name: stick, to: 'folder:/stick'}]\n"
    root = make_site(tmp_path / "site", {"gate.md": story()}, site=SITE + places)
    with running(root) as desk:
        assert "Password of stick" not in desk.get(PLACE).text
        form = hidden(desk, PLACE, "Password of our-host")
        assert send(desk, PLACE, form | {"password": ""}).status == 422
        assert send(desk, PLACE, form | {"password": "secret"}).status == 303
        assert send(desk, PLACE, form | {"password": "other", "token": "x"}).status == 403
    assert keys.secrets == {(KEYRING, "our-host"): "secret"}


def test_a_second_place_is_not_written(desk: Running, root: Path, tmp_path: Path) -> None:
    """A form from before there was a place writes no second one."""
    form = asked(desk, kind="folder", folder=str(tmp_path))
    send(desk, PLACE, form)
    before = (root / "site.yaml").read_bytes()
    answer = send(desk, PLACE, form)
    assert (answer.status, "names a place already" in answer.text) == (422, True)
    assert (root / "site.yaml").read_bytes() == before


def test_the_page_on_what_is_online_leads_there(desk: Running) -> None:
    """From what will change online, a link leads to where it goes."""
    assert f'href="{PLACE}"' in desk.get("/_desk/online").text
