"""What other pages may show of a story: its own picture, in place of the drawn landscape."""

from __future__ import annotations

import re

import pytest

from generator.ground.channels import Medium
from generator.media.photo import Photo
from generator.media.pictures import develop
from generator.views.pages import SocialCardView
from tests.builders.pictures import picture, saved
from tests.builders.sites import story
from tests.builders.values import SiteValue, planned, rendered

IMAGE = "image: {src: images/gate.png, alt: A red gate., credit: By Maren}"
LISTS = ("index.html", "stories/index.html", "topics/hope/index.html", "show-me-one/index.html")


def output(*, scope: str = "[web, feed, search-engines, social]", more: str = "") -> dict[str, str]:
    """The pages of a site with one story that has a picture of its own."""
    photo = develop(saved(picture(), "PNG"))
    assert isinstance(photo, Photo)
    texts = {"gate.md": story(more=f"{IMAGE}\n{more}", scope=scope)}
    made = rendered(SiteValue(texts, photos={"stories/images/gate.png": photo}))
    return {path: data.decode() for path, data in made.items() if path.endswith(".html")}


def test_a_storytellers_own_picture_takes_the_landscapes_place() -> None:
    """On its page a story's picture has its words; in lists it decorates, has its size, and waits until it is near."""
    made = output()
    page = made["stories/gate/index.html"]
    assert re.search(r'<figure class="picture">\s*<img src="[^"]+" alt="A red gate\." width="60" height="40"', page)
    assert '<svg class="cover' not in page
    for path in LISTS:
        [shown] = re.findall(r"<img[^>]*>", made[path])
        assert re.search(r'src="[./]*pictures/[^"]+\.png" alt="" width="60" height="40" loading="lazy"', shown)
        assert '<svg class="cover' not in made[path]


@pytest.mark.parametrize(
    "reason",
    [{"more": "content_notes: [death]"}, {"scope": "[web, feed, social]"}],
    ids=["content notes", "no search engines"],
)
def test_a_picture_that_waits_on_its_storys_page(reason: dict[str, str]) -> None:
    """With content notes, or without “search-engines”, a picture is on the story's own page and in no list."""
    made = output(**reason)
    assert "<img" in made["stories/gate/index.html"]
    for path in LISTS:
        assert "<img" not in made[path]
        assert '<svg class="cover' in made[path]


def test_no_preview_shows_what_a_note_speaks_of() -> None:
    """Link previews and search engines are given the picture of a story without content notes alone."""
    page = output()["stories/gate/index.html"]
    assert 'property="og:image" content="https://quiet.harbour.internal/base/pictures/' in page
    assert '"image":"https://quiet.harbour.internal/base/pictures/' in page
    assert 'property="og:image:alt" content="A red gate."' in page
    page = output(more="content_notes: [death]")["stories/gate/index.html"]
    assert re.findall('og:image" content="([^"]*)', page) == [
        "https://quiet.harbour.internal/base/stories/gate/card.png"
    ]
    assert '"image"' not in page
    assert "og:image:alt" not in page


def cards_of(scope: str, medium: Medium = "web") -> tuple[list[str], str]:
    """The cards of a site with one story without a picture, and what its page tells of itself to previews."""
    made = rendered(SiteValue({"gate.md": story(scope=scope)}, medium=medium))
    metas = "".join(re.findall("<meta[^>]*>", made["stories/gate/index.html"].decode()))
    return [path for path in made if path.endswith(".png")], metas


def test_a_preview_of_a_story_without_a_picture_has_a_card() -> None:
    """With “social” a story without a picture has a card of its own, whose words are its title."""
    cards, metas = cards_of("[web, social]")
    assert cards == ["stories/gate/card.png"]
    assert 'og:image" content="https://quiet.harbour.internal/base/stories/gate/card.png"' in metas
    assert 'og:image:width" content="1200"' in metas
    assert 'og:image:height" content="630"' in metas
    assert 'og:image:alt" content="A gate"' in metas
    assert 'twitter:card" content="summary_large_image"' in metas


def test_no_word_stands_on_a_card_before_content_notes() -> None:
    """The card of a story with content notes is its landscape alone."""
    made = planned({"gate.md": story(more="content_notes: [death]"), "lamp.md": story(title="A lamp")})
    views = {page.path: page.known for page in made.pages if isinstance(page.known, SocialCardView)}
    assert {path: view.title for path, view in views.items()} == {
        "stories/gate/card.png": None,
        "stories/lamp/card.png": "A lamp",
    }


def test_without_social_there_is_no_card() -> None:
    """Without “social” nothing is drawn of a story, and its page names no picture to previews."""
    cards, metas = cards_of("[web, feed, search-engines]")
    assert cards == []
    assert "image" not in metas


def test_copies_have_no_cards() -> None:
    """A copy to give away has no previews, and so no cards."""
    cards, metas = cards_of("[offline, social]", "offline")
    assert cards == []
    assert "og:" not in metas


def test_notes_stand_before_the_picture() -> None:
    """On a story's own page its content notes stand before its picture."""
    page = output(more="content_notes: [death]")["stories/gate/index.html"]
    assert 0 < page.index('class="content-notes"') < page.index("<img")


def test_what_is_to_be_kept_in_sight() -> None:
    """A list that shows a part of a picture keeps what the story names in sight, to the nearest ten in a hundred."""
    photo = develop(saved(picture(), "PNG"))
    assert isinstance(photo, Photo)
    text = story(more="image: {src: gate.png, alt: A gate., focus: [42, 8]}")
    made = rendered(SiteValue({"gate.md": text}, photos={"stories/gate.png": photo}))
    assert b"focus-x-40 focus-y-10" in made["stories/index.html"]
    assert b".focus-x-40 { --fx: 40%; }" in next(data for path, data in made.items() if path.endswith(".css"))


@pytest.mark.parametrize(("size", "focus"), [((40, 60), "focus-x-50 focus-y-20"), ((60, 40), None), ((40, 40), None)])
def test_heads_stay_in_sight(size: tuple[int, int], focus: str | None) -> None:
    """A picture that is higher than wide keeps its upper third in sight where nobody says what, everywhere."""
    photo = develop(saved(picture(size), "PNG"))
    assert isinstance(photo, Photo)
    text = story(more="image: {src: gate.png, alt: A gate.}")
    made = rendered(SiteValue({"gate.md": text}, photos={"stories/gate.png": photo}))
    for page in ("stories/index.html", "index.html", "stories/gate/index.html"):
        assert (b"focus-" in made[page]) is (focus is not None)
        assert not focus or focus.encode() in made[page]


def test_names_turn_nothing_around() -> None:
    """A name stands in an element of its own in a byline, so that one in Arabic leaves the day beside it whole."""
    made = rendered(SiteValue({"gate.md": story().replace("Maren", "سلمى <b>")}))
    for page in ("stories/index.html", "stories/gate/index.html"):
        assert "by <bdi>سلمى &lt;b&gt;</bdi> · " in made[page].decode()
