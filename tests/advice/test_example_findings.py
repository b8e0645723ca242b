"""Ordinary text is left alone: how many findings are wrong, counted on the example site and on the guides."""

from __future__ import annotations

import pytest

from generator.advice import shelves, whole_text, words
from generator.advice.advise import advise
from generator.advice.finding import Finding
from generator.advice.passages import Voice, of_body
from generator.advice.texts import AdvisedText, texts
from generator.content import read, sources
from generator.content.front_matter import PageHeader
from generator.content.strict_yaml import Document
from tests.builders.example import ROOT

# What is found in the example site, looked at one by one. None is wrong; there is none.
REVIEWED: list[tuple[str, str]] = []


@pytest.fixture(scope="module")
def example() -> tuple[Finding, ...]:
    """All advice on language on the example site."""
    site = sources.gather(ROOT)
    settings, document = read.settings(site.settings, "site.yaml").made
    known = tuple(texts(site, settings, document))
    assert len(known) > 60
    found = advise(known, [words.on_terms, whole_text.on_means, whole_text.on_pictures, whole_text.on_help(settings)])
    return (*found, *shelves.on_shelves(known, settings))


def test_what_the_example_site_gets(example: tuple[Finding, ...]) -> None:
    """The findings in the example site are those that were looked at."""
    assert [(finding.place, finding.rule.id) for finding in example] == REVIEWED


def test_stories_are_ordinary_even_as_editors_words() -> None:
    """Were the example stories editors' own words, with all rules for them, nothing would be found in them."""
    found: list[Finding] = []
    for path in sorted((ROOT / "stories").glob("*.md")):
        source = path.read_text(encoding="utf-8")
        _, head, body = source.split("---\n", 2)
        language = next((row.split()[1] for row in head.splitlines() if row.startswith("language:")), "en")
        passages = tuple(of_body(body, 1, language, Voice.EDITOR))
        one = AdvisedText(path.name, source, language, passages, Document(None), PageHeader(title="A gate"))
        found += advise([one], [words.on_terms, whole_text.on_means, whole_text.on_pictures])
    assert [(finding.place, finding.rule.id) for finding in found] == []
