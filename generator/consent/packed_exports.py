"""Exports that “hearten export” has packed, known under any name by the list in them."""

from __future__ import annotations

import hashlib

from generator.checking.unpacking import Allowance, packed
from generator.ground.places import EXPORT_MARK, MANIFEST

ENDING = ".zip"


def is_packed_export(data: bytes) -> bool:
    """Whether this is an export as it was packed, so that it holds nothing of a person's own."""
    parts = tuple(packed(data, Allowance(len(data))) or ())
    listing = next((part.content for part in parts if part.name == MANIFEST and part.content), b"")
    if not listing.startswith(EXPORT_MARK.encode()):
        return False
    digests = {line.partition("  ")[0] for line in listing.decode("utf-8", "replace").splitlines()}
    contents = (part.content or b"" for part in parts if part.content != listing)
    return all(hashlib.sha256(content).hexdigest() in digests for content in contents)
