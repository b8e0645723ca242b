"""Where a link leads, once the whole site is known.

A link to a story that is withheld and one to a story that never was come out the same: as plain text (promise 2).
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, quote, unquote, urlsplit

from generator.content.web_address import CACHED, SCHEME, WEB, AddressFault, in_ascii, outside
from generator.ground.patterns import lazy

OTHER_NAME = "www."
PORTS = {"http": 80, "https": 443}
# A path, and what stands behind it.
REST = lazy(r"([^?#]*)(.*)", re.DOTALL)
# What has a meaning of its own where a link is written.
UNSAFE = lazy(r"[\s<>()\[\]\\\"'`*&]")


@dataclass(frozen=True, slots=True)
class Place:
    """A page that a source file becomes: its path in the output, and the ids that can be linked to."""

    path: str
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Atlas:
    """All that a link can lead to: pages by their source's path, and the paths of all pages.

    ``own`` is the site's own address. ``known`` is what `resolved` found from each folder, for when it is asked again.
    """

    by_source: Mapping[str, Place]
    paths: frozenset[str]
    own: str
    known: dict[str, dict[str, LinkTarget | Broken]] = field(default_factory=dict, compare=False)

    def having(self, source: str, place: Place) -> Atlas:
        """The same with one text more, which is not published."""
        return Atlas({**self.by_source, source: place}, self.paths | {place.path}, self.own)


class LinkTarget(NamedTuple):
    """Where a link leads: an address outside, or a page of this site (None: the same page) and a place in it."""

    url: str | None = None
    path: str | None = None
    fragment: str = ""

    @property
    def external(self) -> bool:
        """Whether the link leads to another site."""
        return self.url is not None and self.url.lower().startswith(WEB)


class SitePlace(NamedTuple):
    """What a link into this site names, whether it is there or not: a file of a text, or else a page by its path.

    Where both are None, it is the text that the link stands in.
    """

    file: str | None = None
    page: str | None = None
    fragment: str = ""


class Broken(StrEnum):
    """Why a link is shown as plain text."""

    SCHEME = "scheme"
    PAGE = "page"
    ANCHOR = "anchor"


def resolve(target: str, source: str, atlas: Atlas) -> LinkTarget | Broken:
    """Where ``target``, written in the file ``source``, leads."""
    return resolved([target], source, atlas)[0]


def resolved(targets: Iterable[str], source: str, atlas: Atlas) -> list[LinkTarget | Broken]:
    """Where each of ``targets``, written in the file ``source``, leads."""
    known = atlas.known.setdefault(source.rpartition("/")[0], {})
    found = []
    for target in targets:
        leads = known.get(target)
        if leads is None:
            leads = _resolved(target, source, atlas)
            # Where one leads depends on the folder alone, but for one that names no file and so leads into the text.
            if target.lstrip()[:1] not in "#?":
                known[target] = leads
        found.append(leads)
    return found


def _resolved(target: str, source: str, atlas: Atlas) -> LinkTarget | Broken:
    if not target.strip():
        return Broken.PAGE
    named = place_of(target, source, atlas.own)
    if named is None:
        return _outside(target.strip())
    if named.page is not None:
        there = named.page in atlas.paths
        return LinkTarget(path=named.page, fragment=named.fragment) if there else Broken.PAGE
    place = atlas.by_source.get(source if named.file is None else named.file)
    if place is None:
        return Broken.PAGE
    if named.fragment and named.fragment not in place.ids:
        return Broken.ANCHOR
    return LinkTarget(path=None if named.file is None else place.path, fragment=named.fragment)


def place_of(target: str, source: str, own: str, *, other_name: bool = True) -> SitePlace | None:
    """What ``target``, written in the file ``source``, names in the site at ``own``; None where it leads elsewhere.

    ``other_name`` says whether the site's host with “www.” before it, or without, is the site's own, too.
    """
    address = target.strip()
    if not address:
        return None
    if SCHEME.match(address) or address.startswith(("//", "\\")):
        page = own_page(address, own, other_name=other_name)
        return None if page is None else SitePlace(page=page, fragment=split(address)[1])
    path, fragment = split(address)
    if path.startswith("/"):
        return SitePlace(page=page_path(path), fragment=fragment)
    return SitePlace(file=local_path(path, source) if path else None, fragment=fragment)


@lru_cache(CACHED)
def own_page(address: str, own: str, *, other_name: bool = True) -> str | None:
    """The output path of an address that begins with a scheme or a host, where it is below the site's ``own``.

    It is compared as browsers read it (URL Standard, sections 4.4 and 4.5): case, usual ports, backslashes, escapes and
    dots make no other address. A folder without its last slash is that folder, and a host with “www.” is that without,
    as servers have them; but not by its ``other_name`` where that is false.
    """
    whole, home = address.replace("\\", "/"), urlsplit(own)
    try:
        parts = urlsplit(f"{home.scheme}:{whole}" if whole.startswith("//") else whole)
    except ValueError:
        return None
    host, here = _host(parts.hostname), _host(home.hostname)
    if other_name and host and here:
        host, here = host.removeprefix(OTHER_NAME), here.removeprefix(OTHER_NAME)
    if parts.scheme.lower() not in WEB or host is None or host != here or _port(parts) != _port(home):
        return None
    path = posixpath.normpath("/" + unquote(parts.path).replace("\\", "/").lstrip("/")).rstrip("/") + "/"
    below = unquote(home.path)
    if not path.casefold().startswith(below.casefold()):
        return None
    rest = path[len(below) :].rstrip("/")
    return f"{rest}/index.html" if rest and parts.path.endswith("/") else page_at(rest)


def page_at(path: str) -> str:
    """The output path of what a path without a last slash names: the file itself, or the page of a folder."""
    return path if "." in path.rpartition("/")[2] else f"{path}/index.html".lstrip("/")


def _port(parts: SplitResult) -> int | None:
    """The port, where it is not the usual one; one that cannot be is none."""
    try:
        return None if parts.port == PORTS.get(parts.scheme.lower()) else parts.port
    except ValueError:
        return None


def _host(name: str | None) -> str | None:
    """A host's name as browsers compare it; as it is written where it can be none."""
    if not name:
        return None
    plain = unquote(name).rstrip(".").lower()
    return in_ascii(plain) or plain


