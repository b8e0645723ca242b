"""A name that stood only where masking changes nothing: it was called done, and the deny list got a line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.consent.mask import plan_mask
from generator.consent.refused import RefusedError
from tests.builders.desk_forms import form_of, send_all
from tests.builders.previews import Running, running
from tests.builders.sites import make_site, story

GATE = "stories/gate.md"
WORDS = "One day the neighbour Ottilie came by.\n\n%% Marlene told of it. %%"
CONSENT = "{record: R-1, status: given, given_on: 2026-01-01, scope: [web]}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a story in which a neighbour is named, and somebody else in a note for editors alone."""
    return make_site(tmp_path / "site", {"gate.md": story(text=WORDS, consent=CONSENT)})


@pytest.fixture
def desk(root: Path) -> Iterator[Running]:
    """Its preview."""
    with running(root) as preview:
        yield preview


@pytest.mark.parametrize("sure", [(), (("sure", "yes"),)], ids=["shown", "done"])
@pytest.mark.parametrize("name", ["R-1", "title", "Marlene"])
def test_nothing_is_written(desk: Running, root: Path, name: str, sure: tuple[tuple[str, str], ...]) -> None:
    """The desk says where a name stands that it cannot mask, and what to do, and writes nothing."""
    before = (root / GATE).read_bytes()
    form = form_of(desk.get(f"/_desk/look/{GATE}"), "Mask the name 1")
    fields = [(n, {"name": name, "instead": "Jo"}.get(n, v)) for n, v in form]
    answer = send_all(desk, f"/_desk/mask/{GATE}", [*fields, *sure])
    assert (answer.status, "this name stands only in line" in answer.text) == (422, True)
    assert "Change it there yourself." in answer.text
    assert (root / GATE).read_bytes() == before
    assert not (root / "consent/deny.txt").exists()


def test_a_file_called_so_is_to_be_renamed(root: Path) -> None:
    """Where the file's own name alone has it, the remedy is to rename it."""
    (root / GATE).rename(root / "stories/ottmar.md")
    with pytest.raises(RefusedError, match="hearten rename"):
        plan_mask(root, "stories/ottmar.md", "Ottmar", "O.")
