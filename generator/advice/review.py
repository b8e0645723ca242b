"""A site looked at: every text read, everybody who advises asked, and what was found before taken from the cache."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from generator.advice import kept_findings, rules, words
from generator.advice.advise import advise
from generator.advice.finding import Finding, in_order
from generator.advice.kept import DENIED, PartedFindings, parted
from generator.advice.kept_findings import KeptRow
from generator.advice.name_parts import NO_PARTS, NameParts, parts_of
from generator.advice.own_checks import own_checks
from generator.advice.rules import SiteFacts
from generator.advice.term import SoughtTerm
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
NOTHING: tuple[bytes, list[KeptRow]] = (b"", [])


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
    root = site.found.root
    with sources.as_found(site.found.root):
        found = [*_of_texts(site, cache, crew, only)]
        settings = of_settings(site.found, site.settings, site.front)
        every = site.texts()
        facts = SiteFacts(site.settings, site.front, today, root, every, site.denied, site.own)
        beside = (*advise([settings], rules.advisers(site.settings)), *rules.of_site(facts))
        found += (one for one in beside if only is None or one.path in only)
    told = parted(in_order(found), every)
    return replace(told, parts=name_parts(site, (one.words for one in beside if one.rule.id == DENIED)))


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
    return parted(advise([text], (*rules.advisers(settings), words.on_own_terms(own))), [text])


def _of_texts(site: OpenedSite, cache: Cache, crew: Crew, only: Collection[str] | None) -> Iterator[Finding]:
    before, every = kept_findings.kept(cache), (*site.found.stories, *site.found.pages)
    names = {file.path: digest(file.path.encode()) for file in every}
    base = digest(program(), site.found.settings)
    read_in = [(file.path, file.read()) for file in every if only is None or file.path in only]
    keys = [digest(base, names[path], data) for path, data in read_in]
    new = [one for one, key in zip(read_in, keys, strict=True) if before.get(names[one[0]], NOTHING)[0] != key]
    made = zip(new, crew.each(partial(_found, site.settings), new, ready=_as_it_is, here=_as_it_is), strict=True)
    now = {name: before[name] for name in names.values() if name in before}
    now |= {names[path]: (digest(base, names[path], data), rows) for (path, data), rows in made}
    kept_findings.keep(cache, now)
    for path, data in read_in:
        if rows := now[names[path]][1]:
            yield from kept_findings.findings(rows, path, decode(data, path).value or "")


def _found(settings: Settings, some: Sequence[tuple[str, bytes]]) -> list[list[KeptRow]]:
    advisers = rules.advisers(settings)
    return [
        kept_findings.rows(advise([text], advisers)) if (text := text_at(path, data, settings.language)) else []
        for path, data in some
    ]


def _as_it_is(some: Sequence[T]) -> Sequence[T]:
    return some
