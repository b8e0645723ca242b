"""Who we are at a server: its address in parts, and the secret that opens it."""

from __future__ import annotations

import importlib.util
import os
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from generator.content.settings import PublishDestination
from generator.publishing.ports import RemoteError

# What a secret is called in the environment, before the destination's name in capitals, and in the system's keyring.
ENVIRONMENT, KEYRING = "HEARTEN_PASSWORD_", "hearten publish"


@dataclass(frozen=True, slots=True)
class Account:
    """A server, and who we are there; ``folder`` is where the site lies, from where the server begins.

    ``name`` is the destination's, ``shown`` its address in words for people. The secret is never shown.
    """

    name: str
    shown: str
    host: str
    port: int | None
    user: str | None
    folder: str
    secret: str | None = field(repr=False)


def account_of(destination: PublishDestination) -> Account:
    """The account that a destination names, with what the environment or the keyring knows of it.

    Raises RemoteError if its port is none, or a program would take its host or user for an option.
    """
    parts = urlsplit(destination.to)
    try:
        port = parts.port
    except ValueError:
        raise RemoteError(f"{destination.to} names a port that is none; write one from 1 to 65535") from None
    user = unquote(parts.username) if parts.username else None
    if (parts.hostname or "").startswith("-") or (user or "").startswith("-"):
        raise RemoteError(f"{destination.to} names a host or user that begins with “-”; correct it in site.yaml")
    folder = unquote(parts.path).strip("/")
    secret = _secret(destination.name)
    return Account(destination.name, destination.to, parts.hostname or "", port, user, folder, secret)


def variable_of(name: str) -> str:
    """What the secret of the destination with a name is called in the environment."""
    return ENVIRONMENT + name.upper().replace("-", "_")


def _secret(name: str) -> str | None:
    given = os.environ.get(variable_of(name))
    if given is None and importlib.util.find_spec("keyring") is not None:
        import keyring
        from keyring.errors import KeyringError

        with suppress(KeyringError):  # none is there, or it is locked
            given = keyring.get_password(KEYRING, name)
    return given or None
