"""One thing that was taken away on this machine, as it is remembered, in a line of JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

import msgspec

from generator.gate import consent_log
from generator.gate.consent_log import identity


@dataclass(frozen=True, slots=True)
class Ending:
    """A line of a log that took something away, and salted digests of what it was about; empty where unknown."""

    line: bytes
    salt: Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{32})?$")]
    words: Annotated[str, msgspec.Meta(pattern="^([0-9a-f]{16}( [0-9a-f]{16})*)?$")]

    @property
    def record(self) -> str | None:
        """By what the record of the line is known."""
        lines = consent_log.read(self.line)[0]
        return identity(lines[0].event.record) if lines else None


def read(data: bytes) -> tuple[list[Ending], list[bytes]]:
    """The endings in lines of JSON, and the lines that tell none, which are damaged."""
    found, damaged = list[Ending](), list[bytes]()
    for row in data.splitlines():
        try:
            found.append(msgspec.json.decode(row, type=Ending))
        except (msgspec.DecodeError, UnicodeDecodeError):
            damaged.append(row)
    return found, damaged


def written(endings: Iterable[Ending], damaged: Iterable[bytes]) -> bytes:
    """The lines that tell these endings, after damaged ones that stay until a person has seen to them."""
    rows = (*damaged, *map(msgspec.json.encode, endings))
    return b"".join(row + b"\n" for row in rows)
