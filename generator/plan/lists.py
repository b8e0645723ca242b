"""Pages that list: all stories, topics, content notes."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from generator.content.helpline_order import offered
from generator.content.page_kinds import PageKind
from generator.content.routes import note_path, topic_path
from generator.content.settings import Settings
from generator.content.theme_strings import Strings
from generator.gate.admit import Story
from generator.plan.layout import make_head
from generator.plan.site import Site
from generator.views.pages import (
    IndexEntry,
    ListView,
    NotesView,
    Page,
    SearchView,
    ShowOneView,
    TopicsView,
)
from generator.views.view_models import Card, Destination, Shell

IN_THE_POOL = 48
TO_START = 8
Groups = Mapping[str, Sequence[Story]]
Letters = tuple[tuple[str, tuple[IndexEntry, ...]], ...]


def pages(
    site: Site, shell: Shell, strings: Strings, cards: Mapping[str, Card], letters: Letters, manifest: str
) -> Iterator[Page]:
    """Every page that lists. ``cards`` are by their story's source, ``manifest`` is where the search index begins."""
    by_topic = group(site.stories, lambda s: s.topics)
    by_note = group(site.stories, lambda s: s.notes)
    everything = [cards[s.source] for s in site.stories]
    yield from _list(shell, site.settings, PageKind.STORIES, strings["all_stories"], everything)
    yield _show_one(shell, strings, everything)
    yield _topics(shell, strings, letters)
    yield search_page(site.settings, shell, strings, letters, manifest)
    yield from _topic_lists(site, shell, strings, cards, by_topic)
    yield from _notes(site, shell, strings, cards, by_note)


def group(stories: Iterable[Story], terms: Callable[[Story], Iterable[str]]) -> Groups:
    """Stories by each of their terms, in the order given."""
    groups: dict[str, list[Story]] = defaultdict(list)
    for story in stories:
        for term in terms(story):
            groups[term].append(story)
    return groups


def _show_one(shell: Shell, strings: Strings, cards: Sequence[Card]) -> Page:
    """A page that shows one story; its pool is spread evenly from the oldest story to the newest."""
    size = min(IN_THE_POOL, len(cards))
    pool = tuple(cards[n * len(cards) // size] for n in range(size))
    path = PageKind.SHOW_ONE.path()
    head = make_head(shell, strings["show_one"], strings["show_one_intro"], [Destination(strings["show_one"], path)])
    return Page(path, PageKind.SHOW_ONE, ShowOneView(shell, head, pool))


def _list(
    shell: Shell,
    settings: Settings,
    kind: PageKind,
    heading: str,
    cards: Sequence[Card],
    *,
    intro: str | None = None,
    crumbs: Sequence[Destination] = (),
    synonyms: tuple[str, ...] = (),
    related: tuple[Destination, ...] = (),
    feed: str | None = None,
    **names: str,
) -> Iterator[Page]:
    """A list in pages, numbered from the oldest story, so that a new story rewrites the front page alone.

    Numbered pages are full and stay as they are. The front page shows the newest: what does not fill a page yet, and
    the full page before it.
    """
    size = settings.lists.per_page
    numbered = max(0, len(cards) // size - 1)
    trail = (*crumbs, Destination(heading, kind.path(**names)))

    def address(number: int) -> str:
        return kind.path(**names) if number > numbered else kind.path(1, n=number, **names)

    for number in range(1, numbered + 2):
        front = number > numbered
        shown = cards[numbered * size :] if front else cards[(number - 1) * size : number * size]
        title = heading if front else f"{heading} ({number})"
        way = trail if front else (*trail, Destination(title, address(number)))
        view = ListView(
            shell=shell,
            head=make_head(shell, title, intro, way, feed=feed),
            heading=heading,
            intro=intro if front else None,
            cards=tuple(reversed(shown)),
            total=len(cards) if front else None,
            number=None if front else number,
            newer=None if front else address(number + 1),
            older=address(number - 1) if number > 1 else None,
            synonyms=synonyms,
            related=related,
            feed=feed,
        )
        yield Page(address(number), kind, view)


def _topic_lists(
    site: Site, shell: Shell, strings: Strings, cards: Mapping[str, Card], by_topic: Groups
) -> Iterator[Page]:
    for topic in site.settings.topics:
        yield from _list(
            shell,
            site.settings,
            PageKind.TOPIC,
            topic.label,
            [cards[s.source] for s in by_topic.get(topic.id, ())],
            intro=topic.description,
            crumbs=[Destination(strings["topics"], PageKind.TOPICS.path())],
            synonyms=topic.synonyms,
            related=tuple(Destination(site.settings.topic_by_id[r].label, topic_path(r)) for r in topic.related),
            feed=None if shell.offline else PageKind.ATOM.path(1, topic=topic.id),
            topic=topic.id,
        )


def _notes(site: Site, shell: Shell, strings: Strings, cards: Mapping[str, Card], by_note: Groups) -> Iterator[Page]:
    crumb = Destination(strings["content_notes"], PageKind.NOTES.path())
    listed = tuple(
        (Destination(n.label, note_path(n.id), len(by_note.get(n.id, ()))), n.description)
        for n in site.settings.content_notes
    )
    head = make_head(shell, crumb.label, strings["content_notes_intro"], [crumb])
    yield Page(crumb.path, PageKind.NOTES, NotesView(shell, head, listed))
    for note in site.settings.content_notes:
        stories = [cards[s.source] for s in by_note.get(note.id, ())]
        yield from _list(
            *(shell, site.settings, PageKind.NOTE, note.label, stories),
            intro=note.description,
            crumbs=[crumb],
            note=note.id,
        )


def letters_of(site: Site) -> Letters:
    """Topics and their synonyms from A to Z, by first letter."""
    settings, by_topic = site.settings, group(site.stories, lambda s: s.topics)
    entries = []
    for topic in settings.topics:
        place = Destination(topic.label, topic_path(topic.id), len(by_topic.get(topic.id, ())))
        entries.append(IndexEntry(topic.label, place, is_synonym=False, description=topic.description))
        synonyms = (s for s in topic.synonyms if s.casefold() != topic.label.casefold())
        entries += (IndexEntry(s[0].upper() + s[1:], place, is_synonym=True) for s in synonyms)
    entries.sort(key=lambda e: (_fold(e.word), e.is_synonym, e.topic.path))
    return tuple((letter, tuple(of)) for letter, of in groupby(entries, key=lambda e: _fold(e.word)[:1].upper()))


def _topics(shell: Shell, strings: Strings, letters: Letters) -> Page:
    crumb = Destination(strings["topics"], PageKind.TOPICS.path())
    head = make_head(shell, crumb.label, strings["topics_intro"], [crumb])
    return Page(crumb.path, PageKind.TOPICS, TopicsView(shell, head, letters))


def search_page(settings: Settings, shell: Shell, strings: Strings, letters: Letters, manifest: str) -> Page:
    """The search page; ``manifest`` is where the index begins."""
    crumb = Destination(strings["search"], PageKind.SEARCH.path())
    head = make_head(shell, crumb.label, strings["search_intro"], [crumb])
    helpline = next(iter(offered(settings, shell.language)), None)
    topics = [entry.topic for _, entries in letters for entry in entries if not entry.is_synonym]
    topics.sort(key=lambda topic: -(topic.count or 0))
    return Page(
        crumb.path, PageKind.SEARCH, SearchView(shell, head, manifest, helpline, tuple(topics[:TO_START]), letters)
    )


def _fold(word: str) -> str:
    """For sorting and first letters: without case and diacritics."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
