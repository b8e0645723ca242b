"""Addresses of this site that stand in words: as bare text, in a link's title, within another site's address.

A link to a story that is withheld is shown without its address. Where the address itself is what readers see, nothing
of that kind can be done, so it is found when a text is read, and told of before anything is published.

Words and hosts are compared folded, as browsers, people and programs that make links of words take them: without
invisible characters, wide letters as narrow ones, signs that look like slashes and dots as these, and decoded. What is
left is looked for, and read by `links.own_page`. Folding takes more for the same than browsers do, never less.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from generator.content.body import ShownAddress
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.links import OTHER_NAME, PORTS, own_page, page_at, place_of
from generator.content.read import Manuscript, PageSource
from generator.content.shelf_checks import names_story
from generator.content.stance import guarded, words_at
from generator.content.strict_yaml import Document, Loc, texts
from generator.content.web_address import in_ascii
from generator.ground.diagnostics import Span
from generator.ground.patterns import lazy
from generator.ground.unseen import IGNORABLE

GUARDED = {Manuscript: guarded(StoryHeader), PageSource: guarded(PageHeader)}
UNSEEN = lazy(f"[{IGNORABLE}]")
# What looks like a slash or a full stop and has no other form in Unicode (compare Technical Standard 39, confusables).
ALIKE = str.maketrans(dict.fromkeys("\\\u2044\u2215\u29f8\u2571", "/") | dict.fromkeys("\u3002\u06d4", "."))
SLASHES = lazy(r"[/\\\u2044\u2215\u29f8\u2571\uff0f\uff3c%]")
# Addresses are written in addresses of addresses, and escaped each time; nobody goes deeper by mistake.
DEEPEST = 8
LONGEST = 4000  # characters of an address that are looked at
# What the names of files can hold; all else ends an address, as punctuation of any script does.
NAMES = lazy(r"[\w./~-]*")
BEHIND = "._~/-"
# The page of a story by its path alone.
STORY = r"(stories/+[^\s/?#&<>]+)"
LATER = lazy(STORY)
LINES = lazy(r"\r\n|\r|\n")


class _Sought(NamedTuple):
    """How one of the site's addresses may be written: its hosts, patterns of addresses below it, and of bare paths."""

    hosts: tuple[str, ...]
    addresses: re.Pattern[str]
    paths: re.Pattern[str]


def shown_addresses(text: Manuscript | PageSource, data: bytes, own: tuple[str, ...]) -> tuple[ShownAddress, ...]:
    """Every address below one of the site's ``own`` that a text shows; ``data`` are the bytes that it was read from."""
    shown = "\n".join(words for words in _words(text, own) if SLASHES.search(words))
    found = [(page, address) for way in _ways(shown) for page, address in _within(way, own)]
    if not found:
        return ()
    source = LINES.split(data.decode("utf-8-sig", "replace"))
    first = dict(reversed(found))
    return tuple(ShownAddress(page, _span(address, source)) for page, address in first.items())


def in_settings(front: Document, own: tuple[str, ...]) -> tuple[tuple[Loc, str], ...]:
    """The same of site.yaml: where a value shows an address below one of the site's own, and the page that this is of.

    Where the site is put online, and which files are stories', no page says.
    """
    values = [(loc, value) for loc, value in texts(front.value) if loc[0] != "publish" and not names_story(loc)]
    found = ((loc, page) for loc, value in values for way in _ways(value) for page, _ in _within(way, own))
    return tuple(dict.fromkeys(found))


def _ways(words: str) -> Iterator[str]:
    """Words as they are folded, and each time that they can be decoded."""
    for _ in range(DEEPEST):
        yield folded(words)
        if "%" not in words or (decoded := unquote(words)) == words:
            return
        words = decoded


def folded(words: str) -> str:
    """Words so that those which stand for the same address are the same."""
    if words.isascii():
        return words.lower().replace("\\", "/")
    whole = normalize("NFKC", UNSEEN.sub("", words)).casefold()
    return normalize("NFKC", whole).translate(ALIKE)


def _within(words: str, own: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The pages below the site's own addresses that folded words show, each with the address as it stands there."""
    for home in own:
        forms = _forms(home)
        if any(host in words for host in forms.hosts):
            for hit in forms.addresses.finditer(words):
                yield from _pages(hit, home)
        yield from ((_page(hit[1]), _cut(hit[1])) for hit in forms.paths.finditer(words))


def _pages(hit: re.Match[str], home: str) -> Iterator[tuple[str, str]]:
    """The page of one address, and those of stories that are named behind its path."""
    port, path, rest = hit["port"] or "", hit["path"] or "", hit["rest"] or ""
    port = "" if not port or int(port) in PORTS.values() else f":{port}"
    # Dots count before punctuation is cut off, since they take away what stands before them.
    page = own_page(f"{urlsplit(home).scheme}://{_host(home)}{port}{posixpath.normpath(path or '/')}/", home)
    if page is not None:
        yield _page(page.removesuffix("index.html")), hit[0] + _cut(path)
        yield from ((_page(later), later) for later in LATER.findall(rest))


def _page(path: str) -> str:
    """The page that a path names, with what stands behind it cut off."""
    return page_at(_cut(posixpath.normpath(path)))


def _cut(path: str) -> str:
    return NAMES.match(path)[0].rstrip(BEHIND)  # type: ignore[index]  # matches anything


def _words(text: Manuscript | PageSource, own: tuple[str, ...]) -> Iterator[str]:
    """All that readers see of a text, and the addresses of other sites that it links to."""
    yield text.body.text
    for link in text.body.links:
        yield link.title
        if SLASHES.search(link.target) and place_of(link.target, text.path, own[0]) is None:
            yield link.target
    if text.header is not None:
        for name in GUARDED[type(text)]:
            yield from words_at(text.header, (name,))


@lru_cache
def _forms(home: str) -> _Sought:
    host = _host(home).removeprefix(OTHER_NAME)
    labels = (in_ascii(host) or host).split(".")
    spoken = (label[4:].encode().decode("punycode") if label.startswith("xn--") else label for label in labels)
    # Pages that are translated on the way have a host that is made of the site's own.
    translated = ".".join(labels).replace("-", "--").replace(".", "-") + ".translate.goog"
    hosts = tuple({folded(form): None for form in (host, ".".join(labels), ".".join(spoken), translated)})
    # What Latin letters or digits stand before, with a hyphen or full stop or without, is another host.
    before, own = r"(?<![a-z0-9])(?<![a-z0-9][.-])(?:www\.)?", "|".join(map(re.escape, hosts))
    path, rest = rf"(?P<path>/[^\s?#<>]{{0,{LONGEST}}})?", rf"(?P<rest>[?#][^\s<>]{{0,{LONGEST}}})?"
    addresses = re.compile(rf"{before}(?:{own})\.?(?::(?P<port>\d{{0,5}}))?(?={path}{rest})")
    below = re.escape(folded(unquote(urlsplit(home).path)).rstrip("/"))
    return _Sought(hosts, addresses, re.compile(rf"(?<![\w.:/%=&?#~+@-])(?:{below})?/+{STORY}"))


def _host(home: str) -> str:
    parts = urlsplit(home)
    return parts.netloc.removesuffix(f":{parts.port}")


def _span(address: str, source: list[str]) -> Span:
    """Where an address stands; the text's first line where it is not written as it is shown."""
    for n, line in enumerate(source, 1):
        if address in folded(line):
            return Span(n, max(line.casefold().find(address), 0) + 1)
    return Span(source.index("---", 1) + 1 if "---" in source[1:] else 1, 1)
