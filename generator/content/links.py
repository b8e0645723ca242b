"""Where a link leads, once the whole site is known.

A link to a story that is withheld and one to a story that never was come out the same: as plain text (promise 2).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

WEB = ("http", "https")
# Besides the web, what a helpline or an organisation may be reached by.
OTHER_SCHEMES = ("mailto", "tel", "sms")
CACHED = 65_536
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Place:
    """A page that a source file becomes: its path in the output, and the ids that can be linked to."""

    path: str
    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Atlas:
    """All that a link can lead to: pages by their source's path, and the paths of all pages.

    ``known`` is what `resolve` found, for when it is asked again.
    """

    by_source: Mapping[str, Place]
    paths: frozenset[str] = field(default_factory=frozenset)
    known: dict[tuple[str, str], LinkTarget | Broken] = field(default_factory=dict, compare=False)


class LinkTarget(NamedTuple):
    """Where a link leads: an address outside, or a page of this site (None: the same page) and a place in it."""

    url: str | None = None
    path: str | None = None
    fragment: str = ""

    @property
    def external(self) -> bool:
        """Whether the link leads to another site."""
        return self.url is not None and self.url.lower().startswith(WEB)


class Broken(StrEnum):
    """Why a link is shown as plain text."""

    SCHEME = "scheme"
    PAGE = "page"
    ANCHOR = "anchor"


def resolve(target: str, source: str, atlas: Atlas) -> LinkTarget | Broken:
    """Where ``target``, written in the file ``source``, leads."""
    found = atlas.known.get((target, source))
    if found is None:
        found = atlas.known[target, source] = _resolved(target, source, atlas)
    return found


def _resolved(target: str, source: str, atlas: Atlas) -> LinkTarget | Broken:
    address = target.strip()
    if SCHEME.match(address):
        return _outside(address)
    if address.startswith(("//", "\\")):
        return Broken.SCHEME
    if not address:
        return Broken.PAGE
    path, fragment = split(address)
    if path.startswith("/"):
        page = page_path(path)
        return LinkTarget(path=page, fragment=fragment) if page in atlas.paths else Broken.PAGE
    place = atlas.by_source.get(local_path(path, source) if path else source)
    if place is None:
        return Broken.PAGE
    if fragment and fragment not in place.ids:
        return Broken.ANCHOR
    return LinkTarget(path=place.path if path else None, fragment=fragment)


@lru_cache(CACHED)
def split(address: str) -> tuple[str, str]:
    """The path and the fragment of an address on this site, without its query and with percent signs decoded."""
    path, _, fragment = address.strip().partition("#")
    return unquote(path.partition("?")[0]), unquote(fragment)


def local_path(path: str, source: str) -> str:
    """The path in the site's folder of a file that is named relative to the file ``source``."""
    return _joined(source.rpartition("/")[0], path)


@lru_cache(CACHED)
def _joined(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path))


def page_path(address: str) -> str:
    """The output path of an address on this site: ``/topics/hope/`` is ``topics/hope/index.html``."""
    path = address.lstrip("/")
    return path + "index.html" if not path or path.endswith("/") else path


@lru_cache(CACHED)
def _outside(address: str) -> LinkTarget | Broken:
    try:
        parts = urlsplit(address)
    except ValueError:
        return Broken.SCHEME
    scheme = parts.scheme.lower()
    if scheme in WEB and parts.hostname and parts.username is None and parts.password is None:
        return LinkTarget(url=address)
    if scheme in OTHER_SCHEMES and parts.path:
        return LinkTarget(url=address)
    return Broken.SCHEME
