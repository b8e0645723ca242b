"""Every rule finds what it is for, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from generator.advice import rules
from generator.advice.advise import advise
from generator.advice.finding import Level
from generator.advice.texts import text_at
from generator.content import read
from generator.content.settings import Settings
from tests.builders.sites import DATA, SITE, story

CASES = ("reading", "links")


def settings() -> Settings:
    made = read.settings(SITE.encode(), "site.yaml").value
    assert made is not None
    return made[0]


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    for folder in CASES:
        for rule, row in yaml.safe_load((DATA / "advice" / folder / "pages.yaml").read_text(encoding="utf-8")).items():
            yield from ((rule, case) for case in row)


def found_on_page(words: str, language: str = "en") -> list[tuple[str, str]]:
    """The rules that a page breaks, with the words of each."""
    page = f"---\ntitle: A page\nlanguage: {language}\n---\n\n{words}\n"
    text = text_at("pages/a.md", page.encode(), "en")
    assert text is not None
    return [(one.rule.id, one.words) for one in advise([text], rules.advisers(settings()))]


@pytest.mark.parametrize(("rule", "case"), list(cases()))
def test_what_is_found_and_what_is_not(rule: str, case: dict[str, Any]) -> None:
    """A rule finds the texts that are written for it to find, and not those that are near."""
    words = case["found"] if "found" in case else case["not"]
    found = {rule for rule, _ in found_on_page(words, case.get("language", "en"))}
    assert (rule in found) == ("found" in case)


def test_three_of_each() -> None:
    """Every rule that looks at a text has three texts that it finds and three that it does not."""
    counted: dict[str, list[int]] = {}
    for rule, case in cases():
        counted.setdefault(rule, [0, 0])["found" not in case] += 1
    elsewhere = {"links/dead", "links/dead-help", "links/moved", "links/helpline-age"}
    known = {id_ for id_, rule in rules.by_id().items() if rule.group in CASES} - elsewhere
    assert counted == {id_: [3, 3] for id_ in known}


def test_a_story_is_told_of_by_notes_alone() -> None:
    """What stands in a storyteller's own words is never a warning."""
    words = "\n\n".join(case["found"] for _, case in cases() if "found" in case)
    text = text_at("stories/a.md", story(text=words).encode(), "en")
    assert text is not None
    found = list(advise([text], rules.advisers(settings())))
    spoken = [one for one in found if one.start.line > 8 and "alt" not in one.rule.id]
    assert spoken
    assert {one.level for one in spoken} == {Level.NOTE}


def test_ids_stay_in_their_form() -> None:
    """An id is a group and a name, and every rule says why."""
    for id_, rule in rules.by_id().items():
        assert re.fullmatch(r"[a-z]+/[a-z-]+", id_)
        assert rule.title
        assert rule.why


def test_places_are_those_of_the_words() -> None:
    """What a finding says to stand at its place stands there."""
    page = "---\ntitle: A page\n---\n\nOne.\n\nPLEASE RING BEFORE us,\nor [more](a.md) 🎉🎉🎉\n"
    text = text_at("pages/a.md", page.encode(), "en")
    assert text is not None
    lines = page.split("\n")
    for one in advise([text], rules.advisers(settings())):
        assert one.start.line == one.end.line
        assert one.words in lines[one.start.line - 1][one.start.column - 1 : one.end.column - 1]
