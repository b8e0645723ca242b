"""Uses had a last day that was past, words were given out into the site's own folders, and lines were left untold."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import main
from generator.consent.use_register import uses
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.ground.places import CHECK_INS, MARKER, USES
from tests.builders.sites import SITE, TODAY, make_site, story, tree

GATE = "stories/gate.md"
NAMED = "uses: [{id: letter, label: The letter, description: It goes to members on paper.}]\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with a story that may go into a letter."""
    monkeypatch.setattr("generator.content.sources.today", lambda: TODAY)
    consent = "{record: CF-1, status: given, given_on: 2026-01-01, scope: [web], uses: [letter]}"
    return make_site(tmp_path / "site", {"gate.md": story(consent=consent)}, site=SITE + NAMED)


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--source", str(root)])


@pytest.mark.parametrize("until", [date(1, 1, 1), TODAY - timedelta(days=1)])
def test_a_last_day_that_is_past_is_refused(root: Path, until: date) -> None:
    """A use that would be over before it begins is not written down, and nothing is given."""
    done = run(root, "use", GATE, "--for", "letter", "--until", until.isoformat())
    assert (done.exit_code, f"The last day, {until}, is past" in done.output) == (2, True), done.output
    assert not (root / USES).exists()


def test_today_may_be_the_last_day(root: Path) -> None:
    """What is used today alone is written down."""
    assert run(root, "use", GATE, "--for", "letter", "--until", str(TODAY)).exit_code == 0
    assert [one.until for one in uses(root)] == [TODAY]


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("site/stories/leak.md", "lies in the site's folder"),
        ("site/pages/leak.md", "lies in the site's folder"),
        ("site/consent/leak.txt", "lies in the site's folder"),
        ("site/leak.txt", "lies in the site's folder"),
        ("link/leak.txt", "lies in the site's folder"),
        ("public/below/leak.txt", "in a folder that hearten has made"),
        ("nowhere/leak.txt", "there is no such folder"),
        ("there.txt", "this is there already"),
    ],
)
def test_words_are_put_where_they_can_be_found_again(root: Path, tmp_path: Path, place: str, why: str) -> None:
    """A place in the site's folder or in an output, no place, and another file are refused; nothing is written down."""
    (root / "pages").mkdir(exist_ok=True)
    (root / "consent").mkdir(exist_ok=True)
    (tmp_path / "public/below").mkdir(parents=True)
    (tmp_path / "public" / MARKER).write_text("")
    (tmp_path / "there.txt").write_text("mine")
    (tmp_path / "link").symlink_to(root, target_is_directory=True)
    before = tree(tmp_path)
    done = run(root, "use", GATE, "--for", "letter", "--out", str(tmp_path / place))
    assert (done.exit_code, why in done.output, "name another place" in done.output) == (2, True, True), done.output
    assert tree(tmp_path) == before


def test_a_withdrawn_story_is_told_as_withdrawn(root: Path) -> None:
    """The list of uses says that the story was withdrawn, and on which day."""
    run(root, "use", GATE, "--for", "letter")
    withdraw(plan_withdrawal(root, GATE), TODAY)
    assert f"Take it back: its story was withdrawn on {TODAY}." in run(root, "uses").output


def test_a_story_that_is_gone_by_hand_is_told_as_gone(root: Path) -> None:
    """Where nothing tells that a story was withdrawn, nothing says so."""
    run(root, "use", GATE, "--for", "letter")
    (root / GATE).rename(root / "stories/other.md")
    assert "Take it back: its story is not here any more, or cannot be read." in run(root, "uses").output


def test_a_check_in_names_a_line_that_cannot_be_read(root: Path) -> None:
    """The answer is written down, and the line before it that nobody can read is named with what to do."""
    (root / "consent").mkdir(exist_ok=True)
    (root / CHECK_INS).write_text("<<<<<<< ours\n")
    done = run(root, "consent", "check-in", GATE, "answered")
    told = " ".join(done.output.split())
    assert f"{CHECK_INS}:1:1: this line cannot be read" in told, told
    assert "put it back as it was, from git or a backup" in told
    assert "answered" in (root / CHECK_INS).read_text()
