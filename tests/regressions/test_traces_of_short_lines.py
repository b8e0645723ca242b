"""A poem whose front matter had a slip left no trace, since its lines were looked for one by one, each too short."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from tests.builders.sites import make_site, story

GATE = "stories/the-gate.md"
POEM = """\
*The kettle* sang on
until frost had gone.
Nobody asked a thing,
nobody had to sing.

Eleven boats lay still
below the empty mill,
and in the morning's grey
one of them sailed away.
"""
PLAIN = POEM.replace("*", "")
SLIPS = {
    "an open list": ("topics: [hope]", "topics: [hope"),
    "no end": ("---\n\n", "\n"),
    "no beginning": ("---\ntitle", "title"),
    "no slip": ("", ""),
}


def withdrawn(root: Path) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["consent", "withdraw", GATE, "--source", str(root), "--yes"])
    return done.exit_code, done.stdout


@pytest.fixture(params=SLIPS)
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A site with a poem that has a slip, and two stories that were given in the same words and on the same days."""
    given = (
        "\n  record: CF-{}\n  status: given\n  given_on: 2026-01-10\n  valid_until: 2028-01-10\n"
        "  scope: [web, feed, search-engines, social, offline]\n  named_as: pseudonym"
    )
    texts = {
        name: story(name.title(), consent=given.format(n), text=text)
        for n, (name, text) in enumerate({"the-gate": POEM, "hill": "A hill.", "sea": "The sea."}.items(), 100)
    }
    before, after = SLIPS[request.param]
    texts["the-gate"] = texts["the-gate"].replace(before, after, 1)
    return make_site(tmp_path, {f"{name}.md": text for name, text in texts.items()})


@pytest.mark.parametrize("lines", [PLAIN, PLAIN.replace("\n", " ")])
def test_short_lines_are_traces_together(site: Path, lines: str) -> None:
    """Words over several lines are found in a letter, however its lines are broken, with a slip or without."""
    (site / "drafts").mkdir()
    (site / "drafts/letter.txt").write_text(f"She wrote to me:\n{lines}", encoding="utf-8")
    code, said = withdrawn(site)
    assert (code, "drafts/letter.txt: words of the story" in said) == (1, True), said


def test_a_consent_in_the_same_words_is_none(site: Path) -> None:
    """Other stories whose consent has the same lines hold nothing of it."""
    code, said = withdrawn(site)
    assert (code, (site / GATE).exists()) == (0, False), said
