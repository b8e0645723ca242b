"""What is advised on a text, beside its form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.preview.desk.advised import FACES
from tests.builders.desk_forms import form_of, send_all
from tests.builders.previews import Answer, Running, running
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
    """Beside a text stands what is advised: its line, its words, the reason, whose advice it is, and what to do."""
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


def kept(desk: Running, because: str = "It is on the sign.") -> Answer:
    """What the desk answers to the press that keeps what was found first."""
    form = form_of(desk.get(f"/_desk/look/{PAGE}"), "Keep 1")
    return send_all(desk, f"/_desk/keep/{PAGE}", [(n, v if n != "because" else because) for n, v in form])


def test_one_press_keeps_it(desk: Running, root: Path) -> None:
    """What is to stay goes into the front matter with its reason, nothing else changes, and it is not told again."""
    answer = kept(desk)
    assert answer.status == 303
    line = "kept:\n  - {term: PLEASE RING BEFORE YOU COME, because: It is on the sign.}\n"
    assert (root / PAGE).read_text() == LOUD.replace("title: A\n", f"title: A\n{line}")
    assert "to consider" not in desk.get(answer.headers["location"]).text


def test_nothing_stays_without_a_reason(desk: Running, root: Path) -> None:
    """Without a reason, nothing is written, and the page says what to write."""
    answer = kept(desk, " ")
    assert (answer.status, "Say in a few words" in answer.text) == (422, True)
    assert (root / PAGE).read_text() == LOUD


def test_what_is_not_saved_stays_when_something_is_kept(desk: Running, root: Path) -> None:
    """What stands in the form and is not saved can be saved after something was kept, and both are in the file."""
    form = [(n, v if n != "words" else f"{v}\n\nBye.") for n, v in form_of(desk.get(f"/_desk/edit/{PAGE}"))]
    at = send_all(desk, f"/_desk/look/{PAGE}", form).headers["location"]
    assert kept(desk).status == 303
    assert "to consider" not in desk.get(at).text
    assert send_all(desk, f"/_desk/edit/{PAGE}", form).status == 303
    assert {"kept:", "Bye."} <= set((root / PAGE).read_text().split("\n"))


def test_a_form_from_elsewhere_keeps_nothing(desk: Running, root: Path) -> None:
    """Without the token of this preview, nothing is written."""
    assert send_all(desk, f"/_desk/keep/{PAGE}", [("term", "a"), ("because", "b")]).status == 422
    assert (root / PAGE).read_text() == LOUD
