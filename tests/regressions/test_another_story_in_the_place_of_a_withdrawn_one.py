"""A withdrawal was known by its file's place, so that another story there ended it, or was never withdrawn itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.consent.acts import Approval, approve
from generator.consent.case import open_case
from generator.consent.guard_files import log_of, withdrawn_stories
from generator.consent.log_audit import verify
from generator.consent.refused import RefusedError
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate import consent_log
from generator.gate.seal import code
from tests.builders.sites import TODAY, built, make_site, story, tree

GATE, OTHER = "stories/gate.md", "stories/other.md"
WORDS = "We painted the old gate twice before the rain came. In the evening the whole street smelled of paint."
OTHERS = "My sister pinned a map of lighthouses above the bed. We went there when the causeway was frozen over."


def given(record: str) -> str:
    return f"{{record: {record}, status: given, given_on: 2026-01-01, scope: [web, feed]}}"


def agreed(root: Path, path: str, record: str) -> None:
    form = Approval(code=code(open_case(root, path).seal), record=record, scope=("web", "feed"))
    approve(root, path, form, today=TODAY)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site whose approved story was withdrawn, with a copy of it beside the site."""
    root = make_site(
        tmp_path / "site", {"gate.md": story(text=WORDS), "sea.md": story("A sea", text="The sea lay still.")}
    )
    agreed(root, GATE, "CF-001")
    shutil.copy(root / GATE, tmp_path / "keep.md")
    withdraw(plan_withdrawal(root, GATE), TODAY)
    return root


def shown(root: Path, words: bytes) -> bool:
    built(root)
    return any(words in data for data in tree(root / "public").values())


@pytest.mark.parametrize("consent", [None, given("CF-050"), "{record: FORM-000, status: requested, scope: []}"])
def test_another_text_ends_no_withdrawal(site: Path, consent: str | None) -> None:
    """Another text in the place of a withdrawn one cannot be approved there, and the withdrawal stands as it was."""
    stones, log = withdrawn_stories(site), log_of(site)
    text = story("Lighthouses", more="slug: lights", text=OTHERS, consent=consent)
    (site / GATE).write_text(text.replace("consent: None\n", ""), encoding="utf-8")
    with pytest.raises(RefusedError, match="another name"):
        agreed(site, GATE, "CF-050")
    assert (withdrawn_stories(site), log_of(site)) == (stones, log)
    (site / GATE).rename(site / OTHER)
    agreed(site, OTHER, "CF-050")
    assert shown(site, b"causeway")
    (site / "stories/kettle.md").write_text(story(consent=given("CF-077"), text=WORDS), encoding="utf-8")
    assert not shown(site, b"smelled of paint")
    assert "CF-001" not in {line.event.replaces for line in consent_log.read(log_of(site))[0]}


@pytest.mark.parametrize("record", ["CF-001", "CF-002"])
@pytest.mark.parametrize("way", ["its file", "its words"])
def test_its_storyteller_is_let_in_again(site: Path, record: str, way: str) -> None:
    """Who comes back with the words, under whichever record, is let in where they were, and all fits."""
    if way == "its file":
        shutil.copy(site.parent / "keep.md", site / GATE)
    else:
        (site / GATE).write_text(story("Anew", consent=given("CF-003"), text=WORDS), encoding="utf-8")
    agreed(site, GATE, record)
    assert (withdrawn_stories(site).stories, verify(site)) == ((), ())
    assert shown(site, b"smelled of paint")
    assert b"deleted-entry" not in (site / "public/feed.xml").read_bytes()


def test_words_that_were_withdrawn_stay_so(site: Path) -> None:
    """Where a storyteller comes back with one of two texts, the other's words stay withheld until they are approved."""
    former = (site.parent / "keep.md").read_text(encoding="utf-8")
    text = former.replace(WORDS, OTHERS)
    for agreed_to in (former, text):
        (site / GATE).write_text(agreed_to, encoding="utf-8")
        agreed(site, GATE, "CF-001")
    for taken_back in (text, former):
        (site / GATE).write_text(taken_back, encoding="utf-8")
        withdraw(plan_withdrawal(site, GATE), TODAY)
    (site / GATE).write_text(text, encoding="utf-8")
    agreed(site, GATE, "CF-001")
    assert shown(site, b"causeway")
    assert b"deleted-entry" not in (site / "public/feed.xml").read_bytes()
    (site / "stories/kettle.md").write_text(story(consent=given("CF-077"), text=f"{WORDS} Indeed."), encoding="utf-8")
    assert not shown(site, b"smelled of paint")
    (site / "stories/kettle.md").write_text(story(consent=given("CF-077"), text=WORDS), encoding="utf-8")
    agreed(site, "stories/kettle.md", "CF-077")
    assert shown(site, b"smelled of paint")
    assert withdrawn_stories(site).stories == ()


