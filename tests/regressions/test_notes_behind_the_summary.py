"""The summary of a story stood before its content notes: on cards, and in the books."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.builders.books import sheets, site
from tests.builders.sites import SITE, story
from tests.builders.values import SiteValue, rendered

SHELVES = """\
shelves:
  - {id: first, label: First, why: Because., stories: [a.md, b.md, c.md]}
"""
NAME, NOTE, SUMMARY = 'class="byline"', 'class="notes"', 'class="summary"'


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    """A site whose stories all have content notes."""
    titles = {"a.md": "Alder", "b.md": "Birch", "c.md": "Cedar"}
    stories = {name: story(title, more="content_notes: [death]") for name, title in titles.items()}
    return rendered(SiteValue(stories, site=SITE + SHELVES))


@pytest.mark.parametrize(
    "path",
    ["index.html", "stories/index.html", "topics/hope/index.html", "shelves/first/index.html"],
)
def test_notes_of_a_card_come_first(path: str, pages: dict[str, bytes]) -> None:
    """On every card, title, name line, notes and summary follow each other."""
    cards = re.split(r'<div class="card"', pages[path].decode())[1:]
    assert cards
    for card in cards:
        title = re.search(r"<h\d", card)
        assert title
        assert title.start() < card.index(NAME) < card.index(NOTE) < card.index(SUMMARY)


def test_notes_of_a_book_come_first(tmp_path: Path) -> None:
    """On the first page of a story in a book, title, name line, notes and summary follow each other."""
    page = sheets(site(tmp_path)).html.partition('id="stories/a.xhtml"')[2].partition("</section></section>")[0]
    assert page.index("<h1") < page.index(NAME) < page.index(NOTE) < page.index(SUMMARY) < page.index('class="text"')
