"""Views of pages that lead to stories: the front page, lists, topics, shelves, search."""

from __future__ import annotations

from dataclasses import dataclass

from generator.content.helplines import Helpline
from generator.views.portable import Portable
from generator.views.view_models import (
    BodyView,
    Card,
    Destination,
    FilledShelf,
    Head,
    Shell,
    SizedTopic,
)


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
