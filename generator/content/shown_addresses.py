"""Addresses of this site that stand in words: as bare text, in a link's title, within another site's address.

A link to a story that is withheld is shown without its address. Where the address itself is what readers see, nothing
of that kind can be done, so it is found when a text is read, and told of before anything is published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from generator.content.body import ShownAddress
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.links import OTHER_NAME, own_page
from generator.content.read import Manuscript, PageSource
from generator.content.shelf_checks import names_story
from generator.content.stance import guarded, words_at
from generator.content.strict_yaml import Document, Loc, texts
from generator.content.web_address import in_ascii
from generator.ground.diagnostics import Span
from generator.ground.patterns import lazy

GUARDED = {Manuscript: guarded(StoryHeader), PageSource: guarded(PageHeader)}
# What ends a sentence or a bracket, and no address.
SPACE = lazy(r"\s")
BEHIND = ".,;:!?)]}>\"'”’»*_`"


def shown_addresses(text: Manuscript | PageSource, data: bytes, own: str) -> tuple[ShownAddress, ...]:
    """Every address below the site's own that a text shows; ``data`` are the bytes that it was read from."""
    shown = "\n".join(words for words in _words(text, own) if "/" in words or "\\" in words)
    found = _within(shown, own)
    if not found:
        return ()
    source = data.decode("utf-8-sig", "replace")
    return tuple(dict.fromkeys(ShownAddress(page, _span(address, source)) for page, address in found))


def in_settings(front: Document, own: str) -> tuple[tuple[Loc, str], ...]:
    """The same of site.yaml: where a value shows an address below the site's own, and the page that this is of.

    Here an address that is a whole value is published as it is, too, and no link that could lead nowhere. Where the
    site is put online, and which files are stories', no page says.
    """
    values = [(loc, value) for loc, value in texts(front.value) if loc[0] != "publish" and not names_story(loc)]
    whole = [(loc, own_page(value, own)) for loc, value in values if not SPACE.search(value)]
    found = [(loc, page) for loc, page in whole if page is not None]
    for loc, value in values:
        found += [(loc, page) for way in (value, unquote(value)) for page, _ in _within(way, own)]
    return tuple(dict.fromkeys(found))


def _within(shown: str, own: str) -> list[tuple[str, str]]:
    """The pages below the site's own address that words show, each with the address as it stands there."""
    hosts, folded = _hosts(own), shown.casefold()
    if not any(host in folded for host in hosts):
        return []
    found = (hit[0].rstrip(BEHIND) for hit in _pattern(hosts).finditer(shown))
    pages = ((own_page(f"//{address}", own), address) for address in found)
    return [(page, address) for page, address in pages if page is not None]


def _words(text: Manuscript | PageSource, own: str) -> Iterator[str]:
    """All that readers see of a text, and the addresses of other sites that it links to."""
    yield text.body.text
    for link in text.body.links:
        yield link.title
        if "/" in link.target and own_page(link.target, own) is None:
            yield unquote(link.target)
    if text.header is not None:
        for name in GUARDED[type(text)]:
            yield from words_at(text.header, (name,))


@lru_cache
def _hosts(own: str) -> tuple[str, ...]:
    """How the site's host may be written, but for “www.”: as in site.yaml, in ASCII, and in its own script."""
    host = (urlsplit(own).hostname or "").removeprefix(OTHER_NAME)
    ascii_ = in_ascii(host) or host
    try:
        spoken = ascii_.encode().decode("idna")
    except UnicodeError:
        spoken = host
    return tuple(dict.fromkeys((host, ascii_, spoken)))


@lru_cache
def _pattern(hosts: tuple[str, ...]) -> re.Pattern[str]:
    host = "|".join(map(re.escape, hosts))
    return re.compile(rf"(?<![\w.-])(?:{re.escape(OTHER_NAME)})?(?:{host})(?::\d+)?[/\\][^\s<>]*", re.IGNORECASE)


def _span(address: str, source: str) -> Span:
    """Where an address stands; the text's first line where it is not written as it is shown."""
    at = source.find(address)
    if at < 0:
        at = source.find("\n---", 1) + 1
    line = source[:at].replace("\r\n", "\n").replace("\r", "\n")
    return Span(line.count("\n") + 1, len(line) - line.rfind("\n"))
