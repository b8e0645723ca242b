"""What a run at a host has this computer remember of that place, before it does it."""

from __future__ import annotations

from typing import Protocol

from generator.publishing.difference import Online, Removal
from generator.publishing.remote_manifest import RemoteManifest


class PlaceMemory(Protocol):
    """What this computer remembers of a place."""

    def left_online(self) -> RemoteManifest | None:
        """What was online when a run could not write that down there; None if nothing of the kind is remembered."""
        ...

    def keep(self, online: RemoteManifest) -> bool:
        """Remember what is online, since nothing can be written there; whether it is remembered."""
        ...

    def before(self, online: Online, removal: Removal) -> None:
        """Be told what is to be taken away, before it is."""
        ...


class NoMemory:
    """Nothing is remembered."""

    def left_online(self) -> RemoteManifest | None:
        """Nothing is."""
        return None

    def keep(self, online: RemoteManifest) -> bool:
        """It is not."""
        del online
        return False

    def before(self, online: Online, removal: Removal) -> None:
        """Nobody writes it down."""


NO_MEMORY = NoMemory()
