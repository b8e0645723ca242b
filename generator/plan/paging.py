"""How a list of stories is cut into pages, and what leads from each page to the others.

Pages are numbered from the oldest story. A numbered page is full, and names nothing that a newer story could change:
the one page with newer stories beside it, and pages with older ones. What names them all is on the front page alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.content.page_kinds import PageKind
from generator.plan.layout import make_head
from generator.views.lists import FilterGroup, ListView, NumberedPage
from generator.views.pages import Page
from generator.views.view_models import Card, Destination, Shell

# Between its neighbours and the oldest, a page leads to at most so many others, whose numbers are multiples of a step.
MOST_STEPS, SMALLEST_STEP = 6, 5


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list can be narrowed down to: its part of addresses, its words, and the stories left, oldest first."""

    name: str
    label: str
    cards: Sequence[Card]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryList:
    """A list of stories, oldest first, before it is cut into pages.

    ``names`` are those that its addresses ask for, ``crumbs`` lead to it, ``related`` are other lists. ``filters`` are
    what it can be narrowed down to, by what they go by; ``only`` is the one that it is narrowed down to.
    ``nothing_yet`` where the site has no story at all.
    """

    kind: PageKind
    heading: str
    cards: Sequence[Card]
    names: Mapping[str, str] = field(default_factory=dict)
    intro: str | None = None
    crumbs: Sequence[Destination] = ()
    synonyms: tuple[str, ...] = ()
    related: tuple[Destination, ...] = ()
    feed: str | None = None
    filters: Mapping[str, Sequence[Filter]] = field(default_factory=dict)
    only: Filter | None = None
    nothing_yet: bool = False

    @property
    def title(self) -> str:
        """What its front page is called."""
        return f"{self.heading}: {self.only.label}" if self.only else self.heading

    @property
    def trail(self) -> tuple[Destination, ...]:
        """What leads to its front page, that page last."""
        whole = (*self.crumbs, Destination(self.heading, self.kind.path(**self.names)))
        return (*whole, Destination(self.title, self.path())) if self.only else whole

    @property
    def indexed(self) -> bool:
        """Whether search engines may keep its front page: not a part of another list, nor one that has no story."""
        return self.only is None and bool(self.cards)

    def path(self, number: int | None = None) -> str:
        """The path of its front page, or of a numbered one."""
        names = {**self.names, **({"filter": self.only.name} if self.only else {})}
        which = 2 if self.only else 0
        return self.kind.path(which, **names) if number is None else self.kind.path(which + 1, n=number, **names)

    def narrowed(self, only: Filter) -> StoryList:
        """The same list with those stories alone."""
        return replace(self, cards=only.cards, only=only, intro=None, synonyms=(), related=(), feed=None)


def count_of_pages(stories: int, size: int) -> int:
    """How many pages a list of so many stories has, about ``size`` on each."""
    return _last(stories, size) + 1


def pages(of: StoryList, shell: Shell, size: int) -> Iterator[Page]:
    """The pages of a list: those with numbers, which are full, and its front page with the newest stories."""
    last = _last(len(of.cards), size)
    for number in range(1, last + 1):
        shown = of.cards[(number - 1) * size : number * size]
        yield Page(of.path(number), of.kind, _numbered_page(of, shell, shown, number, last))
    yield Page(of.path(), of.kind, _front_page(of, shell, size, last))


def _last(stories: int, size: int) -> int:
    """The highest number of a page; 0 where there is only the front page.

    That has what fills no page yet, but half a page at least, so it has less than one and a half.
    """
    return max(0, (stories - (size + 1) // 2) // size)


def _numbered_page(of: StoryList, shell: Shell, shown: Sequence[Card], number: int, last: int) -> ListView:
    title = f"{of.title} ({number})"
    newer = number + 1 if number < last else None
    beside = [newer, number] if newer else [number]
    way = (*of.trail, Destination(title, of.path(number)))
    return ListView(
        shell=shell,
        head=make_head(shell, title, of.intro, way, indexed=of.indexed, feed=of.feed),
        heading=of.heading,
        intro=None,
        cards=tuple(reversed(shown)),
        total=None,
        number=number,
        newer=of.path(newer),
        older=of.path(number - 1) if number > 1 else None,
        feed=of.feed,
        by_year=True,
        numbers=tuple(NumberedPage(n, of.path(n)) for n in (None, *beside, *_older_than(number))),
        only=of.only.label if of.only else None,
    )


def _front_page(of: StoryList, shell: Shell, size: int, last: int) -> ListView:
    numbers = (None, last, *_older_than(last)) if last else ()
    return ListView(
        shell=shell,
        head=make_head(shell, of.title, of.intro, of.trail, indexed=of.indexed, feed=of.feed),
        heading=of.heading,
        intro=of.intro,
        cards=tuple(reversed(of.cards[last * size :])),
        total=len(of.cards),
        number=None,
        newer=None,
        older=of.path(last) if last else None,
        synonyms=of.synonyms,
        related=of.related,
        feed=of.feed,
        by_year=last > 0,
        years=_years(of, size, last) if last else (),
        numbers=tuple(NumberedPage(n, of.path(n)) for n in numbers),
        filters=tuple(FilterGroup(by, tuple(_ways(of, filters))) for by, filters in of.filters.items()),
        only=of.only.label if of.only else None,
        nothing_yet=of.nothing_yet,
    )


def _older_than(number: int) -> Iterator[int]:
    """Numbers of older pages to lead to, highest first: the next one, some round ones, and the oldest."""
    step = SMALLEST_STEP
    while number > step * (MOST_STEPS + 1):
        step *= 2
    below = {number - 1, 1, *range(step, number, step)}
    return iter(sorted((n for n in below if 0 < n < number), reverse=True))


def _years(of: StoryList, size: int, last: int) -> tuple[Destination, ...]:
    """The years of a list, newest first, each with the page on which it begins for who reads from the newest on."""
    counts = Counter(card.date.year for card in of.cards)
    highest = {card.date.year: n // size + 1 for n, card in enumerate(of.cards)}
    places = ((year, page if page <= last else None) for year, page in sorted(highest.items(), reverse=True))
    return tuple(Destination(str(year), of.path(page), counts[year]) for year, page in places)


def _ways(of: StoryList, filters: Iterable[Filter]) -> Iterator[Destination]:
    """Ways to what a list can be narrowed down to; the list itself tells how many stories wait there.

    A list that is narrowed down does not, or each of these would change with a story that is on none of them.
    """
    for choice in filters:
        yield Destination(choice.label, of.narrowed(choice).path(), None if of.only else len(choice.cards))
