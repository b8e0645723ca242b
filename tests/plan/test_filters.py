"""What lists can be narrowed down to, and how many pages that makes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from generator.content.page_kinds import PageKind
from generator.plan.filters import with_filters
from generator.plan.paging import StoryList, count_of_pages
from generator.views.view_models import Card
from tests.builders.sites import SITE, addresses, leads_to, story
from tests.builders.values import SiteValue, rendered

CARD = Card("", "A gate", "Jo", "So.", date(2026, 1, 1), "en", 1, (), (), False, True, None)
STRINGS = SiteValue({}).theme.strings_for("en")
SIZE = 24


def texts(stories: int) -> dict[str, Card]:
    """So many stories by their paths."""
    return dict.fromkeys(map(str, range(stories)), CARD)


def listed(languages: str = "", minutes: str = "", name: str = "hope") -> StoryList:
    """A topic's list, a story for each word: its language, and its minutes to read."""
    shown = [replace(CARD, language=code) for code in languages.split()]
    shown += [replace(CARD, minutes=int(n)) for n in minutes.split()]
    return StoryList(kind=PageKind.TOPIC, names={"topic": name}, heading=name, cards=shown)


def names(of: StoryList) -> list[str]:
    return [choice.name for group in of.filters.values() for choice in group]


def narrowed(*lists: StoryList, stories: int = 100) -> list[list[str]]:
    """The names of what each list can be narrowed down to, on a site of so many stories."""
    taken = sum(count_of_pages(len(of.cards), SIZE) for of in lists)
    return [names(of) for of in with_filters(lists, texts(stories), taken, SIZE, STRINGS)]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("de de de en en", ["in-de"]),
        ("de de en en", []),
        ("de de de", []),
        ("de de-AT de-CH en", ["in-de"]),
        ("de de de ar ar ar ar", ["in-ar", "in-de"]),
        ("zu zu zu en", ["in-zu"]),
    ],
)
def test_languages_of_three_stories_and_not_of_all(given: str, kept: list[str]) -> None:
    """A list can be narrowed down to a language that at least three stories have, and not all; most stories first."""
    assert narrowed(listed(given)) == [kept]


def test_times_to_read() -> None:
    """A list can be narrowed down to short, middling and long stories, in the lengths that search has."""
    assert narrowed(listed(minutes="1 2 3 4 5 6 7 8 9")) == [["short", "medium", "long"]]
    assert narrowed(listed(minutes="3 3 3 4 4")) == [["short"]]


def test_narrowed_lists_hold_what_they_say() -> None:
    """A narrowed list has exactly the stories that it is about, in their order."""
    [of] = with_filters([listed("de en de", "5 5 5 9")], texts(100), 1, SIZE, STRINGS)
    assert {
        c.name: [n for n, card in enumerate(of.cards) if card in c.cards] for g in of.filters.values() for c in g
    } == {
        "in-en": [1, 3, 4, 5, 6],
        "short": [0, 1, 2],
        "medium": [3, 4, 5],
    }


def test_pages_of_lists_are_no_more_than_stories() -> None:
    """Filters stop before lists have more pages than there are stories; the shortest lists go without first."""
    long, middling, short = listed("de " * 5 + "en " * 5), listed("de de de ar ar ar"), listed("de de de en")
    assert narrowed(short, long, middling, stories=100) == [["in-de"], ["in-de", "in-en"], ["in-ar", "in-de"]]
    assert narrowed(short, long, middling, stories=8) == [["in-de"], ["in-de", "in-en"], ["in-ar", "in-de"]]
    assert narrowed(short, long, middling, stories=7) == [[], ["in-de", "in-en"], ["in-ar", "in-de"]]
    assert narrowed(short, long, middling, stories=6) == [[], ["in-de", "in-en"], []]
    assert narrowed(short, long, middling, stories=4) == [[], [], []]


def test_a_list_has_all_of_its_filters_or_none() -> None:
    """Where not all that a list can be narrowed down to has room, it has none of it, nor has any shorter one."""
    long, short = listed("de " * 5 + "en " * 5, "5 5 5 9 9 9"), listed("de de de en")
    assert narrowed(long, short, stories=5) == [[], []]


def site(count: int, per_page: int = 5) -> dict[str, bytes]:
    """The output of a site of so many stories, every third in German."""
    stories = {
        f"s{n:03}.md": story(f"Story {n}", day=f"2026-01-{n % 28 + 1:02}", more="language: de" if n % 3 == 0 else "")
        for n in range(count)
    }
    return rendered(SiteValue(stories, site=SITE.replace("per_page: 2", f"per_page: {per_page}")))


def pages(made: dict[str, bytes]) -> set[str]:
    return {path for path in made if re.match(r"(stories|topics|content-notes)/", path) and path.endswith("index.html")}


@pytest.mark.parametrize("count", [0, 3, 12, 20, 40])
@pytest.mark.parametrize("per_page", [2, 5, 24])
def test_a_site_has_fewer_than_two_pages_for_each_story(count: int, per_page: int) -> None:
    """Stories and their lists make fewer than two pages for each story, if lists without filters do."""
    made = pages(site(count, per_page))
    plain = {path for path in made if not re.search(r"/page/(in-|short|medium|long)", path)}
    assert len(made - {"topics/index.html", "content-notes/index.html"}) <= max(2 * count, len(plain))


def test_filters_lead_to_pages_and_back() -> None:
    """A list leads to what it can be narrowed down to, with the number of stories there, and that leads back."""
    made = site(40)
    front, german = made["stories/index.html"], made["stories/page/in-de/index.html"]
    assert "stories/page/in-de/index.html" in leads_to("stories/index.html", front)
    assert 'German</a> <span class="count">(14)</span>' in front.decode()
    assert {"../../../stories/", "../../../stories/page/in-en/", "../../../stories/page/in-de/1/"} <= {
        *addresses(german)
    }
    assert '<span aria-current="page">German</span>' in german.decode()


def test_narrowed_lists_are_in_no_sitemap() -> None:
    """Search engines are not asked to look at narrowed lists, and asked not to keep them."""
    made = site(40)
    assert b"in-de" not in made["sitemap.xml"]
    assert b'<meta name="robots" content="noindex">' in made["stories/page/in-de/index.html"]


def test_a_new_story_leaves_other_filters_alone() -> None:
    """A newer English story changes no page of the stories in German."""
    before, after = site(40), site(41)
    assert {path for path in before if "/in-de/" in path and before[path] != after.get(path)} == set()
