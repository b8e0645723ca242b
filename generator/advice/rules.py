"""All rules of advice, by rooms: what looks at texts, and which rules it tells of.

This is the one place where a room is added. A room for one text alone gives an `Adviser`; what it finds is kept for as
long as the text, the settings and the program are the same. What has to see the whole site is asked each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeAlias

from generator.advice import links, reading, site_pages
from generator.advice.advise import Adviser
from generator.advice.finding import Finding, Rule
from generator.content.settings import Settings
from generator.content.strict_yaml import Document


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What advisers know beside a text: the settings, with their places, and the day."""

    settings: Settings
    front: Document
    today: date


AdvisersOf: TypeAlias = Callable[[Settings], Iterable[Adviser]]
SiteAdviser: TypeAlias = Callable[[SiteFacts], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Room:
    """What a room tells of, who looks at each text, by the settings, and who at the site."""

    rules: tuple[Rule, ...]
    of_texts: AdvisersOf = lambda _: ()
    of_site: tuple[SiteAdviser, ...] = ()


def _reading(_: Settings) -> tuple[Adviser, ...]:
    return (reading.advice,)


def _links(_: Settings) -> tuple[Adviser, ...]:
    return (links.advice,)


def _helplines(facts: SiteFacts) -> Iterator[Finding]:
    return links.helplines(facts.settings, facts.front, facts.today)


ROOMS = (
    Room(reading.RULES, _reading),
    Room(links.RULES, _links, (_helplines,)),
    Room(site_pages.RULES),
)


def advisers(settings: Settings) -> tuple[Adviser, ...]:
    """Everybody who looks at one text after the other."""
    return tuple(adviser for room in ROOMS for adviser in room.of_texts(settings))


def of_site(facts: SiteFacts) -> tuple[Finding, ...]:
    """What is to be said of the site as a whole."""
    return tuple(finding for room in ROOMS for adviser in room.of_site for finding in adviser(facts))


@cache
def by_id() -> dict[str, Rule]:
    """Every rule by its id."""
    return {rule.id: rule for room in ROOMS for rule in room.rules}
