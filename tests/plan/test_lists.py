"""Lists: numbered from the oldest, so that what is new changes little."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pytest

from generator.ground.diagnostics import CannotBuildError
from tests.builders.sites import SITE, addresses, built, make_site, story
from tests.builders.values import SiteValue, rendered

LISTS = ("stories", "topics/hope", "content-notes/death")


def telling(n: int) -> str:
    return story(f"Story {n}", day=f"2026-01-{n:02}", more="content_notes: [death]")


@cache
def site_of(count: int) -> Mapping[str, bytes]:
    """The output of a site of so many stories, two on a list page."""
    return MappingProxyType(rendered(SiteValue({f"s{99 - n}.md": telling(n) for n in range(1, count + 1)})))


def changed(before: Mapping[str, bytes], after: Mapping[str, bytes], folder: str) -> set[str]:
    """The list pages below a folder that are new, gone or different."""
    pages = {p for p in {*before, *after} if re.fullmatch(rf"{folder}/(page/\d+/)?index\.html", p)}
    return {p for p in pages if before.get(p) != after.get(p)}


@pytest.mark.parametrize("folder", LISTS)
@pytest.mark.parametrize("count", [0, 1, 2, 4, 6, 8])
def test_a_new_story_changes_one_list_page(count: int, folder: str) -> None:
    """A newest story rewrites the front page of each list, and no page beside it."""
    before, after = site_of(count), site_of(count + 1)
    assert changed(before, after, folder) == {f"{folder}/index.html"}


@pytest.mark.parametrize("folder", LISTS)
@pytest.mark.parametrize("count", [3, 5, 7])
def test_a_full_page_moves_once(count: int, folder: str) -> None:
    """When a page is full, it gets its number, and only the page before it learns where newer stories are."""
    before, after = site_of(count), site_of(count + 1)
    number = count // 2
    there = {f"{folder}/index.html", f"{folder}/page/{number}/index.html", f"{folder}/page/{number - 1}/index.html"}
    assert changed(before, after, folder) == there & {*after}


@pytest.mark.parametrize("count", range(1, 10))
def test_every_story_is_listed_once(count: int) -> None:
    """However many stories there are, each is on exactly one page of a list, newest first."""
    made = site_of(count)
    pages = ["stories/index.html"]
    while older := re.search(rb'rel="next" href="([^"]+)"', made[pages[-1]]):
        pages.append(f"stories/{re.sub(r'.*stories/', '', older[1].decode())}index.html")
    assert {*pages} == {p for p in made if p == "stories/index.html" or p.startswith("stories/page/")}
    listed = [int(n) for p in pages for n in re.findall(rb">Story (\d+)</a></h2>", made[p])]
    assert listed == list(range(count, 0, -1))


def test_numbered_pages_lead_both_ways() -> None:
    """Each numbered page leads to the one with newer stories and to the one with older ones."""
    made = site_of(7)
    page = made["stories/page/2/index.html"].decode()
    assert 'rel="prev" href="../../../stories/"' in page
    assert 'rel="next" href="../../../stories/page/1/"' in page


def test_search_engines_may_keep_numbered_pages() -> None:
    """A numbered page may be indexed, under its own address, and the sitemap names the front page of a list alone."""
    made = site_of(6)
    page = made["stories/page/1/index.html"]
    assert b"noindex" not in page
    assert b'<link rel="canonical" href="https://quiet.harbour.internal/base/stories/page/1/">' in page
    assert b'"position":3,"name":"All stories (1)"' in page
    assert b"/page/" not in made["sitemap.xml"]


def test_numbered_pages_lead_to_the_front_page_of_their_list() -> None:
    """The trail above a numbered page leads to where its list begins."""
    page = site_of(7)["stories/page/2/index.html"].decode()
    trail = page.partition('class="crumbs"')[2].partition("</nav>")[0]
    assert '<a href="../../../stories/">All stories</a>' in trail


def test_synonyms_lead_to_their_topic() -> None:
    """In the A–Z a synonym says which topic to see, and links to it."""
    page = re.sub(r"\s+", " ", site_of(1)["topics/index.html"].decode())
    assert 'Optimism, see <a href="../topics/hope/">Hope</a>' in page


def test_topics_stand_from_a_to_z() -> None:
    """The A–Z holds topics and synonyms under their first letters, whatever their case and accents."""
    wide = SITE.replace("{id: work, label: Work", "{id: work, label: Écriture, synonyms: [zest, élan, apples]")
    page = rendered(SiteValue({"a.md": story()}, site=wide))["topics/index.html"].decode()
    assert re.findall(r'<h2 id="_letter-\d+">(.)</h2>', page) == ["A", "E", "H", "O", "S", "Z"]


def test_topics_tell_how_many_stories_they_have() -> None:
    """A topic is shown with the number of its stories, and one without any is there all the same."""
    page = re.sub(r"<[^>]+>", "", site_of(3)["topics/index.html"].decode())
    assert "Hope (3 stories)" in page
    assert "Work (0 stories)" in page


def test_a_topic_page_tells_what_it_is() -> None:
    """A topic's page has its description, its synonyms, related topics and its own feed."""
    page = site_of(1)["topics/hope/index.html"]
    assert b"On hope." in page
    assert b"optimism" in page
    assert {"../../topics/support/", "../../topics/hope/feed.xml"} <= {*addresses(page)}


def test_content_notes_have_an_index() -> None:
    """The index of content notes tells each note, what it covers, and how many stories carry it."""
    page = re.sub(r"<[^>]+>", "", site_of(3)["content-notes/index.html"].decode())
    assert re.search(r"Death \(3 stories\)\s+Somebody dies\.", page)
    assert "Eating (0 stories)" in page


def test_a_topic_that_stands_twice_stops_the_build(tmp_path: Path) -> None:
    """Two topics with one word are an error in site.yaml."""
    with pytest.raises(CannotBuildError) as refused:
        built(make_site(tmp_path, {}, site=SITE.replace("synonyms: [help]", "synonyms: [Optimism]")))
    assert [d.rule for d in refused.value.diagnostics] == ["topic-twice"]
