"""A picture lay on the disk as it was while it was sent to the desk, and stayed there where the desk was killed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from starlette.requests import Request

from generator.ground import limits
from generator.ground.places import UPLOADS
from generator.preview.http.desk_pages import NotKept
from generator.preview.http.sent_forms import SentForm
from tests.builders.desk_forms import BOUNDARY, multipart
from tests.builders.pictures import picture, saved
from tests.builders.previews import Running, running
from tests.builders.sites import make_site, story

PHOTO = saved(picture(), "PNG")
PICTURE, RECORDING = "/_desk/picture/", "/_desk/recording/"
WAYS = [
    (PICTURE, {}, "picture"),
    (RECORDING, {"put.what": "poster"}, "put"),
    (RECORDING, {"put.what": "src"}, "picture"),  # the wrong button
]


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own folder."""
    monkeypatch.setenv("HEARTEN_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def desk(tmp_path: Path, state: Path) -> Iterator[Running]:
    """The preview of a site."""
    with running(make_site(tmp_path / "site", {"gate.md": story()})) as preview:
        yield preview


def received(desk: Running, at: str, values: dict[str, str], field: str, data: bytes, state: Path) -> SentForm | None:
    """What is received by a form, of which nothing may be on the disk after any part of it has come."""
    body = multipart({"token": desk.preview.addresses.clerk.token, **values}, [(field, "a.png", data)])
    left = [body[at : at + 65_536] for at in range(0, len(body), 65_536)]

    async def receive() -> dict[str, object]:
        assert [path for path in (state / UPLOADS).rglob("*") if path.is_file()] == []
        return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}

    kind = f"multipart/form-data; boundary={BOUNDARY}".encode()
    request = Request({"type": "http", "method": "POST", "headers": [(b"content-type", kind)]}, receive)
    forms = [form for pages in desk.preview.addresses.desk for form in pages.forms]
    form = next(form for form in forms if form.route.startswith(at))
    return asyncio.run(desk.preview.received(request, form))


@pytest.mark.parametrize(("at", "values", "field"), WAYS)
def test_no_picture_is_on_the_disk(desk: Running, state: Path, at: str, values: dict[str, str], field: str) -> None:
    """A picture is in memory alone until it is covered up, in whichever form it comes."""
    sent = received(desk, at, values, field, PHOTO + bytes(200_000), state)
    assert sent is not None
    assert sent.files == PHOTO + bytes(200_000)


def test_memory_holds_no_more_than_a_picture(desk: Running, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A still picture that is larger than one may be is not kept, though a recording may be as large."""
    monkeypatch.setattr(limits, "PICTURE", len(PHOTO))
    sent = received(desk, RECORDING, {"put.what": "poster"}, "put", PHOTO + bytes(200_000), state)
    assert sent is not None
    assert isinstance(sent.files, NotKept)


def test_what_a_file_is_comes_before_it(desk: Running) -> None:
    """Browsers send a form from its top, so that the desk knows a still picture when it comes."""
    page = html5lib.parse(desk.get("/_desk/edit/stories/gate.md").text, namespaceHTMLElements=False)
    names = [field.get("name") for field in page.iter() if field.get("name")]
    assert names.index("put.what") < names.index("put")
    assert names.index("token") < names.index("put.what")
