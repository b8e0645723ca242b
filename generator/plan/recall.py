"""Recall: the website says which stories were taken back, so that copies that were given away can cover them.

It says so by opaque ids alone, as a list for programs (recall.json) and the same as a script, since a page that was
opened from a disk may load a script of another origin, and may not read data of it (Fetch Standard, CORS protocol).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlsplit

from generator.content.page_kinds import PageKind
from generator.gate.tombstones import entry_id
from generator.ground.digest import opaque_id
from generator.views.pages import FileView, Page

DATA, SCRIPT = PageKind.RECALL.paths


def ids(site_url: str, taken_back: Iterable[str], listed: Iterable[str]) -> tuple[str, ...]:
    """The opaque ids of all stories that were taken back, in the order of their letters.

    ``taken_back`` are the files of stories that say so themselves, ``listed`` the ids of stories whose files are gone.
    """
    return tuple(sorted({opaque_id(one) for one in (*(entry_id(site_url, source) for source in taken_back), *listed)}))


def pages(recalled: tuple[str, ...]) -> tuple[Page, ...]:
    """The two files of the website that say so."""
    data = json.dumps(recalled, separators=(",", ":"))
    return (
        Page(DATA, PageKind.RECALL, FileView(f"{data}\n".encode())),
        Page(SCRIPT, PageKind.RECALL, FileView(f"hearten.recalled={data};\n".encode())),
    )


def known(site_url: str, addresses: Mapping[str, str]) -> Page:
    """The file of a bundle that says which opaque id belongs to which of its pages; ``addresses`` are by source."""
    data = {address: opaque_id(entry_id(site_url, source)) for source, address in sorted(addresses.items())}
    text = f"hearten.known={json.dumps(data, separators=(',', ':'))};\n"
    return Page(PageKind.KNOWN.path(), PageKind.KNOWN, FileView(text.encode()))


def address(url: str) -> str:
    """Where a bundle of the site at ``url`` asks, spelled as a content security policy needs it (CSP 3, 2.3.1)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{quote(parts.path, safe='/%~')}{SCRIPT}"
