"""Every kind of page that a site has, each said once: how it is made, where it stands, its turn, and what it shows.

Routes, menus, rendering, `explain` and builds after the edit of a text follow from what stands here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, unique

from generator.ground.outcome import Turn

# Who gives the names in addresses. What the generator names, it makes as it needs it.
BY_TEXTS, BY_SETTINGS, BY_GENERATOR = (
    frozenset({"slug", "alias"}),
    frozenset({"topic", "note", "shelf"}),
    frozenset({"n", "name", "filter"}),
)
HOLE = re.compile(r"\{(\w+)\}")


class Shows(Enum):
    """What the pages of a kind hold of the stories that are published.

    NOTHING: nothing that tells a story; at most days and opaque ids. CARDS: which stories there are, and what their
    front matter says, how long they take to read, where links to them lead. WORDS: their texts, or what is made of
    those.
    """

    NOTHING = 0
    CARDS = 1
    WORDS = 2


@dataclass(frozen=True, slots=True)
class Template:
    """A page that a template of the theme makes."""

    name: str


@dataclass(frozen=True, slots=True)
class Maker:
    """A file that the generator writes without the theme, by the maker of this name."""

    name: str


@dataclass(frozen=True, slots=True)
class PlainFile:
    """A file whose bytes are there before rendering, and what it is in words."""

    what: str


@unique
class PageKind(Enum):
    """A kind of page.

    ``addresses`` are where its pages stand, from the site's top; one that ends in a slash stands for that folder's
    index.html. ``turn`` is when its files are put in place, ``menu`` the name by which a menu leads to it, if one may.
    """

    HOME = Template("home.html"), ("",), Turn.LISTS, Shows.CARDS, "home"
    # Lists are cut into numbered pages, and so is what they are narrowed down to, below an address that was never free.
    STORIES = (
        Template("list.html"),
        ("stories/", "stories/page/{n}/", "stories/page/{filter}/", "stories/page/{filter}/{n}/"),
        Turn.LISTS,
        Shows.CARDS,
        "stories",
    )
    TOPICS = Template("topics.html"), ("topics/",), Turn.LISTS, Shows.CARDS, "topics"
    TOPIC = (
        Template("list.html"),
        (
            "topics/{topic}/",
            "topics/{topic}/page/{n}/",
            "topics/{topic}/page/{filter}/",
            "topics/{topic}/page/{filter}/{n}/",
        ),
        Turn.LISTS,
        Shows.CARDS,
    )
    NOTES = Template("notes.html"), ("content-notes/",), Turn.LISTS, Shows.CARDS, "content-notes"
    NOTE = Template("list.html"), ("content-notes/{note}/", "content-notes/{note}/page/{n}/"), Turn.LISTS, Shows.CARDS
    SHELF = Template("shelf.html"), ("shelves/{shelf}/",), Turn.LISTS, Shows.CARDS
    # One of all stories, and one of those on a shelf.
    SHOW_ONE = (
        Template("show-one.html"),
        ("show-me-one/", "shelves/{shelf}/show-me-one/"),
        Turn.LISTS,
        Shows.CARDS,
        "show-me-one",
    )
    # The name of the index's first file is made of all words.
    SEARCH = Template("search.html"), ("search/",), Turn.LISTS, Shows.WORDS, "search"
    MY_LIST = Template("my-list.html"), ("my-list/",), Turn.LISTS, Shows.NOTHING
    LISTED = PlainFile("what readers' own lists show of stories"), ("my-list/stories.js",), Turn.LISTS, Shows.CARDS
    LEAVING = Template("leaving.html"), ("leaving/",), Turn.LISTS, Shows.NOTHING
    NOT_FOUND = Template("404.html"), ("404.html",), Turn.LISTS, Shows.NOTHING
    STORY = Template("story.html"), ("stories/{slug}/",), Turn.PAGES, Shows.WORDS
    STANDALONE = Template("page.html"), ("{slug}/",), Turn.PAGES, Shows.CARDS
    REDIRECT = Template("redirect.html"), ("{alias}",), Turn.PAGES, Shows.CARDS
    ATOM = Maker("atom"), ("feed.xml", "topics/{topic}/feed.xml"), Turn.LISTS, Shows.CARDS
    JSON_FEED = Maker("json-feed"), ("feed.json", "topics/{topic}/feed.json"), Turn.LISTS, Shows.CARDS
    PODCAST = Maker("podcast"), ("podcast.xml",), Turn.LISTS, Shows.CARDS
    SITEMAP = Maker("sitemap"), ("sitemap.xml",), Turn.LISTS, Shows.CARDS
    FOR_HOSTS = Maker("lines"), ("robots.txt", "_headers", "_redirects"), Turn.LISTS, Shows.NOTHING
    ASSET = PlainFile("a file of the theme, copied as it is"), ("assets/{name}",), Turn.FILES, Shows.NOTHING
    PICTURE = PlainFile("a picture, written anew without metadata"), ("pictures/{name}",), Turn.FILES, Shows.CARDS
    SOCIAL_CARD = Maker("social-card"), ("stories/{slug}/card.png",), Turn.FILES, Shows.CARDS
    # Its captions change with files of their own, and never with the edit of a text.
    RECORDING = (
        PlainFile("a recording without metadata, captions, chapters"),
        ("told/{name}",),
        Turn.FILES,
        Shows.CARDS,
    )
    INDEX = PlainFile("a part of the search index: words"), ("search/{name}.js",), Turn.FILES, Shows.WORDS
    FACETS = (
        PlainFile("a part of the search index: what stories can be chosen by"),
        ("search/{name}.js",),
        Turn.FILES,
        Shows.CARDS,
    )
    OTHERS = (
        PlainFile("a part of the search index: pages, questions and series"),
        ("search/{name}.js",),
        Turn.FILES,
        Shows.CARDS,
    )
    PACKS = (
        PlainFile("a part of the search index: which stories stand together in a file"),
        ("search/{name}.js",),
        Turn.FILES,
        Shows.WORDS,
    )
    # Names of other files of the index are hexadecimal digits.
    RESULTS = PlainFile("a part of the search index: a few stories"), ("search/t{name}.js",), Turn.FILES, Shows.WORDS
    RECALL = (
        PlainFile("opaque ids of stories that were taken back"),
        ("recall.json", "recall.js"),
        Turn.FILES,
        Shows.NOTHING,
    )
    BUILT = (
        PlainFile("the day of the build, and the day on which something in it ends"),
        ("built.json",),
        Turn.LISTS,
        Shows.NOTHING,
    )
    KNOWN = PlainFile("which opaque id belongs to which story of this copy"), ("known.js",), Turn.FILES, Shows.CARDS

    def __init__(
        self,
        made_by: Template | Maker | PlainFile,
        addresses: tuple[str, ...],
        turn: Turn,
        shows: Shows,
        menu: str | None = None,
    ) -> None:
        self.made_by = made_by
        self.paths = tuple(f"{a}index.html" if not a or a.endswith("/") else a for a in addresses)
        self.turn = turn
        self.shows = shows
        self.menu = menu

    def path(self, which: int = 0, /, **names: str | int) -> str:
        """The path in the output of a page of this kind; ``which`` of its addresses, with ``names`` put in."""
        return self.paths[which].format(**names)
