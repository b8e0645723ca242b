"""A picture in a page: what a browser may choose from, and when it is fetched."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from itertools import product

import pytest
from PIL import Image

from generator.content.contrast import ratio
from generator.ground.channels import Medium
from generator.media.photo import Photo
from generator.media.pictures import develop
from generator.render.picture_html import picture_html
from generator.views.view_models import PictureFile, PictureView
from tests.builders.pictures import animation, photograph, saved
from tests.builders.sites import story
from tests.builders.values import SiteValue, rendered

ALONE = PictureView("pictures/a.jpg", 'A "red" gate & a bench', 1600, 1000)
SMALL = PictureFile("pictures/b.jpg", 480, "image/jpeg")
GLASS_AND_WHOLE = (("RGBA", (255, 0, 180, 90)), ("RGB", (255, 0, 180)))
NEW = PictureFile("pictures/c.webp", 1600, "image/webp")


def link(path: str) -> str:
    return f"../{path}"


def pages(text: str, *, more: str = "") -> dict[str, bytes]:
    """A site with one story that names a photograph."""
    photo = develop(saved(photograph(), "JPEG"))
    assert isinstance(photo, Photo)
    site = SiteValue({"gate.md": story(text=text, more=more)}, photos={"stories/gate.jpg": photo})
    return rendered(site)


def images(html: bytes) -> list[str]:
    return re.findall(r"<img[^>]*>", html.decode())


def test_one_file_is_an_image() -> None:
    """A picture of one file is an image with its words and its size, and nothing to choose from."""
    html = picture_html(link, ALONE)
    assert html.startswith('<img src="../pictures/a.jpg" alt=')
    assert unescape(html).count(ALONE.alt) == 1
    assert 'width="1600" height="1000"' in html
    assert "srcset" not in html


def test_a_browser_chooses_among_files() -> None:
    """Newer formats are offered first, sizes of the plain one on the image, each with how wide it is."""
    html = picture_html(link, replace(ALONE, others=(SMALL, NEW)), "50vw")
    assert '<picture><source type="image/webp" srcset="../pictures/c.webp 1600w" sizes="50vw"><img' in html
    assert 'srcset="../pictures/b.jpg 480w, ../pictures/a.jpg 1600w" sizes="50vw"' in html


def test_the_first_picture_is_fetched_first() -> None:
    """A story's own picture is fetched before others; every picture below it waits until it is nearly in sight."""
    made = pages("![A gate](gate.jpg)", more="image: {src: gate.jpg, alt: A gate.}")
    above, below = images(made["stories/gate/index.html"])
    assert 'fetchpriority="high"' in above
    assert "loading" not in above
    assert 'loading="lazy"' in below
    assert "fetchpriority" not in below


def test_a_text_that_begins_with_a_picture() -> None:
    """Where no picture stands above it, that with which a text begins is fetched first, and none below words is."""
    first, second = images(pages("![A](gate.jpg)\n\n![B](gate.jpg)")["stories/gate/index.html"])
    assert 'fetchpriority="high"' in first
    assert 'loading="lazy"' in second
    [only] = images(pages("Words.\n\n![A](gate.jpg)")["stories/gate/index.html"])
    assert 'loading="lazy"' in only


def test_every_file_that_is_named_ships() -> None:
    """Every file that a page offers is a page of the site, and no other picture ships."""
    made = pages("![A gate](gate.jpg)")
    named = set(re.findall(r"pictures/[\w.]+", made["stories/gate/index.html"].decode()))
    assert named == {path for path in made if path.startswith("pictures/")}
    assert len(named) == 6


def test_a_theme_says_how_wide_a_picture_is() -> None:
    """How wide a picture is shown stands in theme.yaml, by its place."""
    made = pages("Words.\n\n![A gate](gate.jpg)", more="image: {src: gate.jpg, alt: A gate.}")
    page = made["stories/gate/index.html"].decode()
    assert set(re.findall(r'sizes="([^"]*)"', page)) == {
        "20rem",
        "(min-width: 42rem) 40rem, calc(100vw - 2.2rem)",
    }
    assert 'sizes="(min-width: 70rem) 33rem' in made["stories/index.html"].decode()


