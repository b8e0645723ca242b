"""Who we are at a server."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend

from generator.content.settings import PublishDestination
from generator.publishing.account import KEYRING, account_of, variable_of
from generator.publishing.ports import RemoteError

LIVE = PublishDestination(name="our-host", to="sftp://anna%40home@host.example.org:2222/www/a%20b/")


class Ring(KeyringBackend):
    """A keyring with one secret."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        """The secret, for the one who may have it."""
        return "in-the-ring" if (service, username) == (KEYRING, "our-host") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Nothing more is taken."""


@pytest.fixture(autouse=True)
def ring() -> Iterator[None]:
    """A keyring in place of the system's."""
    before = keyring.get_keyring()
    keyring.set_keyring(Ring())  # type: ignore[no-untyped-call]  # it has no types
    yield
    keyring.set_keyring(before)


def test_an_address_is_taken_apart() -> None:
    """Host, port, user and folder are those of the address, with what is written as %XX in it read."""
    account = account_of(LIVE)
    assert (account.host, account.port, account.user) == ("host.example.org", 2222, "anna@home")
    assert account.folder == "www/a b"


def test_the_environment_goes_before_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """A secret is that of the environment, and otherwise that of the system's keyring."""
    assert variable_of(LIVE.name) == "HEARTEN_PASSWORD_OUR_HOST"
    assert account_of(LIVE).secret == "in-the-ring"
    monkeypatch.setenv(variable_of(LIVE.name), "in-the-air")
    assert account_of(LIVE).secret == "in-the-air"
    assert account_of(PublishDestination(name="other", to=LIVE.to)).secret is None


def test_a_secret_is_never_shown() -> None:
    """An account that is printed, as errors do with values, does not show its secret."""
    account = account_of(LIVE)
    assert "in-the-ring" not in f"{account} {account!r}"


def test_a_port_that_is_none_is_told() -> None:
    """A port beyond the last one is told."""
    with pytest.raises(RemoteError, match="from 1 to 65535"):
        account_of(PublishDestination(name="live", to="sftp://host.example.org:70000/"))


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("ftps://an%0Ana@host.example.org/", "control character"),
        ("sftp://anna@host.example.org/ht%0ddocs", "control character"),
        ("rsync+ssh://anna@host.example.org/a%00b", "control character"),
        ("sftp://anna@host..example.org/", "a host that is none"),
        (f"git+https://{'a' * 64}.example.org/o/r", "a host that is none"),
        ("s3://key@[::1/x", "a host that is none"),
        ("ftps:///htdocs", "no host"),
    ],
)
def test_an_address_that_is_none_is_told(to: str, told: str) -> None:
    """A host that cannot be one, and a control character behind a percent sign, are told, with what to correct."""
    with pytest.raises(RemoteError, match=rf"{told}.*; correct it in site\.yaml"):
        account_of(PublishDestination(name="live", to=to))


@pytest.mark.parametrize("secret", ["two\r\nDELE lines", "pasted\n", "byte\udcff"])
@pytest.mark.parametrize("kind", ["ftps://anna@host.example.org/", "netlify:site", "rclone:a:b"])
def test_a_secret_with_the_end_of_a_line_is_told(monkeypatch: pytest.MonkeyPatch, kind: str, secret: str) -> None:
    """A secret that was copied with the end of its line is told by where it came from, and not shown."""
    monkeypatch.setenv(variable_of("live"), secret)
    with pytest.raises(RemoteError, match=variable_of("live")) as told:
        account_of(PublishDestination(name="live", to=kind))
    assert secret.strip() not in str(told.value)
