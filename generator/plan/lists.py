"""Pages that list: all stories, topics, content notes."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby

from generator.content.helpline_order import offered
from generator.content.page_kinds import PageKind
from generator.content.routes import note_path, topic_path
from generator.content.settings import Settings
from generator.content.strings import Strings
from generator.gate.admit import Story
from generator.plan import paging
from generator.plan.filters import with_filters
from generator.plan.layout import make_head
from generator.plan.paging import StoryList, count_of_pages
from generator.plan.retellings import listed
from generator.plan.site import Site
from generator.plan.topic_picture import sized
from generator.views.lists import IndexEntry, NotesView, SearchView, ShowOneView, SizedGroup, TopicGroup, TopicsView
from generator.views.pages import Page
from generator.views.view_models import Card, Destination, Shell

IN_THE_POOL = 48
TO_START = 8
Groups = Mapping[str, Sequence[Story]]
Letters = tuple[tuple[str, tuple[IndexEntry, ...]], ...]


def pages(
    site: Site, shell: Shell, strings: Strings, cards: Mapping[str, Card], letters: Letters, manifest: str
) -> Iterator[Page]:
    """Every page that lists. ``cards`` are by their story's source, ``manifest`` is where the search index begins."""
    stories = listed(site.stories)
    by_topic = group(stories, lambda s: s.topics)
    everything = _all_stories(stories, strings, cards)
    yield _show_one(shell, strings, everything.cards)
    yield _topics(site, shell, strings, letters, by_topic)
    yield search_page(site.settings, shell, strings, letters, manifest)
    yield _notes(site, shell, strings)
    to_narrow_down = [everything, *_of_topics(site, shell, strings, cards, by_topic)]
    yield from _story_lists(site, shell, strings, cards, to_narrow_down, [*_of_notes(site, strings, cards)])


def group(stories: Iterable[Story], terms: Callable[[Story], Iterable[str]]) -> Groups:
    """Stories by each of their terms, in the order given."""
    groups: dict[str, list[Story]] = defaultdict(list)
    for story in stories:
        for term in terms(story):
            groups[term].append(story)
    return groups


def topic_groups(settings: Settings, by_topic: Groups) -> tuple[TopicGroup, ...]:
    """The topics that have a story, in their groups: both in the order of the settings."""
    order = {label: n for n, label in reversed(list(enumerate(t.group for t in settings.topics)))}
    shown = (topic for topic in settings.topics if topic.id in by_topic)
    grouped = groupby(sorted(shown, key=lambda t: order[t.group]), key=lambda t: t.group)
    return tuple(
        TopicGroup(label, tuple(Destination(t.label, topic_path(t.id), len(by_topic[t.id])) for t in members))
        for label, members in grouped
    )


