"""Of which texts an output holds anything."""

from __future__ import annotations

from generator.content.page_kinds import PageKind
from generator.ground.channels import SEARCH_ENGINES, WEB
from generator.incremental.traces import ALL, mark_of, marks_in, published_in, texts_on
from tests.builders.sites import story
from tests.builders.values import SiteValue

STORIES = {f"{n}.md": story(f"Gate {n}", day=f"2026-01-{n + 1:02}") for n in range(20)}


def test_a_pack_is_known_by_all_its_stories() -> None:
    """Each pack of texts bears the marks of every story in it, by each way to it, and of no other."""
    site = SiteValue(STORIES)
    published = published_in(site.value.stories, (), WEB)
    packs = [page for page in site.plan.pages if page.kind is PageKind.RESULTS]
    assert len(packs) > 1
    for page in packs:
        held = marks_in(texts_on(page, published))
        content = page.view.content.decode()  # type: ignore[union-attr]  # a file
        there = {path for path in published.texts if f'"path":"{path}"' in content}
        assert there
        for path in published.texts:
            marks = {mark_of(path), mark_of(path, SEARCH_ENGINES)}
            assert marks <= held if path in there else marks.isdisjoint(held)


def test_the_list_of_packs_is_of_all() -> None:
    """Which stories stand together depends on all of them."""
    site = SiteValue(STORIES)
    [listed] = [page for page in site.plan.pages if page.kind is PageKind.PACKS]
    assert texts_on(listed, published_in(site.value.stories, (), WEB)) == ALL
