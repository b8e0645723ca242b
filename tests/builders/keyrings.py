"""A keyring in memory, in place of the system's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked


class Ring(KeyringBackend):
    """Holds secrets by service and name; one that is ``locked`` takes none."""

    priority = 1

    def __init__(self, *, locked: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # it has no types
        self.locked = locked
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """A secret that is there."""
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""
        if self.locked:
            raise KeyringLocked("no")
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget a secret."""
        if self.locked:
            raise KeyringLocked("no")
        del self.secrets[service, username]


@contextmanager
def ring(*, locked: bool = False) -> Iterator[Ring]:
    """Use such a keyring while a ``with`` block runs."""
    before, made = keyring.get_keyring(), Ring(locked=locked)
    keyring.set_keyring(made)
    try:
        yield made
    finally:
        keyring.set_keyring(before)
