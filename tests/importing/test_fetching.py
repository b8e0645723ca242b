from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.consent.refused import RefusedError
from generator.importing import fetching
from generator.importing.fetching import WithFetched
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
    """Texts that were at a host, and one picture that came with them."""
    texts = Texts([Item("1", "A gate", Markdown(""), addresses=(f"{web.url}2019/gate/",))], {"here.jpg": b"here"})
    made = WithFetched(texts)
    assert [*made.items()] == texts.found
    return made


def test_missing_pictures_come_from_the_old_site(web: WebServer) -> None:
    """A picture that the source lacks is fetched from the host that its texts were at; one that it has is not."""
    assert source(web).file(f"{web.url}gate.jpg") == b"a picture"
    assert source(web).file("here.jpg") == b"here"
    assert web.asked == [("gate.jpg", "")]


@pytest.mark.parametrize(
    "address", ["https://elsewhere.invalid/gate.jpg", "gate.jpg", "file:///etc/passwd", "https://["]
)
def test_nothing_comes_from_elsewhere(web: WebServer, address: str) -> None:
    """A picture at another host, or at none, is not fetched."""
    assert source(web).file(address) is None
    assert web.asked == []


def test_who_shows_a_name_and_a_password_is_not_asked(web: WebServer) -> None:
    """An address with a name and a password is not fetched."""
    assert source(web).file(web.url.replace("://", "://anna:secret@") + "gate.jpg") is None


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
