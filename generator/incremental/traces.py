"""Of which texts an output holds anything, in a form that is small enough to be kept for each of them.

A text is known by the path of its page, as a mark of four bytes. Two texts may have one mark; then an output counts as
holding something of both, so that it is emptied or replaced early where it need not be, and never the other way round.
For each way to it (feeds, search engines, social networks) a text has another mark, since its consent may end there
alone: a feed has that, and so has what search engines may read and previews may show. What can be heard or seen is such
a way as long as a recording is published, since a consent may end for a voice or a face with its channel unchanged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from hashlib import blake2b
from io import BytesIO
from typing import Any

from generator.content.links import LinkTarget, page_path
from generator.content.page_kinds import Shows
from generator.content.routes import story_path
from generator.gate import voices
from generator.gate.admission import StandalonePage
from generator.gate.admit import Story
from generator.ground.channels import AUDIO, FEED, PODCAST, SEARCH_ENGINES, SOCIAL, VIDEO, WAYS, WEB, Channel, Medium
from generator.media.clip import Clip
from generator.media.photo import Photo
from generator.plan.result_packs import PackContext
from generator.plan.story_pages import StoryContext
from generator.store.cache import Receipt
from generator.store.output_folder import FolderStamps
from generator.views.feeds import FeedView, PodcastView, SitemapView
from generator.views.lists import HomeView, ListView, ShelfView, ShowOneView
from generator.views.pages import FileView, Page, Recipe, RedirectView, SocialCardView, StandaloneView, View
from generator.views.view_models import BodyView, Card, FilledShelf, StoryText

# Ways to a text that its own page opens, or not.
ON_ITS_PAGE: tuple[Channel, ...] = (SEARCH_ENGINES, SOCIAL, AUDIO, VIDEO)
# What stands for all texts of the site.
ALL = b"*"
SIZE = 4
CACHED = 65_536


@dataclass(frozen=True)
class Published:
    """Texts that are published: their files by the paths of their pages, and the paths of those on each of `WAYS`."""

    texts: Mapping[str, str]
    by: Mapping[Channel, Collection[str]]

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """The paths of their pages by their files."""
        return {source: path for path, source in self.texts.items()}

    def alike(self, now: Published) -> Collection[str | None]:
        """The files of texts of which the same can be had at the same address ``now``.

        None, which stands for pages that are no single text's, is among them where that is so of all that stayed.
        """
        other: set[str] = set()
        for way in ON_ITS_PAGE:
            other |= set(self.by.get(way, ())) ^ set(now.by.get(way, ()))
        stayed = dict(self.texts.items() & now.texts.items())
        shared = {None} if other.isdisjoint(stayed) else set()
        return shared | {source for path, source in stayed.items() if path not in other}

    def ended(self, now: Published) -> dict[bytes, str]:
        """What must go of these texts: files by marks, where a text is not published ``now``, or not that way."""
        gone: dict[bytes, str] = {}
        sources = set(now.texts.values())
        for path, source in self.texts.items():
            if source not in sources or now.texts.get(path, source) != source:
                gone |= dict.fromkeys((mark_of(path), *(mark_of(path, way) for way in WAYS)), source)
                continue
            over = (way for way in WAYS if path in self.by.get(way, ()) and path not in now.by.get(way, ()))
            gone |= dict.fromkeys((mark_of(path, way) for way in over), source)
        return gone


@lru_cache(CACHED)
def mark_of(path: str, way: Channel | None = None) -> bytes:
    """What stands for the text whose page is at ``path``, or for what can be had of it by a way."""
    return blake2b(path.encode(), digest_size=SIZE, person=way.encode() if way else b"").digest()


def marks_in(texts: bytes) -> set[bytes]:
    """The marks that are in what `texts_on` gives; none for `ALL`."""
    return set() if texts == ALL else set(iter(partial(BytesIO(texts).read, SIZE), b""))


def _is_in(mark: bytes, texts: bytes) -> bool:
    """Whether a mark is one of those that `texts_on` gives."""
    at = texts.find(mark)
    return at >= 0 and (at % SIZE == 0 or mark in marks_in(texts))


def published_in(stories: Collection[Story], standalone_pages: Collection[StandalonePage], medium: Medium) -> Published:
    """Texts that the gate lets through on a medium."""
    texts = {story_path(s.slug): s.source for s in stories}
    pages = {page.path: page.source for page in standalone_pages}
    shown = {page.path for page in standalone_pages if not page.hidden}
    scopes = {story_path(s.slug): ways_to(s) for s in stories} | dict.fromkeys(shown, frozenset({SEARCH_ENGINES}))
    return Published({**texts, **pages}, by_ways(scopes, medium))


def ways_to(story: Story) -> frozenset[Channel]:
    """The channels by which anything of a story that the gate let through is there to be had."""
    return voices.ways(story.scope, story.recording.written if story.recording else None)


def by_ways(scopes: Mapping[str, Collection[Channel]], medium: Medium) -> Mapping[Channel, Collection[str]]:
    """The paths of texts that can be had by each way, of the channels of each; only the web has these ways."""
    ways = WAYS if medium == WEB else ()
    return {way: {path for path, scope in scopes.items() if way in scope} for way in ways}


def texts_on(page: Page, published: Published) -> bytes:
    """The marks of all texts of which a page holds anything, or `ALL`; ``published`` are those of its site."""
    view = page.known
    if page.kind.shows is Shows.NOTHING:
        return b""
    if isinstance(view, FileView | SitemapView):
        return ALL
    if isinstance(view, FeedView):
        top = view.url.removesuffix(page.path)
        return _packed(mark_of(page_path(entry.url.removeprefix(top)), FEED) for entry in view.entries)
    if isinstance(view, PodcastView):
        top = view.url.removesuffix(page.path)
        return _packed(mark_of(page_path(episode.url.removeprefix(top)), PODCAST) for episode in view.episodes)
    if isinstance(view, SocialCardView):
        return mark_of(view.address, SOCIAL)
    cards, others = tuple(_cards(view)), tuple(_shown(view))
    marks = [mark_of(path) for path in others]
    named: tuple[Card | StoryText, ...] = (*cards, *_same_story(view, cards))
    marks += [mark_of(text.path) for text in named]
    marks += [mark_of(text.path, SEARCH_ENGINES) for text in named if text.indexed and SEARCH_ENGINES in published.by]
    for own in _own(page, published):
        # Previews show what the page itself says of the story, and nothing of other files that are the story's.
        ways = (way for way in ON_ITS_PAGE if way != SOCIAL or page.path == own)
        marks += [mark_of(own), *(mark_of(own, way) for way in ways if own in published.by.get(way, ()))]
    return _packed(marks)


def _own(page: Page, published: Published) -> Iterator[str]:
    """The paths of the pages of those texts whose words are on a page."""
    if own := published.pages.get(page.source or ""):
        yield own
    match page.known:
        case Recipe(context=PackContext(cards=cards)):
            yield from (card.path for card in cards)


def _cards(view: View | Recipe[Any, Any] | Photo | Clip) -> Iterator[Card]:
    """The cards of other texts on a page."""
    match view:
        case Recipe(context=StoryContext(neighbours=near)):  # which most are
            yield from near.related
        case HomeView(story=large, newest=cards, others=others, shelves=shelves):
            yield from (*((large,) if large else ()), *cards, *others)
            yield from (card for shelf in shelves for card in shelf.cards)
        case ListView(cards=cards) | ShowOneView(cards=cards) | ShelfView(shelf=FilledShelf(cards=cards)):
            yield from cards


def _same_story(view: View | Recipe[Any, Any] | Photo | Clip, cards: Iterable[Card]) -> Iterator[StoryText]:
    """The other texts of the stories on a page: cards lead to them, and a story's page tells search engines of them."""
    own = [view.context.card] if isinstance(view, Recipe) and isinstance(view.context, StoryContext) else []
    for card in (*own, *cards):
        yield from card.retold.others if card.retold else ()


