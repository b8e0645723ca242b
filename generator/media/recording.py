"""Recordings made safe to publish: sound and picture pass, and nothing of place, device, day, title or name.

What our own look finds clean is published as it is, byte for byte. Anything else is first written anew by a library
that an extra brings (`hearten[media]`), and looked at again: there is one judge, whoever made a file.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from generator.ground import limits
from generator.ground.digest import content_name_of_stream
from generator.media.contents import Contents, UnreadableError, size_of
from generator.media.formats import contents_of
from generator.media.photo import Unusable

# By the suffix that a file is published with: what a server calls it, where there is a picture and where there is none.
TYPES = {".mp3": "audio/mpeg"}
PREPARE = "`hearten media prepare` makes a copy of it that can be published"


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording ready to publish. ``type`` is its media type, ``size`` in bytes, ``name`` made of its content.

    ``width`` and ``height`` are in pixels of a screen, after turning; None for sound. ``digest`` is of the bytes that
    are published.
    """

    kind: Literal["audio", "video"]
    suffix: str
    type: str
    seconds: float
    size: int
    width: int | None
    height: int | None
    has_sound: bool
    digest: str

    @property
    def name(self) -> str:
        """The name of the published file."""
        return self.digest + self.suffix


class UnusableRecordingError(Exception):
    """A recording cannot be published; ``why`` says it as ``look`` does."""

    def __init__(self, why: Unusable) -> None:
        super().__init__(why.message)
        self.why = why


def look(path: Path) -> Recording | Unusable:
    """The recording in a file, or why it cannot be published. Raises OSError if the file cannot be read."""
    try:
        with _clean(path) as (contents, file):
            return _recording(contents, file)
    except UnusableRecordingError as e:
        return e.why


def write_clean(path: Path, to: BinaryIO) -> None:
    """Write the bytes that are published of a file: the same each time.

    Raises UnusableRecordingError if there are none, also where the file has changed since ``look``, and OSError.
    """
    with _clean(path) as (_, file):
        file.seek(0)
        shutil.copyfileobj(file, to)


@contextmanager
def _clean(path: Path) -> Iterator[tuple[Contents, BinaryIO]]:
    """A file in which nothing is hidden, open to be read, with what is in it. Raises UnusableRecordingError."""
    with path.open("rb") as file:
        yield judged(file), file


def judged(file: BinaryIO) -> Contents:
    """What is in a file that can be published as it is. Raises UnusableRecordingError if it cannot."""
    if size_of(file) > limits.RECORDING:
        raise UnusableRecordingError(
            Unusable(
                f"this recording is larger than {limits.RECORDING // 1_000_000} MB",
                "`hearten media prepare --smaller` makes a smaller copy of it",
            )
        )
    try:
        contents = contents_of(file)
    except UnreadableError as e:
        raise UnusableRecordingError(
            Unusable(str(e), "play it to its end, and save or export it once more as MP4, M4A or MP3")
        ) from e
    if contents.hidden:
        said = "; ".join(one.words for one in contents.hidden)
        raise UnusableRecordingError(Unusable(f"this recording holds more than sound and picture: {said}", PREPARE))
    return contents


def _recording(contents: Contents, file: BinaryIO) -> Recording:
    pictures, sounds = contents.of_kind("video"), contents.of_kind("audio")
    file.seek(0)
    return Recording(
        kind="video" if pictures else "audio",
        suffix=contents.suffix,
        type=TYPES[contents.suffix],
        seconds=contents.seconds,
        size=size_of(file),
        width=pictures[0].width if pictures else None,
        height=pictures[0].height if pictures else None,
        has_sound=bool(sounds),
        digest=content_name_of_stream(file),
    )
