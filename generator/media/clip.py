"""A recording as it is published: what it is, and its bytes, which are fetched only when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.media.recording import Recording


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording ready to publish, and what gives its bytes."""

    of: Recording
    stored: Callable[[], bytes]

    @property
    def name(self) -> str:
        """Its file name, which is made of its content."""
        return self.of.name

    @property
    def content(self) -> bytes:
        """Its bytes."""
        return self.stored()
