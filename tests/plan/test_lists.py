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
@pytest.mark.parametrize("count", [0, 1, 3, 5, 7])
def test_a_new_story_changes_one_list_page(count: int, folder: str) -> None:
    """A newest story rewrites the front page of each list, and no page beside it."""
    before, after = site_of(count), site_of(count + 1)
    assert changed(before, after, folder) == {f"{folder}/index.html"}


@pytest.mark.parametrize("folder", LISTS)
@pytest.mark.parametrize("count", [2, 4, 6, 8])
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
    listed = [int(n) for p in pages for n in re.findall(rb">Story (\d+)</a></h[23]>", made[p])]
    assert listed == list(range(count, 0, -1))


def test_numbered_pages_lead_both_ways() -> None:
    """Each numbered page leads to the one with newer stories, to the one with older ones, and to both ends."""
    page = site_of(7)["stories/page/2/index.html"].decode()
    assert 'rel="prev" href="../../../stories/page/3/"' in page
    assert 'rel="next" href="../../../stories/page/1/"' in page
    numbers = page.partition('class="numbers"')[2].partition("</ol>")[0]
    assert re.findall(r'<li><(?:a href="([^"]+)".*|span aria-current="page")>(.+?)<', numbers) == [
        ("../../../stories/", "Newest"),
        ("../../../stories/page/3/", "3"),
        ("", "2"),
        ("../../../stories/page/1/", "Oldest"),
    ]


def test_years_stand_above_their_stories() -> None:
    """A list of several pages has its years as headings, and on its front page leads to where each begins."""
    stories = {f"s{n}.md": story(f"Story {n}", day=f"202{n // 2}-01-0{n}") for n in range(1, 8)}
    made = rendered(SiteValue(stories))
    front, first = made["stories/index.html"].decode(), made["stories/page/1/index.html"].decode()
    assert {"#_2023", "../stories/page/3/#_2022", "../stories/page/2/#_2021", "../stories/page/1/#_2020"} <= {
        *addresses(front.encode())
    }
    assert re.findall(r'<h2 id="_(\d+)">|>Story (\d)</a></h3>', first) == [
        ("2021", ""),
        ("", "2"),
        ("2020", ""),
        ("", "1"),
    ]


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
    stories = {"a.md": story(topics="[hope, support, work]")}
    page = rendered(SiteValue(stories, site=wide))["topics/index.html"].decode()
    assert re.findall(r'<h3 id="_letter-\d+">(.)</h3>', page) == ["A", "E", "H", "O", "S", "Z"]


def test_topics_tell_how_many_stories_they_have() -> None:
    """A topic is shown with the number of its stories, in its group and from A to Z."""
    page = re.sub(r"<[^>]+>", "", site_of(3)["topics/index.html"].decode())
    assert re.findall(r"Hope.*\)", page) == ["Hope&nbsp;3(3 stories)", "Hope (3 stories)"]


@pytest.mark.parametrize("path", ["index.html", "topics/index.html", "search/index.html", "topics/hope/index.html"])
def test_a_topic_without_a_story_is_led_to_from_nowhere(path: str) -> None:
    """No list leads to a topic that no story speaks of, neither by its name nor by another word for it."""
    page = site_of(3)[path].decode()
    assert not {a for a in addresses(page.encode()) if "topics/work/" in a or "topics/support/" in a}
    assert not re.search("help|Support", page.partition("<main")[2].partition("</main>")[0])


@pytest.mark.parametrize("path", ["topics/work/index.html", "content-notes/eating/index.html"])
def test_a_list_without_a_story(path: str) -> None:
    """Where a link leads to a topic or note without a story, the page is there, leads on, and is kept by nobody."""
    made = site_of(3)
    page = made[path]
    assert {"../../stories/", "../../topics/", "../../show-me-one/"} <= {*addresses(page)}
    assert b'content="noindex"' in page
    assert path.removesuffix("index.html").encode() not in made["sitemap.xml"]


@pytest.mark.parametrize("path", ["stories", "topics", "topics/hope", "content-notes/death", "show-me-one", "search"])
def test_a_site_without_a_story_leads_somewhere(path: str) -> None:
    """Until there is a story, each list says what it waits for, and leads to the menu's pages and to help."""
    menu = "menu: [{label: Stories, to: stories}, {label: Tell yours, page: tell.md}]\nhelp_page: help.md\n"
    pages = {"tell.md": "---\ntitle: Tell\n---\n\nWrite.\n", "help.md": "---\ntitle: Help\n---\n\nCall.\n"}
    page = rendered(SiteValue({}, pages=pages, site=SITE + menu))[f"{path}/index.html"].decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    assert "No story has been told here yet." in main
    ways = addresses(main.partition('class="invitations"')[2].partition("</ul>")[0].encode())
    assert [way.lstrip("./") for way in ways] == ["tell/", "help/"]


def test_a_topic_page_tells_what_it_is() -> None:
    """A topic's page has its description, its synonyms, related topics and its own feed."""
    stories = {"a.md": story(), "b.md": story("A fence", topics="[support]")}
    page = rendered(SiteValue(stories))["topics/hope/index.html"]
    assert b"On hope." in page
    assert b"optimism" in page
    assert {"../../topics/support/", "../../topics/hope/feed.xml"} <= {*addresses(page)}


def test_content_notes_have_an_index() -> None:
    """The index of content notes tells each note, what it covers, and how many stories carry it."""
    page = re.sub(r"<[^>]+>", "", site_of(3)["content-notes/index.html"].decode())
    assert re.search(r"Death \(3 stories\)\s+Somebody dies\.", page)
    assert re.search(r"Eating\s+Food is hard\.", page)


def test_a_topic_that_stands_twice_stops_the_build(tmp_path: Path) -> None:
    """Two topics with one word are an error in site.yaml."""
    with pytest.raises(CannotBuildError) as refused:
        built(make_site(tmp_path, {}, site=SITE.replace("synonyms: [help]", "synonyms: [Optimism]")))
    assert [d.rule for d in refused.value.diagnostics] == ["topic-twice"]
