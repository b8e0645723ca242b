"""Names in a text, each kept or masked with a press."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.desk_forms import form_of, send_all
from tests.builders.previews import Running, running
from tests.builders.sites import make_site, story, tree

GATE = "stories/gate.md"
WORDS = "One day the neighbour Ottilie came by. We sat, and then Ottilie sang."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story in which a neighbour is named."""
    return make_site(tmp_path / "site", {"gate.md": story(text=WORDS)})


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """Its preview."""
    with running(root) as preview:
        yield preview


def seen(desk: Running) -> str:
    return desk.get(f"/_desk/look/{GATE}").text


def test_a_name_is_asked_about(desk: Running) -> None:
    """A name in the middle of a sentence is asked about once, with a press to keep it and one to mask it."""
    assert "are these real?" in seen(desk)
    assert seen(desk).count('class="quoted">Ottilie') == 1
    assert 'value="O."' in seen(desk)


def test_one_press_keeps_it(desk: Running, root: Path) -> None:
    """A name that may stand there is written down as kept, and is not asked about again."""
    form = form_of(desk.get(f"/_desk/look/{GATE}"), "Keep the name 1")
    assert send_all(desk, f"/_desk/keep/{GATE}", form).status == 303
    assert "term: Ottilie" in (root / GATE).read_text(encoding="utf-8")
    assert "are these real?" not in seen(desk)


def test_masking_is_shown_before_it_is_done(desk: Running, root: Path) -> None:
    """The first press shows what changes and writes nothing; the second writes it, and denies the name there."""
    before = {path: data for path, data in tree(root).items() if not path.startswith(".hearten-cache")}
    shown = send_all(desk, f"/_desk/mask/{GATE}", form_of(desk.get(f"/_desk/look/{GATE}"), "Mask the name 1"))
    assert "the name is replaced in 2 places" in shown.text
    assert {path: data for path, data in tree(root).items() if path in before} == before
    done = send_all(desk, f"/_desk/mask/{GATE}", form_of(shown, "Write it"))
    assert "Another name stands there now" in done.text
    text = (root / GATE).read_text(encoding="utf-8")
    assert ("Ottilie" not in text, "the neighbour O. came by" in text) == (True, True)
    assert (root / "consent/deny.txt").read_text(encoding="utf-8") == f"{GATE}: Ottilie\n"


def test_a_form_from_elsewhere_masks_nothing(desk: Running, root: Path) -> None:
    """Without the token of this preview, or with a name that is none, nothing is written, and the page says why."""
    fields = [("name", "Ottilie"), ("instead", "O."), ("sure", "yes")]
    assert send_all(desk, f"/_desk/mask/{GATE}", fields).status == 422
    form = form_of(desk.get(f"/_desk/look/{GATE}"), "Mask the name 1")
    answer = send_all(desk, f"/_desk/mask/{GATE}", [(n, v if n != "instead" else "*") for n, v in form])
    assert (answer.status, "begins with a letter" in answer.text) == (422, True)
    assert WORDS in (root / GATE).read_text(encoding="utf-8")
