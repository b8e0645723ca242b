"""Digests, the names that content gives itself."""

from __future__ import annotations

import hashlib

# 80 bits: among a million files the chance of two equal names is under one in a million million.
NAME_BYTES = 10
# 128 bits, in hexadecimal.
OPAQUE_LETTERS = 32


def content_name(content: bytes) -> str:
    """A short name for ``content``, in hexadecimal: equal for equal bytes, different for all others (BLAKE2b)."""
    return hashlib.blake2b(content, digest_size=NAME_BYTES).hexdigest()


def opaque_id(address: str) -> str:
    """The name under which a text at ``address`` is recalled: it says which to whoever has the address, and no more.

    ``address`` is an output path such as ``stories/porch-light/index.html``. Browsers compute the same (SHA-256), so
    the prefix and the length are part of the format of recall.json; docs/offline.md says what can be guessed from it.
    """
    return hashlib.sha256(f"hearten story {address}".encode()).hexdigest()[:OPAQUE_LETTERS]
