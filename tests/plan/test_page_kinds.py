"""Kinds of pages: each said once, and true of the pages that a site has."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import get_args

import pytest

from generator.content import routes, settings
from generator.content.page_kinds import BY_GENERATOR, BY_SETTINGS, BY_TEXTS, HOLE, Maker, PageKind, Shows, Template
from generator.incremental.page_keys import Keys, common
from generator.incremental.remade import REMADE
from generator.media.photo import Photo
from generator.plan import recall
from generator.render.renderer import MAKERS
from generator.views.pages import Page
from tests.builders.example import ROOT
from tests.builders.podcasts import PODCAST
from tests.builders.sites import SITE, story
from tests.builders.told_stories import AUDIO, told, told_of
from tests.builders.values import SiteValue

TEMPLATES = ROOT / "themes" / "hearten" / "templates"
PHOTO = Photo("gate.png", 8, 8, b"")
ALIASED = "aliases: [/old/]\nimage: {src: gate.png, alt: A gate}\ncontent_notes: [death]"
ABOUT = "---\ntitle: About\n---\n\nSee [a gate](../stories/a.md).\n"
NOTED = "content_notes: [death]"
SHELF = "shelves: [{label: Five minutes, stories: [a.md, 1.md, 2.md]}]\n"
TEXTS = {"a.md": story(more=ALIASED)}
TEXTS |= {"told.md": told(recording=AUDIO)}
TEXTS |= {f"{n}.md": story(f"Door {n}", day=f"2026-02-0{n}", more=NOTED) for n in range(1, 9)}
# Enough of one language for what lists are narrowed down to, in two pages.
TEXTS |= {f"de-{n}.md": story(f"Tor {n}", day=f"2025-01-{n:02}", more="language: de") for n in range(1, 16)}


def pages_of(edit: Callable[[str], str] = str) -> dict[str, tuple[Page, bytes]]:
    """The pages of a site with every kind of page, one story edited, each with its key."""
    site = SiteValue(
        TEXTS | {"a.md": edit(TEXTS["a.md"])},
        pages={"about.md": ABOUT},
        photos={"stories/gate.png": PHOTO, "media/podcast.png": PHOTO},
        recordings={"told.md": told_of(TEXTS["told.md"])},
        site=SITE.replace("per_page: 2", "per_page: 5") + PODCAST + SHELF,
    )
    planned = site.plan
    key = Keys(common(site.value, site.theme, planned.around.shell)).of
    known = recall.known(site.value.settings.url, {s.source: routes.story_path(s.slug) for s in site.value.stories})
    return {page.path: (page, key(page)) for page in (*planned.pages, known)}


def test_every_kind_is_planned() -> None:
    """The test's site has a page of every kind, so that what is said of pages here is said of all kinds."""
    assert {page.kind for page, _ in pages_of().values()} == {*PageKind}


def test_pages_stand_where_their_kind_says() -> None:
    """Every page has an address of its kind, and each address of a kind has a page."""
    found: dict[tuple[PageKind, str], list[str]] = {(kind, path): [] for kind in PageKind for path in kind.paths}
    for page, _ in pages_of().values():
        fits = [path for path in page.kind.paths if re.fullmatch(HOLE.sub(".+", path), page.path)]
        assert fits, page.path
        for path in fits:
            found[page.kind, path].append(page.path)
    assert [place for place, pages in found.items() if not pages] == []


def test_every_name_in_an_address_is_somebodys() -> None:
    """Each name in an address is given by a text, by the settings or by the generator."""
    names = {name for kind in PageKind for path in kind.paths for name in HOLE.findall(path)}
    assert names == BY_TEXTS | BY_SETTINGS | BY_GENERATOR


def differing(edit: Callable[[str], str]) -> set[PageKind]:
    """The kinds of the pages that are others after an edit of a story, or that come or go with it."""
    before, after = pages_of(), pages_of(edit)
    paths = {path for path in before.keys() | after.keys() if before.get(path, (0, 0))[1] != after.get(path, (0, 0))[1]}
    return {page.kind for pages in (before, after) for path, (page, _) in pages.items() if path in paths}


