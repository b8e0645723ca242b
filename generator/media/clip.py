"""A recording as it is published: what it is, and what writes its bytes, of which few are in memory at a time."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from generator.ground.diagnostics import START, CannotBuildError, error
from generator.media.photo import Unusable
from generator.media.recording import Recording, UnusableRecordingError, look, write_clean


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording ready to publish; ``write`` writes its bytes to a file, the same each time."""

    of: Recording
    write: Callable[[BinaryIO], None]

    @property
    def name(self) -> str:
        """Its file name, which is made of its content."""
        return self.of.name

    @property
    def content(self) -> bytes:
        """Its bytes, all at once: for whoever has to hand them on as a whole."""
        made = io.BytesIO()
        self.write(made)
        return made.getvalue()


def clip_in(place: Path) -> Clip | Unusable:
    """The recording in a file, or why it cannot be published. Raises OSError."""
    found = look(place)
    return found if isinstance(found, Unusable) else Clip(found, partial(write_published, place))


def write_published(place: Path, to: BinaryIO) -> None:
    """Write the bytes that are published of a recording's file.

    Raises CannotBuildError if it is another file than it was when somebody looked.
    """
    try:
        write_clean(place, to)
    except UnusableRecordingError as e:
        raise CannotBuildError(error("recording", place.name, START, e.why.message, e.why.hint)) from e
