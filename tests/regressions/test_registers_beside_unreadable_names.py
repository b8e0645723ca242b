"""A line was written down under the wrong name of a renamed story, while nobody could read which names it had."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent.check_ins import check_ins
from generator.consent.use_register import uses
from generator.content.moves import NO_MOVES
from generator.gate.last_words import text_tag
from generator.ground.places import CHECK_INS, MOVES, USES
from tests.builders.sites import SITE, TODAY, make_site, story

GATE, DOOR = "stories/gate.md", "stories/door.md"
NAMED = "uses: [{id: letter, label: The letter, description: It goes to members on paper.}]\n"
ACTS = (("use", DOOR, "--for", "letter"), ("consent", "check-in", DOOR, "answered"))


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a story that was renamed."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    consent = "{record: CF-1, status: given, given_on: 2026-01-01, scope: [web], uses: [letter]}"
    root = make_site(tmp_path / "site", {"gate.md": story(consent=consent)}, site=SITE + NAMED)
    assert run(root, "rename", GATE, "door").exit_code == 0
    return root


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--source", str(root)])


@pytest.mark.parametrize("act", ACTS)
def test_nothing_is_written_under_a_wrong_name(root: Path, act: tuple[str, ...]) -> None:
    """While consent/moves.yaml cannot be read, nothing is given nor written down, and the file is named."""
    (root / MOVES).write_text("damaged: [\n", encoding="utf-8")
    done = run(root, *act)
    assert (done.exit_code, MOVES in done.output) == (2, True)
    assert "painted" not in done.output
    assert not (root / USES).exists()
    assert not (root / CHECK_INS).exists()


def test_it_is_written_under_the_first_name(root: Path) -> None:
    """With its names, both registers know the story by the first of them."""
    for act in ACTS:
        assert run(root, *act).exit_code == 0
    tag = text_tag("CF-1", GATE, NO_MOVES)
    assert [*(one.text for one in uses(root)), *(one.text for one in check_ins(root))] == [tag, tag]
