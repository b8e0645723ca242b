"""A host asked again, after a while, where it did not answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TypeVar

from generator.publishing.ports import FileStore, RemoteError

# Seconds before each time that a host is asked again.
WAITS = (1, 2, 4, 8, 16)
T = TypeVar("T")


class Patience:
    """Calls made again while they fail in a way that may pass.

    Once it has waited through all of `WAITS` in vain, it asks once for everything else, until something is done again.
    """

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self.sleep, self.waits = sleep, [*WAITS]

    def tried(self, call: Callable[[], T]) -> T:
        """What a call comes to. Raises RemoteError if it fails for good."""
        while True:
            try:
                found = call()
            except RemoteError as e:
                if not e.passing or not self.waits:
                    raise
                self.sleep(self.waits.pop(0))
            else:
                self.waits = [*WAITS]
                return found


class PatientStore:
    """A file store whose calls are made again while they fail in a way that may pass."""

    def __init__(self, store: FileStore, sleep: Callable[[float], None] = time.sleep) -> None:
        self.store, self.tried = store, Patience(sleep).tried

    @property
    def shown(self) -> str:
        """The folder in words for people."""
        return self.store.shown

    def listing(self) -> Mapping[str, int | None]:
        """Every file in the folder, with its size."""
        return self.tried(self.store.listing)

    def get(self, path: str) -> bytes | None:
        """The bytes of a file."""
        return self.tried(lambda: self.store.get(path))

    def put(self, path: str, content: bytes | Path) -> None:
        """Make a file have these bytes, or those of a file here."""
        self.tried(lambda: self.store.put(path, content))

    def delete(self, path: str) -> None:
        """Remove a file."""
        self.tried(lambda: self.store.delete(path))

    def purge(self, paths: Collection[str]) -> None:
        """Make the host forget what these files were before."""
        self.tried(lambda: self.store.purge(paths))

    def outdated(self) -> Collection[str]:
        """The files of which the host still keeps what they were before."""
        return self.tried(self.store.outdated)

    def close(self) -> None:
        """End the connection."""
        self.store.close()
