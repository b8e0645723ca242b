"""What templates see: each page's whole view, complete and immutable, and nothing else.

A template that can see only its view cannot depend on anything that is not in it; that is what makes it possible to say
of a page, by digests alone, that it need not be rendered again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from generator.content.body import Heading
from generator.content.front_matter import Shape
from generator.content.helplines import Helpline
from generator.content.page_kinds import PageKind
from generator.ground.digest import pack
from generator.media.clip import Clip
from generator.media.photo import Photo
from generator.views.view_models import (
    BodyView,
    Card,
    Destination,
    FilledShelf,
    Head,
    PictureView,
    RecordingView,
    Shell,
    SizedTopic,
)


class Digested(Protocol):
    """A story, or the texts of several."""

    @property
    def digest(self) -> bytes:
        """What stands for all that it says."""
        ...


W = TypeVar("W", bound=Digested)
C = TypeVar("C")
T = TypeVar("T")


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


class Portable:
    """A view that goes to another process as MessagePack, in a third of the time that Python's own way takes."""

    __slots__ = ()

    def __reduce__(self) -> tuple[Callable[[type, bytes], object], tuple[type, bytes]]:
        """How to make it again."""
        return unpacked, (type(self), pack(self))


def unpacked(kind: type[T], packed: bytes) -> T:
    """A view of a kind that was packed."""
    view: T = _decoder(kind).decode(packed)  # type: ignore[arg-type]  # a class can be hashed
    return view


@cache
def _decoder(kind: type[Any]) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)


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
class NumberedPage:
    """A page of a list; the front page, with the newest stories, has no number, and the oldest page has the first."""

    number: int | None
    path: str


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """What a list can be narrowed down to; ``by`` is languages or lengths."""

    by: str
    choices: tuple[Destination, ...]


@dataclass(frozen=True, slots=True)
class ListView(Portable):
    """One page of a list of stories, newest first; pages are numbered from the oldest, the front page has no number.

    ``by_year`` where the years stand above their stories; ``years`` lead to where each begins, ``numbers`` to other
    pages, this one among them. ``only`` says what the list is narrowed down to, if it is. Where ``nothing_yet``, the
    whole site has no story.
    """

    shell: Shell
    head: Head
    heading: str
    intro: str | None
    cards: tuple[Card, ...]
    total: int | None
    number: int | None
    newer: str | None
    older: str | None
    synonyms: tuple[str, ...] = ()
    related: tuple[Destination, ...] = ()
    feed: str | None = None
    by_year: bool = False
    years: tuple[Destination, ...] = ()
    numbers: tuple[NumberedPage, ...] = ()
    filters: tuple[FilterGroup, ...] = ()
    only: str | None = None
    nothing_yet: bool = False


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page.

    ``heading`` and ``words`` are the organisation's own; ``pictured`` says that the words begin with a picture.
    ``story`` is the one that is shown large, ``newest`` are those that are, ``others`` the newest beside the large one,
    ``total`` is how many there are. ``topics`` are those with most stories, ``all_topics`` is how many have any;
    ``groups`` are all of these under their headings. ``helplines`` are there if the words ask for them.
    """

    shell: Shell
    head: Head
    heading: str
    words: BodyView | None
    pictured: bool
    story: Card | None
    newest: tuple[Card, ...]
    others: tuple[Card, ...]
    total: int
    shelves: tuple[FilledShelf, ...]
    topics: tuple[SizedTopic, ...]
    all_topics: int
    groups: tuple[TopicGroup, ...]
    helplines: tuple[Helpline, ...]
    fictional: bool


@dataclass(frozen=True, slots=True)
class ShelfView:
    """A shelf's page; ``show_one`` is the path of the page that shows one story of it."""

    shell: Shell
    head: Head
    shelf: FilledShelf
    show_one: str


@dataclass(frozen=True, slots=True)
class ShowOneView:
    """A handful of stories from all over the site, or those of a ``shelf``, out of which one is shown."""

    shell: Shell
    head: Head
    cards: tuple[Card, ...]
    shelf: Destination | None = None


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """Topics under one heading; no heading where the settings name none."""

    label: str | None
    topics: tuple[Destination, ...]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A line of the A–Z: a topic, or a synonym that leads to one."""

    word: str
    topic: Destination
    is_synonym: bool
    description: str | None = None


@dataclass(frozen=True, slots=True)
class SizedGroup:
    """Topics under one heading, as `TopicGroup`, each in its size."""

    label: str | None
    topics: tuple[SizedTopic, ...]


@dataclass(frozen=True, slots=True)
class TopicsView:
    """All topics that have a story: in their groups, and from A to Z, where entries stand by their first letter."""

    shell: Shell
    head: Head
    letters: tuple[tuple[str, tuple[IndexEntry, ...]], ...]
    groups: tuple[SizedGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page; without JavaScript it is the A–Z. ``manifest`` is the path of the index's first file.

    ``helpline`` stands above the results of a search that holds a phrase of people who may need somebody now; before
    anything is typed there are the few ``topics`` with most stories.
    """

    shell: Shell
    head: Head
    manifest: str
    helpline: Helpline | None
    topics: tuple[Destination, ...]
    letters: tuple[tuple[str, tuple[IndexEntry, ...]], ...]


@dataclass(frozen=True, slots=True)
class NotesView:
    """All content notes, with what they cover and how many stories carry them."""

    shell: Shell
    head: Head
    notes: tuple[tuple[Destination, str], ...]


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
class FeedEntry:
    """A story in a feed: never its text, so that what a feed reader keeps can be little when consent ends.

    ``id`` holds no word of the story's, so that it can be called back by it.
    """

    id: str
    url: str
    title: str
    author: str
    summary: str
    language: str
    published: date
    updated: date
    topics: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed: absolute addresses of itself and of the page that it follows, and its entries, newest first.

    ``withdrawn`` are the ids of entries that feed readers should forget, each with the day of its withdrawal.
    """

    title: str
    subtitle: str | None
    language: str
    author: str
    home: str
    url: str
    entries: tuple[FeedEntry, ...]
    withdrawn: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Episode:
    """A story in a podcast. Addresses are absolute, ``size`` is in bytes, ``transcripts`` are captions by language."""

    id: str
    url: str
    title: str
    author: str
    summary: str
    notes: tuple[str, ...]
    published: date
    media: str
    type: str
    size: int
    seconds: int
    transcripts: tuple[tuple[str, str], ...]
    chapters: str | None


@dataclass(frozen=True, slots=True)
class PodcastView:
    """A podcast: what directories ask for, and its episodes, newest first. ``withdrawn`` is as in `FeedView`."""

    id: str
    title: str
    description: str
    image: str
    category: tuple[str, ...]
    language: str
    explicit: bool
    author: str
    home: str
    url: str
    episodes: tuple[Episode, ...]
    withdrawn: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True)
class SitemapView:
    """Absolute addresses, each with the day of its last change where it has one."""

    entries: tuple[tuple[str, date | None], ...]


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