def test_a_second_story_is_withdrawn_by_itself(site: Path) -> None:
    """The withdrawal of a second story in the same place is logged, and holds wherever its file turns up."""
    (site / GATE).write_text(
        story("Lighthouses", more="slug: otherone", text=OTHERS, consent=given("CF-060")), encoding="utf-8"
    )
    copy = (site / GATE).read_bytes()
    plan = plan_withdrawal(site, GATE)
    assert plan.again is None
    withdraw(plan, TODAY)
    assert [stone.record for stone in withdrawn_stories(site).stories] == ["CF-001", "CF-060"]
    assert [line.event.record for line in consent_log.read(log_of(site))[0]] == ["CF-001", "CF-001", "CF-060"]
    (site / "stories/otherone.md").write_bytes(copy)
    assert not shown(site, b"causeway")
    (site / "stories/otherone.md").unlink()
    assert (verify(site), plan_withdrawal(site, GATE).again) == ((), TODAY)
    (site / "stories/kettle.md").write_text(story(consent=given("CF-077"), text=OTHERS), encoding="utf-8")
    assert not shown(site, b"causeway")
    assert (site / "public/feed.xml").read_bytes().count(b"deleted-entry") == 1


def test_one_of_two_comes_back(site: Path) -> None:
    """Where two stories were withdrawn from one place, an approval of one of them leaves the other withdrawn."""
    (site / GATE).write_text(story("Lighthouses", text=OTHERS, consent=given("CF-060")), encoding="utf-8")
    copy = (site / GATE).read_bytes()
    withdraw(plan_withdrawal(site, GATE), TODAY)
    (site / OTHER).write_bytes(copy)
    agreed(site, OTHER, "CF-060")
    assert [stone.record for stone in withdrawn_stories(site).stories] == ["CF-001"]
    shutil.copy(site.parent / "keep.md", site / "stories/back.md")
    assert not shown(site, b"smelled of paint")
    assert shown(site, b"causeway")


def test_one_of_two_comes_back_where_both_were(site: Path) -> None:
    """Where two stories were withdrawn from one place, neither is approved there, and nothing is changed."""
    (site / GATE).write_text(story("Lighthouses", text=OTHERS, consent=given("CF-060")), encoding="utf-8")
    withdraw(plan_withdrawal(site, GATE), TODAY)
    shutil.copy(site.parent / "keep.md", site / GATE)
    stones, log = withdrawn_stories(site), log_of(site)
    with pytest.raises(RefusedError, match=r"and another one, too, on 2026-06-15.*another name by hand") as refused:
        agreed(site, GATE, "CF-001")
    assert "neither its record" not in str(refused.value)
    assert (withdrawn_stories(site), log_of(site)) == (stones, log)
    (site / GATE).rename(site / OTHER)
    agreed(site, OTHER, "CF-001")
    assert shown(site, b"smelled of paint")
    assert [stone.record for stone in withdrawn_stories(site).stories] == ["CF-060"]


def test_its_record_in_the_file_alone(site: Path) -> None:
    """A file with a withdrawn story's record and another text is not approved in its place under a new record."""
    (site / GATE).write_text(story("Anew", consent=given("CF-001"), text=OTHERS), encoding="utf-8")
    with pytest.raises(RefusedError, match=r"has not all its words\. Give this file another name"):
        agreed(site, GATE, "CF-002")


def test_other_words_of_the_same_record(site: Path) -> None:
    """Where another version of a withdrawn story is withdrawn, too, neither's words are published."""
    text = (site.parent / "keep.md").read_text(encoding="utf-8").replace(WORDS, OTHERS)
    (site / GATE).write_text(text, encoding="utf-8")
    withdraw(plan_withdrawal(site, GATE), TODAY)
    for words, seen in ((WORDS, b"smelled of paint"), (OTHERS, b"causeway")):
        (site / OTHER).write_text(story("Other", consent=given("CF-077"), text=f"{words} Indeed."), encoding="utf-8")
        assert not shown(site, seen)
    assert log_of(site).count(b'"withdraw"') == 1
