"""A longer text with a withdrawn story among others was counted, and nobody knew which words of others were missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.importing.item import Item, Markdown
from tests.builders.imports import Texts, brought
from tests.builders.sites import make_site, story

GATE = [
    "We painted the gate in April, and nobody asked whose gate it was before that.",
    "My neighbour carried the ladder every morning, and we drank our tea on the wall.",
    "There were weeks in which I stayed in bed while the gate stayed half green.",
]
OTHERS = [
    "The boat lay upside down in the yard for a winter and a half.",
    "Nobody had asked her whether she still wanted to learn how to row.",
    "On the first warm day we carried it down the steps to the water.",
    "It leaked at two places, which the old man mended with tar.",
    "She rowed as far as the buoy and sang all of the way back.",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site in which a story was withdrawn that came in."""
    root = make_site(tmp_path / "site", {"before.md": story("Before")})
    brought(root, Texts([Item("1", "The gate", Markdown(" ".join(GATE)), slug="the-gate")]))
    gone = CliRunner().invoke(main, ["consent", "withdraw", "stories/the-gate.md", "--yes", "--source", str(root)])
    assert gone.exit_code == 0, gone.output
    return root


def test_a_text_with_others_in_it_is_named(root: Path) -> None:
    """A longer text with a withdrawn story in it does not come in, and is named."""
    report = brought(root, Texts([Item("2", "Nine voices", Markdown(" ".join(OTHERS[:3] + GATE + OTHERS[3:])))]))
    assert report.texts == ()
    assert [left.titles for left in report.left_out] == [("Nine voices",)]


def test_the_story_itself_is_only_counted(root: Path) -> None:
    """The withdrawn story in its own words is counted, and its title is told to nobody."""
    report = brought(root, Texts([Item("2", "The gate", Markdown(" ".join(GATE)))]))
    assert report.texts == ()
    assert [(left.count, left.titles) for left in report.left_out] == [(1, ())]


@pytest.mark.parametrize("body", [GATE[::-1], GATE[:2], [*GATE[:2], OTHERS[0]], [*GATE, "Amen."]])
def test_what_may_be_it_is_named(body: list[str], root: Path) -> None:
    """A text with most of its words does not come in, and is named, since it may be another person's."""
    report = brought(root, Texts([Item("2", "The gate", Markdown(" ".join(body)))]))
    assert report.texts == ()
    assert [(left.count, left.titles) for left in report.left_out] == [(1, ("The gate",))]
