"""What lists of stories can be narrowed down to without a script: one language, or one time to read.

Each is a list of its own, and so some pages more; this room says which there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.content.strings import Strings
from generator.plan.paging import Filter, StoryList, count_of_pages
from generator.plan.search import length_of
from generator.views.view_models import Card

# A list is narrowed down to so many stories at least.
FEWEST = 3
LENGTHS = ("short", "medium", "long")


def with_filters(
    lists: Iterable[StoryList], stories: int, taken: int, size: int, strings: Strings
) -> tuple[StoryList, ...]:
    """The lists, each with all of its filters or with none, ``size`` stories on a page.

    ``stories`` are those of the whole site, ``taken`` are the pages that its lists have without filters. Filters never
    make the pages of all lists together more than there are stories: with a story's own page, that is at most two for
    each story. The longest lists come first; once the filters of one are too many, shorter ones have none, either.
    """
    room = stories - taken
    found = {}
    given = list(lists)
    for n in sorted(range(len(given)), key=lambda n: -len(given[n].cards)):
        filters = _filters(given[n].cards, strings)
        cost = sum(count_of_pages(len(choice.cards), size) for group in filters.values() for choice in group)
        if cost > room:
            break
        room -= cost
        found[n] = filters
    return tuple(replace(of, filters=found.get(n, {})) for n, of in enumerate(given))


def _filters(cards: Sequence[Card], strings: Strings) -> Mapping[str, Sequence[Filter]]:
    """What a list can be narrowed down to: at least three stories, and not all of them."""
    languages, lengths = defaultdict[str, list[Card]](list), defaultdict[str, list[Card]](list)
    for card in cards:
        languages[card.language.partition("-")[0]].append(card)
        lengths[length_of(card.minutes)].append(card)
    by_language = sorted(languages, key=lambda code: (-len(languages[code]), code))
    groups = {
        "languages": [Filter(f"in-{x}", strings.name_of(x), languages[x]) for x in by_language],
        "lengths": [Filter(x, strings[f"length_{x}"], lengths[x]) for x in LENGTHS],
    }
    kept = {by: [c for c in choices if FEWEST <= len(c.cards) < len(cards)] for by, choices in groups.items()}
    return {by: choices for by, choices in kept.items() if choices}
