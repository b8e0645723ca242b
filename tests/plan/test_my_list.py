"""My list: a reader's device keeps ids, and one file, the same for everybody, says what they are ids of."""

from __future__ import annotations

import json
import re
from pathlib import Path

from generator.content.page_kinds import PageKind
from generator.content.routes import story_path
from generator.plan.my_list import list_id
from tests.builders.sites import built, make_site, story, tree
from tests.builders.values import SiteValue, planned, rendered

URL = "https://quiet.harbour.internal/base/"
PAGE, FILE = PageKind.MY_LIST.path(), PageKind.LISTED.path()
Listed = dict[str, list[str]]


def listed(content: bytes) -> Listed:
    """What the file says of stories, by their ids."""
    data = json.loads(content.decode().removeprefix("hearten.listed=").removesuffix(";\n"))
    assert all(id_.startswith(data["site"]) for id_, _ in data["stories"])
    return dict(data["stories"])


def kept_on(page: bytes) -> str:
    """The id by which a story's own page would be kept."""
    [found] = re.findall(r'data-keep="(\w+)"', page.decode())
    return str(found)


def test_a_storys_page_and_the_list_name_it_alike() -> None:
    """What is kept on a story's page is what the list knows the story by, and no two stories are named alike."""
    made = rendered(SiteValue({f"{name}.md": story(name) for name in ("gate", "quay", "lamp")}))
    ids = {kept_on(made[story_path(slug)]): f"stories/{slug}/" for slug in ("gate", "quay", "lamp")}
    assert {id_: shown[0] for id_, shown in listed(made[FILE]).items()} == ids


def test_what_is_shown() -> None:
    """The list shows of a story its address, language, notes, title, who tells it and how long it is; no word of it."""
    text = story(more="content_notes: [death, eating]\nlanguage: ar").replace("author: Maren", "author: سلمى")
    text = text.replace("status: given", "basis: fictional, status: given")
    [shown] = listed(rendered(SiteValue({"a.md": text}))[FILE]).values()
    assert shown == [
        *("stories/a/", "ar", "death eating", "A gate"),
        *("سلمى", "one minute to read · made-up example"),
        "This story speaks of: Death, Eating",
    ]


def test_from_a_disk() -> None:
    """In a copy, addresses lead to files."""
    [shown] = listed(rendered(SiteValue({"a.md": story()}, medium="offline"))[FILE]).values()
    assert shown[0] == story_path("a")


def test_an_id_tells_nothing() -> None:
    """An id is hexadecimal digits, of which six are the site's and ten the story's."""
    gate, quay, elsewhere = (
        list_id(*of)
        for of in ((URL, "stories/gate/"), (URL, "stories/quay/"), ("https://b.internal/", "stories/gate/"))
    )
    assert re.fullmatch("[0-9a-f]{16}", gate)
    assert (gate[:6] == quay[:6], gate[:6] == elsewhere[:6], gate[6:] == elsewhere[6:]) == (True, False, False)


def test_a_former_address() -> None:
    """A story that was kept before its address changed is known by the former one."""
    before = {*listed(rendered(SiteValue({"gate.md": story()}))[FILE])}
    after = listed(rendered(SiteValue({"gate.md": story(more="slug: porch\naliases: [/stories/gate/]")}))[FILE])
    assert before < {*after}
    assert {shown[0] for shown in after.values()} == {"stories/porch/"}


def test_another_file_name() -> None:
    """A story that goes on in another file under its address is the same on readers' lists."""
    before, after = (rendered(SiteValue({name: story(more="slug: gate")}))[FILE] for name in ("a.md", "b.md"))
    assert before == after


def test_a_withdrawn_story(tmp_path: Path) -> None:
    """A story that was withdrawn is nowhere in the file, which is what it would be if the story had never been."""
    withdrawn = "{record: R-1, status: withdrawn, given_on: 2026-01-01, ended_on: 2026-05-01, scope: [web]}"
    stories = {"gate.md": story(), "quay.md": story("A quay", consent=withdrawn)}
    with_it, without = (
        tree(built(make_site(tmp_path / name, texts)).out)[FILE]
        for name, texts in (("with", stories), ("without", {"gate.md": stories["gate.md"]}))
    )
    assert with_it == without
    assert len(listed(with_it)) == 1


def test_not_for_search_engines() -> None:
    """The page shows no story by itself, and neither the sitemap nor a search engine is to have it."""
    made = rendered(SiteValue({"a.md": story()}))
    assert b'<meta name="robots" content="noindex">' in made[PAGE]
    assert b"my-list" not in made["sitemap.xml"]
    assert b"A gate" not in made[PAGE]


def test_without_stories() -> None:
    """A site without a story has the page and an empty list."""
    [page] = [page for page in planned({}).pages if page.path == FILE]
    assert listed(page.view.content) == {}  # type: ignore[union-attr]  # of this kind, it is a file
