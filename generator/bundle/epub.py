"""The stories as one EPUB 3.3 book, for reading on telephones and reading devices (https://www.w3.org/TR/epub-33/)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping

from generator.bundle.book import COVER, OUTSIDE, book_of, led, place
from generator.bundle.opf import cover, document
from generator.bundle.overlay import overlays
from generator.bundle.xhtml import xhtml
from generator.ground.outcome import LargeOutput
from generator.prepare import Planned
from generator.render.renderer import Renderer

INSIDE = "EPUB"
MIMETYPE = "mimetype"
MANIFEST = "META-INF/MANIFEST.txt"
CONTAINER = f"""\
<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="{INSIDE}/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
PICTURE = re.compile(r'<img src="(?:\.\./)?(pictures/[^"]+)"')


def files(planned: Planned, renderer: Renderer) -> dict[str, bytes | LargeOutput]:
    """Every file of the book by its path, ready to be packed."""
    site, book = planned.site, book_of(planned)
    made = {}
    for page in book.pages:
        text = renderer.fill(page.template, page.path, page.view).decode()
        made[page.path] = xhtml(text, _leads(page.path, book.places)) if page.path.endswith(".xhtml") else text
    made[COVER] = cover(book.title)
    named = {name for text in made.values() for name in PICTURE.findall(text)}
    used = {path: book.photos[path] for path in sorted(named)}
    heard = {place(path): one for path, one in overlays(planned).items()}
    made |= {_overlay(page): one.smil(page) for page, one in heard.items()}
    sounds = {one.path: one.clip.as_output(one.path) for one in heard.values()}
    spoken = {page: (_overlay(page), one) for page, one in heard.items()}
    package = document(site, book.title, book.strings, [*made, *used, *sounds], spoken, pictured=bool(used))
    packed = {path: text.encode() for path, text in made.items()} | used | sounds | {"package.opf": package.encode()}
    return {
        MIMETYPE: b"application/epub+zip",
        "META-INF/container.xml": CONTAINER.encode(),
        **{f"{INSIDE}/{path}": content for path, content in packed.items()},
    }


def _overlay(page: str) -> str:
    """Where the overlay of a page of the book lies: beside it."""
    return page.removesuffix(".xhtml") + ".smil"


def _leads(here: str, places: Mapping[str, str]) -> Callable[[str], str | None]:
    """Where in the book a link on the page ``here`` leads; nowhere if that page of the site is not in the book."""

    def lead(href: str) -> str | None:
        if href.startswith("#") or OUTSIDE.match(href):
            return href
        found = led(here, href, places)
        if found is None:
            return None
        return posixpath.relpath(found[0], posixpath.dirname(here) or ".") + (f"#{found[1]}" if found[1] else "")

    return lead
