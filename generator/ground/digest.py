"""Digests, the names that content gives itself, and the bytes that stand for values."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

import msgspec

# 80 bits: among a million files the chance of two equal names is under one in a million million.
NAME_BYTES = 10
# How much of a large file is in memory at a time.
PIECE = 1_000_000

# A value as bytes (MessagePack): equal for equal values, to be kept or digested.
pack = msgspec.msgpack.Encoder().encode
# The same as JSON without spaces.
_ENCODED = msgspec.json.Encoder().encode
# 128 bits, in hexadecimal.
OPAQUE_LETTERS = 32


def digest(*parts: bytes) -> bytes:
    """16 bytes that stand for ``parts`` and where each ends (BLAKE2b of them as MessagePack)."""
    return hashlib.blake2b(pack(parts), digest_size=16).digest()


def path_tag(path: str) -> str:
    """What stands for a text's path below the site's folder where its name is not repeated, in hexadecimal."""
    return digest(b"path", path.encode("utf-8", "surrogatepass")).hex()


def file_digest(file: BinaryIO) -> bytes:
    """16 bytes that stand for all that is in ``file`` (BLAKE2b), which is read in pieces."""
    file.seek(0)
    found = hashlib.blake2b(digest_size=16)
    while piece := file.read(PIECE):
        found.update(piece)
    return found.digest()


def bytes_digest(content: bytes) -> bytes:
    """`file_digest` of a file with these bytes."""
    return hashlib.blake2b(content, digest_size=16).digest()


def content_name(content: bytes) -> str:
    """A short name for ``content``, in hexadecimal: equal for equal bytes, different for all others (BLAKE2b)."""
    return hashlib.blake2b(content, digest_size=NAME_BYTES).hexdigest()


def content_naming() -> hashlib.blake2b:
    """What makes such a name of pieces, one after the other."""
    return hashlib.blake2b(digest_size=NAME_BYTES)


def content_name_of_stream(file: BinaryIO) -> str:
    """The same name for everything from where ``file`` stands to its end, which is read in pieces."""
    found = content_naming()
    while piece := file.read(PIECE):
        found.update(piece)
    return found.hexdigest()


def opaque_id(story_id: str) -> str:
    """The name under which a story is recalled: the beginning of a digest of its id (SHA-256), in hexadecimal.

    Copies hold the same digests, so the prefix and the length are part of the format of recall.json.
    """
    return hashlib.sha256(f"hearten recall {story_id}".encode()).hexdigest()[:OPAQUE_LETTERS]


def as_json(value: object) -> str:
    """A value as JSON (RFC 8259) without spaces."""
    return _ENCODED(value).decode()
