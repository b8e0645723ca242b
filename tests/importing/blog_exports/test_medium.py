from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.consent.refused import RefusedError
from generator.importing.blog_exports.medium import MediumExport
from generator.importing.container import contained
from generator.importing.item import Html, Item, LeftOut
from tests.builders.blog_exports import medium
from tests.builders.markdown_sites import kind_of, laid_out

NAME = "posts/2019-03-04_The-gate-0a1b2c3d4e5f.html"


def one(folder: Path, page: str, name: str = NAME) -> Item:
    """The only text of an export."""
    item = next(iter(MediumExport(contained(laid_out(folder, {name: page}))).items()))
    assert isinstance(item, Item)
    return item


def test_recognised(tmp_path: Path) -> None:
    """An export of Medium is told by how its pages are marked up."""
    assert kind_of(laid_out(tmp_path, {NAME: medium(), "profile/profile.html": "x"})) == "medium"


def test_a_text(tmp_path: Path) -> None:
    """A text has its title, summary, day, author and number."""
    item = one(tmp_path, medium())
    assert (item.key, item.title, item.slug) == ("0a1b2c3d4e5f", "The gate", "the-gate")
    assert (item.summary, item.day, item.author) == ("A gate is painted.", date(2019, 3, 4), "Ines M.")


def test_words(tmp_path: Path) -> None:
    """The words of a text come in without its title, and without what Medium writes below."""
    body = one(tmp_path, medium()).body
    assert isinstance(body, Html)
    assert "We painted it." in body.source
    assert "The gate" not in body.source
    assert "Exported" not in body.source


@pytest.mark.parametrize(
    ("address", "addresses", "place"),
    [
        ("https://medium.com/@ines/the-gate-0a1b", (), "https://medium.com/@ines/the-gate-0a1b"),
        ("https://voices.example/the-gate-0a1b", ("https://voices.example/the-gate-0a1b",), ""),
    ],
)
def test_addresses(address: str, addresses: tuple[str, ...], place: str, tmp_path: Path) -> None:
    """An address at one's own host was one of the text; one at Medium only tells where links lead."""
    item = one(tmp_path, medium(address=address))
    assert (item.addresses, item.place) == (addresses, place)


def test_a_draft(tmp_path: Path) -> None:
    """A draft is looked at."""
    item = one(tmp_path, medium(), "posts/draft_The-gate-0a1b2c3d4e5f.html")
    assert [remark.what for remark in item.remarks] == ["a draft at the old site"]


def test_an_answer(tmp_path: Path) -> None:
    """A text without a title may be an answer to somebody else's."""
    assert [one.what for one in one(tmp_path, medium("")).remarks] == ["perhaps an answer to somebody else's text"]


def test_what_is_left_out(tmp_path: Path) -> None:
    """Files about the account, and pages without a text, do not come in, and are counted."""
    files = {NAME: medium(), "posts/x.html": "<html>", "ips/ips-0001.html": "192.0.2.7", "sessions/s.html": "x"}
    found = list(MediumExport(contained(laid_out(tmp_path, files))).items())
    left = {one.what: one.count for one in found if isinstance(one, LeftOut)}
    assert left == {"files about the account": 2, "pages without the text of a story": 1}
    assert "192.0.2.7" not in repr(found)


def test_none(tmp_path: Path) -> None:
    """A folder without texts of Medium is told, with what to do."""
    with pytest.raises(RefusedError, match="Export it in Medium once more"):
        MediumExport(contained(laid_out(tmp_path, {"a.html": "x"})))


def test_logins(tmp_path: Path) -> None:
    """A login that stands for a name is no author."""
    page = medium().replace(">Ines M.<", ">@ines<")
    laid_out(tmp_path, {"posts/2019-03-04_The-gate-0a1b2c3d4e5f.html": page})
    (item,) = (one for one in MediumExport(contained(tmp_path)).items() if isinstance(one, Item))
    assert item.author == ""
