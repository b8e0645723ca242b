"""Search without a server: the site's words as files that a page loads by script tags, from the web or from a disk.

Only admitted stories come in, so there is nothing here of any other (promise 2). What a query asks for is never in a
file's name: shards have names made of their content, and texts of their number.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator import __version__
from generator.cards import Site
from generator.consent import Story
from generator.digest import content_name
from generator.parts import Card, Strings
from generator.postings import Postings, forms_of, lengths, numbers, shards
from generator.stems import fold
from generator.views import FileView, Page, Recipe

SHORT, LONG = 3, 6  # minutes: up to three, up to six, more
FOLDER = "search"


def files(site: Site, strings: Strings, cards: Mapping[str, Card], postings: Postings) -> tuple[str, tuple[Page, ...]]:
    """Every file of the index; first the path of the manifest, by which a page begins."""
    stories, settings = site.stories, site.settings
    pages: list[Page] = []

    def add(kind: str, content: str) -> str:
        data = f"hearten.put({kind},{content});\n".encode()
        name = content_name(data)[:12]
        pages.append(Page(f"{FOLDER}/{name}.js", "file", FileView(data)))
        return name

    index = {shard.prefix: add(_json(f"w{shard.prefix}"), shard.content) for shard in shards(postings)}
    spelling = {str(n): add(f'"s{n}"', _json(words)) for n, words in _by_length(postings).items()}
    facets = add('"facets"', _json(_facets(site, strings, cards)))
    labels = _json([t.label for t in settings.topics]).encode()
    version = content_name(b"".join((labels, __version__.encode(), *(s.digest for s in stories))))[:12]
    for n, story in enumerate(stories):
        recipe = Recipe(_text, (cards[story.source], n), story)
        pages.append(Page(f"{FOLDER}/{n}.js", "file", recipe, story.source))
    manifest = {
        "count": len(stories),
        "lengths": lengths(s.body.words for s in stories),
        "index": index,
        "spelling": spelling,
        "facets": facets,
        "version": version,
        "topics": [
            [t.label, f"topics/{t.id}/index.html", [fold(w) for w in (t.label, *t.synonyms)]] for t in settings.topics
        ],
        "notes": {n.id: n.label for n in settings.content_notes},
    }
    data = f"hearten.manifest={_json(manifest)};\n".encode()
    path = f"{FOLDER}/{content_name(data)[:12]}.js"
    pages.append(Page(path, "file", FileView(data)))
    return path, tuple(pages)


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
        lengths[_length(cards[story.source])].append(number)
        shapes[story.shape or ""].append(number)

    def facet(having: Mapping[str, list[int]], values: Iterable[tuple[str, str]]) -> list[list[str]]:
        return [[value, label, numbers(having[value])] for value, label in values if value in having]

    known = ("getting-better", "up-and-down", "steady", "still-in-it", "not-a-line")
    spoken = ((x, strings.get(f"language_{x.split('-')[0]}", x)) for x in sorted(languages))
    return {
        "count": len(stories),
        "topics": facet(topics, ((t.id, t.label) for t in settings.topics)),
        "languages": facet(languages, spoken),
        "lengths": facet(lengths, ((x, strings[f"length_{x}"]) for x in ("short", "medium", "long"))),
        "shapes": facet(shapes, ((s, strings[f"shape_{s}"]) for s in known)),
        "notes": facet(notes, ((n.id, n.label) for n in settings.content_notes)),
    }


def _length(of: Card) -> str:
    return "short" if of.minutes <= SHORT else "medium" if of.minutes <= LONG else "long"


def _text(story: Story, of: Card, number: int) -> FileView:
    """What a result shows of a story, and the text in which its passage is found."""
    shown = {
        "path": of.path,
        "title": of.title,
        "author": of.author,
        "summary": of.summary,
        "minutes": of.minutes,
        "language": of.language,
        "topics": [t.label for t in of.topics],
        "notes": [n.id for n in of.notes],
        "fictional": of.fictional,
        "text": story.body.text,
    }
    return FileView(f"hearten.put({_json(f't{number}')},{_json(shown)});\n".encode())


def _json(value: object) -> str:
    """JSON that is JavaScript in every browser (U+2028 and U+2029 end a line in old ones)."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
