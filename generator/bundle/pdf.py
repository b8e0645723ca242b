"""The stories as one PDF, for reading on screens and for printing: what `typeset` sets, and what it says of itself.

It is the book that `epub` packs, as one page of HTML. A PDF is a single file, so what other copies have in a manifest
beside their files stands in a part of it that no program shows, as it is: which stories it holds, until when it is
good, and a digest of all of its bytes, with zeros in the place of that digest.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from generator.bundle.archive import LookedThrough
from generator.bundle.book import COVER, OUTSIDE, Book, book_of, led
from generator.bundle.opf import cover
from generator.bundle.xhtml import Writer
from generator.content.page_kinds import PageKind
from generator.ground.languages import direction
from generator.ground.places import MANIFEST
from generator.media.lettering import FOLDER, PARTS
from generator.prepare import Planned
from generator.render.renderer import Renderer

# Where the book has another template than in an EPUB.
TEMPLATES = {"epub/style.css": "pdf/style.css", "epub/about.html": "pdf/about.html"}
# Styles and weights of the font that comes with the program.
FACES = (("normal", 400), ("italic", 400), ("normal", 600))
# Begins the addresses of all that a book shows; what sets it asks for nothing else.
OWN = "book:"
# Begins what tells programs that read HTML, and no program that reads a PDF.
NOT_FOR_PAPER = ("aria-", "epub:", "loading", "decoding")
SIGN, BEGINS, ENDS = b"%PDF-", "# A copy by “hearten bundle”\n".encode(), b"# That is all.\n"
HOLDS = re.compile(r"^# It holds (stories/.+)$", re.MULTILINE)
NAME, NO_DIGEST = "book.pdf", "0" * 64


@dataclass(frozen=True, slots=True)
class Sheets:
    """What is to be set as a book: HTML in a language, and the bytes of all that it shows by their addresses.

    ``stories`` are the paths of its stories on the site.
    """

    html: str
    language: str
    shown: Mapping[str, bytes]
    stories: tuple[str, ...]


def sheets(planned: Planned, renderer: Renderer) -> Sheets:
    """The book of a copy to give away."""
    book, language = book_of(planned), planned.site.settings.language
    made = {
        page.path: renderer.fill(TEMPLATES.get(page.template, page.template), page.path, page.view).decode()
        for page in book.pages
    }
    style = _faces() + "".join(text for path, text in made.items() if path.endswith(".css"))
    parts = [_part(text, path, book.places) for path, text in made.items() if not path.endswith(".css")]
    html = "\n".join(
        [
            f'<!doctype html>\n<html lang="{language}" dir="{direction(language)}">\n<head>\n<meta charset="utf-8">',
            *_head(book),
            f"<style>{style}</style>\n</head>\n<body>",
            *parts,
            "</body>\n</html>\n",
        ]
    )
    files = {COVER: cover(book.title).encode(), **book.photos}
    shown = {f"{OWN}{name}": content for name, content in files.items() if f'src="{OWN}{name}"' in html}
    fonts = {f"{OWN}{name}": (FOLDER / name).read_bytes() for part in PARTS for name, _, _ in _files(part)}
    stories = tuple(sorted(page.path for page in planned.pages if page.kind is PageKind.STORY))
    return Sheets(html, language, shown | fonts, stories)


def _head(book: Book) -> list[str]:
    """What a PDF says of itself; the day on which it was made is the only one in it."""
    about = book.shell.bundle
    if about is None:
        raise AssertionError("a book is a bundle")
    facts = {
        "author": book.strings["epub_creators"],
        "description": book.shell.tagline or book.shell.name,
        "dcterms.created": f"{about.made}T00:00:00Z",
        "dcterms.modified": f"{about.made}T00:00:00Z",
    }
    named = (f'<meta name="{name}" content="{escape(value)}">' for name, value in facts.items())
    return [f"<title>{escape(book.title)}</title>", *named]


def _files(part: str) -> list[tuple[str, str, int]]:
    """The files of a part of the font, each with style and weight."""
    return [(f"lora-{part}-{weight}-{style}.woff", style, weight) for style, weight in FACES]


def _faces() -> str:
    return "".join(
        f"@font-face{{font-family:Lora;font-style:{style};font-weight:{weight};src:url({OWN}{name})}}\n"
        for part in PARTS
        for name, style, weight in _files(part)
    )


class _Part(Writer):
    """Writes what is in the body of a page of the book, for the whole: ids, links and pictures have names there."""

    def __init__(self, here: str, lead: Callable[[str], str | None]) -> None:
        super().__init__(lead)
        self.parts = []
        self.here, self.inside = here, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.inside:
            kept = ((name, value or "") for name, value in attrs if not name.startswith(NOT_FOR_PAPER))
            super().handle_starttag(tag, [(name, self._moved(name, value)) for name, value in kept])
        self.inside = self.inside or tag == "body"

    def _moved(self, name: str, value: str) -> str:
        if name == "src":
            return OWN + posixpath.normpath(posixpath.join(posixpath.dirname(self.here), value))
        return _mark(self.here, value) if name == "id" else value

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "body"
        if self.inside:
            super().handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self.inside:
            super().handle_data(data)


def _part(html: str, here: str, places: Mapping[str, str]) -> str:
    """A page of the book as a part of the whole, with the name of its kind as a class."""

    def lead(href: str) -> str | None:
        if OUTSIDE.match(href):
            return href
        found = led(here, href, places)
        # The library finds the page of a place by the address as it is written.
        return f"#{quote(_mark(*found), safe='/:')}" if found else None

    writer = _Part(here, lead)
    writer.feed(html)
    writer.close()
    kind = here.partition("/")[0].removesuffix(".xhtml")
    return f'<section class="sheet of-{kind}" id="{escape(here)}">{"".join(writer.parts)}</section>'


def _mark(place: str, fragment: str) -> str:
    """The id of a page of the book in the whole, or of what has an id on that page."""
    return f"{place}:{fragment}" if fragment else place


def listing(stories: Iterable[str], remarks: Iterable[str]) -> bytes:
    """What a PDF tells of itself, to be put into it; `with_digest` puts in the digest."""
    told = [*remarks, *(f"It holds {path}" for path in stories)]
    return BEGINS + "".join(f"# {line}\n" for line in told).encode() + f"{NO_DIGEST}  {NAME}\n".encode() + ENDS


def with_digest(content: bytes) -> bytes:
    """A PDF in whose listing there are zeros, with its digest in their place."""
    begin, end = _place(content) or (0, 0)
    told = content[begin:end].replace(NO_DIGEST.encode(), hashlib.sha256(content).hexdigest().encode())
    return content[:begin] + told + content[end:]


def looked_into(content: bytes) -> LookedThrough | None:
    """What a PDF of ours says of itself, and its digest, as of other copies; None of another's."""
    place = _place(content)
    if place is None:
        return None
    begin, end = place
    told = content[begin:end]
    blank = re.sub(rb"^[0-9a-f]{64}(?=  )", NO_DIGEST.encode(), told, flags=re.MULTILINE)
    digest = hashlib.sha256(content[:begin] + blank + content[end:]).hexdigest()
    return LookedThrough({NAME: digest}, {MANIFEST: told})


def _place(content: bytes) -> tuple[int, int] | None:
    """Where the listing begins and ends, which is the last such thing in it."""
    begin = content.rfind(BEGINS) if content.startswith(SIGN) else -1
    end = content.find(ENDS, begin)
    return (begin, end + len(ENDS)) if begin >= 0 <= end else None
