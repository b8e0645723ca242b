"""A .docx file: parts in a zip archive that refer to each other (ECMA-376, part 2)."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from generator.consent.refused import RefusedError
from generator.ground import limits
from generator.importing.container import BROKEN_DIRECTORY, DAMAGED
from generator.importing.word.names import AGAIN, parsed

MOST_PARTS = 20_000
LARGEST = 15_000_000  # bytes of all XML
MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class PartRelation:
    """Where a part leads: the last word of its type (``image``, ``hyperlink``), and the other part, or an address."""

    kind: str
    target: str
    is_outside: bool


@dataclass(slots=True)
class Package:
    """The parts of a document. ``main`` is the name of the one that holds its text."""

    archive: zipfile.ZipFile
    main: str = MAIN
    _read: int = field(default=0, repr=False)

    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self.archive.namelist())

    def part(self, name: str) -> Element | None:
        """A part that is XML; None if there is none. Raises RefusedError if it cannot be read."""
        data = self.data(name, LARGEST)
        if data is None:
            return None
        self._read += len(data)
        if self._read > LARGEST:
            raise RefusedError("it would grow beyond all measure, as if made to do harm. Leave it.")
        return parsed(data)

    def data(self, name: str, limit: int = limits.PICTURE) -> bytes | None:
        """The bytes of a part, up to one more than ``limit``. Raises RefusedError if they cannot be read."""
        try:
            with self.archive.open(name) as file:
                return file.read(limit + 1)
        except KeyError:
            return None
        except (*DAMAGED, RuntimeError, OSError) as e:
            raise RefusedError(f"it is damaged. {AGAIN}") from e

    def relations(self, part: str) -> Mapping[str, PartRelation]:
        """Where a part leads, by the names that it has for it."""
        folder, name = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, PartRelation] = {}
        for one in root if root is not None else ():
            is_outside = one.get("TargetMode") == "External"
            target = one.get("Target", "")
            whole = target if is_outside else posixpath.normpath(posixpath.join("/", folder, unquote(target)))[1:]
            found[one.get("Id", "")] = PartRelation(one.get("Type", "").rpartition("/")[2], whole, is_outside)
        return found


def opened(stream: IO[bytes]) -> Package:
    """The package in a file. Raises RefusedError if there is none, or it has no text."""
    try:
        package = Package(zipfile.ZipFile(stream))
    except (*BROKEN_DIRECTORY, OSError) as e:
        raise RefusedError(f"it is damaged. {AGAIN}") from e
    if len(package.archive.namelist()) > MOST_PARTS:
        raise RefusedError("it has more parts than any document. Leave it.")
    relations = package.relations("").values()
    package.main = next((to.target for to in relations if to.kind == "officeDocument"), MAIN)
    if package.main not in package.names():
        raise RefusedError(f"it holds no text of a word processor. {AGAIN}")
    return package
