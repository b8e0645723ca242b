from __future__ import annotations

import re
from base64 import b64encode
from io import BytesIO
from urllib.parse import quote

import pillow_heif
import pytest

from generator.importing.brought_pictures import LONGEST_NAME, STANDS_STILL, Pictures
from generator.importing.item import Fate
from tests.builders.pictures import animation, picture, saved

PNG = saved(picture(), "PNG")
WRITTEN = b64encode(PNG).decode()


def pictures(data: bytes | None = None) -> Pictures:
    """The pictures of a text whose source has this for each."""
    return Pictures(lambda _: data, lambda _: False, "the-gate")


@pytest.mark.parametrize(
    "reference",
    [
        f"data:image/png;base64,{WRITTEN}",
        f"DATA:image/png;charset=x;BASE64,{WRITTEN.rstrip('=')}",
        f"data:image/png;base64,\n{quote(WRITTEN)}",
        f"data:,{quote(PNG)}",
    ],
)
def test_pictures_within_a_text(reference: str) -> None:
    """A picture that is written into the text comes in as a file, however it is written."""
    made = pictures()
    path = made.path(reference)
    assert path is not None
    assert re.fullmatch(r"images/the-gate-[0-9a-f]{14}\.png", path)
    assert list(made.new) == [path]
    assert made.remarks == ()


def test_pictures_within_a_text_that_cannot_be_read() -> None:
    """A picture in the text that cannot come in is named as such, with how many there are, and not by what it holds."""
    made = pictures()
    for written in ("image/gif;base64,R0lGODlhAQABAAAAACw=", "image/svg+xml,%3Csvg/%3E", "image/png;base64,A"):
        assert made.path(f"data:{written}") is None
    assert [remark.what for remark in made.remarks] == ["2 pictures within the text", "a picture within the text"]
    assert "R0lGOD" not in str(made.remarks)


def test_names_are_bounded() -> None:
    """A name that goes on and on is told by its end."""
    made = pictures()
    made.path(f"https://harbour.example/{'a' * 9_000}.jpg")
    (remark,) = made.remarks
    assert len(remark.what) < LONGEST_NAME + 30
    assert remark.what.endswith("a.jpg”")


def test_nobodys_address_is_in_a_name() -> None:
    """An e-mail address in the name of a picture is neither told nor in the name of its file."""
    made = pictures(PNG)
    path = made.path("https://harbour.example/anna@mail.example.png")
    missing = pictures()
    missing.path("https://harbour.example/me%20anna%40mail.example.png")
    assert path is not None
    assert "anna" not in path
    assert [remark.what for remark in missing.remarks] == ["the picture “me …”"]


@pytest.mark.parametrize("reference", ["kettle.gif", f"data:image/gif;base64,{b64encode(animation('GIF')).decode()}"])
def test_what_moves_stands_still(reference: str) -> None:
    """Of a picture that moves the first image comes in, under a name of its kind, and what did not is told."""
    made = pictures(animation("GIF"))
    path = made.path(reference)
    assert path is not None
    assert path.endswith(".png")
    (remark,) = made.remarks
    assert (remark.fate, remark.why) == (Fate.CHANGED, STANDS_STILL)
    assert "R0lGOD" not in remark.what


def test_heic_is_named_as_what_it_becomes() -> None:
    """A photograph in HEIC comes in as JPEG, by its name and by what is in it."""
    out = BytesIO()
    pillow_heif.from_pillow(picture()).save(out)
    made = pictures(out.getvalue())
    path = made.path("kettle.heic")
    assert path is not None
    assert path.endswith(".jpg")
    assert made.new[path].startswith(b"\xff\xd8\xff")
