"""The words of an ended consent were published under another record, since only files' headers were asked."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.consent import acts
from generator.consent.register import rows
from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.gate import tombstones
from generator.store.user_folder import GIVEN
from tests.builders.approved import COPY, GATE, WORDS, approve, approved_site, copied, shown
from tests.builders.sites import TODAY, built, story


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with an approved story, a copy of its file beside the site, and nothing remembered elsewhere."""
    monkeypatch.setenv(GIVEN, "")
    return approved_site(tmp_path)


def old_file(root: Path) -> None:
    shutil.copy(root.parent / "keep.md", root / GATE)


def other_front(before: str, after: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / GATE).read_text()
        assert before in text
        (root / GATE).write_text(text.replace(before, after))

    return change


def aside(root: Path) -> None:
    (root / "stories/_d").mkdir()
    (root / GATE).rename(root / "stories/_d/gate.md")


def gone(root: Path) -> None:
    (root / GATE).unlink()


WAYS = {
    "an older file": old_file,
    "a field with an error": other_front("date: 2026-01-01", "date: soon"),
    "broken YAML": other_front("title: A gate", 'title: "A gate'),
    "a folder that is not read": aside,
    "no file": gone,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("record", ["CF-099", "EXAMPLE-001", "cf-001", "CF\u2011001"])
def test_words_of_a_paused_story_stay_withheld(site: Path, way: str, record: str) -> None:
    """Whatever becomes of a paused story's file, its words appear under no other record, nor its own respelled."""
    acts.pause(site, GATE, today=TODAY)
    WAYS[way](site)
    copied(site, record=record, more="\n  basis: fictional" if record == "EXAMPLE-001" else "")
    assert not shown(site)
    assert any(row.path == COPY and row.why for row in rows(site, TODAY))
    assert not shown(site)


def test_the_file_itself_under_a_placeholder(site: Path) -> None:
    """A paused story whose file is given the placeholder's record, as made up, stays withheld."""
    acts.pause(site, GATE, today=TODAY)
    copied(site, GATE, "EXAMPLE-001")
    assert not shown(site)


@pytest.mark.parametrize("stone", ["none", "of the first form"])
def test_a_withdrawal_that_lost_its_tombstone(site: Path, stone: str) -> None:
    """Without its tombstone, or with one that knows no words, a withdrawal holds by the log, and says what to do."""
    withdraw(plan_withdrawal(site, GATE), TODAY)
    left = tombstones.read((site / tombstones.PATH).read_bytes()).stories[0]
    first = (
        f"stories:\n  - id: {left.id}\n    withdrawn_on: 2026-06-15\n    in_feeds: true\n    logged: {left.logged}\n"
    )
    if stone == "none":
        (site / tombstones.PATH).unlink()
    else:
        (site / tombstones.PATH).write_text(first)
    copied(site)
    assert not shown(site)
    (why,) = (row.why or "" for row in rows(site, TODAY) if row.path == COPY)
    assert "it has the words of CF-001" in why
    assert "“hearten consent withdraw”" in why
    withdraw(plan_withdrawal(site, COPY), TODAY)
    (site / "stories/new.md").write_text(story("Paint", text=WORDS.replace("for once", "that night")))
    assert not shown(site)


def test_a_lost_tombstone_is_told_until_it_is_back(site: Path) -> None:
    """A build warns of a withdrawal without its tombstone, until the story is put back and withdrawn once more."""
    withdraw(plan_withdrawal(site, GATE), TODAY)
    assert built(site).diagnostics == ()
    (site / tombstones.PATH).unlink()
    (told,) = built(site).diagnostics
    assert (told.rule, told.path, "CF-001" in told.message) == ("lost-withdrawal", tombstones.PATH, True)
    old_file(site)
    withdraw(plan_withdrawal(site, GATE), TODAY)
    assert built(site).diagnostics == ()


def test_nearly_the_words_of_a_file_that_cannot_be_read(site: Path) -> None:
    """A text that has nearly the words of a paused story is withheld while that story's front matter is broken."""
    acts.pause(site, GATE, today=TODAY)
    WAYS["broken YAML"](site)
    (site / "stories/new.md").write_text(story("Paint", text=WORDS.replace("for once", "that night")))
    assert not shown(site)


def test_a_later_approval_lets_the_words_in(site: Path) -> None:
    """Who consents again is let in by an approval, under a new record and in a new file."""
    acts.pause(site, GATE, today=TODAY)
    gone(site)
    copied(site)
    assert not shown(site)
    approve(site, COPY, "CF-099")
    assert shown(site)


def test_a_new_record_in_the_same_file_lets_the_words_in(site: Path) -> None:
    """An approval under a record that replaces a paused one lets the story in, and pausing that one ends both."""
    acts.pause(site, GATE, today=TODAY)
    approve(site, GATE, "CF-002")
    assert shown(site)
    acts.pause(site, GATE, today=TODAY)
    gone(site)
    copied(site)
    assert not shown(site)


def test_an_edit_into_the_words_of_a_story_that_is_gone(site: Path) -> None:
    """A published text that is edited until it says what a paused and deleted one said is withheld at once."""
    acts.pause(site, GATE, today=TODAY)
    gone(site)
    copied(site)
    text = (site / COPY).read_text()
    (site / COPY).write_text(text.replace(WORDS, "Some other words that stand here."))
    assert built(site).stories == 2
    (site / COPY).write_text(text)
    assert not shown(site)


def test_nothing_is_sealed_where_nothing_has_ended(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build of a site whose consents are all in force takes no seal of a text that has none."""

    def never(*_: object) -> None:
        raise AssertionError("a seal was taken")

    monkeypatch.setattr("generator.incremental.seal_cache.exact_seals", never)
    assert built(site).stories == 2


RECORDS = ("CF-001", "cf-001", "CF-002", "EXAMPLE-001")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.sampled_from(["pause", "resume", "approve", "lose", "copy"]), min_size=2, max_size=5),
    data=st.data(),
)
def test_ended_words_need_a_later_approval(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], data: st.DataObject
) -> None:
    """After any acts and copies, the exact words of an ended record are published only if approved later."""
    root = approved_site(tmp_path_factory.mktemp("some"))
    ended, approved_copy = False, False
    for step in steps:
        here = (root / GATE).exists()
        if step == "pause" and here and not ended:
            acts.pause(root, GATE, today=TODAY)
            ended, approved_copy = True, False
        elif step == "resume" and here and ended:
            acts.resume(root, GATE, today=TODAY)
            ended = False
        elif step == "lose" and here:
            (root / GATE).unlink()
        elif step == "copy":
            copied(root, record=data.draw(st.sampled_from(RECORDS)))
            approved_copy = False
        elif step == "approve" and (root / COPY).exists() and not here:
            approve(root, COPY, "CF-007")
            approved_copy = True
    if ended and not approved_copy:
        assert not shown(root)
