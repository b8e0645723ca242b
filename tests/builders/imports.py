"""A source of texts that is made in a test, and imports from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.importing.bring_in import bring_in
from generator.importing.item import Item, LeftOut, Source
from generator.importing.report import Came, ImportReport
from generator.importing.scene import Agree, Import, OpenLabel
from tests.builders.sites import TODAY


@dataclass
class Texts:
    """A source that has these items, and files by how texts refer to them."""

    found: Sequence[Item | LeftOut]
    files: Mapping[str, bytes] = field(default_factory=dict)
    name: str = "texts of a test"

    def items(self) -> Iterator[Item | LeftOut]:
        """Every item."""
        yield from self.found

    def file(self, reference: str) -> bytes | None:
        """The bytes of a file."""
        return self.files.get(reference)


def nothing_agreed(_: Sequence[OpenLabel]) -> Mapping[str, str | None]:
    return {}


def brought(root: Path, source: Source, *, write: bool = True) -> ImportReport:
    """What comes of bringing in a source, on the day of all tests."""
    return bring_in(asked(root, source, write=write))


def asked(
    root: Path, source: Source, *, agree: Agree = nothing_agreed, day: date = TODAY, write: bool = True
) -> Import:
    """An import of a source."""
    return Import(root, "test", source, day, agree, lambda *_: None, write)


def came(report: ImportReport) -> list[tuple[Came, str | None]]:
    """How each text came in, and where to."""
    return [(text.came, text.path) for text in report.texts]
