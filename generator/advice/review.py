"""A site looked at: every text read, everybody who advises asked, and what was found before taken from the cache."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator.advice import kept_findings, privacy, privacy_names, rules
from generator.advice.advise import advise
from generator.advice.around import WORD, around, around_of, folded, word_tag
from generator.advice.finding import Finding, in_order
from generator.advice.kept import DENIED, PartedFindings, parted
from generator.advice.name_parts import NO_PARTS, NameParts, parts_of
from generator.advice.own_checks import own_checks, own_files
from generator.advice.rules import SiteFacts
from generator.advice.term import SoughtTerm
from generator.advice.text_facts import NO_FACTS, TextFacts, facts_of, unpacked
from generator.advice.texts import AdvisedText, of_settings, text_at, texts
from generator.advice.unsaid import NO_LIST
from generator.content import read, sources
from generator.content.decoding import decode
from generator.content.settings import Settings
from generator.content.sources import SITE_FILE, Sources
from generator.content.strict_yaml import Document
from generator.gate import deny_list
from generator.gate.deny_list import DenyList
from generator.ground.diagnostics import CannotBuildError
from generator.ground.digest import digest
from generator.ground.workers import Crew
from generator.store.cache import Cache
from generator.store.guards import guard
from generator.store.program import program

T = TypeVar("T")
NOTHING = (b"", NO_FACTS)


@dataclass(frozen=True, slots=True)
class OpenedSite:
    """A site's files, its settings and their places, the terms in `checks/`, and the words that must not be public."""

    found: Sources
    settings: Settings
    front: Document
    own: tuple[SoughtTerm, ...] = ()
    denied: DenyList = NO_LIST

    @property
    def seen(self) -> tuple[str, ...]:
        """Everything that can be looked at."""
        return (SITE_FILE, *(file.path for file in (*self.found.stories, *self.found.pages)))

    def texts(self) -> tuple[AdvisedText, ...]:
        """Everything that can be looked at and read."""
        return tuple(texts(self.found, self.settings, self.front))


def opened(root: Path) -> OpenedSite:
    """The site in ``root``.

    Raises CannotBuildError where there is none, its settings or its own checks cannot be read, or the deny list is
    there and cannot be read, or has a line that protects nobody for a slip.
    """
    found = sources.gather(root)
    made = read.settings(found.settings, SITE_FILE)
    if made.value is None or made.errors:
        raise CannotBuildError(*made.errors)
    own = own_checks(found.root)
    if own.errors:
        raise CannotBuildError(*own.errors)
    denied = deny_list.read(guard(found.root, deny_list.PATH))
    if broken := [fault for fault in denied.faults if fault.is_error]:
        raise CannotBuildError(*broken)
    return OpenedSite(found, *made.value, own.made, denied)


def review(
    site: OpenedSite, today: date, cache: Cache, crew: Crew, only: Collection[str] | None = None
) -> PartedFindings:
    """What is to be said of the site, or of the files ``only``, by place. What it finds is kept in ``cache``.

    Raises CannotBuildError, as `sources.as_found`, where a file went away meanwhile.
    """
    settings = of_settings(site.found, site.settings, site.front)
    with sources.as_found(site.found.root):
        known = _known(site, cache, crew)
        looked = [one for one in known if only is None or one.path in only]
        found = [*_of_texts(site, known, looked)]
        shelved = {file for shelf in site.settings.shelves for file in shelf.files}
        keeping = {one.path for one in looked if one.facts.keeps}
        texts = [settings, *_read_again(site, (one for one in known if one.path in shelved | keeping))]
    facts = SiteFacts(site.settings, site.front, today, tuple(texts))
    by_all = rules.advisers(site.settings, site.own, site.denied)
    beside = (*advise([settings], by_all), *rules.of_site(facts))
    found += (one for one in beside if only is None or one.path in only)
    told = parted(in_order(found), texts)
    return replace(told, parts=name_parts(site, _held(site, known)))


def name_parts(site: OpenedSite, found: Iterable[str] = ()) -> NameParts:
    """Words of the names on a site's deny list, and of those on it that were ``found`` in texts."""
    if not site.denied:
        return NO_PARTS
    texts = (decode(file.read(), file.path).value or "" for file in (*site.found.stories, *site.found.pages))
    return parts_of(site.denied.everywhere(), found, texts)