def _show_one(shell: Shell, strings: Strings, cards: Sequence[Card]) -> Page:
    """A page that shows one story; its pool is spread evenly from the oldest story to the newest."""
    size = min(IN_THE_POOL, len(cards))
    pool = tuple(cards[n * len(cards) // size] for n in range(size))
    path = PageKind.SHOW_ONE.path()
    head = make_head(shell, strings["show_one"], strings["show_one_intro"], [Destination(strings["show_one"], path)])
    return Page(path, PageKind.SHOW_ONE, ShowOneView(shell, head, pool))


def _all_stories(stories: Sequence[Story], strings: Strings, cards: Mapping[str, Card]) -> StoryList:
    return StoryList(
        kind=PageKind.STORIES,
        heading=strings["all_stories"],
        cards=[cards[s.source] for s in stories],
        nothing_yet=not stories,
    )


def _of_topics(
    site: Site, shell: Shell, strings: Strings, cards: Mapping[str, Card], by_topic: Groups
) -> Iterator[StoryList]:
    """The list of each topic. One without a story is there for links and feeds; no list of ours leads to it."""
    by_id = site.settings.topic_by_id
    for topic in site.settings.topics:
        yield StoryList(
            kind=PageKind.TOPIC,
            names={"topic": topic.id},
            heading=topic.label,
            cards=[cards[s.source] for s in by_topic.get(topic.id, ())],
            intro=topic.description,
            crumbs=[Destination(strings["topics"], PageKind.TOPICS.path())],
            synonyms=topic.synonyms,
            related=tuple(Destination(by_id[r].label, topic_path(r)) for r in topic.related if r in by_topic),
            feed=None if shell.offline else PageKind.ATOM.path(1, topic=topic.id),
            nothing_yet=not site.stories,
        )


def _of_notes(site: Site, strings: Strings, cards: Mapping[str, Card]) -> Iterator[StoryList]:
    by_note = group(listed(site.stories), lambda s: s.notes)
    for note in site.settings.content_notes:
        yield StoryList(
            kind=PageKind.NOTE,
            names={"note": note.id},
            heading=note.label,
            cards=[cards[s.source] for s in by_note.get(note.id, ())],
            intro=note.description,
            crumbs=[Destination(strings["content_notes"], PageKind.NOTES.path())],
            nothing_yet=not site.stories,
        )


def _story_lists(
    site: Site,
    shell: Shell,
    strings: Strings,
    cards: Mapping[str, Card],
    to_narrow_down: Sequence[StoryList],
    others: Sequence[StoryList],
) -> Iterator[Page]:
    """All pages of lists, and those of what some of them are narrowed down to."""
    size = site.settings.lists.per_page
    taken = sum(count_of_pages(len(of.cards), size) for of in (*to_narrow_down, *others))
    by_path = {card.path: card for card in cards.values()}
    for of in (*with_filters(to_narrow_down, by_path, taken, size, strings), *others):
        yield from paging.pages(of, shell, size)
        for choice in chain.from_iterable(of.filters.values()):
            yield from paging.pages(of.narrowed(choice), shell, size)


def _notes(site: Site, shell: Shell, strings: Strings) -> Page:
    by_note = group(listed(site.stories), lambda s: s.notes)
    crumb = Destination(strings["content_notes"], PageKind.NOTES.path())
    shown = tuple(
        (Destination(n.label, note_path(n.id), len(by_note.get(n.id, ()))), n.description)
        for n in site.settings.content_notes
    )
    head = make_head(shell, crumb.label, strings["content_notes_intro"], [crumb])
    return Page(crumb.path, PageKind.NOTES, NotesView(shell, head, shown))


def letters_of(site: Site) -> Letters:
    """Topics that have a story, and their synonyms, from A to Z, by first letter."""
    settings, by_topic = site.settings, group(listed(site.stories), lambda s: s.topics)
    entries = []
    for topic in (topic for topic in settings.topics if topic.id in by_topic):
        place = Destination(topic.label, topic_path(topic.id), len(by_topic[topic.id]))
        entries.append(IndexEntry(topic.label, place, is_synonym=False, description=topic.description))
        synonyms = (s for s in topic.synonyms if s.casefold() != topic.label.casefold())
        entries += (IndexEntry(s[0].upper() + s[1:], place, is_synonym=True) for s in synonyms)
    entries.sort(key=lambda e: (_fold(e.word), e.is_synonym, e.topic.path))
    return tuple((letter, tuple(of)) for letter, of in groupby(entries, key=lambda e: _fold(e.word)[:1].upper()))


def _topics(site: Site, shell: Shell, strings: Strings, letters: Letters, by_topic: Groups) -> Page:
    crumb = Destination(strings["topics"], PageKind.TOPICS.path())
    head = make_head(shell, crumb.label, strings["topics_intro"], [crumb])
    groups = topic_groups(site.settings, by_topic)
    sizes = {one.topic.path: one for one in sized([topic for of in groups for topic in of.topics])}
    written = tuple(SizedGroup(of.label, tuple(sizes[topic.path] for topic in of.topics)) for of in groups)
    return Page(crumb.path, PageKind.TOPICS, TopicsView(shell, head, letters, written))


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
