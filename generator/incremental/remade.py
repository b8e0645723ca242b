"""Pages that show words of stories, made anew after edits of texts: one maker for each kind of page that does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.content.links import Atlas
from generator.content.page_kinds import PageKind, Shows
from generator.content.settings import Settings
from generator.content.strings import Strings
from generator.gate.admit import Story
from generator.media.photo import Photo
from generator.plan import lists
from generator.plan.neighbours import Nearest
from generator.plan.result_packs import Pack, Texts, pack_page
from generator.plan.retellings import ways
from generator.plan.search import IndexOfWords
from generator.plan.story_pages import StoryPages, neighbours_of
from generator.plan.surroundings import Surroundings
from generator.views.pages import Page


@dataclass(frozen=True, slots=True)
class EditedTexts:
    """Stories with other texts than before, by their numbers, and what their pages are made of beside them.

    ``around`` is what stands around all texts, as it was; ``words`` are the index's files for all stories as they are.
    ``packs`` are those that have such a story, each with the texts in it as they are.
    """

    stories: Mapping[int, Story]
    packs: Mapping[Pack, Texts]
    settings: Settings
    strings: Strings
    photos: Mapping[str, Photo]
    around: Surroundings
    atlas: Atlas
    nearest: Nearest
    words: IndexOfWords


def _story_pages(of: EditedTexts) -> Iterator[Page]:
    make, cards = StoryPages(of.settings, of.around.shell, of.strings).page, list(of.around.cards.values())
    beside = ways(cards)
    for n, story in of.stories.items():
        near = neighbours_of(n, story, cards, beside, of.around.series, of.nearest[n])
        yield make(story, cards[n], of.photos, of.atlas, near)


def _results(of: EditedTexts) -> Iterator[Page]:
    cards = list(of.around.cards.values())
    return (pack_page(pack, cards, texts) for pack, texts in of.packs.items())


def _index(of: EditedTexts) -> Iterable[Page]:
    return (page for page in of.words.pages if page.kind is PageKind.INDEX)


def _list_of_packs(of: EditedTexts) -> Iterable[Page]:
    return (of.words.packs,)


def _search_page(of: EditedTexts) -> Iterable[Page]:
    return (lists.search_page(of.settings, of.around.shell, of.strings, of.around.letters, of.words.manifest.path),)


REMADE: dict[PageKind, Callable[[EditedTexts], Iterable[Page]]] = {
    PageKind.STORY: _story_pages,
    PageKind.RESULTS: _results,
    PageKind.INDEX: _index,
    PageKind.PACKS: _list_of_packs,
    PageKind.SEARCH: _search_page,
}


def are_all_known() -> bool:
    """Whether every kind of page that shows words can be made anew here; if not, everything has to be looked at."""
    return all(kind in REMADE for kind in PageKind if kind.shows is Shows.WORDS)


def remade(of: EditedTexts) -> Iterator[Page]:
    """Every page that may be another than before."""
    for make in REMADE.values():
        yield from make(of)