def of_text(path: str, data: bytes, settings: Settings, own: Iterable[SoughtTerm] = ()) -> PartedFindings:
    """What is to be said of a text as it stands in ``data``, saved or not; nothing where it cannot be read.

    ``own`` are the organisation's own terms. What depends on other texts is not said.
    """
    text = text_at(path, data, settings.language)
    if text is None:
        return PartedFindings((), ())
    return parted(advise([text], rules.advisers(settings, tuple(own))), [text])


@dataclass(frozen=True, slots=True)
class _Known:
    """A text: its path, its file's bytes, and what is known of it."""

    path: str
    data: bytes
    facts: TextFacts

    @property
    def lines(self) -> list[str]:
        return (decode(self.data, self.path).value or "").split("\n")


def _known(site: OpenedSite, cache: Cache, crew: Crew) -> list[_Known]:
    """All texts of a site, each with what was found in it alone, now or before."""
    before, every = kept_findings.kept(cache), (*site.found.stories, *site.found.pages)
    beside = (guard(site.found.root, deny_list.PATH) or b"", *own_files(site.found.root))
    base = digest(program(), site.found.settings, *beside)
    read_in = [(file.path, file.read()) for file in every]
    names = [digest(path.encode()) for path, _ in read_in]
    keys = [digest(base, name, data) for name, (_, data) in zip(names, read_in, strict=True)]
    new = [one for name, key, one in zip(names, keys, read_in, strict=True) if before.get(name, NOTHING)[0] != key]
    work = partial(_found, site.found.root, site.settings, site.denied)
    made = iter(crew.each(work, new, ready=_as_it_is, here=_as_it_is))
    now = {
        name: before[name] if before.get(name, NOTHING)[0] == key else (key, next(made))
        for name, key in zip(names, keys, strict=True)
    }
    kept_findings.keep(cache, now)
    return [_Known(path, data, now[name][1]) for name, (path, data) in zip(names, read_in, strict=True)]


def _found(root: Path, settings: Settings, denied: DenyList, some: Sequence[tuple[str, bytes]]) -> list[TextFacts]:
    """What is found in some texts. Own checks are read again, since not all of their patterns can be sent about."""
    advisers, by_settings = rules.advisers(settings, own_checks(root).made, denied), around(settings)
    texts = (text_at(path, data, settings.language) for path, data in some)
    return [facts_of(text, advisers, by_settings) if text else NO_FACTS for text in texts]


def _of_texts(site: OpenedSite, known: Sequence[_Known], looked: Iterable[_Known]) -> Iterator[Finding]:
    """What is to be said of the texts that are ``looked`` at, among all that are ``known``."""
    authors = {one.path: one.facts.author for one in known if one.facts.author}
    small = frozenset[int]().union(*(unpacked(one.facts.small) for one in known))
    beside = around_of(site.settings, authors, small, site.denied)
    firsts = frozenset(map(word_tag, beside.firsts))
    ids = rules.by_id() | {term.rule.id: term.rule for term in site.own}
    again: list[_Known] = []
    for one in looked:
        if one.facts.found or one.facts.asked:
            lines = one.lines
            yield from kept_findings.findings(one.facts.found, one.path, lines, ids)
            yield from privacy_names.of_asked(one.facts.asked, one.path, lines, small)
        own = frozenset(map(word_tag, folded(WORD.findall(one.facts.author))[:1]))
        if one.facts.names_files or not (firsts - own).isdisjoint(unpacked(one.facts.capitals)):
            again.append(one)
    looks = (*privacy.of_others(beside), privacy.of_files(site.found.root))
    yield from advise(_read_again(site, again), looks)


def _read_again(site: OpenedSite, some: Iterable[_Known]) -> Iterator[AdvisedText]:
    """Texts of which more has to be known than what is kept: they name files, or words of another story's name."""
    for one in some:
        if text := text_at(one.path, one.data, site.settings.language):
            yield text


def _held(site: OpenedSite, known: Iterable[_Known]) -> Iterator[str]:
    """Words of the deny list as they stand in texts."""
    for one in known if site.denied else ():
        rows = [row for row in one.facts.found if row[0] == DENIED]
        if rows:
            yield from (found.words for found in kept_findings.findings(rows, one.path, one.lines, rules.by_id()))


def _as_it_is(some: Sequence[T]) -> Sequence[T]:
    return some
