"""What an import is asked for, and all that it knows before the first text is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from generator.content.settings import Settings
from generator.gate.tombstones import Withdrawn
from generator.importing.brought_in import BroughtIn
from generator.importing.item import Source
from generator.importing.known_again import KnownAgain
from generator.importing.listing import (
    Assigned,
)
from generator.importing.present import Present
from generator.importing.topics import Agreed


@dataclass(frozen=True, slots=True)
class OpenLabel:
    """A label that a person may map: how many texts have it, and the topic that is near it, or near a part of it."""

    label: str
    texts: int
    near: str
    is_whole: bool = True


# What a person agrees to, of what is open: the topic of each label, or None where it becomes none.
Agree = Callable[[Sequence[OpenLabel]], Mapping[str, str | None]]


@dataclass(frozen=True, slots=True)
class Import:
    """What is to be brought in. ``kind`` is what the kind of source is called, ``root`` the site's folder.

    ``tell`` hears how many texts are done, and of how many.
    """

    root: Path
    kind: str
    source: Source
    today: date
    agree: Agree
    tell: Callable[[int, int], None]
    write: bool = True


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is known before the first text is made."""

    settings: Settings
    withdrawn: Withdrawn
    here: Present
    before: BroughtIn
    again: KnownAgain
    names: Mapping[str, frozenset[str]]
    assigned: Assigned
    agreed: Agreed
    count: int

    @property
    def site_path(self) -> str:
        """The folder of its host that the site lies in."""
        return urlsplit(self.settings.url).path
