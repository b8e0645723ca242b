"""Approving an excerpt of a withdrawn story, or a text that shared two sentences with it, ended its withdrawal."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.consent import acts
from generator.consent.acts import Approval
from generator.consent.case import open_case
from generator.consent.guard_files import log_of, withdrawn_stories
from generator.consent.log_audit import verify
from generator.consent.refused import RefusedError
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate import consent_log
from generator.gate.seal import code
from tests.builders.sites import TODAY, built, make_site, story, tree

ALPHA, MINE, KETTLE = "stories/alpha.md", "stories/mine.md", "stories/kettle.md"
TO_RING = (
    "Whoever reads this at night can ring the line of our house. Somebody sits at the telephone until the morning."
)
WORDS = (
    "The baker kept a warm loaf for me behind the counter. "
    f"I carried it home below my coat through the wet snow. {TO_RING}"
)
MARK, OWN = b"below my coat", "A heron stood in the river on the day when I stopped hiding."
MORE = "Two grey geese went by, and neither of them looked at me."
TEXTS = {
    "an excerpt": f"The baker kept a warm loaf for me behind the counter. {TO_RING} {OWN}",
    "whom to ring": f"{OWN} {TO_RING}",
    "a word more": WORDS.replace("warm loaf", "warm round loaf"),
    "a quotation in a longer text": f"{OWN} {WORDS} {MORE}",
    "the whole": WORDS,
    "the whole and a word": f"{WORDS} Indeed.",
}


def given(record: str) -> str:
    return f"{{record: {record}, status: given, given_on: 2026-01-01, scope: [web]}}"


def agreed(root: Path, path: str, record: str) -> None:
    form = Approval(code=code(open_case(root, path).seal), record=record, scope=("web",), until=date(2028, 1, 1))
    acts.approve(root, path, form, today=TODAY)


def pages(root: Path) -> str:
    built(root)
    return b"".join(data for path, data in tree(root / "public").items() if path.endswith(".html")).decode()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = make_site(tmp_path / "site", {"alpha.md": story("Bread", text=WORDS), "sea.md": story("A sea", text="Sea.")})
    agreed(root, ALPHA, "CF-001")
    return root


@pytest.mark.parametrize("record", ["CF-001", "CF-050"])
@pytest.mark.parametrize("kind", TEXTS)
def test_only_the_story_itself_lifts_its_withdrawal(site: Path, kind: str, record: str) -> None:
    """Whatever else is approved under whichever record, the words of a withdrawn story stay withheld under others."""
    withdraw(plan_withdrawal(site, ALPHA), TODAY)
    stones = withdrawn_stories(site).stories
    (site / MINE).write_text(story("A heron", text=TEXTS[kind]))
    if record == "CF-001" and not kind.startswith("the whole"):
        with pytest.raises(RefusedError, match="CF-001 is the number of a consent that was withdrawn on 2026-06-15"):
            agreed(site, MINE, record)
        agreed(site, MINE, "CF-051")
    else:
        agreed(site, MINE, record)
    left = withdrawn_stories(site).stories
    if kind.startswith("the whole"):
        assert left == ()
    else:
        assert left == stones
        assert "CF-001" not in {line.event.replaces for line in consent_log.read(log_of(site))[0]}
    assert (TEXTS[kind][:30] in pages(site), verify(site)) == (True, ())
    if not kind.startswith("the whole"):
        (site / MINE).unlink()
        (site / KETTLE).write_text(story("A kettle", consent=given("CF-077"), text=WORDS))
        assert MARK.decode() not in pages(site)


@pytest.mark.parametrize("end", ["pause", "withdraw"])
def test_a_neighbour_is_let_in_by_its_own_approval(site: Path, end: str) -> None:
    """A text that shares two sentences with one that has ended is let in by its own later approval, and by no other."""
    (site / MINE).write_text(story("A heron", text=TEXTS["whom to ring"]))
    agreed(site, MINE, "CF-050")
    if end == "pause":
        acts.pause(site, ALPHA, today=TODAY)
    else:
        withdraw(plan_withdrawal(site, ALPHA), TODAY)
    assert "A heron stood" not in pages(site)
    agreed(site, MINE, "CF-050")
    assert "A heron stood" in pages(site)
    acts.renew(site, MINE, until=date(2028, 2, 2), today=TODAY)
    text = (site / MINE).read_text()
    (site / MINE).write_text(text.replace(OWN, WORDS.removesuffix(TO_RING)))
    assert MARK.decode() not in pages(site)
    (site / MINE).write_text(text)
    assert "A heron stood" in pages(site)
    (site / KETTLE).write_text(text.replace("CF-050", "CF-051"))
    (site / MINE).unlink()
    assert "A heron stood" not in pages(site)


def test_a_paused_record_in_the_file_of_another_text(site: Path) -> None:
    """A text whose file names a paused record takes that record's place only if it is the text that was approved."""
    acts.pause(site, ALPHA, today=TODAY)
    text = (site / ALPHA).read_text()
    (site / ALPHA).unlink()
    (site / MINE).write_text(text.replace(WORDS, TEXTS["an excerpt"]))
    agreed(site, MINE, "CF-050")
    assert "CF-001" not in {line.event.replaces for line in consent_log.read(log_of(site))[0]}
