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

from generator.advice import links, privacy, reading, reading_more, shelves, site_pages, term_files, whole_text, words
from generator.advice.advise import Adviser
from generator.advice.around import around
from generator.advice.finding import Finding, Rule
from generator.advice.term import SoughtTerm
from generator.advice.texts import AdvisedText
from generator.content.settings import Settings
from generator.content.strict_yaml import Document
from generator.gate.deny_list import DenyList


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What those know who look at the whole site: settings, with their places, the day, and the texts of shelves."""

    settings: Settings
    front: Document
    today: date
    texts: tuple[AdvisedText, ...]


AdvisersOf: TypeAlias = Callable[[Settings], Iterable[Adviser]]
NO_LIST = DenyList()
SiteAdviser: TypeAlias = Callable[[SiteFacts], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class AdviceRoom:
    """What a room tells of, who looks at each text, by the settings, and who at the site."""

    rules: tuple[Rule, ...]
    of_texts: AdvisersOf = lambda _: ()
    of_site: tuple[SiteAdviser, ...] = ()


def _reading(_: Settings) -> tuple[Adviser, ...]:
    return (reading.advice, reading_more.advice)


def _links(_: Settings) -> tuple[Adviser, ...]:
    return (links.advice,)


def _helplines(facts: SiteFacts) -> Iterator[Finding]:
    return links.helplines(facts.settings, facts.front, facts.today)


def _language(settings: Settings) -> tuple[Adviser, ...]:
    return (words.on_terms, whole_text.on_means, whole_text.on_pictures, whole_text.on_help(settings))


def _shelves(facts: SiteFacts) -> Iterator[Finding]:
    return shelves.on_shelves(facts.texts, facts.settings)


@cache
def rooms() -> tuple[AdviceRoom, ...]:
    """All rooms; lists of terms are read when somebody asks, since few who load this ever do."""
    return (
        AdviceRoom(term_files.all_rules(), _language, (_shelves,)),
        AdviceRoom(privacy.RULES, privacy.of_texts),
        AdviceRoom((*reading.RULES, *reading_more.RULES), _reading),
        AdviceRoom(links.RULES, _links, (_helplines,)),
        AdviceRoom(site_pages.RULES),
    )


def advisers(settings: Settings, own: tuple[SoughtTerm, ...] = (), denied: DenyList = NO_LIST) -> tuple[Adviser, ...]:
    """Everybody who looks at one text after the other, also for an organisation's own terms and a deny list."""
    more = (
        *((words.on_own_terms(own),) if own else ()),
        *((privacy.of_list(around(settings, denied=denied)),) if denied else ()),
    )
    return (*(adviser for room in rooms() for adviser in room.of_texts(settings)), *more)


def of_site(facts: SiteFacts) -> tuple[Finding, ...]:
    """What is to be said of the site as a whole."""
    return tuple(finding for room in rooms() for adviser in room.of_site for finding in adviser(facts))


@cache
def by_id() -> dict[str, Rule]:
    """Every rule by its id."""
    return {rule.id: rule for room in rooms() for rule in room.rules}
