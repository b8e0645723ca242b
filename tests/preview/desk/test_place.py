"""Where the site goes, said at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import asyncssh
import pytest

from generator.publishing.account import KEYRING
from generator.publishing.destinations import opened, settings_of
from generator.publishing.open_proofs import OpenProofs
from tests.builders.desk_forms import form_of, hidden, send
from tests.builders.keyrings import Ring, ring
from tests.builders.previews import Running, running
from tests.builders.served import HOST, PASSWORD, USER
from tests.builders.sftp_server import sftp_server
from tests.builders.sites import SITE, make_site, story

PLACE = "/_desk/place"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own folder."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))


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
    assert f"goes to your web space at {HOST}" in page


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
    form = asked(desk, kind="folder", folder=str(tmp_path / "www"))
    send(desk, PLACE, form)
    before = (root / "site.yaml").read_bytes()
    answer = send(desk, PLACE, form)
    assert (answer.status, "names a place already" in answer.text) == (422, True)
    assert (root / "site.yaml").read_bytes() == before


def test_the_page_on_what_is_online_leads_there(desk: Running) -> None:
    """From what will change online, a link leads to where it goes."""
    assert f'href="{PLACE}"' in desk.get("/_desk/online").text


def there(desk: Running, label: str, **values: str) -> dict[str, str]:
    return dict(form_of(desk.get(PLACE), label)) | values


def test_a_place_is_changed_at_the_desk(desk: Running, root: Path, tmp_path: Path) -> None:
    """A wrong letter is put right in a form that shows what was written; nothing else of site.yaml changes."""
    send(desk, PLACE, asked(desk, kind="folder", folder=str(tmp_path / "wwv")))
    before = (root / "site.yaml").read_text()
    form = there(desk, "Change live", kind="folder")
    assert form["folder"] == str(tmp_path / "wwv")
    answer = send(desk, PLACE, form | {"folder": str(tmp_path / "www")})
    assert f"the site goes to the folder {tmp_path / 'www'}" in desk.get(answer.headers["location"]).text
    assert (root / "site.yaml").read_text() == before.replace("wwv", "www")


def test_a_change_that_is_wrong_stays_in_its_form(desk: Running, root: Path, tmp_path: Path) -> None:
    """What is wrong in a change is told beside its field, and what was written stays there."""
    send(desk, PLACE, asked(desk, kind="folder", folder=str(tmp_path / "www")))
    before = (root / "site.yaml").read_bytes()
    answer = send(desk, PLACE, there(desk, "Change live", kind="sftp", host="", user="anna"))
    assert (answer.status, 'href="#change-live-host"' in answer.text) == (422, True)
    assert ('id="change-live-host-wrong"' in answer.text, 'value="anna"' in answer.text) == (True, True)
    assert (root / "site.yaml").read_bytes() == before


def test_a_former_server_gives_its_password_to_no_other(tmp_path: Path, keys: Ring) -> None:
    """Where the server is another, the password of the former one is forgotten; in a change of the folder it stays."""
    places = "publish: [{name: live, to: 'ftps://anna@h.internal/x'}]\n"
    root = make_site(tmp_path / "site", {"gate.md": story()}, site=SITE + places)
    keys.secrets[KEYRING, "live"] = "secret"
    with running(root) as desk:
        assert send(desk, PLACE, there(desk, "Change live", kind="ftps", folder="y")).status == 303
        assert keys.secrets == {(KEYRING, "live"): "secret"}
        assert send(desk, PLACE, there(desk, "Change live", kind="ftps", host="other.internal")).status == 303
    assert keys.secrets == {}
    (written,) = settings_of(root).publish
    assert written.to == "ftps://anna@other.internal/y"


@pytest.fixture
def put(tmp_path: Path) -> Path:
    """A site that was put into a folder from this computer."""
    site = SITE + f"publish: [{{name: live, to: 'folder:{tmp_path / 'www'}'}}]\n"
    root = make_site(tmp_path / "site", {"gate.md": story()}, site=site)
    settings = settings_of(root)
    OpenProofs(root, settings).met(settings.publish[0], reached=True)
    return root


@pytest.mark.parametrize(
    ("label", "values"), [("Change live", {"kind": "folder", "folder": "/elsewhere"}), ("Take out live", {})]
)
def test_what_lies_at_a_former_place_is_told_and_kept_in_mind(label: str, values: dict[str, str], put: Path) -> None:
    """Before a place where the site is goes, the desk says that all stays there, and reminds of it afterwards."""
    before = (put / "site.yaml").read_bytes()
    with running(put) as desk:
        asking = there(desk, label, **values)
        answer = send(desk, PLACE, asking)
        assert (answer.status, "stays there" in answer.text, 'href="/_desk/online?' in answer.text) == (200, True, True)
        assert (put / "site.yaml").read_bytes() == before
        assert send(desk, PLACE, asking | {"agreed": "yes"}).status == 303
        assert "it does not go there any more" in desk.get("/_desk/online").text
        assert "something may still be there" in desk.get("/_desk/").text


def test_a_place_where_the_site_never_was_is_taken_out(desk: Running, root: Path, tmp_path: Path) -> None:
    """Where nothing was put, nothing is asked, and the form for a first place is there again."""
    send(desk, PLACE, asked(desk, kind="folder", folder=str(tmp_path / "www")))
    assert send(desk, PLACE, there(desk, "Take out live")).status == 303
    assert settings_of(root).publish == ()
    assert send(desk, PLACE, asked(desk, kind="folder", folder=str(tmp_path / "www"))).status == 303
    assert [place.name for place in settings_of(root).publish] == ["live"]


def test_a_place_that_no_form_can_write_is_changed_elsewhere(tmp_path: Path) -> None:
    """A place of another kind is told as one that is changed in site.yaml, and can be taken out."""
    places = "publish: [{name: pages, to: 'git+ssh://git@host.internal/stories.git'}]\n"
    with running(make_site(tmp_path / "site", {"gate.md": story()}, site=SITE + places)) as desk:
        page = desk.get(PLACE).text
    assert ("No form can change it" in page, "Change pages" in page, "Take out pages" in page) == (True, False, True)
