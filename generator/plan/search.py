"""Search without a server: the site's words as files that a page loads by script tags, from the web or from a disk.

Only admitted stories come in, so there is nothing here of any other (promise 2). What a query asks for is never in a
file's name: shards have names made of their content, and packs of texts of the address of their first story.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator import __version__
from generator.content.help_phrases import help_phrases
from generator.content.page_kinds import PageKind
from generator.content.routes import topic_path
from generator.content.settings import Settings
from generator.content.strings import Strings
from generator.gate.admit import Story
from generator.ground.digest import content_name, pack
from generator.ground.languages import language
from generator.plan import result_packs, shelves
from generator.plan.index_files import index_file, json, name_of, named_by_content
from generator.plan.result_packs import Pack, Texts, found_of, pack_page
from generator.plan.retellings import listed
from generator.plan.site import Site
from generator.views.pages import FileView, Page
from generator.views.view_models import Card
from generator.words.compounds import compounds
from generator.words.postings import Postings, forms_of, lengths, numbers, shards
from generator.words.stems import VERSION, common, stemmers, stems
from generator.words.tokens import fold

SHORT, LONG = 3, 6  # minutes: up to three, up to six, more


@dataclass(frozen=True, slots=True)
class IndexOfWords:
    """The files that depend on the stories' words: the manifest, where a search begins, and those that it leads to.

    ``packs`` is the list of packs.
    """

    manifest: Page
    shards: tuple[Page, ...]
    spelling: tuple[Page, ...]
    stemmers: tuple[Page, ...]
    packs: Page

    @property
    def pages(self) -> tuple[Page, ...]:
        """All of them."""
        return self.manifest, *self.shards, *self.spelling, *self.stemmers, self.packs


@dataclass(frozen=True, slots=True)
class Beside:
    """The paths of the index's files that depend on no story's words: the facets, and what is found beside stories."""

    facets: str
    others: str


@dataclass(frozen=True, slots=True)
class Index:
    """The files of the index: those of words, facets, what is found beside stories, and packs."""

    words: IndexOfWords
    facets: Page
    others: Page
    results: tuple[Page, ...]

    @property
    def pages(self) -> tuple[Page, ...]:
        """All of them."""
        return *self.words.pages, self.facets, self.others, *self.results


def index(site: Site, strings: Strings, cards: Mapping[str, Card], postings: Postings) -> Index:
    """The index of all stories; ``postings`` are of its stories, in their order."""
    facets = index_file(PageKind.FACETS, "facets", json(_facets(site, strings, cards)))
    others = index_file(PageKind.OTHERS, "others", json(_others(site, cards)))
    own = [cards[story.source] for story in site.stories]
    words, texts = [s.body.words for s in site.stories], [s.body.text_digest for s in site.stories]
    packs = result_packs.packs(own, texts)
    of_words = index_of_words(site.settings, postings, words, texts, own, packs, Beside(facets.path, others.path))
    results = tuple(pack_page(pack, own, _texts(site.stories[n] for n in pack.numbers)) for pack in packs)
    return Index(of_words, facets, others, results)


def _texts(stories: Iterable[Story]) -> Texts:
    members = tuple(stories)
    return Texts([story.digest for story in members], lambda: [story.body.text for story in members])


def index_of_words(
    settings: Settings,
    postings: Postings,
    words: Sequence[int],
    texts: Sequence[bytes],
    cards: Sequence[Card],
    packs: Sequence[Pack],
    beside: Beside,
) -> IndexOfWords:
    """The manifest, and everything else that depends on the stories' words.

    ``words`` are each story's number of words, ``texts`` stand for what results show of its text, ``cards`` are the
    rest of that, and ``packs`` are where both stand. The version is made of these alone, so that it tells nothing of
    what is held back (promise 2).
    """
    kind = PageKind.INDEX
    where = result_packs.list_page(packs)
    spoken_of = {topic.path for card in cards for topic in card.topics}
    parts = compounds(postings, [card.language for card in cards], stems)
    by_prefix = {s.prefix: index_file(kind, f"w{s.prefix}", s.content) for s in shards(postings, parts)}
    by_length = {str(n): index_file(kind, f"s{n}", json(forms)) for n, forms in _by_length(postings).items()}
    languages = frozenset(card.language for card in cards)
    by_stemmer = {name: named_by_content(kind, FileView(script)) for name, script in stemmers(languages).items()}
    by_common = {name: named_by_content(kind, FileView(lists)) for name, lists in common(languages).items()}
    manifest = {
        "count": len(words),
        "lengths": lengths(words),
        "index": {prefix: name_of(page.path) for prefix, page in by_prefix.items()},
        "spelling": {length: name_of(page.path) for length, page in by_length.items()},
        "made": {"by": __version__, "languages": {code: language(code).stemmer for code in sorted(languages)}},
        "snowball": VERSION,
        "stemmers": {name: name_of(page.path) for name, page in by_stemmer.items()},
        "own": language(settings.language).stemmer or "",
        "common": {name: name_of(page.path) for name, page in by_common.items()},
        "facets": name_of(beside.facets),
        "others": name_of(beside.others),
        "packs": name_of(where.path),
        "version": content_name(pack((__version__, texts, [found_of(card) for card in cards])))[:12],
        "topics": [
            [t.label, topic_path(t.id), [fold(w) for w in (t.label, *t.synonyms)]]
            for t in settings.topics
            if topic_path(t.id) in spoken_of
        ],
        "words": [[of.word, of.synonyms] for of in settings.words],
        "notes": {n.id: n.label for n in settings.content_notes},
        "help": help_phrases(settings.help_phrases, (settings.language, *languages)),
    }
    start = named_by_content(kind, FileView(f"hearten.manifest={json(manifest)};\n".encode()))
    beside_words = (*by_stemmer.values(), *by_common.values())
    return IndexOfWords(start, tuple(by_prefix.values()), tuple(by_length.values()), beside_words, where)


def _by_length(postings: Postings) -> dict[int, list[str]]:
    """All forms by their length, commonest first, for the search for a mistyped word's neighbours."""
    common: dict[str, int] = defaultdict(int)
    for forms, having in postings.values():
        for form, of in forms_of(forms, having).items():
            common[form] += len(of)
    groups: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for form, often in common.items():
        groups[len(form)].append((-often.bit_length(), form))
    return {length: [form for _, form in sorted(group)] for length, group in sorted(groups.items())}


