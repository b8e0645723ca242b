"""A picture in a page: one file where there is one, and otherwise all of them, for the browser to choose from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from markupsafe import Markup

from generator.content.contrast import ratio
from generator.media.photo import STRONGEST
from generator.views.view_models import PictureFile, PictureView

# Newer formats before older ones: a browser takes the first that it knows.
TYPES = ("image/avif", "image/webp")
# A format that lacks the largest size is for windows that are at most so wide, in pixels of CSS.
NARROW = 480
TURN = {True: 'fetchpriority="high"', False: 'loading="lazy"'}
EVERYWHERE = "100vw"  # as wide as the window, which is what browsers take for granted


def picture_html(
    link: Callable[[str], str], picture: PictureView, sizes: str = EVERYWHERE, *, first: bool = False, more: str = ""
) -> Markup:
    """The HTML of a picture. ``sizes`` says how wide it is shown, as in the attribute of that name in HTML.

    The ``first`` picture of a page is fetched before others, and every other one when it is nearly in sight. ``more``
    are further attributes.
    """
    files = (*picture.others, PictureFile(picture.path, picture.width, ""))
    plain = [file for file in files if file.type not in TYPES]
    sources = ((kind, [file for file in files if file.type == kind]) for kind in TYPES)
    choices = "".join(
        f'<source type="{kind}"{_for_whom(some, picture)}{_choice(some, sizes, link)}>'
        for kind, some in sources
        if some
    )
    named = [*(_ground(picture.ground) if picture.ground else ()), *(_focus(picture.focus) if picture.focus else ())]
    look = f' class="{" ".join(named)}"' if named else ""
    image = (
        f'<img src="{link(picture.path)}"{_choice(plain, sizes, link) if len(plain) > 1 else ""} '
        f'alt="{escape(picture.alt)}" width="{picture.width}" height="{picture.height}" '
        f'{TURN[first]} decoding="async"{look}{more}>'
    )
    return Markup(f"<picture>{choices}{image}</picture>" if choices else image)  # noqa: S704  # every word is escaped


def _for_whom(files: Iterable[PictureFile], picture: PictureView) -> str:
    whole = any(file.width == picture.width for file in files)
    return "" if whole else f' media="(max-width: {NARROW}px)"'


def _ground(levels: tuple[int, int, int]) -> Iterator[str]:
    """Classes that say of which colour a picture is on the whole, and whether words on that have to be white."""
    colour = "#" + "".join(f"{level * 255 // STRONGEST:02x}" for level in levels)
    yield "ground"
    if ratio("#ffffff", colour) > ratio("#000000", colour):
        yield "deep"
    yield from (f"{name}-{level}" for name, level in zip(("red", "green", "blue"), levels, strict=True))


def _focus(place: tuple[int, int]) -> Iterator[str]:
    """Classes that say what to keep in sight, wherever a style sheet shows only a part of the picture."""
    yield from (f"focus-{way}-{at}" for way, at in zip("xy", place, strict=True))


def _choice(files: Iterable[PictureFile], sizes: str, link: Callable[[str], str]) -> str:
    named = ", ".join(f"{link(file.path)} {file.width}w" for file in sorted(files, key=lambda file: file.width))
    return f' srcset="{named}" sizes="{escape(sizes)}"'
