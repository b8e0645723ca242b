"""The stories as one book, whatever it is bound in: its pages in the order of reading, and where links lead in it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.content.front_matter import Topic
from generator.content.page_kinds import PageKind
from generator.content.routes import story_path, topic_path
from generator.content.strings import Strings
from generator.media.photo import Photo
from generator.plan.cards import card
from generator.plan.layout import make_head, make_shell
from generator.plan.retellings import listed, with_retold
from generator.plan.site import Site
from generator.prepare import Planned
from generator.views.lists import HomeView, ListView, TopicGroup
from generator.views.pages import Page, PlainView, StandaloneView, View
from generator.views.view_models import BodyView, Card, Destination, Head, Shell

COVER = "cover.svg"
HELP = "help.xhtml"
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BookPage:
    """A page of the book: its path in it, its template, and what that sees."""

    path: str
    template: str
    view: View


@dataclass(frozen=True, slots=True)
class Book:
    """A book: its title, its pages, where on the site each stands and where in the book, and the site's pictures."""

    title: str
    shell: Shell
    strings: Strings
    pages: tuple[BookPage, ...]
    places: Mapping[str, str]
    photos: Mapping[str, bytes]


def book_of(planned: Planned) -> Book:
    """The book of a copy to give away."""
    site = planned.site
    strings = planned.theme.strings_for(site.settings.language)
    shell = make_shell(site, planned.theme)
    stories = {p.path: p for p in planned.pages if p.kind is PageKind.STORY}
    help_page = next((p for p in planned.pages if shell.help and p.path == shell.help.path), None)
    photos = {p.path: p.known.content for p in planned.pages if isinstance(p.known, Photo)}
    alone = {s.source: card(s, site.settings, site.photos) for s in site.stories}
    cards = with_retold(alone, site.stories, planned.theme.strings_for, site.settings.language)
    pages = tuple(_pages(site, shell, strings, cards, stories, help_page))
    places = {path: place(path) for path in (*stories, *(topic_path(t.id) for t in _topics(site)))}
    places |= {page.path: page.path for page in pages}
    if help_page is not None:
        places[help_page.path] = HELP
    return Book(_title(site), shell, strings, pages, places, photos)


def led(here: str, href: str, places: Mapping[str, str]) -> tuple[str, str] | None:
    """The place in the book to which a link on the page ``here`` leads, and the place within that; None for nowhere."""
    path, _, fragment = href.partition("#")
    there = places.get(posixpath.normpath(posixpath.join(posixpath.dirname(here), path))) if path else here
    return None if there is None else (there, fragment)


def _pages(
    site: Site,
    shell: Shell,
    strings: Strings,
    cards: Mapping[str, Card],
    stories: Mapping[str, Page],
    help_page: Page | None,
) -> Iterator[BookPage]:
    """The book's pages in the order of reading, and its style. ``cards`` are by their story's source."""
    head = Head(_title(site), shell.tagline or shell.name)
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
        total=len(listed(site.stories)),
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
        yield BookPage(place(path), "epub/story.html", stories[path].view)
    for topic in topics:
        yield _topic(shell, topic, [cards[s.source] for s in reversed(listed(site.stories)) if topic.id in s.topics])
    yield _help(site, shell, strings, help_page)


def _topics(site: Site) -> list[Topic]:
    """The topics that the book's stories speak of, in the order of the settings."""
    return [t for t in site.settings.topics if any(t.id in s.topics for s in listed(site.stories))]


def _topic(shell: Shell, topic: Topic, cards: Sequence[Card]) -> BookPage:
    path = place(topic_path(topic.id))
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
        return BookPage(HELP, "epub/help.html", page.view)
    empty = BodyView((), (), (), (), site.settings.language)
    head = make_head(shell, strings["get_help"], None)
    return BookPage(HELP, "epub/help.html", StandaloneView(shell, head, None, empty, (), site.settings.helplines.lines))


def place(path: str) -> str:
    """Where in the book a page of the site stands."""
    return path.removesuffix("/index.html") + ".xhtml"


def _title(site: Site) -> str:
    """The site's name, and the topic's if the book is about one."""
    bundle = site.bundle
    return f"{site.settings.name}: {bundle.topic}" if bundle and bundle.topic else site.settings.name
