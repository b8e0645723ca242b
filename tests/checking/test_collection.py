"""Who is missing: what the report on a collection says, and what it never does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from generator.checking.collection import TOO_FEW, CollectionReport, CountTable, collection_report
from generator.ground.channels import WEB
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.prepare import prepare
from tests.builders.sites import SITE, TODAY, make_site, story
from tests.builders.told_stories import told, told_site

UP, DOWN, STEADY = ("shape: getting-better", "shape: up-and-down", "shape: steady")


def told_like(topics: str, more: str, number: int, start: int = 0) -> dict[str, str]:
    """So many stories of these topics and with these fields, each with its own words."""
    return {
        f"s{n}.md": story(f"Story {n}", topics=topics, more=more, text=f"It was the step number {n} of the stairs.")
        for n in range(start, start + number)
    }


def report(root: Path) -> CollectionReport:
    """The report on a site as it is published."""
    planned = prepare(Target(root, WEB, TODAY), Run())
    return collection_report(planned.site.stories, planned.site.settings, planned.theme.strings_for("en"))


def counts(found: CollectionReport, field: str) -> Mapping[str | None, int | None]:
    return {one.value: one.stories for one in table(found, field).values}


def table(found: CollectionReport, field: str) -> CountTable:
    return next(one for one in found.tables if one.field == field)


def of(root: Path, *stories: Mapping[str, str], site: str = SITE) -> CollectionReport:
    return report(make_site(root, {name: text for part in stories for name, text in part.items()}, site=site))


def test_a_site_with_few_stories_is_told_kindly(tmp_path: Path) -> None:
    """With fewer than 5 stories nothing is counted, not even these, and the report says why."""
    assert of(tmp_path, told_like("[hope]", UP, 4)) == CollectionReport(None, False, (), (TOO_FEW,))


def test_what_all_stories_have_and_none_has(tmp_path: Path) -> None:
    """What all stories share, and what none has, is said in sentences."""
    assert of(tmp_path, told_like("[hope]", UP, 6)).sentences == (
        "All 6 stories go the same way: “things get better”.",
        "No storyteller says of a story: “ups and downs”, “steady”, “still in the middle of it” or “not a line”.",
        "All 6 stories are under “Hope”.",
        "No story is under “Support” or “Work”.",
        "All 6 stories are in English.",
        "All 6 stories take up to three minutes to read.",
        "No story takes four to six minutes or seven minutes or more to read.",
        "All 6 stories are from 2026.",
        "All 6 stories are told in words alone.",
        "No story is told as a sound recording or as a film.",
    )


def test_a_topic_whose_stories_all_go_the_same_way(tmp_path: Path) -> None:
    """A topic all of whose stories go the same way is named, with their number."""
    found = of(
        tmp_path, told_like("[hope]", UP, 6), told_like("[support]", DOWN, 5, 6), told_like("[work]", DOWN, 6, 11)
    )
    assert [words for words in found.sentences if "go the same way" in words] == [
        "All 6 stories under “Hope” go the same way: “things get better”.",
        "All 5 stories under “Support” go the same way: “ups and downs”.",
        "All 6 stories under “Work” go the same way: “ups and downs”.",
    ]


def test_no_topic_tells_of_few_stories_elsewhere(tmp_path: Path) -> None:
    """Where nearly all stories of a shape are under one topic, nothing is said that tells of the few that are not."""
    found = of(tmp_path, told_like("[hope]", UP, 6), told_like("[work]", UP, 2, 6), told_like("[work]", DOWN, 6, 8))
    assert counts(found, "shape")["getting-better"] == 8
    assert counts(found, "topics") == {"hope": 6, "support": 0, "work": 8}
    assert not [words for words in found.sentences if "under “Hope”" in words]


def test_few_are_hidden_with_others(tmp_path: Path) -> None:
    """A shape that few have is hidden together with another, so that it does not follow from the number of stories."""
    found = of(
        tmp_path, told_like("[hope]", UP, 9), told_like("[hope]", DOWN, 5, 9), told_like("[hope]", STEADY, 2, 14)
    )
    shown = counts(found, "shape")
    assert (shown["getting-better"], shown["up-and-down"], shown["steady"], shown["not-a-line"]) == (9, None, None, 0)


def test_where_no_count_can_be_shown(tmp_path: Path) -> None:
    """Where a single story is in another language, no count of languages is shown, and no other language is named."""
    found = of(tmp_path, told_like("[hope]", UP, 11), told_like("[hope]", "language: cy", 1, 11))
    assert (table(found, "language").values, table(found, "language").mostly) == ((), "English")
    assert "Welsh" not in repr(found)


def test_what_a_storyteller_did_not_choose_is_not_guessed(tmp_path: Path) -> None:
    """Where a storyteller chose no shape, that is what is counted, and to rather not say is an answer of its own."""
    silent, rather_not = told_like("[hope]", "", 6), told_like("[hope]", "shape: rather-not-say", 5, 6)
    found = of(tmp_path, silent, rather_not)
    assert {value: n for value, n in counts(found, "shape").items() if n} == {None: 6, "rather-not-say": 5}
    assert not [words for words in found.sentences if "go the same way" in words]


@pytest.mark.parametrize(
    "withheld",
    [
        story("Draft", topics="[work]", more=f"draft: true\n{STEADY}\nlanguage: cy"),
        story("Paused", topics="[work]", more=STEADY, consent="{record: R-9, status: paused, scope: [web]}"),
        story("Offline", topics="[work]", more=STEADY, scope="[offline]"),
        story("To come", topics="[work]", more=STEADY, day="2026-12-24"),
        "no front matter at all\n",
    ],
    ids=["draft", "paused", "offline", "to-come", "unreadable"],
)
def test_withheld_stories_change_nothing(tmp_path: Path, withheld: str) -> None:
    """The report is the same as if what is withheld were not there."""
    stories = [told_like("[hope]", UP, 6), told_like("[support]", DOWN, 5, 6)]
    assert of(tmp_path / "with", *stories, {"w.md": withheld}) == of(tmp_path / "without", *stories)


def test_recordings_count_where_consent_covers_them(tmp_path: Path) -> None:
    """A story whose consent does not cover its recording counts as told in words alone."""
    others = told_like("[hope]", UP, 5)
    found = report(told_site(tmp_path, told(scope="[web]"), **others))
    assert counts(found, "recording") == {None: 7, "audio": 0, "video": 0}


def test_made_up_examples_are_named_as_such(tmp_path: Path) -> None:
    """The report says whether made-up examples are among the stories."""
    consent = "consent: {record: X-1, status: given, given_on: 2026-01-01, scope: [web], basis: fictional}"
    made_up = "\n".join(
        consent if line.startswith("consent:") else line
        for line in story("A tale", text="A tale of a tin.").splitlines()
    )
    stories = told_like("[hope]", UP, 5)
    made: Sequence[bool] = [of(tmp_path / "a", stories).made_up, of(tmp_path / "b", stories, {"t.md": made_up}).made_up]
    assert made == [False, True]
