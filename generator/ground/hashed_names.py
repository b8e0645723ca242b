"""Names as hashes that a list of guesses cannot be tried on quickly: few letters of a quick one, then a slow one."""

from __future__ import annotations

import hashlib

# Rounds of the slow hash (PBKDF2, RFC 8018), near a hundredth of a second; and letters of the quick one, which lets one
# name in 65,536 through.
ROUNDS, QUICK = 50_000, 4
# Letters of both together.
LENGTH = QUICK + 32


def hashed(name: str, salt: str) -> str:
    """A name, hashed, in hexadecimal; ``salt`` is hexadecimal, too."""
    return quickly_hashed(name, salt) + _slow(name.encode(), bytes.fromhex(salt), 16).hex()


def quickly_hashed(name: str, salt: str) -> str:
    """The first letters of the same, which tell nearly every other name apart."""
    return hashlib.blake2b(name.encode(), key=bytes.fromhex(salt), digest_size=QUICK // 2).hexdigest()


def masked(name: str, by: str, salt: str) -> str:
    """A name that only who knows another one can read, in hexadecimal."""
    return _mask(name.encode(), by, salt).hex()


def unmasked(hidden: str, by: str, salt: str) -> str:
    """The name that was `masked` by another one."""
    return _mask(bytes.fromhex(hidden), by, salt).decode("utf-8", "replace")


def _mask(data: bytes, by: str, salt: str) -> bytes:
    stream = hashlib.shake_256(_slow(by.encode(), b"mask" + bytes.fromhex(salt), 32)).digest(len(data))
    return bytes(a ^ b for a, b in zip(data, stream, strict=True))


def _slow(data: bytes, salt: bytes, length: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", data, salt, ROUNDS, length)
