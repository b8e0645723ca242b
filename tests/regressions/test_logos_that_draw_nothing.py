"""A logo that drew nothing was taken, and for whoever sees the site had no name any more."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from generator.ground.diagnostics import CannotBuildError
from tests.builders.pictures import picture, saved
from tests.builders.sites import SITE, built, make_site, story

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"'
SHAPE = '<path d="M0 0h9v9"/>'


def drawing(within: str, more: str = "") -> bytes:
    return f"{HEAD} {more}>{within}</svg>".encode()


def pixels(size: tuple[int, int], colour: tuple[int, ...]) -> bytes:
    return saved(Image.new("RGBA", size, colour), "PNG")


def dust(ground: tuple[int, ...]) -> bytes:
    made = Image.new("RGBA", (90, 30), ground)
    made.putpixel((45, 15), (0, 0, 0, 255))
    return saved(made, "PNG")


NOTHING = {
    "no shape": drawing(""),
    "hidden as a whole": drawing(SHAPE, 'display="none"'),
    "hidden in other letters": drawing(SHAPE, 'display=" None "'),
    "not visible": drawing(f'<g visibility="hidden">{SHAPE}</g>'),
    "seen through": drawing(f'<g opacity="0.0">{SHAPE}</g>'),
    "in no colour": drawing(SHAPE, 'fill="none"'),
    "in a clear colour": drawing(SHAPE, 'fill="rgba(0, 0, 0, 0)"'),
    "in a gradient of clear colours": drawing(
        f'<linearGradient id="a"><stop stop-opacity="0"/></linearGradient><g fill="url(#a)">{SHAPE}</g>'
    ),
    "a line without a width": drawing('<line x2="9" stroke="red" stroke-width="0"/>'),
    "without a side": drawing(
        '<rect width="9"/><circle/><ellipse rx="0"/><polygon points="1 1"/><path d="M1 1 m2 2"/>'
    ),
    "a plane of no height": drawing('<path d="M0 0h99"/>'),
    "beside the picture": drawing('<g transform="translate(400)"><circle r="9"/></g><circle cx="-90" r="9"/>'),
    "clipped away": drawing(f'<clipPath id="a"/><g clip-path="url(#a)">{SHAPE}</g>'),
    "masked away": drawing(f'<mask id="a"><g display="none">{SHAPE}</g></mask><g mask="url(#a)">{SHAPE}</g>'),
    "kept for later": drawing(f"<defs>{SHAPE}</defs><symbol>{SHAPE}</symbol><clipPath>{SHAPE}</clipPath>"),
    "used without a size": drawing('<defs><circle id="a" r="0"/></defs><use href="#a"/>'),
    "far too long": drawing(SHAPE).replace(b"300 100", b"300 1"),
    "pixels seen through": pixels((90, 30), (0, 0, 0, 0)),
    "pixels hardly seen": pixels((90, 30), (200, 0, 0, 5)),
    "pixels of one colour": pixels((90, 30), (255, 255, 255, 255)),
    "one pixel of another colour": dust((255, 255, 255, 255)),
    "one pixel that is not transparent": dust((0, 0, 0, 0)),
    "hardly opaque as a whole": drawing(f'<g opacity=".2"><g opacity=".2">{SHAPE}</g></g>'),
    "one pixel": pixels((1, 1), (200, 0, 0, 255)),
    "far too long, of pixels": saved(picture((600, 10)), "PNG"),
    "far too high, of pixels": saved(picture((10, 600)), "PNG"),
}


@pytest.mark.parametrize("data", NOTHING.values(), ids=NOTHING)
def test_a_logo_that_draws_nothing_is_an_error(data: bytes, tmp_path: Path) -> None:
    """A logo in which nothing is seen stops the build at its line in site.yaml, with what to do."""
    make_site(tmp_path, {"gate.md": story()}, site=f"{SITE}logo: {{file: media/logo.svg}}\n")
    (tmp_path / "media").mkdir()
    (tmp_path / "media/logo.svg").write_bytes(data)
    with pytest.raises(CannotBuildError) as e:
        built(tmp_path)
    (told,) = e.value.diagnostics
    assert (told.rule, told.place) == ("logo", f"site.yaml:{len(SITE.splitlines()) + 1}:14")
    assert told.message.startswith("media/logo.svg: ")
    assert told.hint


SEEN = {
    "a line": drawing('<line x2="9" stroke="red"/>'),
    "half in the picture": drawing('<circle cx="-8" r="9"/>'),
    "a line that reaches in": drawing('<path d="M-5 0v99" stroke="red" stroke-width="12" fill="none"/>'),
    "an arc": drawing('<path d="M-50 20a9 200 0 0 1 40 0" stroke="red"/>'),
    "moved in": drawing('<g transform="rotate(90 0 0) scale(2)"><circle cx="9" cy="-9" r="4"/></g>'),
    "visible in what is hidden": drawing('<g visibility="hidden"><g visibility="visible"><circle r="9"/></g></g>'),
    "a round dot": drawing('<line x1="9" x2="9" y1="9" y2="9" stroke="red" stroke-width="9" stroke-linecap="round"/>'),
    "of a symbol": drawing(f'<symbol id="a" viewBox="500 500 9 9">{SHAPE}</symbol><use href="#a"/>'),
    "in another unit": drawing('<rect x="-9cm" width="99cm" height="9mm"/>'),
    "a form of one colour": saved(Image.radial_gradient("L").resize((90, 60)).convert("LA"), "PNG"),
    "as long as may be": saved(picture((500, 10)), "PNG"),
}


@pytest.mark.parametrize("data", SEEN.values(), ids=SEEN)
def test_a_logo_that_is_seen_is_taken(data: bytes, tmp_path: Path) -> None:
    """A logo of which something is seen stands on the page."""
    make_site(tmp_path, {"gate.md": story()}, site=f"{SITE}logo: {{file: media/logo.svg}}\n")
    (tmp_path / "media").mkdir()
    (tmp_path / "media/logo.svg").write_bytes(data)
    built(tmp_path)
    assert 'alt="Quiet Harbour"' in (tmp_path / "public/index.html").read_text(encoding="utf-8")


def test_what_is_seen_of_pixels_counts(tmp_path: Path) -> None:
    """A form that is cut out of one colour is a logo: what is transparent beside it shows it."""
    form = Image.new("RGBA", (90, 30))
    form.paste((200, 0, 0, 255), (10, 5, 60, 25))
    made = BytesIO()
    form.save(made, "PNG")
    make_site(tmp_path, {"gate.md": story()}, site=f"{SITE}logo: {{file: media/logo.png}}\n")
    (tmp_path / "media").mkdir()
    (tmp_path / "media/logo.png").write_bytes(made.getvalue())
    assert (built(tmp_path).out / "index.html").is_file()
