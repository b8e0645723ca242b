"""Who we are at a server: its address in parts, and the secret that opens it."""

from __future__ import annotations

import importlib.util
import os
import re
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from generator.content.settings import PublishDestination
from generator.publishing.ports import RemoteError

# What a secret is called in the environment, before the destination's name in capitals, and in the system's keyring.
ENVIRONMENT, KEYRING = "HEARTEN_PASSWORD_", "hearten publish"
# Control characters, and halves of characters, as bytes come out of an environment that are no text.
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


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

    Raises RemoteError if it cannot be an address, a program would take its host or user for an option, or there are
    control characters in it or in the secret, which protocols would take for the end of what is said.
    """
    to = destination.to
    try:
        parts = urlsplit(to)
        (parts.hostname or "").encode("idna")
    except ValueError:
        raise RemoteError(f"{to} names a host that is none; correct it in site.yaml") from None
    try:
        port = parts.port
    except ValueError:
        raise RemoteError(f"{to} names a port that is none; write one from 1 to 65535") from None
    if "://" in to and not parts.hostname:
        raise RemoteError(f"{to} names no host; correct it in site.yaml")
    user = unquote(parts.username) if parts.username else None
    if (parts.hostname or "").startswith("-") or (user or "").startswith("-"):
        raise RemoteError(f"{to} names a host or user that begins with “-”; correct it in site.yaml")
    folder = unquote(parts.path).strip("/")
    if CONTROL.search(f"{user or ''}{folder}"):
        raise RemoteError(f"{to} has a line break or another control character in it; correct it in site.yaml")
    secret = _secret(destination.name)
    if CONTROL.search(secret or ""):
        hint = "give it once more, without the end of a line"
        variable = variable_of(destination.name)
        raise RemoteError(f"{to}: the password or token ({variable}) has a line break or the like in it; {hint}")
    return Account(destination.name, to, parts.hostname or "", port, user, folder, secret)


def variable_of(name: str) -> str:
    """What the secret of the destination with a name is called in the environment."""
    return ENVIRONMENT + name.upper().replace("-", "_")


def keep_secret(name: str, secret: str) -> None:
    """Keep the secret of the destination with a name in the system's keyring.

    Raises RemoteError where there is none, or it is locked, or for control characters in the secret.
    """
    if CONTROL.search(secret):
        raise RemoteError("the password has a line break or the like in it; give it once more")
    hint = f"leave it empty here, and put it into the environment, as {variable_of(name)}"
    if importlib.util.find_spec("keyring") is None:
        raise RemoteError(f"the password cannot be kept, since the library keyring is not installed; {hint}")
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(KEYRING, name, secret)
    except KeyringError:
        raise RemoteError(f"this system has no keyring that is open, in which a password is kept; {hint}") from None


def forget_secret(name: str) -> None:
    """Take the secret of the destination with a name out of the system's keyring, so that no other server gets it.

    Raises RemoteError where that cannot be done, so that nothing else is.
    """
    if importlib.util.find_spec("keyring") is None:
        return
    import keyring
    from keyring.errors import KeyringError, NoKeyringError

    try:
        if keyring.get_password(KEYRING, name) is not None:
            keyring.delete_password(KEYRING, name)
    except NoKeyringError:
        return
    except KeyringError:
        raise RemoteError(
            "this system's keyring is locked, so the password of the former server cannot be taken out; open it, and "
            "try again"
        ) from None


def _secret(name: str) -> str | None:
    given = os.environ.get(variable_of(name))
    if given is None and importlib.util.find_spec("keyring") is not None:
        import keyring
        from keyring.errors import KeyringError

        with suppress(KeyringError):  # none is there, or it is locked
            given = keyring.get_password(KEYRING, name)
    return given or None
