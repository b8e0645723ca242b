"""Which part of a file a browser asks for (RFC 9110, sections 13.1.5 and 14)."""

from __future__ import annotations

import re
from dataclasses import dataclass

UNIT = "bytes"
# “first-last”, “first-”, or “-length” for the end; not more digits than any file has bytes.
RANGE = re.compile(r"(?P<first>[0-9]{1,18})-(?P<last>[0-9]{0,18})|-(?P<end>[0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class ByteSpan:
    """Bytes of a file from ``start`` up to ``end``, which is not among them."""

    start: int
    end: int


class NoSuchPartError(Exception):
    """What is asked for lies behind the end of the file, or is nothing."""


def part_asked_for(range_: str | None, if_range: str | None, size: int, tag: str) -> ByteSpan | None:
    """The part that the fields Range and If-Range of a GET ask for, or None for the whole file.

    ``tag`` is the file's strong entity tag. A field that means nothing, or asks for several parts, counts for nothing,
    as a server may have it (section 14.2). Raises NoSuchPartError.
    """
    if range_ is None or (if_range is not None and if_range.strip() != tag):
        return None
    unit, _, listed = range_.partition("=")
    parts = [part for one in listed.split(",") if (part := one.strip(" \t"))]
    found = RANGE.fullmatch(parts[0]) if unit.strip().lower() == UNIT and len(parts) == 1 else None
    if found is None:
        return None
    if found["end"]:
        start, end = max(0, size - int(found["end"])), size
    else:
        start, end = int(found["first"]), min(size, int(found["last"]) + 1) if found["last"] else size
        if found["last"] and int(found["last"]) < start:
            return None  # which is no range
    if start >= size or start == end:
        raise NoSuchPartError
    return ByteSpan(start, end)
