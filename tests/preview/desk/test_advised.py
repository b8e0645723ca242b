"""What is advised on a text, beside its form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.preview.desk.advised import FACES
from tests.builders.desk_forms import form_of, send_all
from tests.builders.previews import Running, running
from tests.builders.sites import make_site, story, tree

PAGE = "pages/a.md"
LOUD = "---\ntitle: A\n---\n\nHello.\n\nPLEASE RING BEFORE YOU COME to [us](b.md).\n\n![A kettle](kettle.jpg)\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a page that is told of."""
    return make_site(tmp_path / "site", {"gate.md": story(text="We did it 🎉🎉🎉 at last.")}, pages={"a.md": LOUD})


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """Its preview."""
    with running(root) as preview:
        yield preview


def test_advice_stands_beside_the_text(desk: Running) -> None:
    """Beside a text stands what is advised: its line there, its words, the reason, whose advice it is, and what to do."""
    seen = desk.get(f"/_desk/look/{PAGE}").text
    assert "1 thing to consider" in seen
    assert '<span data-line="3">line 3 of the text</span>: 5 words in a row are in capitals' in seen
    for part in ("PLEASE RING BEFORE YOU COME", "write them in small letters", "no shape to be known by", "GOV.UK"):
        assert part in seen


def test_advice_follows_what_is_not_saved(desk: Running, root: Path) -> None:
    """What is advised is of the text as it is in the form, and the file stays as it is."""
    before = tree(root)
    form = [(n, v if n != "words" else "Please ring.") for n, v in form_of(desk.get(f"/_desk/edit/{PAGE}"))]
    at = send_all(desk, f"/_desk/look/{PAGE}", form).headers["location"]
    assert "to consider" not in desk.get(at).text
    assert {name: data for name, data in tree(root).items() if name in before} == before


def test_of_each_picture_somebody_is_asked(desk: Running) -> None:
    """Beside a text that has pictures, and where one is chosen, somebody is asked about who is in it."""
    assert f"kettle.jpg</span>: {FACES}" in desk.get(f"/_desk/look/{PAGE}").text
    assert FACES in desk.get(f"/_desk/edit/{PAGE}").text
    assert FACES not in desk.get("/_desk/look/stories/gate.md").text


def test_a_note_is_folded(desk: Running) -> None:
    """Where there is nothing to decide, what there is to know is folded away."""
    assert '<details class="advised">' in desk.get("/_desk/look/stories/gate.md").text
    assert '<details class="advised" open>' in desk.get(f"/_desk/look/{PAGE}").text
