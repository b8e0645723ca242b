"""What other pages may show of a story: its own picture, in place of the drawn landscape."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.builders.pictures import picture, saved
from tests.builders.sites import built, make_site, story, tree

IMAGE = "image: {src: images/gate.png, alt: A red gate., credit: By Maren}"
LISTS = ("index.html", "stories/index.html", "topics/hope/index.html", "show-me-one/index.html")


def output(root: Path, *, scope: str = "[web, feed, search-engines, social]", more: str = "") -> dict[str, str]:
    """The pages of a site with one story that has a picture of its own."""
    make_site(root, {"gate.md": story(more=f"{IMAGE}\n{more}", scope=scope)})
    (root / "stories" / "images").mkdir()
    (root / "stories" / "images" / "gate.png").write_bytes(saved(picture(), "PNG"))
    return {path: data.decode() for path, data in tree(built(root).out).items() if path.endswith(".html")}


def test_a_storytellers_own_picture_takes_the_landscapes_place(tmp_path: Path) -> None:
    """On its page a story's picture has its words; in lists it decorates, has its size, and waits until it is near."""
    made = output(tmp_path)
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
def test_a_picture_that_waits_on_its_storys_page(reason: dict[str, str], tmp_path: Path) -> None:
    """With content notes, or without “search-engines”, a picture is on the story's own page and in no list."""
    made = output(tmp_path, **reason)
    assert "<img" in made["stories/gate/index.html"]
    for path in LISTS:
        assert "<img" not in made[path]
        assert '<svg class="cover' in made[path]


def test_no_preview_shows_what_a_note_speaks_of(tmp_path: Path) -> None:
    """Link previews and search engines are given the picture of a story without content notes alone."""
    page = output(tmp_path / "without")["stories/gate/index.html"]
    assert 'property="og:image" content="https://quiet.example.org/base/pictures/' in page
    assert '"image":"https://quiet.example.org/base/pictures/' in page
    page = output(tmp_path / "with", more="content_notes: [death]")["stories/gate/index.html"]
    assert "og:image" not in page
    assert '"image"' not in page


def test_notes_stand_before_the_picture(tmp_path: Path) -> None:
    """On a story's own page its content notes stand before its picture."""
    page = output(tmp_path, more="content_notes: [death]")["stories/gate/index.html"]
    assert 0 < page.index('class="content-notes"') < page.index("<img")