@lru_cache(CACHED)
def split(address: str) -> tuple[str, str]:
    """The path and the fragment of an address on this site, without its query and with percent signs decoded."""
    path, _, fragment = address.strip().partition("#")
    return unquote(path.partition("?")[0]), unquote(fragment)


def local_path(path: str, source: str) -> str:
    """The path in the site's folder of a file that is named relative to the file ``source``."""
    return _joined(source.rpartition("/")[0], path)


def text_path(path: str, source: str) -> str:
    """The same of a text's file, with accents as in the paths that the site's texts have (`content.sources`)."""
    return unicodedata.normalize("NFC", local_path(path, source))


@lru_cache(CACHED)
def _joined(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path))


def page_path(address: str) -> str:
    """The output path of an address on this site: ``/topics/hope/`` is ``topics/hope/index.html``."""
    path = address.lstrip("/")
    return path + "index.html" if not path or path.endswith("/") else path


def repointed(target: str, place: SitePlace, name: str, source: str, new_source: str) -> str:
    """``target``, written for ``place`` in ``source``, as it is written in ``new_source`` for what is called ``name``.

    All else stays: what stands before the site's folder, query and fragment, percent signs. Where it is written in a
    way that cannot be followed, it stays whole.
    """
    if place.page is not None:
        return _repointed_page(target, place.page, name)
    here = posixpath.dirname(new_source)
    if place.file is None or (name == place.file and posixpath.dirname(source) == here):
        return target
    written, behind = REST.fullmatch(target.strip()).groups()  # type: ignore[union-attr]  # matches anything
    path = posixpath.relpath(name, here)
    path = f"./{path}" if written.startswith("./") and not path.startswith(".") else path
    return (quote(path) if "%" in written or UNSAFE.search(path) else path) + behind


def _repointed_page(target: str, page: str, name: str) -> str:
    written, behind = REST.fullmatch(target.strip()).groups()  # type: ignore[union-attr]  # matches anything
    for end in ("", "index.html", "/index.html"):
        short = page.removesuffix(end)
        if page.endswith(end) and written.endswith(f"/{short}"):
            return written[: -len(short)] + name.removesuffix(end) + behind
    return target


def _outside(address: str) -> LinkTarget | Broken:
    found = outside(address)
    return Broken.SCHEME if isinstance(found, AddressFault) else LinkTarget(url=found)