def test_words_are_shown_where_a_kind_says_so() -> None:
    """An edit of nothing but a story's text changes a page of each kind that shows words, and of no other."""
    assert differing(lambda text: text + "\nIt rained.\n") == {kind for kind in PageKind if kind.shows is Shows.WORDS}


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda text: text.replace("title: A gate", "title: A fence\nslug: fence"), id="title and address"),
        pytest.param(lambda text: text.replace("status: given", "status: paused"), id="consent"),
        pytest.param(lambda text: text.replace("topics: [hope]", "topics: [work]"), id="topic"),
        pytest.param(lambda text: text.replace("content_notes: [death]", "content_notes: [eating]"), id="content note"),
        pytest.param(lambda text: text.replace("date: 2026-01-01", "date: 2026-03-01"), id="day"),
    ],
)
def test_nothing_of_stories_is_shown_where_a_kind_says_so(edit: Callable[[str], str]) -> None:
    """Whatever changes in a story, pages of kinds that show nothing of stories stay as they are."""
    assert not {kind for kind in differing(edit) if kind.shows is Shows.NOTHING}


def test_kinds_that_show_words_are_remade() -> None:
    """Builds after the edit of a text make anew exactly the kinds of pages that show words."""
    assert REMADE.keys() == {kind for kind in PageKind if kind.shows is Shows.WORDS}


def test_every_maker_is_there() -> None:
    """The renderer has a maker for each that a kind names, and no other."""
    assert MAKERS.keys() == {kind.made_by.name for kind in PageKind if isinstance(kind.made_by, Maker)}


def test_every_page_template_has_a_kind() -> None:
    """Each template that is a whole page is one that a kind names; a copy's first page is no page of a site."""
    whole = {p.name for p in TEMPLATES.glob("*.html") if re.search(r"<html|extends", p.read_text(encoding="utf-8"))}
    named = {kind.made_by.name for kind in PageKind if isinstance(kind.made_by, Template)}
    assert whole - {"base.html", "opening.html"} == named


def test_every_page_template_is_in_the_guide() -> None:
    """The guide for themes has a line for each template of a page."""
    guide = (ROOT / "docs" / "themes.md").read_text(encoding="utf-8")
    told = {
        name
        for line in re.findall(r"^\| (`\S+\.html`.*?) \|", guide, re.MULTILINE)
        for name in re.findall(r"`(.*?)`", line)
    }
    assert {kind.made_by.name for kind in PageKind if isinstance(kind.made_by, Template)} <= told


def test_menus_lead_to_pages_that_are_always_there() -> None:
    """Each name that a menu may use is of one kind, whose page stands at one address whatever is published."""
    chosen = [kind for kind in PageKind if kind.menu]
    assert sorted(get_args(settings.MenuName)) == sorted(routes.MENU)
    assert len(routes.MENU) == len(chosen)
    assert {kind.path() for kind in chosen} <= routes.list_paths(SiteValue({}).value.settings)


@pytest.mark.parametrize(
    "path",
    [
        "assets/a.css",
        "Pictures/x/index.html",
        "404.html",
        "_headers/index.html",
        "_redirects/a.html",
        "stories/page/index.html",
        "stories/page/3/index.html",
        "topics/hope/page/1/index.html",
        "content-notes/any/page/x/y.html",
    ],
)
def test_addresses_that_are_the_generators(path: str) -> None:
    """What the generator makes as it needs it, and what would lie below a file, is nobody else's."""
    assert routes.is_reserved(path)


@pytest.mark.parametrize(
    "path",
    [
        "stories/gate/index.html",
        "about/index.html",
        "search/label/hope/index.html",
        "topics/old/index.html",
        "page/index.html",
        "stories/pages/index.html",
        "assets.html",
    ],
)
def test_addresses_that_a_text_may_have(path: str) -> None:
    """Every other address is free for texts, old ones of topics and of searches on a former site among them."""
    assert not routes.is_reserved(path)
