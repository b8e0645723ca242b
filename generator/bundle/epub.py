"""The stories as one EPUB 3.3 book, for reading on telephones and reading devices (https://www.w3.org/TR/epub-33/)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.bundle.opf import cover, document
from generator.bundle.overlay import overlays
from generator.bundle.xhtml import xhtml
from generator.content.front_matter import Topic
from generator.content.page_kinds import PageKind
from generator.content.routes import story_path, topic_path
from generator.content.theme_strings import Strings
from generator.ground.outcome import LargeOutput
from generator.media.photo import Photo
from generator.plan.cards import card
from generator.plan.layout import make_head, make_shell
from generator.plan.site import Site
from generator.prepare import Planned
from generator.render.renderer import Renderer
from generator.views.pages import HomeView, ListView, Page, PlainView, StandaloneView, TopicGroup, View
from generator.views.view_models import BodyView, Card, Destination, Head, Shell

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
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BookPage:
    """A page of the book: its path in it, its template, and what that sees."""

    path: str
    template: str
    view: View


def files(planned: Planned, renderer: Renderer) -> dict[str, bytes | LargeOutput]:
    """Every file of the book by its path, ready to be packed."""
    site = planned.site
    strings = planned.theme.strings_for(site.settings.language)
    shell = make_shell(site, planned.theme)
    stories = {p.path: p for p in planned.pages if p.kind is PageKind.STORY}
    help_page = next((p for p in planned.pages if shell.help and p.path == shell.help.path), None)
    photos = {p.path: p.known.content for p in planned.pages if isinstance(p.known, Photo)}
    pages = list(_pages(site, shell, strings, stories, help_page))
    # Where on the site a page stands, and where in the book.
    places = {path: _place(path) for path in (*stories, *(topic_path(t.id) for t in _topics(site)))}
    places |= {page.path: page.path for page in pages}
    if help_page is not None:
        places[help_page.path] = "help.xhtml"
    made = {}
    for page in pages:
        text = renderer.fill(page.template, page.path, page.view).decode()
        made[page.path] = xhtml(text, _leads(page.path, places)) if page.path.endswith(".xhtml") else text
    made["cover.svg"] = cover(_title(site))
    named = {name for text in made.values() for name in PICTURE.findall(text)}
    used = {path: photos[path] for path in sorted(named)}
    heard = {_place(path): one for path, one in overlays(planned).items()}
    made |= {_overlay(page): one.smil(page) for page, one in heard.items()}
    sounds = {one.path: one.clip.as_output(one.path) for one in heard.values()}
    spoken = {page: (_overlay(page), one) for page, one in heard.items()}
    package = document(site, _title(site), strings, [*made, *used, *sounds], spoken, pictured=bool(used))
    book = {path: text.encode() for path, text in made.items()} | used | sounds | {"package.opf": package.encode()}
    return {
        MIMETYPE: b"application/epub+zip",
        "META-INF/container.xml": CONTAINER.encode(),
        **{f"{INSIDE}/{path}": content for path, content in book.items()},
    }


def _pages(
    site: Site, shell: Shell, strings: Strings, stories: Mapping[str, Page], help_page: Page | None
) -> Iterator[BookPage]:
    """The book's pages in the order of reading, and its style."""
    head = Head(_title(site), shell.tagline or shell.name)
    cards = {s.source: card(s, site.settings, site.photos) for s in site.stories}
    newest = tuple(cards[s.source] for s in reversed(site.stories))
    topics = _topics(site)
    groups = (TopicGroup(None, tuple(Destination(t.label, topic_path(t.id)) for t in topics)),)
    about = HomeView(
        shell=shell,
        head=head,
        heading=shell.name,
        words=None,
        pictured=False,
        story=None,
        newest=newest,
        others=(),
        total=len(newest),
        shelves=(),
        topics=(),
        all_topics=len(topics),
        groups=groups,
        helplines=(),
        fictional=all(s.fictional for s in site.stories),
    )
    yield BookPage("style.css", "epub/style.css", PlainView(shell, head))
    yield BookPage("cover.xhtml", "epub/cover.html", PlainView(shell, head))
    yield BookPage("about.xhtml", "epub/about.html", about)
    yield BookPage("nav.xhtml", "epub/nav.html", about)
    for story in reversed(site.stories):
        path = story_path(story.slug)
        yield BookPage(_place(path), "epub/story.html", stories[path].view)
    for topic in topics:
        yield _topic(
            shell, topic, [c for s, c in zip(reversed(site.stories), newest, strict=True) if topic.id in s.topics]
        )
    yield _help(site, shell, strings, help_page)


def _topics(site: Site) -> list[Topic]:
    """The topics that the book's stories speak of, in the order of the settings."""
    return [t for t in site.settings.topics if any(t.id in s.topics for s in site.stories)]


def _topic(shell: Shell, topic: Topic, cards: Sequence[Card]) -> BookPage:
    path = _place(topic_path(topic.id))
    view = ListView(
        shell=shell,
        head=make_head(shell, topic.label, topic.description),
        heading=topic.label,
        intro=topic.description,
        cards=tuple(cards),
        total=len(cards),
        number=None,
        newer=None,
        older=None,
        synonyms=topic.synonyms,
    )
    return BookPage(path, "epub/topic.html", view)


def _help(site: Site, shell: Shell, strings: Strings, page: Page | None) -> BookPage:
    """The site's help page; without one, its helplines alone."""
    if page is not None:
        return BookPage("help.xhtml", "epub/help.html", page.view)
    empty = BodyView((), (), (), (), site.settings.language)
    head = make_head(shell, strings["get_help"], None)
    return BookPage(
        "help.xhtml", "epub/help.html", StandaloneView(shell, head, None, empty, (), site.settings.helplines.lines)
    )


def _place(path: str) -> str:
    """Where in the book a page of the site stands."""
    return path.removesuffix("/index.html") + ".xhtml"


def _overlay(page: str) -> str:
    """Where the overlay of a page of the book lies: beside it."""
    return page.removesuffix(".xhtml") + ".smil"


def _title(site: Site) -> str:
    """The site's name, and the topic's if the book is about one."""
    bundle = site.bundle
    return f"{site.settings.name}: {bundle.topic}" if bundle and bundle.topic else site.settings.name


def _leads(here: str, places: Mapping[str, str]) -> Callable[[str], str | None]:
    """Where in the book a link on the page ``here`` leads; nowhere if that page of the site is not in the book."""
    folder = posixpath.dirname(here)

    def lead(href: str) -> str | None:
        if href.startswith("#") or OUTSIDE.match(href):
            return href
        path, mark, fragment = href.partition("#")
        place = places.get(posixpath.normpath(posixpath.join(folder, path)))
        return None if place is None else posixpath.relpath(place, folder or ".") + mark + fragment

    return lead
