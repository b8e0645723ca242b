"""The last whole build as it is to be put online: its files, and of which texts each of them holds anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.consent.lost_acts import head_of
from generator.ground.diagnostics import Diagnostic
from generator.ground.outcome import Turn
from generator.publishing.ports import RemoteError
from generator.publishing.remote_manifest import RemoteFile, RemoteManifest, TakenAway, digest_of, digest_of_file
from generator.publishing.site_words import SiteWords
from generator.publishing.text_ids import with_shown

# Bytes above which a file is read in pieces.
LARGE = 10_000_000


def nowhere(_path: str) -> bool:
    """No address is one that a withdrawn story had."""
    return False


def never(_text: str) -> None:
    """No text was agreed to on any day."""


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file of a build: as it will be online, and its turn."""

    online: RemoteFile
    turn: Turn


@dataclass(frozen=True, slots=True)
class LocalBuild:
    """A build of the site at the address ``site`` on ``day``, in a folder, with the log of consent as it was.

    ``texts`` are the ids of all texts that may be online on that day, ``ended`` of those that may not since somebody
    decided so, or their time is over. ``titles`` are those of stories by their ids. ``ends`` is the earliest day on
    which something in it may not be online any more. ``warnings`` are what the build warned of. ``agreed_on`` gives the
    day on which a storyteller last agreed to a text with an id, as the log says. ``taken`` are texts that were taken
    away by other logs, and ``words`` those of the texts there, by which such a text is known under another name.
    """

    folder: Path
    site: str
    day: date
    log: bytes
    files: Mapping[str, LocalFile]
    texts: frozenset[str]
    titles: Mapping[str, str] = field(default_factory=dict)
    ended: frozenset[str] = frozenset()
    ends: date | None = None
    warnings: tuple[Diagnostic, ...] = ()
    had: Callable[[str], bool] = nowhere
    agreed_on: Callable[[str], date | None] = never
    taken: Mapping[str, TakenAway] = field(default_factory=dict)
    words: SiteWords | None = None

    @property
    def manifest(self) -> RemoteManifest:
        """What is online when all of this is."""
        files = {path: file.online for path, file in self.files.items()}
        return RemoteManifest(self.site, self.day, head_of(self.log), files, self.ends, taken=self.taken)

    @property
    def print(self) -> str:
        """What tells all that goes online from every other build."""
        return digest_of(repr(sorted((path, file.online.digest) for path, file in self.files.items())).encode())

    @property
    def taken_back(self) -> frozenset[str]:
        """The ids of all that may not be online any more by this log: of texts, and of what is shown of them."""
        return self.ended | {one for text in self.ended | self.texts for one in with_shown(text)} - self.texts

    def content(self, path: str) -> bytes:
        """The bytes of a file. Raises RemoteError if they are not those that were built."""
        try:
            content = (self.folder / path).read_bytes()
        except OSError as e:
            raise RemoteError(f"{self.folder / path} cannot be read ({e.strerror}); build again") from None
        if digest_of(content) != self.files[path].online.digest:
            raise RemoteError(f"{self.folder / path} was changed since it was built; build again")
        return content

    def to_send(self, path: str) -> bytes | Path:
        """The bytes of a file, or where it lies if it is too large to be held. Raises RemoteError as these do."""
        return self.place(path) if self.files[path].online.size > LARGE else self.content(path)

    def place(self, path: str) -> Path:
        """Where a file lies that is too large to be held. Raises RemoteError if it is not the one that was built."""
        place = self.folder / path
        try:
            with place.open("rb") as file:
                found = digest_of_file(file)
        except OSError as e:
            raise RemoteError(f"{place} cannot be read ({e.strerror}); build again") from None
        if found != self.files[path].online.digest:
            raise RemoteError(f"{place} was changed since it was built; build again")
        return place
