"""What lists of stories can be narrowed down to without a script: one language, one time to read, or Easy Read.

Each is a list of its own, and so some pages more; this room says which there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.content.strings import Strings
from generator.plan.paging import Filter, StoryList, count_of_pages
from generator.plan.retellings import texts_of
from generator.plan.search import length_of
from generator.views.view_models import Card

# A list is narrowed down to so many stories at least.
FEWEST = 3
EASY_READ = "easy-read"
LENGTHS = ("short", "medium", "long")


def with_filters(
    lists: Iterable[StoryList], texts: Mapping[str, Card], taken: int, size: int, strings: Strings
) -> tuple[StoryList, ...]:
    """The lists, each with all of its filters or with none, ``size`` stories on a page.

    ``texts`` are those of the whole site by their paths, ``taken`` are the pages that its lists have without filters.
    Filters never make the pages of all lists together more than there are texts: with a text's own page, that is at
    most two for each. The longest lists come first; once the filters of one are too many, shorter ones have none,
    either.
    """
    room = len(texts) - taken
    found = {}
    given = list(lists)
    for n in sorted(range(len(given)), key=lambda n: -len(given[n].cards)):
        filters = _filters(given[n].cards, texts, strings)
        cost = sum(count_of_pages(len(choice.cards), size) for group in filters.values() for choice in group)
        if cost > room:
            break
        room -= cost
        found[n] = filters
    return tuple(replace(of, filters=found.get(n, {})) for n, of in enumerate(given))


def _filters(cards: Sequence[Card], texts: Mapping[str, Card], strings: Strings) -> Mapping[str, Sequence[Filter]]:
    """What a list can be narrowed down to: at least three stories, and not all of them as they stand in it.

    Each story comes once in each, as the text that is meant: a translation for its language, and Easy Read by itself.
    """
    languages, lengths = defaultdict[str, list[Card]](list), defaultdict[str, list[Card]](list)
    easy: list[Card] = []
    for card in cards:
        lengths[length_of(card.minutes)].append(card)
        if card.retold is None:
            languages[_spoken(card)].append(card)
            continue
        by_language: dict[str, Card] = {}
        for text in texts_of(card, texts):
            by_language.setdefault(_spoken(text), text)
        for code, text in by_language.items():
            languages[code].append(text)
        easy += [text for text in texts_of(card, texts) if text.retold and text.retold.is_easy][:1]
    order = sorted(languages, key=lambda code: (-len(languages[code]), code))
    groups = {
        "languages": [Filter(f"in-{x}", strings.name_of(x), _by_day(languages[x])) for x in order],
        "lengths": [Filter(x, strings[f"length_{x}"], lengths[x]) for x in LENGTHS],
        "easy": [Filter(EASY_READ, strings["easy_read"], _by_day(easy))],
    }
    kept = {by: [c for c in choices if len(c.cards) >= FEWEST and c.cards != cards] for by, choices in groups.items()}
    return {by: choices for by, choices in kept.items() if choices}


def _spoken(card: Card) -> str:
    return card.language.partition("-")[0]


def _by_day(cards: Iterable[Card]) -> list[Card]:
    """Oldest first, as lists have them: a translation may be later than its original, or earlier than others."""
    return sorted(cards, key=lambda card: card.date)
