"""Which helpline stands in the open, and which come behind it: the order in which a reader of a text is offered them.

Nobody knows who reads. What is known is what the text is written in, what it speaks of, and the country that the
organisation says most of its readers are in. A line is never left out for its age; the day of its check stands by it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from generator.content.helplines import Helpline
from generator.content.settings import Settings

# What stands between the countries of one region, in the languages that the themes come in.
BETWEEN = re.compile(r"\s*[,;/&+]\s*|\s+(?:and|und|y|e)\s+")


@cache
def countries(region: str) -> frozenset[str]:
    """The countries that a region names, folded: “United Kingdom and Ireland” are two."""
    return frozenset(part for part in BETWEEN.split(region.casefold().strip()) if part)


def offered(settings: Settings, language: str, notes: Collection[str] = ()) -> tuple[Helpline, ...]:
    """The helplines for readers of a text in a ``language`` that carries these content ``notes``, the nearest first.

    Those that speak the language come first, then those that can be reached from the site's country. Among them one
    that is for a note of the text goes before the others, and one that is for other notes alone behind them; then a
    country's own line goes before one for every country, one with a number before one without, and otherwise the order
    of site.yaml counts. Lines that neither speak the language nor are of the site's country are left to the page with
    help, unless there are no others.
    """
    wanted, here = language.split("-", maxsplit=1)[0], countries(settings.helplines.country or "")

    def speaks(line: Helpline) -> bool:
        return any(spoken.split("-")[0] == wanted for spoken in line.languages)

    def is_own(line: Helpline) -> bool:
        return line.region is not None and not here.isdisjoint(countries(line.region))

    def is_elsewhere(line: Helpline) -> bool:
        return bool(here) and line.region is not None and not is_own(line)

    def rank(line: Helpline) -> tuple[bool, ...]:
        is_for = not frozenset(notes).isdisjoint(line.for_notes)
        return (
            not speaks(line),
            is_elsewhere(line),
            not is_for,
            bool(line.for_notes) and not is_for,
            bool(here) and not is_own(line),
            not (line.phone or line.text),
        )

    lines = settings.helplines.lines
    near = [line for line in lines if speaks(line) or is_own(line)]
    return tuple(sorted(near or lines, key=rank))