def test_a_format_that_lacks_the_largest_size_is_for_narrow_windows() -> None:
    """What comes in small sizes alone is offered to windows that these are large enough for, and before the rest."""
    small = (PictureFile("pictures/d.avif", 480, "image/avif"), NEW)
    html = picture_html(link, replace(ALONE, others=small))
    assert '<picture><source type="image/avif" media="(max-width: 480px)" srcset="../pictures/d.avif 480w"' in html
    whole = (PictureFile("pictures/d.avif", 1600, "image/avif"),)
    assert "media=" not in picture_html(link, replace(ALONE, others=whole))


def test_pictures_that_follow_each_other_are_a_gallery() -> None:
    """Pictures with captions and no word between them are as wide as a gallery's, and no other picture is."""
    a, b, c = (f'![{n}](gate.jpg "Caption {n}")' for n in "abc")
    made = pages(f"{a}\n\n{b}\n\n{c}\n\nWords.\n\n{a}")["stories/gate/index.html"]
    widths = [re.findall(r'sizes="[^"]* (\d\d)rem', image)[0] for image in images(made)]
    assert widths == ["20", "20", "20", "40"]


def moving_pages(medium: Medium = "web") -> dict[str, bytes]:
    """A site with one story whose picture moves."""
    photo = develop(animation("GIF"), moves=True)
    assert isinstance(photo, Photo)
    text = story(more="image: {src: gate.gif, alt: A gate., animated: true}")
    shown = photo.on(medium)
    return rendered(SiteValue({"gate.md": text}, photos={"stories/gate.gif|animated": shown}, medium=medium))


@pytest.mark.parametrize("medium", ["web", "offline"])
def test_what_moves_is_opened(medium: Medium) -> None:
    """A picture that moves stands still on its story's page until a reader opens it, and ships, also in a copy."""
    made = moving_pages(medium)
    page = made["stories/gate/index.html"].decode()
    still, moving = (
        re.findall(r'src="[./]*(pictures/[^"]+)"', part) for part in page.split('<details class="moving">')
    )
    assert [name.rpartition(".")[2] for name in (*still, moving[0])] == ["png", "webp"]
    assert {*still, moving[0]} <= set(made)


def test_lists_stand_still() -> None:
    """No list names the picture that moves."""
    made = moving_pages()
    [moving] = [path for path in made if path.endswith(".webp")]
    naming = [path for path, content in made.items() if moving.encode() in content]
    assert naming == ["stories/gate/index.html"]


def test_the_ground_of_a_picture() -> None:
    """A picture says of which colour it is on the whole; one of no known colour says nothing."""
    assert 'class="ground red-3 green-2 blue-0"' in picture_html(link, replace(ALONE, ground=(3, 2, 0)))
    assert "class" not in picture_html(link, ALONE)


def test_words_can_be_read_on_every_ground() -> None:
    """The words of a picture that never comes have enough contrast with its colour, whichever it is."""
    for red, green, blue in product(range(4), repeat=3):
        deep = "ground deep" in picture_html(link, replace(ALONE, ground=(red, green, blue)))
        colour = f"#{red * 85:02x}{green * 85:02x}{blue * 85:02x}"
        assert ratio(colour, "#ffffff" if deep else "#000000") >= 4.5


def test_no_ground_without_need() -> None:
    """What can be seen through has no ground but the page's, and a copy, where nothing is waited for, has none."""
    glass, whole = (develop(saved(Image.new(mode, (20, 10), colour), "PNG")) for mode, colour in GLASS_AND_WHOLE)
    assert isinstance(glass, Photo)
    assert isinstance(whole, Photo)
    assert (glass.ground, whole.ground, whole.on("offline").ground) == (None, (3, 0, 2), None)


def test_what_is_kept_in_sight_is_said_by_classes() -> None:
    """What a picture keeps in sight stands on the picture itself, so that it holds wherever a part is cut off."""
    assert ' class="focus-x-40 focus-y-0"' in picture_html(link, replace(ALONE, focus=(40, 0)))
    grounded = picture_html(link, replace(ALONE, focus=(40, 0), ground=(0, 0, 0)))
    assert ' class="ground deep red-0 green-0 blue-0 focus-x-40 focus-y-0"' in grounded
