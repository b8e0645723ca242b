"""The files that were uploaded to a site, found by the addresses under which its texts show them."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from urllib.parse import unquote, urlsplit

from generator.ground.patterns import lazy
from generator.importing.container import Container
from generator.importing.wordpress.library import SCALED, SIZED

# Where a place begins, in an address as in a copy of the files. WordPress files uploads by year and month, unless it is
# told not to; of several sites in one, each has a folder of its own.
FOLDERS = (
    lazy(r"(?:^|.*/)uploads/(.+)"),
    lazy(r"(?:^|/)((?:sites/\d+/)?\d{4}/\d\d/[^/]+)$"),
    lazy(r"(?:^|/)(wp-content/.+)"),
)


class Uploads:
    """Files of a folder or archive as the uploads of a site."""

    def __init__(self, container: Container) -> None:
        self._container = container

    def find(self, address: str) -> str | None:
        """The file that an address shows, in its whole size if that is there; None if none is, or if it is not sure."""
        try:
            path = unicodedata.normalize("NFC", unquote(urlsplit(address).path)).lstrip("/")
        except ValueError:
            return None
        for wanted in (*_originals(path), path):
            if (found := self._at(wanted)) is not None:
                return found
        return None

    def read(self, address: str) -> bytes | None:
        """The bytes of the file that an address shows."""
        found = self.find(address)
        return None if found is None else self._container.read(found)

    @cached_property
    def _by_place(self) -> dict[str, Sequence[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name in self._container.names():
            found[_place(name)].append(name)
        return dict(found)

    def _at(self, path: str) -> str | None:
        """The one file at a place below the uploads: one of the same name elsewhere is another picture."""
        found = self._by_place.get(_place(path), ())
        return found[0] if len(found) == 1 else None


def _originals(path: str) -> tuple[str, ...]:
    """Where the whole picture may be: some hosts delete it, and keep the one that is made of a very large one."""
    found = SCALED.sub("", SIZED.sub("", path))
    stem, dot, ending = found.rpartition(".")
    return found, f"{stem}-scaled{dot}{ending}"


def _place(path: str) -> str:
    """Where a file lies below the uploads, or else in the folders of WordPress; or the whole path."""
    found = next(filter(None, (folder.search(path) for folder in FOLDERS)), None)
    return (found[1] if found else path).casefold()
