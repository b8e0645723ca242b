"""A picture as it is published, or why it cannot be: told without what makes pictures, which is slow to load."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

HOW_TO_MEND = "open it in a picture program and save it as JPEG, PNG or WebP"


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture ready to publish: its file name, which is made of its content, its size in pixels, and its bytes."""

    name: str
    width: int
    height: int
    stored: bytes | Callable[[], bytes]

    @property
    def content(self) -> bytes:
        """The picture's bytes, which may be fetched only when they are asked for."""
        return self.stored if isinstance(self.stored, bytes) else self.stored()


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why a file cannot be published as a picture, and how to mend it."""

    message: str
    hint: str = HOW_TO_MEND
