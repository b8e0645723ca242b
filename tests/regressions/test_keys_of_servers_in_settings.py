"""A server's public key in site.yaml was taken for a file of bytes that nobody could open, after each withdrawal."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha512

import pytest

from generator.checking.encoded import written_in

BYTES = sha512(b"a key").digest() * 8
HIDDEN = b"She said that nobody in the family was to know of that winter, and then told everybody."


def key(*fields: bytes) -> bytes:
    return b"".join(len(field).to_bytes(4, "big") + field for field in fields)


KEYS = {
    "ssh-ed25519": key(b"ssh-ed25519", BYTES[:32]),
    "ssh-rsa": key(b"ssh-rsa", b"\1\0\1", b"\0" + BYTES[:256]),
    "ecdsa-sha2-nistp256": key(b"ecdsa-sha2-nistp256", b"nistp256", b"\4" + BYTES[:64]),
}


def found(kind: str, data: bytes) -> list[bytes | None]:
    text = f"publish:\n  - name: live\n    host_key: {kind} {b64encode(data).decode()}\n"
    return [packed.content for packed in written_in(text.encode(), text)]


@pytest.mark.parametrize("kind", KEYS)
def test_a_public_key_hides_nothing(kind: str) -> None:
    """A public key of a server is no embedded file."""
    assert found(kind, KEYS[kind]) == []


@pytest.mark.parametrize(
    "data",
    [key(b"ssh-ed25519", HIDDEN), KEYS["ssh-ed25519"] + HIDDEN, KEYS["ssh-rsa"][:-1], key(b"ssh-ed25519") + HIDDEN],
)
def test_what_only_begins_like_a_key_is_opened(data: bytes) -> None:
    """What begins like a public key, and is not one to its end, is still found."""
    assert data in found("ssh-ed25519", data)
