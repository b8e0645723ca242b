"""The files of a site of another generator: found by how its texts name them."""

from __future__ import annotations

import posixpath
import unicodedata
from collections import defaultdict
from functools import cached_property
from urllib.parse import unquote, urlsplit

from generator.content.decoding import guessed
from generator.ground import limits
from generator.importing.container import Container

# Folders whose files generators copy to the top of a site.
AT_THE_TOP = ("", "static/", "public/", "assets/", "src/", "src/assets/", "source/", "content/", "docs/")
# Documents, pictures and archives under the name of a text.
NO_TEXT = (b"{\\rtf", b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
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
        try:
            parts = urlsplit(reference.strip().replace("\\", "/"))
            path = unicodedata.normalize("NFC", unquote(parts.path))
        except ValueError:
            return None
        if not path or path.endswith("/") or parts.scheme not in ("", "http", "https"):
            return None
        inner = path.lstrip("/")
        near = [] if path.startswith("/") else [posixpath.normpath(posixpath.join(beside, path))]
        for wanted in (*near, *(top + posixpath.normpath(inner) for top in AT_THE_TOP)):
            for name in (wanted, wanted + ending):
                if name in self._known:
                    return name
        return self._alone(inner, ending)

    def _alone(self, path: str, ending: str) -> str | None:
        """The one file whose place ends as a path does; the more of its folders fit, the better."""
        base = posixpath.basename(path).casefold()
        found = self._by_base.get(base) or self._by_base.get(f"{base}{ending}".casefold()) or ()
        likeness = {name: _alike(name, path) for name in found}
        best = [name for name, n in likeness.items() if n == max(likeness.values())]
        return best[0] if len(best) == 1 else None

    @cached_property
    def _by_base(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name in self.names:
            found[posixpath.basename(name).casefold()].append(name)
        return dict(found)

    def read(self, reference: str) -> bytes | None:
        """The bytes of a picture that is named by its place from ``/`` on, or by its address."""
        name = self.place(reference, "")
        if name is not None:
            return self._container.read(self._top + name)
        if self._more is None:
            return None
        other = SiteFiles(self._more)
        return other.read(reference)


def _alike(name: str, path: str) -> int:
    """How many parts at the end two places have in common."""
    pairs = zip(reversed(name.casefold().split("/")), reversed(path.casefold().split("/")), strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(name.count("/"), path.count("/")) + 1)


def top_of(container: Container) -> str:
    """The folder that holds everything, as archives of repositories have one; nothing if there is none."""
    first = {name.partition("/")[0] for name in container.names()}
    return f"{first.pop()}/" if len(first) == 1 and all("/" in name for name in container.names()) else ""
