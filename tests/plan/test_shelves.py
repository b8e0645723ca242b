"""Shelves: pages and places on the front page for stories that somebody put together."""

from __future__ import annotations

import json
import re

import pytest

from tests.builders.sites import SITE, story
from tests.builders.values import SiteValue, rendered

SHELF = """\
shelves:
  - label: If you have five minutes
    why: For a bus stop.
    by: the reading group
    stories: [3.md, 1.md, 2.md]
"""
PLACE = "shelves/if-you-have-five-minutes/"
PAUSED = "{record: R-1, status: paused, given_on: 2026-01-01, scope: [web]}"


def stories(*numbers: int) -> dict[str, str]:
    return {f"{n}.md": story(f"Story {n}", day=f"2026-01-{n:02}") for n in numbers}


def site(texts: dict[str, str], shelves: str = SHELF) -> dict[str, bytes]:
    return rendered(SiteValue(texts, site=SITE + shelves))


def test_a_shelf_has_a_page_in_its_own_order() -> None:
    """A shelf's page has its name, its reason, who chose it, and its stories in the order of site.yaml."""
    page = site(stories(1, 2, 3))[f"{PLACE}index.html"].decode()
    assert "<h1>If you have five minutes</h1>" in page
    assert "For a bus stop." in page
    assert "Chosen by the reading group" in page
    assert re.findall(r">Story (\d)</a></h2>", page) == ["3", "1", "2"]


def test_a_shelf_stands_on_the_front_page() -> None:
    """The front page has the shelf with ways to its stories, which say their content notes."""
    noted = {"3.md": story("Story 3", more="content_notes: [death]")}
    page = site(stories(1, 2) | noted)["index.html"].decode()
    shelf = page.partition('class="shelf"')[2].partition("</section>")[0]
    assert f'href="{PLACE}"' in shelf
    assert re.findall('<a href="stories/(.)/" data-notes="(.*?)">', shelf) == [("3", "death"), ("1", ""), ("2", "")]
    assert ">Death</a>" in shelf
    assert 'class="left-out"' in shelf


def test_one_of_a_shelf_is_shown() -> None:
    """Each shelf has a page that shows one of its stories, by the same means as that of the whole site."""
    made = site(stories(1, 2, 3))
    assert f'href="../../{PLACE}show-me-one/"' in made[f"{PLACE}index.html"].decode()
    page = made[f"{PLACE}show-me-one/index.html"].decode()
    assert re.findall(r">Story (\d)</a></h2>", page) == ["3", "1", "2"]
    assert 'class="cards pool"' in page
    assert "“<bdi>If you have five minutes</bdi>”" in page


@pytest.mark.parametrize("text", [None, story("Story 2", consent=PAUSED), story("Story 2", scope="[offline]")])
def test_a_withheld_story_leaves_no_gap(text: str | None) -> None:
    """Where a story on a shelf is withheld, or not there, the site is that of a site whose shelf does not name it."""
    texts = stories(1, 3) | ({"2.md": text} if text else {})
    assert site(texts) == site(stories(1, 3), SHELF.replace(", 2.md", ""))


@pytest.mark.parametrize("text", [None, story("Story 2", consent=PAUSED)])
def test_a_shelf_under_two_stories_is_nowhere(text: str | None) -> None:
    """With fewer than two published stories, the site is that of a site without the shelf."""
    texts = stories(1) | ({"2.md": text} if text else {})
    assert site(texts, SHELF.replace("3.md, ", "")) == site(stories(1), "")


def test_nobody_else_may_have_the_address_of_a_shelf() -> None:
    """An old address at which a shelf stands, or would, leads nowhere else, however many of its stories there are."""
    for texts in (stories(1, 2, 3), stories(1)):
        old = {"4.md": story("Story 4", more=f"aliases: [/{PLACE}]")}
        assert "stories/4/index.html" not in site(texts | old)


def test_a_shelf_has_the_id_that_it_says() -> None:
    """A shelf's address is its id, where it has one."""
    made = site(stories(1, 2, 3), SHELF.replace("why:", "id: five\n    why:"))
    assert "shelves/five/index.html" in made


def test_a_shelf_is_in_the_sitemap_while_it_stands() -> None:
    """The sitemap names a shelf as long as it is there."""
    assert PLACE in site(stories(1, 2, 3))["sitemap.xml"].decode()
    assert "shelves/" not in site(stories(1))["sitemap.xml"].decode()


def test_search_finds_a_shelf() -> None:
    """A shelf is found by its name and reason, with the content notes that all of its stories have."""
    noted = {
        f"{n}.md": story(f"Story {n}", more=f"content_notes: [death{', eating' if n > 1 else ''}]") for n in (1, 2)
    }
    made = site(noted)
    files = [json.loads(text[text.index(b"[") : text.rindex(b"]") + 1]) for text in others(made)]
    [shelf] = [entry for file in files for entry in file if entry["kind"] == "shelves"]
    assert shelf["title"] == "If you have five minutes"
    assert shelf["notes"] == ["death"]


def others(made: dict[str, bytes]) -> list[bytes]:
    return [content for path, content in made.items() if path.startswith("search/") and b'"kind":"shelves"' in content]
