"""A recording as it is published: what it is, and its bytes, of which few are in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from generator.ground.diagnostics import START, CannotBuildError, Diagnostic, error
from generator.ground.digest import PIECE
from generator.ground.outcome import LargeOutput, Turn
from generator.media.photo import Unusable
from generator.media.recording import Recording, UnusableRecordingError, look, opened_clean


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording ready to publish, and the ``place`` of the file that it is made of."""

    of: Recording
    place: Path

    @property
    def name(self) -> str:
        """Its file name, which is made of its content."""
        return self.of.name

    @property
    def content(self) -> bytes:
        """Its bytes, all at once: for what holds small ones in itself."""
        with self.opened() as file:
            return file.read()

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """Its bytes, open at their beginning: the same each time.

        Raises CannotBuildError if the file is another one than when somebody looked, or cannot be read any more.
        """
        with ExitStack() as until_read:
            try:
                clean = until_read.enter_context(opened_clean(self.place))
            except UnusableRecordingError as e:
                raise CannotBuildError(error("recording", self.place.name, START, e.why.message, e.why.hint)) from e
            except OSError as e:
                raise CannotBuildError(self._unreadable(e)) from e
            yield clean.file

    @contextmanager
    def opened_as_seen(self) -> Iterator[BinaryIO]:
        """The same for whoever only shows it here, without another look at a file that was found clean."""
        with ExitStack() as until_read:
            if not self.of.as_it_is:
                yield until_read.enter_context(self.opened())
                return
            try:
                file = until_read.enter_context(self.place.open("rb"))
            except OSError as e:
                raise CannotBuildError(self._unreadable(e)) from e
            yield file

    def as_output(self, path: str, turn: Turn = Turn.FILES) -> LargeOutput:
        """It as a finished file at a path of the output."""
        return LargeOutput(path, self.of.size, self.write, turn)

    def write(self, to: BinaryIO) -> None:
        """Write its bytes to a file, piece by piece."""
        with self.opened() as file:
            while piece := file.read(PIECE):
                to.write(piece)

    def _unreadable(self, why: OSError) -> Diagnostic:
        what = f"this recording cannot be read any more ({why.strerror})"
        return error("recording", self.place.name, START, what, "put it back where it was, and begin again")


def clip_in(place: Path) -> Clip | Unusable:
    """The recording in a file, or why it cannot be published. Raises OSError."""
    found = look(place)
    return found if isinstance(found, Unusable) else Clip(found, place)
