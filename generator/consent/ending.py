"""One thing that was taken away on this machine, as it is remembered, in a line of JSON."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
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


def read(data: bytes) -> list[Ending]:
    """The endings in lines of JSON; a line that tells none is passed over."""
    found = []
    for row in data.splitlines():
        with suppress(msgspec.DecodeError):
            found.append(msgspec.json.decode(row, type=Ending))
    return found


def written(endings: Iterable[Ending]) -> bytes:
    """The lines that tell these endings."""
    return b"".join(msgspec.json.encode(ending) + b"\n" for ending in endings)