def _shown(view: View | Recipe[Any, Any] | Photo | Clip) -> Iterator[str]:
    """The paths of the texts that a page names or leads to otherwise, beside its own."""
    match view:
        case Recipe(context=StoryContext(links=links, neighbours=near)):
            yield from _targets(links)
            yield from (
                way.path for way in (*(near.series.parts if near.series else ()), near.older, near.newer) if way
            )
        case RedirectView(path=path):
            yield path
        case StandaloneView(body=BodyView(links=links)) | HomeView(words=BodyView(links=links)):
            yield from _targets(links)


def _targets(links: Iterable[LinkTarget | None]) -> Iterator[str]:
    return (link.path for link in links if link and link.path)


def _packed(marks: Iterable[bytes]) -> bytes:
    return b"".join(sorted(set(marks)))


def published_before(receipts: Mapping[str, Receipt]) -> Published:
    """What was published when these receipts were written."""
    texts = {
        path: receipt.source
        for path, receipt in receipts.items()
        if receipt.source and _is_in(mark_of(path), receipt.texts)
    }
    held = marks_in(b"".join(receipt.texts for receipt in receipts.values() if receipt.texts != ALL))
    return Published(texts, {way: {path for path in texts if mark_of(path, way) in held} for way in WAYS})


def urgent(
    receipts: Mapping[str, Receipt],
    there: FolderStamps,
    before: Published,
    now: Published,
    kept: Collection[str],
) -> dict[str, Collection[str]]:
    """Files in the folder with words that must go, each with the texts that these are of; see `output_folder.fill`.

    ``kept`` are the paths of those that are right as they are. A file that is not what a receipt says may hold
    anything; in place of texts it has its own path. ``before`` is what `published_before` makes of ``receipts``.
    """
    ended = before.ended(now)
    found: dict[str, Collection[str]] = {}
    for path, looks in there.items():
        if path in kept:
            continue
        receipt = receipts.get(path)
        if receipt is None or receipt.stamp != looks:
            found[path] = (path,)
        elif held := held_of(receipt, ended):
            found[path] = held
    return found


def held_of(receipt: Receipt, ended: Mapping[bytes, str]) -> set[str]:
    """Those of the texts that have ``ended``, files by marks, of which an output holds anything."""
    if receipt.texts == ALL:
        return set(ended.values())
    return {ended[mark] for mark in marks_in(receipt.texts) & ended.keys()}
