"""A recording as it is published: what it is, and what opens its bytes, of which few are in memory at a time."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from generator.ground.diagnostics import START, CannotBuildError, error
from generator.ground.digest import PIECE
from generator.ground.outcome import LargeOutput, Turn
from generator.media.photo import Unusable
from generator.media.recording import Recording, UnusableRecordingError, look, opened_clean


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording ready to publish; ``opened`` opens its bytes to be read from their beginning, the same each time."""

    of: Recording
    opened: Callable[[], AbstractContextManager[BinaryIO]]

    @property
    def name(self) -> str:
        """Its file name, which is made of its content."""
        return self.of.name

    @property
    def content(self) -> bytes:
        """Its bytes, all at once: for what holds small ones in itself."""
        with self.opened() as file:
            return file.read()

    def as_output(self, path: str, turn: Turn = Turn.FILES) -> LargeOutput:
        """It as a finished file at a path of the output."""
        return LargeOutput(path, self.of.size, self.write, turn)

    def write(self, to: BinaryIO) -> None:
        """Write its bytes to a file, piece by piece."""
        with self.opened() as file:
            shutil.copyfileobj(file, to, PIECE)


def clip_in(place: Path) -> Clip | Unusable:
    """The recording in a file, or why it cannot be published. Raises OSError."""
    found = look(place)
    return found if isinstance(found, Unusable) else Clip(found, partial(opened_published, place))


@contextmanager
def opened_published(place: Path) -> Iterator[BinaryIO]:
    """The bytes that are published of a recording's file.

    Raises CannotBuildError if it is another file than it was when somebody looked, or cannot be read any more.
    """
    with ExitStack() as until_read:
        try:
            clean = until_read.enter_context(opened_clean(place))
        except UnusableRecordingError as e:
            raise CannotBuildError(error("recording", place.name, START, e.why.message, e.why.hint)) from e
        except OSError as e:
            what = f"this recording cannot be read any more ({e.strerror})"
            hint = "put it back where it was, and begin again"
            raise CannotBuildError(error("recording", place.name, START, what, hint)) from e
        yield clean.file
