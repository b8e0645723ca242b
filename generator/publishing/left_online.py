"""What a host was too full to say of itself: the manifest of what is online there, kept on this computer until it can.

It is written before the one there is deleted, so that the next run knows by which log the site was made, and which
files are somebody else's. It tells of no story that was taken away.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from generator.content.settings import PublishDestination, Settings
from generator.publishing.destinations import place_of
from generator.publishing.difference import Online, Removal
from generator.publishing.remote_manifest import NoManifestError, RemoteManifest, read_manifest, to_bytes
from generator.store import log_memory
from generator.store.log_memory import ONLINE, NoMemoryError


class LeftOnline:
    """What was left online at a place of the site in ``root``, where the host could not say so."""

    def __init__(self, root: Path, settings: Settings, place: PublishDestination) -> None:
        self.root, self.name = root, f"{settings.url}\n{place_of(place)}"

    def left_online(self) -> RemoteManifest | None:
        """The manifest; None if none is kept, or it cannot be read."""
        with suppress(NoMemoryError, NoManifestError):
            data = log_memory.of_place(self.root, ONLINE, self.name)
            return read_manifest(data) if data else None
        return None

    def keep(self, online: RemoteManifest) -> bool:
        """Keep it; whether that could be done."""
        with suppress(NoMemoryError):
            log_memory.remember_of_place(self.root, ONLINE, self.name, to_bytes(online))
            return True
        return False

    def before(self, online: Online, removal: Removal) -> None:
        """What goes tells nothing of what is left."""

    def forget(self) -> None:
        """Keep none any more, since the host says itself what is online."""
        with suppress(NoMemoryError):
            if log_memory.of_place(self.root, ONLINE, self.name):
                log_memory.remember_of_place(self.root, ONLINE, self.name, b"")
