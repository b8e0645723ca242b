"""Two copies of a story made each other's words common, and a withdrawal named neither them nor any other copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from tests.builders.sites import make_site, story

GATE = "stories/the-gate.md"
TEXT = (
    "The kettle went on singing until the frost was gone, and nobody asked. "
    "In the second winter we counted whatever boats had not gone out. Most mornings there were eleven of them."
)
NAMED = ("consent: {record: R-1, status: given, given_on: 2026-01-01, scope: [web]}", "consent: {record: FORM-000}")


def withdraw(site: Path) -> Result:
    """Withdraw the gate."""
    command = ["consent", "withdraw", GATE, "--source", str(site), "--today", "2026-06-15", "--yes"]
    done = CliRunner().invoke(main, command)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done


@pytest.fixture
def gate() -> str:
    """A story's file."""
    return story("The night kettle", consent=NAMED[0].removeprefix("consent: "), text=TEXT)


DRAFTS = {
    "without consent": lambda gate: gate.replace(NAMED[0] + "\n", ""),
    "another record": lambda gate: gate.replace("R-1", "R-99"),
    "the same record": lambda gate: gate,
    "no record yet": lambda gate: gate.replace(*NAMED),
    "half of it": lambda gate: gate.replace(
        " Most mornings there were eleven of them.", " I say no more of that year."
    ),
}


@pytest.mark.parametrize("kind", DRAFTS)
@pytest.mark.parametrize("again", [False, True])
def test_copies_do_not_make_words_common(tmp_path: Path, gate: str, kind: str, again: bool) -> None:
    """Two copies of a story, whatever their records, keep neither each other nor a letter from being named."""
    site = make_site(tmp_path, {"the-gate.md": gate, "hill.md": story("A hill", text="Something quite different.")})
    if again:
        assert withdraw(site).exit_code == 0
    for n in (1, 2):
        (site / f"stories/kept{n}.md").write_text(DRAFTS[kind](gate), encoding="utf-8")
    (site / "letter.txt").write_text(gate, encoding="utf-8")
    done = withdraw(site)
    left = {path.relative_to(site).as_posix() for path in (*site.glob("stories/kept*.md"), site / "letter.txt")}
    assert (done.exit_code, "The story is out" in done.stdout, left - named(done)) == (1, False, set()), done.stdout


def test_two_copies_of_one_neighbour_are_one(tmp_path: Path, gate: str) -> None:
    """A neighbour that quotes the story and a copy of that neighbour do not make what they quote common."""
    quoting = (
        f"She wrote to me: {TEXT.partition('. ')[0]}. The hill behind us was white for most of that month. "
        "We carried the coal up twice a day and told each other what we had read. It was the year of the long snow."
    )
    site = make_site(tmp_path, {"the-gate.md": gate, "hill.md": story("A hill", text=quoting)})
    (site / "stories/hill2.md").write_text(story("A hill again", text=quoting), encoding="utf-8")
    done = withdraw(site)
    assert (done.exit_code, {"stories/hill.md", "stories/hill2.md"} <= named(done)) == (1, True), done.stdout


def named(done: Result) -> set[str]:
    """The files that stand in lines of their own."""
    return {line.strip().partition(": ")[0] for line in done.stdout.splitlines() if line.startswith("  ")}
