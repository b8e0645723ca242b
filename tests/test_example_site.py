"""The repository's own site, which is the first thing that anyone sees."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from generator.ground.diagnostics import Severity
from generator.ground.target import Target
from generator.incremental.run import Run
from generator.prepare import Planned, prepare
from tests.builders.example import ROOT

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def planned() -> Planned:
    return prepare(Target(ROOT, "web", TODAY), Run())


def test_it_has_nothing_to_mend(planned: Planned) -> None:
    """The example site has nothing to mend, but that its addresses are made up, as it says itself."""
    *to_mend, licence = planned.diagnostics
    assert (licence.severity, licence.hint) == (Severity.NOTE, "nothing needs to be done")
    told = [(d.path, d.message.partition("”")[0], d.stops_publishing) for d in to_mend]
    addresses = ("https://stories.example.org/", "hello@harbourrow.example.org", "withdraw@harbourrow.example.org")
    assert told == [("site.yaml", f"“{address}", True) for address in addresses]


def test_it_has_forty_stories(planned: Planned) -> None:
    """At least forty stories are published."""
    assert len(planned.site.stories) >= 40


def test_every_topic_has_three_stories(planned: Planned) -> None:
    """Every topic has at least three stories."""
    counts = Counter(topic for s in planned.site.stories for topic in s.topics)
    assert [t.id for t in planned.site.settings.topics if counts[t.id] < 3] == []


def test_the_gate_is_seen_at_work(planned: Planned) -> None:
    """At least four stories are withheld, each for another rule, and none for an error."""
    rules = [w.rule for w in planned.withheld]
    assert {"draft", "requested", "expired", "withdrawn"} <= {*rules}
    assert len(rules) == len({*rules})
    assert "errors" not in rules


def test_stories_are_of_a_good_length(planned: Planned) -> None:
    """Every story has 350 to 900 words."""
    lengths = {s.source: s.body.words for s in planned.site.stories}
    assert {source: n for source, n in lengths.items() if not 350 <= n <= 900} == {}


def test_every_story_is_labelled_as_made_up(planned: Planned, site: Path) -> None:
    """Every story says on its page, before its text, that it is made up."""
    assert all(s.fictional for s in planned.site.stories)
    for story in planned.site.stories:
        page = (site / "stories" / story.slug / "index.html").read_text(encoding="utf-8")
        assert "nobody lived it" in page.partition('<div class="text"')[0], story.source


def test_lists_say_that_stories_are_made_up(site: Path) -> None:
    """Every card of a list says that its story is a made-up example."""
    page = (site / "stories" / "index.html").read_text(encoding="utf-8")
    assert page.count("made-up example") == len(re.findall(r'class="byline"', page)) > 0


def test_three_stories_are_in_another_language(planned: Planned) -> None:
    """At least three stories are not in the site's language."""
    other = [s for s in planned.site.stories if s.language != planned.site.settings.language]
    assert len(other) >= 3


def test_stories_take_different_courses(planned: Planned) -> None:
    """There are at least three stories of each course: better, up and down, and still in the middle."""
    shapes = Counter(s.shape for s in planned.site.stories)
    assert min(shapes["getting-better"], shapes["up-and-down"], shapes["still-in-it"]) >= 3


@pytest.mark.parametrize("kind", ["stories", "pages"])
def test_every_file_names_its_schema(kind: str) -> None:
    """Every story and page names the schema by which an editor checks it."""
    schema = {"stories": "story", "pages": "page"}[kind]
    line = f"# yaml-language-server: $schema=../schema/{schema}.json"
    assert [p.name for p in (ROOT / kind).glob("*.md") if line not in p.read_text(encoding="utf-8")] == []


def test_titles_and_names_differ(planned: Planned) -> None:
    """No two stories have one title, or one record."""
    assert len({s.title for s in planned.site.stories}) == len(planned.site.stories)
    records = re.findall(
        r"record: (\S+)", "".join(p.read_text(encoding="utf-8") for p in (ROOT / "stories").glob("*.md"))
    )
    assert len(records) == len({*records})


def test_helplines_are_few_and_dated(planned: Planned) -> None:
    """Every helpline has a source, a way to reach it, and a day of checking that has been."""
    lines = planned.site.settings.helplines.lines
    assert 0 < len(lines) <= 12
    assert all(line.checked <= TODAY and line.source.startswith("https://") for line in lines)
