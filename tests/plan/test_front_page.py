"""The front page: the organisation's words, one story large, and topics as a picture."""

from __future__ import annotations

import re

import pytest

from generator.media.photo import Photo
from generator.plan.topic_picture import sized
from generator.views.view_models import Destination
from tests.builders.sites import SITE, addresses, story
from tests.builders.values import SiteValue, rendered

WORDS = "---\ntitle: Come in\nsummary: A door that is open.\n---\n\nSit down. [A gate](../stories/a.md#way).\n"
MENU = """\
help_page: help.md
menu:
  - {label: Stories, to: stories}
  - {label: Tell yours, page: tell.md}
  - {label: Donate, url: "https://donate.example.com/"}
"""
PAGES = {"help.md": "---\ntitle: Help\n---\n\nHere.\n", "tell.md": "---\ntitle: Tell\n---\n\nSo.\n"}


def home(site: SiteValue) -> str:
    return rendered(site)["index.html"].decode()


def stories(count: int) -> dict[str, str]:
    return {f"{n}.md": story(f"Story {n}", day=f"2026-01-{n:02}") for n in range(1, count + 1)}


def titles(page: str) -> list[str]:
    return re.findall(r">([^<>]+)</a></h3>", page)


def test_the_newest_stands_large_and_six_others_follow() -> None:
    """The newest story stands first, and after it the six that are next, newest first."""
    assert titles(home(SiteValue(stories(8)))) == [f"Story {n}" for n in (8, 7, 6, 5, 4, 3, 2)]


def test_a_chosen_story_stands_large() -> None:
    """The story that site.yaml names stands first, whatever its day, and not once more among the newest."""
    for name in ("3.md", "stories/3.md"):
        page = home(SiteValue(stories(4), site=f"{SITE}front: {{story: {name}}}\n"))
        assert titles(page) == ["Story 3", "Story 4", "Story 2", "Story 1"]


@pytest.mark.parametrize("chosen", [{}, {"3.md": story("Story 3", consent="{}")}])
def test_a_chosen_story_that_is_not_published_leaves_no_trace(chosen: dict[str, str]) -> None:
    """Where the named story is withheld, or no file has that name, the site is that of a site that names none."""
    texts = {**stories(2), **chosen}
    named = rendered(SiteValue(texts, site=f"{SITE}front: {{story: 3.md}}\n"))
    assert named == rendered(SiteValue(stories(2)))


def test_nobody_is_shown_large_what_has_content_notes_unasked() -> None:
    """Where nobody chose, a story without content notes goes before newer ones that have some."""
    noted = {"9.md": story("Noted", day="2026-02-01", more="content_notes: [death]")}
    assert titles(home(SiteValue({**stories(2), **noted}))) == ["Story 2", "Noted", "Story 1"]
    assert titles(home(SiteValue(noted))) == ["Noted"]


def test_a_story_in_the_sites_language_goes_first() -> None:
    """Where nobody chose, a story in the site's language goes before newer ones in another."""
    other = {"9.md": story("Anders", day="2026-02-01", more="language: de")}
    assert titles(home(SiteValue({**stories(1), **other}))) == ["Story 1", "Anders"]


def test_the_organisations_words_come_first() -> None:
    """The words of pages/index.md are the front page's, with their title as its heading, and no page of their own."""
    made = rendered(SiteValue({"a.md": story(text="## Way\n\nWe painted.")}, pages={"index.md": WORDS}))
    page = made["index.html"].decode()
    assert re.findall("<h1>(.*?)</h1>", page) == ["Come in"]
    assert 'content="A door that is open."' in page
    assert "Sit down. " in page
    assert "stories/a/#way" in addresses(made["index.html"])
    assert "Told by those who were there." not in page.partition("<body>")[2]
    assert "index/index.html" not in made
    assert made["sitemap.xml"].decode().count("<loc>https://quiet.harbour.internal/base/</loc>") == 1


def test_links_lead_to_the_front_page_by_its_file() -> None:
    """A page that links to index.md leads to the front page."""
    about = "---\ntitle: About\n---\n\n[Home](index.md).\n"
    made = rendered(SiteValue({}, pages={"index.md": WORDS, "about.md": about}))
    assert '<a href="../">Home</a>' in made["about/index.html"].decode()


def test_without_words_the_tagline_stands_there() -> None:
    """A site without pages/index.md begins with its name and its tagline."""
    page = home(SiteValue(stories(1)))
    assert re.findall("<h1>(.*?)</h1>", page) == ["Quiet Harbour"]
    assert '<p class="tagline">Told by those who were there.</p>' in page


def test_a_picture_at_the_beginning_stands_for_the_drawn_one() -> None:
    """Words that begin with a picture have it in the place of the drawn one."""
    words = WORDS.replace("Sit down.", "![A blue door.](../media/door.png)\n\nSit down.")
    page = home(SiteValue({}, pages={"index.md": words}, photos={"media/door.png": Photo("door.png", 8, 8, b"")}))
    assert 'alt="A blue door."' in page
    assert "front-picture" not in page
    later = words.replace("![", "A door.\n\n![")
    page = home(SiteValue({}, pages={"index.md": later}, photos={"media/door.png": Photo("door.png", 8, 8, b"")}))
    assert "front-picture" in page


def test_an_empty_site_says_what_will_be_there() -> None:
    """A site without a story says so warmly, and leads to its own pages and to help, and to no empty list."""
    page = home(SiteValue({}, pages=PAGES, site=SITE + MENU))
    told = page.partition('class="empty"')[2].partition("</section>")[0]
    assert re.findall('<a href="(.*?)">(.*?)</a>', told) == [("tell/", "Tell yours"), ("help/", "Get help")]
    assert 'id="_topics"' not in page
    assert "show-me-one" not in page.partition("<main")[2]


def test_one_story_looks_meant() -> None:
    """A site of one story shows it, and offers no other one, nor a list of more."""
    page = home(SiteValue(stories(1)))
    assert titles(page) == ["Story 1"]
    assert 'id="_newest"' not in page
    assert "show-me-one" not in page.partition("<main")[2]


def test_topics_without_a_story_are_not_in_the_picture() -> None:
    """The picture of the topics holds those that have stories, each with its number."""
    picture = home(SiteValue({"a.md": story(topics="[hope, work]")})).partition('id="_topics"')[2]
    assert re.findall('<li class="step-(.)"><a href="topics/(.*?)/">', picture) == [("3", "hope"), ("3", "work")]
    assert "(one story)" in picture


def topics(*counts: int) -> list[Destination]:
    return [Destination(f"T{n}", f"t{n}", count) for n, count in enumerate(counts)]


def test_sizes_go_by_the_number_of_stories() -> None:
    """The topic with most stories is largest, that with fewest smallest, and those between by their square roots."""
    assert [one.size for one in sized(topics(1, 100, 25, 0, 1))] == [1, 5, 3, 1]


def test_the_picture_holds_no_more_than_it_may() -> None:
    """Topics with fewest stories are left out of the picture; of equals, the last; and the order stays."""
    assert [one.topic.label for one in sized(topics(2, 9, 2, 5, 2), 3)] == ["T0", "T1", "T3"]
