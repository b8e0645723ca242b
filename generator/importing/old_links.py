"""Links between texts of a source: each as it is written here, where its text is a file beside others."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from generator.importing.draft import FOLDERS
from generator.importing.item import Item, Kind
from generator.importing.old_addresses import comparable


def as_linked(path: str) -> str:
    """Where a text lies as other texts link to it: pages lie in pages/ by the time when they are published."""
    return path.replace(f"{FOLDERS[Kind.PAGE]}/", "pages/", 1)


def base_of(item: Item) -> str:
    """The address that links of an item are relative to."""
    return item.place or next(iter(item.addresses), "")


@dataclass(frozen=True, slots=True)
class LinkedText:
    """A text that links lead to: its file, and the ids of its headings here by their old names."""

    path: str
    headings: Mapping[str, str]


def link_of(item: Item, path: str, targets: Mapping[str, LinkedText], own_host: str, href: str) -> str:
    """What a link of an item becomes in the file ``path``.

    A link to another text becomes one to its file, at the heading that it led to, if that is there; one to anything
    else at the old site is written whole, if its address is known.
    """
    if not href.strip() or href.startswith("#"):
        return href
    base = base_of(item)
    key = comparable(href, base)
    target = targets.get(key) or targets.get(key.removeprefix(own_host))
    here = as_linked(path)
    if target is not None and target.path == here:
        return f"#{href.partition('#')[2]}" if "#" in href else posixpath.basename(here)
    if target is not None:
        heading = target.headings.get(unquote(href.partition("#")[2]))
        return posixpath.relpath(target.path, posixpath.dirname(here)) + (f"#{heading}" if heading else "")
    try:
        return href if urlsplit(href).scheme or not urlsplit(base).scheme else urljoin(base, href)
    except ValueError:
        return href