def _facets(site: Site, strings: Strings, cards: Mapping[str, Card]) -> dict[str, object]:
    """For each facet its values in order, each with its label and the stories that have it."""
    stories, settings = site.stories, site.settings
    topics, languages, lengths, shapes, notes = (defaultdict[str, list[int]](list) for _ in range(5))
    for number, story in enumerate(stories):
        for topic in story.topics:
            topics[topic].append(number)
        for note in story.notes:
            notes[note].append(number)
        languages[story.language].append(number)
        lengths[length_of(cards[story.source].minutes)].append(number)
        shapes[story.shape or ""].append(number)

    def facet(having: Mapping[str, list[int]], values: Iterable[tuple[str, str]]) -> list[list[str]]:
        return [[value, label, numbers(having[value])] for value, label in values if value in having]

    known = ("getting-better", "up-and-down", "steady", "still-in-it", "not-a-line")
    spoken = ((x, strings.name_of(x)) for x in sorted(languages))
    return {
        "count": len(stories),
        "topics": facet(topics, ((t.id, t.label) for t in settings.topics)),
        "languages": facet(languages, spoken),
        "lengths": facet(lengths, ((x, strings[f"length_{x}"]) for x in ("short", "medium", "long"))),
        "shapes": facet(shapes, ((s, strings[f"shape_{s}"]) for s in known)),
        "notes": facet(notes, ((n.id, n.label) for n in settings.content_notes)),
    }


def _others(site: Site, cards: Mapping[str, Card]) -> list[dict[str, object]]:
    """What is found beside stories: pages, questions on them with answers, shelves, and series by their first part.

    A series has the content notes of all its parts, so that whoever leaves one out is not led there.
    """
    found: list[dict[str, object]] = []
    for page in site.standalone_pages:
        path, heads = page.path, {h.text: h.id for h in page.body.headings}
        own: dict[str, object] = {"path": path, "language": page.language}
        found.append({"kind": "pages", **own, "title": page.title, "text": f"{page.summary or ''}\n{page.body.text}"})
        found += (
            {**own, "kind": "questions", "path": f"{path}#{heads[q.question]}", "title": q.question, "text": q.answer}
            for q in page.body.questions
        )
    for shelf in shelves.filled(site, cards):
        # Those notes that all of its stories have: whoever leaves one of these out finds nothing there.
        shared = set.intersection(*({note.id for note in card.notes} for card in shelf.cards))
        entry = {"kind": "shelves", "path": shelf.path, "language": site.settings.language, "notes": sorted(shared)}
        found.append({**entry, "title": shelf.label, "text": shelf.why or ""})
    series: dict[str, list[Story]] = defaultdict(list)
    for story in listed(site.stories):
        if story.series:
            series[story.series.name].append(story)
    for name, members in sorted(series.items()):
        first = min(members, key=lambda s: (s.series.part if s.series else 0, s.source))
        noted = sorted({note for story in members for note in story.notes})
        entry = {"kind": "series", "path": cards[first.source].path, "language": first.language}
        found += [{**entry, "title": name, "text": "", "notes": noted}] if len(members) > 1 else []
    return found


def length_of(minutes: int) -> str:
    """What a reading time counts as: short, medium or long."""
    return "short" if minutes <= SHORT else "medium" if minutes <= LONG else "long"
