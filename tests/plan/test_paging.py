"""How lists are cut into pages: what stands where, and that what is new changes little."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from generator.content.page_kinds import PageKind
from generator.plan import paging
from generator.plan.layout import make_shell
from generator.plan.paging import Filter, StoryList
from generator.views.lists import ListView
from generator.views.view_models import Card
from tests.builders.values import SiteValue

CARD = Card("", "A gate", "Jo", "So.", date(2000, 1, 1), "en", 1, (), (), False, True, None)
EMPTY = SiteValue({})
SHELL = make_shell(EMPTY.value, EMPTY.theme)
DAYS = 50  # between two stories


def cards(count: int) -> list[Card]:
    days = (CARD.date + timedelta(days=DAYS * n) for n in range(count))
    return [replace(CARD, path=f"stories/{n}/index.html", date=day) for n, day in enumerate(days)]


def cut(count: int, size: int) -> dict[str, ListView]:
    """The pages of a list of all stories, by their path."""
    of = StoryList(kind=PageKind.STORIES, heading="All", cards=cards(count))
    made = {page.path: page.view for page in paging.pages(of, SHELL, size)}
    assert all(isinstance(view, ListView) for view in made.values())
    return made  # type: ignore[return-value]  # looked at above


def numbers(view: ListView) -> list[int | None]:
    return [page.number for page in view.numbers]


@pytest.mark.parametrize("size", [1, 2, 3, 24])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 11, 12, 35, 36, 59, 60, 500])
def test_pages_are_as_many_as_is_said(count: int, size: int) -> None:
    """A list has the number of pages that is counted for it before it is cut."""
    assert len(cut(count, size)) == paging.count_of_pages(count, size)


@pytest.mark.parametrize("count", [12, 24, 35, 36, 59, 60, 500])
def test_the_front_page_is_neither_bare_nor_endless(count: int) -> None:
    """With a page's half at least, the front page has that, and never one and a half."""
    front = cut(count, 24)["stories/index.html"]
    assert 12 <= len(front.cards) < 36


@pytest.mark.parametrize("count", [36, 60, 500, 5000])
def test_numbered_pages_are_full(count: int) -> None:
    """Each page with a number has as many stories as a page is to have."""
    assert {len(view.cards) for view in cut(count, 24).values() if view.number} == {24}


@pytest.mark.parametrize("count", range(1, 40))
def test_a_newer_story_leaves_numbered_pages_alone(count: int) -> None:
    """A newest story changes the front page; when that fills a page, the one before it learns of it, and no other."""
    before, after = cut(count, 3), cut(count + 1, 3)
    changed = {view.number for path, view in after.items() if before.get(path) != view}
    new = {view.number for path, view in after.items() if path not in before}
    assert changed <= {None, *new, *(n - 1 for n in new if n)}


def test_numbers_lead_to_both_ends() -> None:
    """Each page leads to the newest stories and to the oldest, to those beside it, and to some in between."""
    made = cut(500, 24)
    assert numbers(made["stories/index.html"]) == [None, 20, 19, 15, 10, 5, 1]
    assert numbers(made["stories/page/12/index.html"]) == [None, 13, 12, 11, 10, 5, 1]
    assert numbers(made["stories/page/20/index.html"]) == [None, 20, 19, 15, 10, 5, 1]
    assert numbers(made["stories/page/1/index.html"]) == [None, 2, 1]


@pytest.mark.parametrize("count", [60, 500, 5000, 40_000])
def test_numbers_are_never_a_wall(count: int) -> None:
    """However many pages there are, each leads to ten at most by their numbers."""
    assert max(len(view.numbers) for view in cut(count, 24).values()) <= 11


@pytest.mark.parametrize("count", [60, 500])
def test_numbers_lead_to_pages(count: int) -> None:
    """What a number leads to is a page of the list, and one of them is the page itself."""
    made = cut(count, 24)
    for path, view in made.items():
        assert {page.path for page in view.numbers} <= made.keys()
        assert path in {page.path for page in view.numbers}


def test_years_lead_to_where_they_begin() -> None:
    """A year leads to the page that has its newest story, and tells how many it has."""
    made = cut(100, 5)
    for year in made["stories/index.html"].years:
        of_year = [
            (path, card) for path, view in made.items() for card in view.cards if str(card.date.year) == year.label
        ]
        assert year.count == len(of_year)
        assert year.path == max(of_year, key=lambda place: place[1].date)[0]


def test_a_list_of_one_page_has_neither_years_nor_numbers() -> None:
    """Where all stories stand on one page, there is nothing to jump to."""
    [front] = cut(35, 24).values()
    assert (front.by_year, front.years, front.numbers) == (False, (), ())


def test_a_narrowed_list_is_kept_by_nobody() -> None:
    """Pages of a narrowed list ask search engines not to keep them; they lead back to the whole one."""
    shown = cards(40)
    of = StoryList(kind=PageKind.TOPIC, names={"topic": "hope"}, heading="Hope", cards=shown)
    made = {p.path: p.view for p in paging.pages(of.narrowed(Filter("short", "up to three", shown)), SHELL, 24)}
    assert {*made} == {"topics/hope/page/short/index.html", "topics/hope/page/short/1/index.html"}
    for view in made.values():
        assert isinstance(view, ListView)
        assert not view.head.indexed
        assert "topics/hope/index.html" in {crumb.path for crumb in view.head.crumbs[:-1]}
