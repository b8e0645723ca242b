"""What stands around the texts of a site: all that pages hold of each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.content.links import Atlas, Place
from generator.plan.index_files import is_of_index
from generator.plan.lists import Letters
from generator.plan.search import Beside
from generator.views.pages import SeriesView
from generator.views.view_models import Card, Shell


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What pages hold of each other; a text's own words are not in it.

    ``cards`` are by source, from the oldest story to the newest; ``places`` are those of all texts by source;
    ``series`` are by name; ``letters`` are the A-Z of topics; ``beside`` are the search index's files without words of
    stories.
    """

    shell: Shell
    cards: dict[str, Card]
    places: dict[str, Place]
    series: dict[str, SeriesView]
    letters: Letters
    beside: Beside

    def atlas(self, paths: Iterable[str]) -> Atlas:
        """Where links can lead; ``paths`` are those of all pages. The index's files have names that do not last."""
        return Atlas(self.places, frozenset(path for path in paths if not is_of_index(path)), self.shell.url)
