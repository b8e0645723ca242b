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

# WordPress files uploads by year and month, unless it is told not to.
MONTH = lazy(r"(?:.*/)?(\d{4}/\d\d)/[^/]+")


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
    def _by_name(self) -> dict[str, Sequence[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name in self._container.names():
            found[name.rpartition("/")[2].casefold()].append(name)
        return dict(found)

    def _at(self, path: str) -> str | None:
        """The one file whose place fits. A file of another month with the same name is another picture."""
        named = self._by_name.get(path.rpartition("/")[2].casefold(), ())
        month = _month(path)
        fitting = [name for name in named if _month(name) == month or not (month and _month(name))]
        if len(fitting) <= 1:
            return fitting[0] if fitting else None
        likeness = [_alike(name, path) for name in fitting]
        best = max(likeness)
        return fitting[likeness.index(best)] if likeness.count(best) == 1 else None


def _originals(path: str) -> tuple[str, ...]:
    """Where the whole picture may be of which this one was made in another size."""
    found = SCALED.sub("", SIZED.sub("", path))
    if found == path:
        return ()
    stem, dot, ending = found.rpartition(".")
    return found, f"{stem}-scaled{dot}{ending}"


def _month(path: str) -> str:
    found = MONTH.fullmatch(path)
    return found[1] if found else ""


def _alike(name: str, path: str) -> int:
    """How many parts at the end two places have in common."""
    pairs = zip(reversed(name.casefold().split("/")), reversed(path.casefold().split("/")), strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(name.count("/"), path.count("/")) + 1)
