"""The links of a site that lead elsewhere, asked for and told of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.advice.asked_before import name_of, remember, remembered
from generator.advice.asking import LinkAsker, LinkState, may_be_asked
from generator.advice.finding import Finding, Rule
from generator.advice.links import DEAD, DEAD_HELP, MOVED, is_web
from generator.advice.texts import AdvisedText
from generator.advice.written_marks import WrittenBody
from generator.content.settings import Settings
from generator.content.sources import SITE_FILE
from generator.content.strict_yaml import Document, Loc, texts
from generator.ground.diagnostics import Span


@dataclass(frozen=True, slots=True)
class LinkOut:
    """A link to another site, with its place; ``is_help`` if it is a helpline's own page."""

    path: str
    start: Span
    end: Span
    words: str
    url: str
    is_help: bool = False


def links_out(found: Iterable[AdvisedText], settings: Settings, front: Document) -> list[LinkOut]:
    """Every link that leads to another site, those of helplines first."""
    lines = {("helplines", "lines", n) for n in range(len(settings.helplines.lines))}
    helping: list[LinkOut] = []
    others: list[LinkOut] = []
    for loc, url in texts(front.value):
        if is_web(url) and loc[:1] not in (("url",), ("publish",)):
            is_help = loc[:3] in lines and loc[3:4] in (("url",), ("chat",), ("source",))
            (helping if is_help else others).append(_of_settings(front, loc, url, is_help=is_help))
    others += (
        LinkOut(text.path, mark.start, mark.end, mark.words, mark.target)
        for text in found
        for mark in WrittenBody(text).marks()
        if not mark.is_picture and is_web(mark.target)
    )
    return [*helping, *others]


def _of_settings(front: Document, loc: Loc, url: str, *, is_help: bool) -> LinkOut:
    span = front.value_span(loc)
    return LinkOut(SITE_FILE, span, Span(span.line, span.column + len(url)), url, url, is_help)


def ask(
    links: Iterable[LinkOut],
    asker: LinkAsker,
    root: Path,
    today: date,
    is_allowed: Callable[[str], bool] = may_be_asked,
) -> Iterator[Finding]:
    """What is to be said of links that lead nowhere, or elsewhere; whatever a host does not say plainly is not told."""
    listed = list(links)
    urls = [url for url in dict.fromkeys(link.url.partition("#")[0] for link in listed) if is_allowed(url)]
    known = remembered(root, today)
    found = {url: known[name_of(url)] for url in urls if name_of(url) in known}
    new: dict[str, LinkState] = {}
    try:
        for url, standing in asker.standings(url for url in urls if url not in found):
            found[url] = standing
            if standing is not LinkState.UNKNOWN:
                new[name_of(url)] = standing
    finally:
        remember(root, today, new)
    for link in listed:
        standing = found.get(link.url.partition("#")[0], LinkState.UNKNOWN)
        if standing is LinkState.GONE:
            yield _gone(link)
        elif standing is LinkState.MOVED:
            hint = "open it, and write the address that you come to"
            yield _told(link, MOVED, "this page has moved for good", hint)


def _gone(link: LinkOut) -> Finding:
    if link.is_help:
        hint = "look for the service's page today, check its number and hours there, then write the new address"
        return _told(link, DEAD_HELP, "the page of this helpline is not there any more", hint)
    hint = "open it yourself; then write where it is now, or take the link out and leave its words"
    return _told(link, DEAD, "this link leads to a page that is not there any more", hint)


def _told(link: LinkOut, rule: Rule, message: str, hint: str) -> Finding:
    return Finding(link.path, link.start, link.end, rule, link.words, message, hint, rule.level)
