"""The files of a site of another generator: found by how its texts name them."""

from __future__ import annotations

import posixpath
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from urllib.parse import unquote, urlsplit

from generator.content.decoding import guessed
from generator.ground import limits
from generator.importing.container import Container
from generator.importing.old_addresses import host_of

# Folders whose files generators copy to the top of a site.
AT_THE_TOP = ("", "static/", "public/", "assets/", "src/", "src/assets/", "source/", "content/", "docs/")
# Documents, pictures and archives under the name of a text.
NO_TEXT = (b"{\\rtf", b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
# What folders are mostly called into which people upload pictures.
OF_UPLOADS = ("uploads", "images")
SETTINGS = 1_000_000  # bytes of a file of settings at most


class SiteFiles:
    """The files below one folder of what somebody brings, by their names from there on; of ``more``, those beside it.

    ``top`` is that folder, with a slash at its end, or nothing.
    """

    def __init__(self, container: Container, top: str = "", more: Container | None = None) -> None:
        self._container, self._top, self._more = container, top, more
        self.names = tuple(name[len(top) :] for name in container.names() if name.startswith(top))
        self._known = frozenset(self.names)

    @property
    def is_one(self) -> bool:
        """Whether it is one file alone."""
        return len(self.names) == 1

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return name in self._known

    def text(self, name: str, limit: int = limits.TEXT) -> str | None:
        """A file as text with line feeds alone, whatever it is encoded in; None if there is none, or it is longer.

        So it is where a file is no text, whatever its name says.

        Raises RefusedError if it cannot be read.
        """
        data = self._container.read(self._top + name, limit) if name in self._known else None
        if data is None or len(data) > limit or data.startswith(NO_TEXT):
            return None
        return guessed(data).replace("\r\n", "\n").replace("\r", "\n")

    def settings(self, *names: str) -> tuple[str, str] | None:
        """The name and the text of the first of these files that is there."""
        for name in names:
            if (text := self.text(name, SETTINGS)) is not None:
                return name, text
        return None

    def place(self, reference: str, beside: str, *, ending: str = "") -> str | None:
        """The file that a text in the folder ``beside`` names, by its name; None if none is, or it is not sure which.

        ``ending`` may be left out at the end of a reference.
        """
        path = _path_of(reference)
        if path is None:
            return None
        for wanted in _wanted(path, beside):
            for name in (wanted, wanted + ending):
                if name in self._known:
                    return name
        return self._alone(path.lstrip("/"), ending)

    def picture(self, reference: str, beside: str, *, site: str = "", anywhere: bool = False) -> str | None:
        """The picture that a text names, by its name; None where there is none at that very place.

        A picture of the same name elsewhere may show somebody else. ``site`` is the address of the old site, as far as
        it is known: what lies at another host is not among its files. ``anywhere``: the program of the texts looks for
        a name in all folders.
        """
        path = _path_of(reference)
        if path is None or not _is_of(site, reference):
            return None
        found = next((name for name in _wanted(path, beside) if name in self._known), None)
        return found or (self._alone(path.lstrip("/"), "") if anywhere else None)

    def _alone(self, path: str, ending: str) -> str | None:
        """The one file whose place ends as a path does."""
        ends = {f"/{path}".casefold(), f"/{path}{ending}".casefold()}
        named = [name for end in ends for name in self._by_base.get(posixpath.basename(end), ())]
        found = [name for name in named if f"/{name}".casefold().endswith(tuple(ends))]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _by_base(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name in self.names:
            found[posixpath.basename(name).casefold()].append(name)
        return dict(found)

    def read(self, reference: str, site: str = "") -> bytes | None:
        """The bytes of a picture that is named by its place from ``/`` on, or by its address (see `picture`)."""
        path = _path_of(reference)
        if path is None or not _is_of(site, reference):
            return None
        from_top = tuple(_wanted(path, "")) if "/" in path else ()
        name = next((name for name in from_top if name in self._known), None)
        if name is not None:
            return self._container.read(self._top + name)
        if self._more is None:
            return None
        wanted = (*from_top, *_below(path, self._more.label))
        found = next((name for name in wanted if name in self._more.sizes), None)
        return None if found is None else self._more.read(found)


def _path_of(reference: str) -> str | None:
    """The path of what a text names; None where it is none of a file."""
    try:
        parts = urlsplit(reference.strip().replace("\\", "/"))
        path = unicodedata.normalize("NFC", unquote(parts.path))
    except ValueError:
        return None
    return path if path and not path.endswith("/") and parts.scheme in ("", "http", "https") else None


def _wanted(path: str, beside: str) -> Iterator[str]:
    """Where a file lies that a text in the folder ``beside`` names: beside it, or from the top of the site on."""
    if not path.startswith("/"):
        yield posixpath.normpath(posixpath.join(beside, path))
    if "/" in path:
        yield from (top + posixpath.normpath(path.lstrip("/")) for top in AT_THE_TOP)


def _below(path: str, label: str) -> Iterator[str]:
    """Where a file lies in a folder that somebody names as the one of the uploads, and that is called ``label``."""
    for folder in (label, *OF_UPLOADS):
        _, found, inner = f"/{path.lstrip('/')}".partition(f"/{folder}/")
        if found:
            yield inner


def _is_of(site: str, reference: str) -> bool:
    """Whether a reference is none to another host than that of a site; where that is not known, a path says enough."""
    host = host_of(reference)
    if not host:
        return True
    path = urlsplit(reference.strip()).path
    return host == host_of(site) if site else "/" in path.strip("/")


def top_of(container: Container) -> str:
    """The folder that holds everything, as archives of repositories have one; nothing if there is none."""
    first = {name.partition("/")[0] for name in container.names()}
    return f"{first.pop()}/" if len(first) == 1 and all("/" in name for name in container.names()) else ""
