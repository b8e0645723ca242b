"""Shelves: a few stories that somebody put together by hand, each with a page, and one that shows one of its stories.

Which shelves there are, and what stands on them, follows from published stories alone (promise 2): a name that no
published story has is passed over, and a shelf with fewer than two others is nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.content.page_kinds import PageKind
from generator.content.routes import shelf_path
from generator.content.shelf_checks import LEAST_ON_A_SHELF
from generator.content.shelves import Shelf
from generator.content.strings import Strings
from generator.gate.admit import Story
from generator.plan.layout import make_head
from generator.plan.retellings import each_once
from generator.plan.site import Site
from generator.views.lists import ShelfView, ShowOneView
from generator.views.pages import Page
from generator.views.view_models import Card, Destination, FilledShelf, Shell


def standing(site: Site) -> tuple[tuple[Shelf, tuple[Story, ...]], ...]:
    """The shelves of a site, each with its published stories, as they are put there."""
    by_file = {story.source: story for story in site.stories}
    found = (
        (shelf, each_once(by_file[file] for file in shelf.files if file in by_file)) for shelf in site.settings.shelves
    )
    return tuple((shelf, stories) for shelf, stories in found if len(stories) >= LEAST_ON_A_SHELF)


def filled(site: Site, cards: Mapping[str, Card]) -> tuple[FilledShelf, ...]:
    """The same with ``cards`` of the stories, by their files."""
    return tuple(
        FilledShelf(shelf.label, shelf_path(shelf.own_id), shelf.why, shelf.by, tuple(cards[s.source] for s in stories))
        for shelf, stories in standing(site)
    )


def pages(shell: Shell, strings: Strings, shelves: Iterable[FilledShelf]) -> Iterator[Page]:
    """The page of each shelf, and the one that shows one of its stories."""
    for shelf in shelves:
        crumb = Destination(shelf.label, shelf.path)
        show_one = f"{shelf.path.removesuffix('index.html')}{PageKind.SHOW_ONE.path()}"
        head = make_head(shell, shelf.label, shelf.why, [crumb])
        yield Page(shelf.path, PageKind.SHELF, ShelfView(shell, head, shelf, show_one))
        title = f"{strings['show_one']}: {shelf.label}"
        head = make_head(shell, title, shelf.why, [crumb, Destination(strings["show_one"], show_one)], indexed=False)
        yield Page(show_one, PageKind.SHOW_ONE, ShowOneView(shell, head, shelf.cards, crumb))
