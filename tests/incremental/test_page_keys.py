"""Keys of pages cover all that a page is made of."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from generator.content.links import LinkTarget
from generator.content.page_kinds import PageKind
from generator.incremental.page_keys import Keys
from generator.plan.result_packs import PackContext
from generator.plan.story_pages import Neighbours, StoryContext
from generator.views.pages import Recipe, SeriesView
from generator.views.view_models import Card, Destination, PictureView, RecordingView
from tests.builders.sites import story
from tests.builders.values import planned

PAGES = {page.path: page for page in planned({"a.md": story(text="A [gate](b.md)."), "b.md": story("Door")}).pages}
[PACK] = [path for path, page in PAGES.items() if page.kind is PageKind.RESULTS]
CARD = Card("stories/c/index.html", "C", "Jo", "So.", date(2026, 1, 1), "en", 1, (), (), False, True, None)
WAY = Destination("C", "stories/c/index.html")
PICTURE = PictureView("pictures/a.png", "A gate", 8, 8)
HEARD = RecordingView(
    "audio",
    None,
    None,
    (),
    "",
    (),
    (),
    "en",
    is_folded=False,
    described=None,
    sign=None,
    sign_language=None,
    elsewhere=None,
    is_left_out=True,
)
OTHER: dict[type, dict[str, Any]] = {
    Neighbours: {
        "series": SeriesView("A road", (WAY,)),
        "older": WAY,
        "newer": replace(WAY, notes=("death",)),
        "related": (CARD,),
    },
    StoryContext: {
        "card": CARD,
        "scope": ("web",),
        "updated": date(2026, 1, 2),
        "image": PICTURE,
        "links": (LinkTarget(url="https://example.org/"),),
        "pictures": (PICTURE,),
        "recording": HEARD,
        "neighbours": Neighbours(),
    },
    PackContext: {"name": "0a1b", "mark": "Aa-_", "cards": (CARD,)},
}


def key(path: str, context: object) -> bytes:
    """The key of a page with another context."""
    known = PAGES[path].known
    assert isinstance(known, Recipe)
    return Keys(b"base").of(replace(PAGES[path], known=replace(known, context=context)))


def context(path: str) -> Any:
    """What a page is made of beside its story."""
    known = PAGES[path].known
    assert isinstance(known, Recipe)
    return known.context


@pytest.mark.parametrize("whole", OTHER, ids=lambda whole: whole.__name__)
def test_another_value_is_known_for_every_field(whole: type) -> None:
    """The tests below change every field of a context."""
    assert {field.name for field in fields(whole)} == OTHER[whole].keys()


@pytest.mark.parametrize("field", OTHER[StoryContext])
def test_a_storys_page_has_another_key(field: str) -> None:
    """Whichever field of a story's context is another, its page has another key."""
    path, other = "stories/a/index.html", OTHER[StoryContext][field]
    assert key(path, replace(context(path), **{field: other})) != key(path, context(path))


@pytest.mark.parametrize("field", OTHER[Neighbours])
def test_another_neighbour_is_another_key(field: str) -> None:
    """Whatever other stories add to a story's page is in its key."""
    path, other = "stories/a/index.html", OTHER[Neighbours][field]
    of = context(path)
    assert key(path, replace(of, neighbours=replace(of.neighbours, **{field: other}))) != key(path, of)


@pytest.mark.parametrize("field", OTHER[PackContext])
def test_a_pack_has_another_key(field: str) -> None:
    """Whichever field of what a search shows of stories is another, their file has another key."""
    path, other = PACK, OTHER[PackContext][field]
    assert key(path, replace(context(path), **{field: other})) != key(path, context(path))


@pytest.mark.parametrize("field", fields(CARD), ids=lambda field: field.name)
def test_a_card_is_in_the_key_whole(field: Any) -> None:
    """A card that differs in one field is another one to every page that shows it."""
    others: dict[str, Any] = {"image": PICTURE, "date": date(2026, 1, 2), "topics": (WAY,), "notes": (WAY,)}
    value = getattr(CARD, field.name)
    other: Any = not value if isinstance(value, bool) else others.get(field.name, f"not {value}")
    one, another = (replace(context(PACK), cards=(card,)) for card in (CARD, replace(CARD, **{field.name: other})))
    assert key(PACK, one) != key(PACK, another)


def test_another_text_is_another_key() -> None:
    """Where nothing but a story's words are others, its pages have other keys, and its neighbours' have the same."""
    texts = {"a.md": story(), "b.md": story("Door")}
    before, after = planned(texts), planned(texts | {"a.md": story(text="We painted the gate twice.")})
    of = {page.path: Keys(b"base").of(page) for page in before.pages}
    changed = {page.path for page in after.pages if of.get(page.path) != Keys(b"base").of(page)}
    assert {path for path in changed if path.startswith("stories/")} == {"stories/a/index.html"}
    assert PACK in changed


def test_a_kind_and_a_path_are_in_the_key() -> None:
    """The same view at another path, or for another kind of page, has another key."""
    page = PAGES["leaving/index.html"]
    pages = (page, replace(page, path="elsewhere/index.html"), replace(page, kind=PageKind.NOT_FOUND))
    assert len({Keys(b"base").of(other) for other in pages}) == 3
