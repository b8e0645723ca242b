from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest

from generator.consent.refused import RefusedError
from generator.importing import fetching
from generator.importing.fetching import WithFetched, is_public
from generator.importing.item import Item, Markdown
from tests.builders.imports import Texts
from tests.builders.web_server import WebServer, web_server


@pytest.fixture
def web(tmp_path: Path) -> Iterator[WebServer]:
    """A host with one picture."""
    (tmp_path / "gate.jpg").write_bytes(b"a picture")
    with web_server(tmp_path) as web:
        yield web


def source(web: WebServer) -> WithFetched:
    """Texts that were at a host, and one picture that came with them; the host may be on this computer."""
    texts = Texts([Item("1", "A gate", Markdown(""), addresses=(f"{web.url}2019/gate/",))], {"here.jpg": b"here"})
    made = WithFetched(texts, may_ask=lambda _: True)
    assert [*made.items()] == texts.found
    return made


def test_missing_pictures_come_from_the_old_site(web: WebServer) -> None:
    """A picture that the source lacks is fetched from the host that its texts were at; one that it has is not."""
    assert source(web).file(f"{web.url}gate.jpg") == b"a picture"
    assert source(web).file("here.jpg") == b"here"
    assert web.asked == [("gate.jpg", "")]


@pytest.mark.parametrize("reference", ["/gate.jpg", "../../gate.jpg", "gate.jpg?w=300&delete=1#x", "//HOST/gate.jpg"])
def test_addresses_that_are_cut_short(web: WebServer, reference: str) -> None:
    """A picture that its text names without a host is asked for at that of the text, and never with a query."""
    made = source(web)
    if reference.startswith("gate"):
        reference = web.url + reference
    assert made.file(reference.replace("HOST", web.url.split("/")[2])) == b"a picture"
    assert web.asked == [("gate.jpg", "")]


@pytest.mark.parametrize("path", ["wp-login.php?a=.jpg", "?delete=1&x=.jpg", "gate", "a.jpg/delete"])
def test_only_pictures_are_asked_for(web: WebServer, path: str) -> None:
    """An address whose path is not that of a picture is not asked for, whatever its query is."""
    with pytest.raises(RefusedError, match="not that of a file with a picture"):
        source(web).file(web.url + path)
    assert web.asked == []


@pytest.mark.parametrize(
    "address", ["https://elsewhere.invalid/gate.jpg", "//elsewhere.invalid/gate.jpg", "file:///etc/passwd", "https://["]
)
def test_nothing_comes_from_elsewhere(web: WebServer, address: str) -> None:
    """A picture at another host, or at none, is not fetched."""
    with pytest.raises(RefusedError, match=r"another host|at which host"):
        source(web).file(address)
    assert web.asked == []


def test_who_shows_a_name_and_a_password_is_not_asked(web: WebServer) -> None:
    """An address with a name and a password is not fetched."""
    with pytest.raises(RefusedError):
        source(web).file(web.url.replace("://", "://anna:secret@") + "gate.jpg")
    assert web.asked == []


def test_nothing_nearby_is_asked(web: WebServer) -> None:
    """A host that lies on this computer is not asked, though texts say that they were there."""
    made = WithFetched(Texts([Item("1", "A gate", Markdown(""), addresses=(web.url,))]))
    assert [*made.items()]
    with pytest.raises(RefusedError, match="on this computer or near it"):
        made.file("/gate.jpg")
    assert web.asked == []


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
        *("::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "ff02::1", "::"),
    ],
)
def test_addresses_that_are_near(address: str) -> None:
    """Addresses of this computer, of networks that are nobody else's, and of many at once are not public."""
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07::1"])
def test_addresses_on_the_internet(address: str) -> None:
    """Addresses of hosts on the internet are public."""
    assert is_public(ip_address(address))


def test_a_picture_that_drips(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that comes byte by byte without an end is given up after a while."""
    monkeypatch.setattr(fetching, "LONGEST", 0.2)
    web.instead = lambda *_: (200, {}, None)
    with pytest.raises(RefusedError, match="sends too slowly"):
        source(web).file(f"{web.url}endless.jpg")


def test_all_pictures_together_take_no_longer_than_an_hour(web: WebServer) -> None:
    """When fetching has taken its time, nothing more is asked for, and the message says how the rest comes in."""
    times = iter([0.0, fetching.IN_ALL + 1])
    texts = Texts([Item("1", "A gate", Markdown(""), addresses=(web.url,))])
    made = WithFetched(texts, may_ask=lambda _: True, clock=lambda: next(times))
    assert [*made.items()]
    assert made.file(f"{web.url}gate.jpg") == b"a picture"
    with pytest.raises(RefusedError, match="bring the texts in again"):
        made.file(f"{web.url}gate.jpg")


def test_redirects_are_followed_on_the_same_host_alone(web: WebServer) -> None:
    """A redirect within the host is followed, one to elsewhere or in circles is refused."""
    to = {"old.jpg": "/gate.jpg", "out.jpg": "https://elsewhere.invalid/gate.jpg", "round.jpg": "/round.jpg"}
    web.instead = lambda path, _: (302, {"Location": to[path]}, b"") if path in to else None
    made = source(web)
    assert made.file(f"{web.url}old.jpg") == b"a picture"
    for name, why in (("out.jpg", "from elsewhere"), ("round.jpg", "round in circles")):
        with pytest.raises(RefusedError, match=why):
            made.file(f"{web.url}{name}")


def test_what_is_gone_is_said(web: WebServer) -> None:
    """A picture that the host does not have any more is refused with what it answers."""
    with pytest.raises(RefusedError, match="answers 404"):
        source(web).file(f"{web.url}missing.jpg")


def test_no_more_is_read_than_a_picture_may_have(web: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer without an end is read up to the limit of a picture."""
    monkeypatch.setattr("generator.ground.limits.PICTURE", 10)
    web.instead = lambda *_: (200, {}, None)
    assert source(web).file(f"{web.url}endless.jpg") == b"." * 11


def test_a_silent_host_is_left_alone(tmp_path: Path) -> None:
    """A host that does not answer is asked a few times, and then no more."""
    with web_server(tmp_path) as web:
        made = source(web)
    told = []
    for n in range(fetching.PATIENCE + 1):
        with pytest.raises(RefusedError) as refused:
            made.file(f"{web.url}{n}.jpg")
        told.append(str(refused.value).endswith("was not asked again"))
    assert told == [False] * fetching.PATIENCE + [True]
