"""Views for programs: feeds, podcasts, sitemaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A story in a feed: never its text, so that what a feed reader keeps can be little when consent ends.

    Before its ``summary`` stand its content notes. ``id`` holds no word of the story's, so that it can be called back
    by it. ``original`` is the address of the story that this is a translation or an Easy Read text of.
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
    original: str | None = None


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
    """Absolute addresses, each with the day of its last change where it has one.

    ``alternates`` are of pages that there are in several languages: the address for each code, their own among them.
    """

    entries: tuple[tuple[str, date | None], ...]
    alternates: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
