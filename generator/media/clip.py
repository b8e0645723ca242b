"""A recording as it is published: what it is, and its bytes, which are fetched only when they are asked for."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from generator.ground.diagnostics import START, CannotBuildError, error
from generator.media.photo import Unusable
from generator.media.recording import Recording, UnusableRecordingError, look, write_clean


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


def clip_in(place: Path) -> Clip | Unusable:
    """The recording in a file, or why it cannot be published. Raises OSError."""
    found = look(place)
    return found if isinstance(found, Unusable) else Clip(found, partial(clean_bytes, place))


def clean_bytes(place: Path) -> bytes:
    """The bytes that are published of a recording's file.

    Raises CannotBuildError if it is another file than it was when somebody looked.
    """
    made = io.BytesIO()
    try:
        write_clean(place, made)
    except UnusableRecordingError as e:
        raise CannotBuildError(error("recording", place.name, START, e.why.message, e.why.hint)) from e
    return made.getvalue()
