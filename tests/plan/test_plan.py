"""Pages around a story: neighbours, series, related stories, old addresses; and that every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.ground.channels import Medium
from tests.builders.outputs import leads_nowhere
from tests.builders.sites import EVERY_CHANNEL, addresses, built, make_site, story, tree

WITHHELD = "{record: R-9, status: refused, scope: [web]}"


def output(
    root: Path, stories: dict[str, str], medium: Medium = "web", pages: dict[str, str] | None = None
) -> dict[str, bytes]:
    site = make_site(root, stories, pages=pages)
    built(site, medium=medium)
    return tree(site / "public")


def test_neighbours_skip_the_withheld(tmp_path: Path) -> None:
    """Previous and next lead past a withheld story to the published ones on either side."""
    made = output(
        tmp_path,
        {
            "a.md": story("First", day="2026-01-01"),
            "b.md": story("Second", day="2026-01-02", consent=WITHHELD),
            "c.md": story("Third", day="2026-01-03"),
        },
    )
    assert b'rel="prev" href="../../stories/a/"' in made["stories/c/index.html"]
    assert b'rel="next" href="../../stories/c/"' in made["stories/a/index.html"]
    assert not any(b"Second" in content for content in made.values())


def test_the_ends_have_one_neighbour(tmp_path: Path) -> None:
    """The oldest story has no older one, and the newest no newer one."""
    made = output(tmp_path, {"a.md": story(day="2026-01-01"), "b.md": story(day="2026-01-02")})
    assert b'rel="prev"' not in made["stories/a/index.html"]
    assert b'rel="next"' not in made["stories/b/index.html"]


def related(page: bytes) -> list[str]:
    """The slugs of the stories that a page offers next."""
    section = page.decode().partition(">Stories nearby</h2>")[2].partition("<h2")[0]
    return re.findall(r'href="\.\./\.\./stories/([a-z0-9-]+)/"', section)


def test_related_stories_share_topics(tmp_path: Path) -> None:
    """The stories offered next share topics and words, the nearest first."""
    made = output(
        tmp_path,
        {
            "a.md": story(topics="[hope, work]", text="The lighthouse keeper, the lighthouse."),
            "b.md": story(topics="[hope]", text="Nothing of that."),
            "c.md": story(topics="[hope, work]", text="Our lighthouse and its keeper."),
            "d.md": story(topics="[support]", text="Something else."),
        },
    )
    assert related(made["stories/a/index.html"]) == ["c", "b"]


def test_related_stories_are_in_the_same_language(tmp_path: Path) -> None:
    """A story offers only stories in its own language."""
    made = output(tmp_path, {"a.md": story(), "b.md": story(more="language: de"), "c.md": story(more="language: de")})
    assert related(made["stories/a/index.html"]) == []
    assert related(made["stories/b/index.html"]) == ["c"]


def test_a_withheld_story_is_nobodys_relation(tmp_path: Path) -> None:
    """A withheld story is not offered next, and its words do not weigh in the choice."""
    texts = {"a.md": story(), "b.md": story(consent=WITHHELD), "c.md": story(topics="[hope, work]")}
    with_it = output(tmp_path / "with", texts)
    del texts["b.md"]
    assert related(with_it["stories/a/index.html"]) == ["c"]
    assert output(tmp_path / "without", texts) == with_it


def test_a_series_lists_its_parts(tmp_path: Path) -> None:
    """A story in a series lists all published parts in their order, and marks its own."""
    made = output(
        tmp_path,
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


def test_a_series_of_one_is_none(tmp_path: Path) -> None:
    """A story whose series has no other published part does not speak of a series."""
    made = output(
        tmp_path,
        {
            "a.md": story(more="series: {name: A road, part: 1}"),
            "b.md": story(more="series: {name: A road, part: 2}", consent=WITHHELD),
        },
    )
    assert b"A road" not in made["stories/a/index.html"]


@pytest.mark.parametrize(
    ("alias", "path"),
    [("/blog/gate/", "blog/gate/index.html"), ("/2019/gate.html", "2019/gate.html"), ("gate", "gate/index.html")],
)
def test_old_addresses_lead_to_the_story(tmp_path: Path, alias: str, path: str) -> None:
    """An alias is a page that leads on to the story, without a script, and is not indexed."""
    page = output(tmp_path, {"a.md": story(more=f"aliases: [{alias}]")})[path]
    up = "../" * path.count("/")
    assert f'http-equiv="refresh" content="0; url={up}stories/a/"'.encode() in page
    assert f'<a href="{up}stories/a/"'.encode() in page
    assert b'content="noindex"' in page


def test_a_withheld_story_has_no_old_address(tmp_path: Path) -> None:
    """The aliases of a withheld story are not there."""
    made = output(tmp_path, {"a.md": story(more="aliases: [/blog/gate/]", consent=WITHHELD)})
    assert not any(path.startswith("blog") for path in made)


def test_a_link_to_a_withheld_story_is_plain_text(tmp_path: Path) -> None:
    """A link to a withheld story and one to a file that never was come out the same."""
    made = output(
        tmp_path,
        {"a.md": story(text="[There](b.md 'A gate') and [there](never.md#here)."), "b.md": story(consent=WITHHELD)},
    )
    assert b"<p>There and there.</p>" in made["stories/a/index.html"]


def test_the_missing_page_knows_where_the_site_is(tmp_path: Path) -> None:
    """Links of the 404 page begin at the host's root and hold the site's folder, since it is shown anywhere."""
    page = output(tmp_path, {"a.md": story()})["404.html"]
    assert all(a.startswith(("/base/", "#", "mailto:")) for a in addresses(page))
    assert "/base/stories/" in addresses(page)


@pytest.mark.parametrize("medium", ["web", "offline"])
def test_every_link_leads_somewhere(tmp_path: Path, medium: Medium) -> None:
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
    made = output(tmp_path, {"a.md": rich, "b.md": second, **others}, medium, about)
    assert leads_nowhere(made, explicit=medium == "offline") == []


def test_every_link_of_the_example_leads_somewhere(site: Path) -> None:
    """Every link and source on the example website is a file of the output."""
    made = tree(site)
    made["404.html"] = made["404.html"].replace(b'="/', b'="/base/')
    assert leads_nowhere(made, explicit=False) == []


def test_every_link_of_the_bundle_leads_somewhere(bundle: Path) -> None:
    """Every link and source in the offline bundle names a file, never a folder."""
    assert leads_nowhere(tree(bundle), explicit=True) == []


def test_no_path_is_planned_twice(tmp_path: Path) -> None:
    """A site's pages have different paths, even if case does not count."""
    site = make_site(tmp_path, {f"{n}.md": story(scope=EVERY_CHANNEL) for n in "abcdefg"})
    pages = [path.casefold() for path in built(site).pages]
    assert len(pages) == len({*pages})
