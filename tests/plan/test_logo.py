"""A logo in place of the site's name, and links to places elsewhere at the foot."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest
from PIL import Image

from generator.ground.diagnostics import CannotBuildError
from tests.builders.pictures import photograph, saved
from tests.builders.sites import SITE, addresses, built, make_site, story, tree
from tests.builders.values import SiteValue, rendered

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><path d="M0 0h300v100" fill="{}"/></svg>'
BOTH = "logo: {file: media/logo.svg, dark: media/dark.svg}\n"
ONE = "logo: {file: media/logo.svg}\n"
MASTODON = "https://social.harbour.internal/@harbour"


def site(root: Path, logo: str = BOTH, **files: bytes) -> Path:
    """A site with a story and a logo."""
    make_site(root, {"gate.md": story()}, site=SITE + logo)
    (root / "media").mkdir()
    made = {"logo.svg": DRAWING.format("red").encode(), "dark.svg": DRAWING.format("blue").encode(), **files}
    for name, data in made.items():
        (root / "media" / name).write_bytes(data)
    return root


def masthead(root: Path, page: str = "index.html") -> str:
    """The link with the site's name, as it was built."""
    text = (root / "public" / page).read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", text.partition('<p class="site-name">')[2].partition("</p>")[0])


def test_a_logo_stands_for_the_name_by_day_and_by_night(tmp_path: Path) -> None:
    """Every page shows both pictures in a link to the front page, with the site's name as what each says."""
    root = site(tmp_path)
    built(root)
    shown = masthead(root, "stories/gate/index.html")
    assert shown.startswith('<a href="../../">')
    assert re.findall(r'<span class="([a-z-]+)"><img [^>]* alt="Quiet Harbour" width="288" height="96"', shown) == [
        "by-day",
        "by-night",
    ]
    sources = [root / "public/stories/gate" / src for src in re.findall(r' src="([^"]+)"', shown)]
    assert [b'fill="red"' in file.read_bytes() for file in sources] == [True, False]


def test_one_logo_brings_its_ground_along(tmp_path: Path) -> None:
    """A logo without another for the night is marked, so that a light ground stays behind it."""
    root = site(tmp_path, ONE)
    built(root)
    assert masthead(root).count("<img") == 1
    assert '<span class="always"><img' in masthead(root)


def test_without_a_logo_the_name_is_words(tmp_path: Path) -> None:
    """A site without a logo says its name in words."""
    root = site(tmp_path, "")
    built(root)
    assert masthead(root).endswith(">Quiet Harbour</a>")
    assert not (root / "public/pictures").exists()


@pytest.mark.parametrize(("wide", "written"), [(300, 300), (2000, 480)])
def test_a_logo_of_pixels_is_one_file(wide: int, written: int, tmp_path: Path) -> None:
    """A logo of pixels is written anew, as one file that is wide enough for dense screens."""
    root = site(tmp_path, "logo: {file: media/logo.png}\n", **{"logo.png": saved(photograph((wide, 400)), "PNG")})
    built(root)
    (file,) = (root / "public/pictures").iterdir()
    with Image.open(file) as made:
        assert made.width == written
    assert file.name in masthead(root)


def test_a_logo_is_in_copies_that_are_given_away(tmp_path: Path) -> None:
    """A copy to give away has the logo, too."""
    root = site(tmp_path)
    built(root, medium="offline", out="public")
    assert masthead(root).count("<img") == 2


def test_another_logo_is_on_every_page(tmp_path: Path) -> None:
    """After the logo's file has changed, a build gives what one from nothing gives, and the old file is gone."""
    root = site(tmp_path)
    built(root)
    (root / "media/logo.svg").write_text(DRAWING.format("green"))
    built(root)
    assert tree(root / "public") == tree(built(root, out="clean").out)
    assert not any(b"red" in file.read_bytes() for file in (root / "public/pictures").iterdir())


@pytest.mark.parametrize(
    ("data", "says", "hint"),
    [
        (None, "there is no picture media/dark.svg", "SVG, JPEG, PNG, WebP or GIF"),
        (b"no", "media/dark.svg: this file is not a picture in SVG, JPEG, PNG, WebP or GIF", "SVG, JPEG, PNG or WebP"),
        (
            DRAWING.encode().replace(b"</svg>", b"<text>a</text></svg>"),
            "media/dark.svg: line 1: <text> is nothing",
            "into paths",
        ),
    ],
)
def test_what_is_no_logo_is_told(data: bytes | None, says: str, hint: str, tmp_path: Path) -> None:
    """A logo that is not there, or cannot be cleaned, is an error where site.yaml names it, with what to do."""
    root = site(tmp_path)
    if data is None:
        (root / "media/dark.svg").unlink()
    else:
        (root / "media/dark.svg").write_bytes(data)
    with pytest.raises(CannotBuildError) as e:
        built(root)
    (told,) = e.value.diagnostics
    assert (told.rule, told.place) == ("logo", f"site.yaml:{len(SITE.splitlines()) + 1}:36")
    assert told.message.startswith(says)
    assert hint in told.hint


def test_a_picture_of_a_text_may_not_be_a_drawing(tmp_path: Path) -> None:
    """What a logo may be, a text's picture may not: the same file is refused there."""
    root = site(tmp_path)
    (root / "pages").mkdir()
    (root / "pages/about.md").write_text("---\ntitle: About\n---\n![A mark](../media/logo.svg)\n")
    told = [d for d in built(root).diagnostics if d.path == "pages/about.md"]
    assert ["this file is not a picture in JPEG" in d.message for d in told] == [True]


def test_places_elsewhere_are_plain_links_at_the_foot() -> None:
    """Each place elsewhere is a plain link at the foot of every page, marked, and tells that place nothing."""
    more = f"social:\n  - {{label: Mastodon, url: {MASTODON}}}\n"
    made = rendered(SiteValue({"gate.md": story()}, site=SITE + more))
    pages = [page for page in made.values() if b'id="_footer"' in page]
    assert len(pages) > 10
    for page in pages:
        assert addresses(page).count(MASTODON) == 1
        tree_of = html5lib.parse(page.decode(), namespaceHTMLElements=False)
        (links,) = [e for e in tree_of.iter("ul") if e.get("class") == "social"]
        (link,) = links.iter("a")
        assert (link.get("href"), link.get("rel"), links.get("aria-label")) == (
            MASTODON,
            "noopener noreferrer",
            "Elsewhere",
        )
        assert not [*links.iter("img"), *links.iter("svg")]


def test_a_site_without_places_elsewhere_has_no_list_of_them() -> None:
    """Without any, no empty list stands at the foot."""
    assert b'class="social"' not in rendered(SiteValue({"gate.md": story()}))["index.html"]
