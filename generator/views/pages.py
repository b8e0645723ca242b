"""What templates see: each page's whole view, complete and immutable, and nothing else.

A template that can see only its view cannot depend on anything that is not in it; that is what makes it possible to say
of a page, by digests alone, that it need not be rendered again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from generator.content.body import Heading
from generator.content.front_matter import Shape
from generator.content.helplines import Helpline
from generator.content.page_kinds import PageKind
from generator.media.clip import Clip
from generator.media.photo import Photo
from generator.views.feeds import FeedView, PodcastView, SitemapView
from generator.views.lists import HomeView, ListView, NotesView, SearchView, ShelfView, ShowOneView, TopicsView
from generator.views.portable import Portable
from generator.views.view_models import (
    BodyView,
    Card,
    Destination,
    Head,
    PictureView,
    RecordingView,
    Shell,
)


class Digested(Protocol):
    """A story, or the texts of several."""

    @property
    def digest(self) -> bytes:
        """What stands for all that it says."""
        ...


W = TypeVar("W", bound=Digested)
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Recipe(Generic[W, C]):
    """A view that is made only when it is asked for: ``make(of, context)``, of words and of a dataclass as context.

    What ``make`` uses beside them may only be settings, theme and medium, on which every page depends.
    """

    make: Callable[[W, C], View]
    context: C
    of: W

    @property
    def view(self) -> View:
        """The view."""
        return self.make(self.of, self.context)


@dataclass(frozen=True, slots=True)
class Page:
    """A file that will ship: its path in the output, its kind, and what its template or maker may see.

    ``source`` is the text whose own words are on it, if it is one text's.
    """

    path: str
    kind: PageKind
    known: View | Recipe[Any, Any] | Photo | Clip
    source: str | None = None

    @property
    def view(self) -> View:
        """What the template or maker may see."""
        if isinstance(self.known, Recipe):
            return self.known.view
        return FileView(self.known.content) if isinstance(self.known, Photo | Clip) else self.known


@dataclass(frozen=True, slots=True)
class StoryView(Portable):
    """A story's page.

    ``address`` is where it is on the web, for paper, where consent covers the web. ``list_id`` is what the device of a
    reader who keeps it for later knows it by; a proof has none.
    """

    shell: Shell
    head: Head
    card: Card
    updated: date | None
    shape: Shape | None
    body: BodyView
    contents: tuple[Heading, ...]
    image: PictureView | None
    recording: RecordingView | None
    series: SeriesView | None
    older: Destination | None
    newer: Destination | None
    related: tuple[Card, ...]
    helplines: tuple[Helpline, ...]
    address: str | None
    list_id: str | None


@dataclass(frozen=True, slots=True)
class SeriesView:
    """The series that a story belongs to; the story's own entry is the one whose path is its page's."""

    name: str
    parts: tuple[Destination, ...]


@dataclass(frozen=True, slots=True)
class StandaloneView:
    """A standalone page."""

    shell: Shell
    head: Head
    updated: date | None
    body: BodyView
    contents: tuple[Heading, ...]
    helplines: tuple[Helpline, ...]


@dataclass(frozen=True, slots=True)
class PlainView:
    """A page that says only what its template says."""

    shell: Shell
    head: Head


@dataclass(frozen=True, slots=True)
class RedirectView:
    """An old address; ``path`` is the page that it leads to."""

    shell: Shell
    title: str
    path: str
    indexed: bool
    language: str | None = None


@dataclass(frozen=True, slots=True)
class LinesView:
    """A text file, line by line."""

    lines: tuple[str, ...]


# In pixels, what social networks ask for who show a picture across a whole preview.
CARD_WIDE, CARD_HIGH = 1200, 630


@dataclass(frozen=True, slots=True)
class SocialCardView:
    """What a story's social card is drawn of: its address, as its cover, and a title on that."""

    title: str | None
    address: str


@dataclass(frozen=True, slots=True)
class FileView:
    """A file that ships as it is."""

    content: bytes


HtmlView = (
    StoryView
    | ListView
    | HomeView
    | ShelfView
    | ShowOneView
    | TopicsView
    | SearchView
    | NotesView
    | StandaloneView
    | PlainView
    | RedirectView
)
View = HtmlView | FeedView | PodcastView | SitemapView | LinesView | SocialCardView | FileView
