"""Pages around a story: neighbours, series, related stories, old addresses; and that every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.ground.channels import Medium
from generator.views.pages import StoryView
from tests.builders.outputs import leads_nowhere
from tests.builders.sites import EVERY_CHANNEL, addresses, story, tree
from tests.builders.values import SiteValue, rendered

WITHHELD = "{record: R-9, status: refused, scope: [web]}"


def output(stories: dict[str, str], medium: Medium = "web", pages: dict[str, str] | None = None) -> dict[str, bytes]:
    """Every file of a site by its path."""
    return rendered(SiteValue(stories, pages=pages, medium=medium))


def views(stories: dict[str, str], medium: Medium = "web") -> dict[str, StoryView]:
    """What the pages of stories show, by the names of their files."""
    pages = SiteValue(stories, medium=medium).plan.pages
    found = {page.source: page.view for page in pages if page.path.startswith("stories/")}
    return {source[8:-3]: view for source, view in found.items() if source and isinstance(view, StoryView)}


def test_neighbours_skip_the_withheld() -> None:
    """Previous and next lead past a withheld story to the published ones on either side."""
    texts = {
        "a.md": story("First", day="2026-01-01"),
        "b.md": story("Second", day="2026-01-02", consent=WITHHELD),
        "c.md": story("Third", day="2026-01-03"),
    }
    made = views(texts)
    assert [to and to.label for of in made.values() for to in (of.older, of.newer)] == [None, "Third", "First", None]
    assert not any(b"Second" in content for content in output(texts).values())


def test_neighbours_are_linked() -> None:
    """A page links to the stories before and after it, each with its relation."""
    made = output({"a.md": story(day="2026-01-01"), "b.md": story(day="2026-01-02")})
    assert b'rel="prev" href="../../stories/a/"' in made["stories/b/index.html"]
    assert b'rel="next" href="../../stories/b/"' in made["stories/a/index.html"]


def test_the_ends_have_one_neighbour() -> None:
    """The oldest story has no older one, and the newest no newer one."""
    made = output({"a.md": story(day="2026-01-01"), "b.md": story(day="2026-01-02")})
    assert b'rel="prev"' not in made["stories/a/index.html"]
    assert b'rel="next"' not in made["stories/b/index.html"]


def related(view: StoryView) -> list[str]:
    """The names of the stories that a page offers next."""
    return [card.path.split("/")[1] for card in view.related]


def test_related_stories_share_topics() -> None:
    """The stories offered next share topics and words, the nearest first."""
    made = views(
        {
            "a.md": story(topics="[hope, work]", text="The lighthouse keeper, the lighthouse."),
            "b.md": story(topics="[hope]", text="Nothing of that."),
            "c.md": story(topics="[hope, work]", text="Our lighthouse and its keeper."),
            "d.md": story(topics="[support]", text="Something else."),
        }
    )
    assert related(made["a"]) == ["c", "b"]


def test_related_stories_are_shown_in_their_order() -> None:
    """A page shows the stories that it offers next under their own heading, nearest first."""
    texts = {"a.md": story(topics="[hope, work]"), "b.md": story(), "c.md": story(topics="[hope, work]")}
    page = output(texts)["stories/a/index.html"].decode()
    section = page.partition(">Something to read next</h2>")[2].partition('class="pager"')[0]
    assert re.findall(r'href="\.\./\.\./stories/([a-z0-9-]+)/"', section) == related(views(texts)["a"]) == ["c", "b"]


@pytest.mark.parametrize(
    ("own", "others", "first"),
    [
        ("shape: still-in-it", {"b": "shape: still-in-it", "c": "shape: getting-better"}, "c"),
        ("shape: still-in-it", {"b": "", "c": "shape: steady"}, "c"),
        ("shape: still-in-it", {"b": "shape: rather-not-say", "c": "shape: not-a-line"}, "c"),
        ("shape: rather-not-say", {"b": "shape: steady", "c": "shape: getting-better"}, "b"),
        ("", {"b": "", "c": "shape: getting-better"}, "b"),
        ("content_notes: [death]", {"b": "content_notes: [death]", "c": "content_notes: [eating]"}, "c"),
        ("content_notes: [death]", {"b": "content_notes: [eating]", "c": ""}, "c"),
        (
            "shape: steady\ncontent_notes: [death]",
            {"b": "shape: up-and-down\ncontent_notes: [death]", "c": "shape: steady"},
            "c",
        ),
        ("shape: steady", {"b": "shape: up-and-down\ncontent_notes: [death]", "c": "shape: steady"}, "b"),
    ],
)
def test_the_first_story_to_read_next_is_not_more_of_the_same(own: str, others: dict[str, str], first: str) -> None:
    """Of two stories that share a topic, the one first is what shares no note, then what takes another told course."""
    texts = {"a.md": story(more=own)} | {f"{name}.md": story(name, more=more) for name, more in others.items()}
    assert related(views(texts)["a"])[0] == first


def test_another_course_is_no_reason_without_a_topic_in_common() -> None:
    """A story that shares words alone, and no topic, is not put first for its other course."""
    words = "The lighthouse keeper, the lighthouse."
    texts = {
        "a.md": story(topics="[hope]", more="shape: steady", text=words),
        "b.md": story(topics="[hope]", more="shape: steady"),
        "c.md": story(topics="[work]", more="shape: getting-better", text=words),
    }
    assert related(views(texts)["a"])[0] == "b"


def test_related_stories_are_in_the_same_language() -> None:
    """A story offers only stories in its own language."""
    made = views({"a.md": story(), "b.md": story(more="language: de"), "c.md": story(more="language: de")})
    assert related(made["a"]) == []
    assert related(made["b"]) == ["c"]


def test_a_withheld_story_is_nobodys_relation() -> None:
    """A withheld story is not offered next, and its words do not weigh in the choice."""
    texts = {"a.md": story(), "b.md": story(consent=WITHHELD), "c.md": story(topics="[hope, work]")}
    with_it = output(texts)
    assert related(views(texts)["a"]) == ["c"]
    del texts["b.md"]
    assert output(texts) == with_it


def test_a_series_lists_its_parts() -> None:
    """A story in a series lists all published parts in their order, and marks its own."""
    made = output(
        {
            "late.md": story("Part three", more="series: {name: A road, part: 3}"),
            "mid.md": story("Part two", more="series: {name: A road, part: 2}", consent=WITHHELD),
            "early.md": story("Part one", more="series: {name: A road, part: 1}"),
        },
    )
    page = made["stories/late/index.html"].decode()
    parts = page.partition('class="series"')[2].partition("</nav>")[0]
    assert re.findall(r">(Part \w+)<", parts) == ["Part one", "Part three"]
    assert '<span aria-current="page" data-notes="">Part three</span>' in parts


def test_a_series_of_one_is_none() -> None:
    """A story whose series has no other published part does not speak of a series."""
    texts = {
        "a.md": story(more="series: {name: A road, part: 1}"),
        "b.md": story(more="series: {name: A road, part: 2}", consent=WITHHELD),
    }
    assert views(texts)["a"].series is None
    assert b"A road" not in output(texts)["stories/a/index.html"]


@pytest.mark.parametrize(
    ("alias", "path"),
    [("/blog/gate/", "blog/gate/index.html"), ("/2019/gate.html", "2019/gate.html"), ("gate", "gate/index.html")],
)
def test_old_addresses_lead_to_the_story(alias: str, path: str) -> None:
    """An alias is a page that leads on to the story, without a script, and is not indexed."""
    page = output({"a.md": story(more=f"aliases: [{alias}]")})[path]
    up = "../" * path.count("/")
    assert f'http-equiv="refresh" content="0; url={up}stories/a/"'.encode() in page
    assert f'<a href="{up}stories/a/"'.encode() in page
    assert b'content="noindex"' in page


def test_a_withheld_story_has_no_old_address() -> None:
    """The aliases of a withheld story are not there."""
    made = output({"a.md": story(more="aliases: [/blog/gate/]", consent=WITHHELD)})
    assert not any(path.startswith("blog") for path in made)


def test_a_link_to_a_withheld_story_is_plain_text() -> None:
    """A link to a withheld story and one to a file that never was come out the same."""
    made = output(
        {"a.md": story(text="[There](b.md 'A gate') and [there](never.md#here)."), "b.md": story(consent=WITHHELD)},
    )
    assert b"<p>There and there.</p>" in made["stories/a/index.html"]


def test_the_missing_page_knows_where_the_site_is() -> None:
    """Links of the 404 page begin at the host's root and hold the site's folder, since it is shown anywhere."""
    page = output({"a.md": story()})["404.html"]
    assert all(a.startswith(("/base/", "#", "mailto:")) for a in addresses(page))
    assert "/base/stories/" in addresses(page)


@pytest.mark.parametrize("medium", ["web", "offline"])
def test_every_link_leads_somewhere(medium: Medium) -> None:
    """Every link and source of every page is a file of the output, whatever folder the site is put in."""
    rich = story(
        "Rich",
        more="aliases: [/old/a/, /old.html]\ncontent_notes: [death]\nslug: elsewhere\nseries: {name: A road, part: 1}",
        text="## A\n\n## B\n\n## C\n\n## D\n\n[There](b.md#a), [here](#b), [home](/)."
        "\n\n[A page](../pages/about.md).[^1]\n\n[^1]: So.",
    )
    second = story("B", text="## A\n\nWords.", more="series: {name: A road, part: 2}")
    others = {f"s{n}.md": story(day=f"2026-02-0{n}") for n in range(1, 7)}
    about = {"about.md": "---\ntitle: About\n---\n[A story](../stories/a.md) and [old](/old/a/).\n"}
    made = output({"a.md": rich, "b.md": second, **others}, medium, about)
    assert leads_nowhere(made, explicit=medium == "offline") == []


def test_every_link_of_the_example_leads_somewhere(site: Path) -> None:
    """Every link and source on the example website is a file of the output."""
    made = tree(site)
    made["404.html"] = made["404.html"].replace(b'="/', b'="/base/')
    assert leads_nowhere(made, explicit=False) == []


def test_every_link_of_the_bundle_leads_somewhere(bundle: Path) -> None:
    """Every link and source in the offline bundle names a file, never a folder."""
    assert leads_nowhere(tree(bundle), explicit=True) == []


def test_no_path_is_planned_twice() -> None:
    """A site's pages have different paths, even if case does not count."""
    site = SiteValue({f"{n}.md": story(scope=EVERY_CHANNEL) for n in "abcdefg"})
    pages = [page.path.casefold() for page in site.plan.pages]
    assert len(pages) == len({*pages})


def test_the_address_on_paper() -> None:
    """A story knows its address on the web, for paper; in a copy to give away only where its consent covers the web."""
    texts = {"a.md": story(), "b.md": story("Offline", scope="[offline]")}
    address = "https://quiet.harbour.internal/base/stories/a/"
    assert [view.address for view in views(texts).values()] == [address]
    assert {path: view.address for path, view in views(texts, "offline").items()} == {"a": address, "b": None}
    page = output(texts, "offline")
    assert [b'class="on-paper"' in page[f"stories/{name}/index.html"] for name in "ab"] == [True, False]
