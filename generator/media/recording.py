"""Recordings made safe to publish: sound and picture pass, and nothing of place, device, day, title or name.

What our own look finds clean is published as it is, byte for byte. Anything else is first written anew by a library
that an extra brings (`remux`), and looked at again: there is one judge, whoever made a file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

from generator.ground import limits
from generator.ground.digest import content_name_of_stream
from generator.media import remux
from generator.media.contents import CUT_SHORT, Contents, UnreadableError, size_of
from generator.media.formats import contents_of
from generator.media.photo import Unusable

# What a server calls a file with this suffix.
TYPES = {
    ".mp4": "video/mp4",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".webm": "video/webm",
    ".ogg": "audio/ogg",
}
PREPARE = "`hearten media prepare` makes a copy that can be published"
SAVE_AGAIN = "play it to its end, and save or export it once more as MP4, M4A or MP3"
MOST_TOLD = 5
# A second that is lost is more than how codecs begin and end.
LOST = 1.0
SMALLER = "`hearten media prepare --smaller` makes a smaller copy"


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording ready to publish. ``type`` is its media type, ``size`` in bytes, ``name`` made of its content.

    ``width`` and ``height`` are in pixels of a screen, after turning; None for sound. ``digest`` is of the bytes that
    are published; ``as_it_is`` says whether these are the file's own.
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
    as_it_is: bool = False

    @property
    def name(self) -> str:
        """The name of the published file."""
        return self.digest + self.suffix


class CleanFile(NamedTuple):
    """A recording with nothing else in it: what it is, open to be read, and whether it is the file that was given."""

    contents: Contents
    file: BinaryIO
    as_it_is: bool


class UnusableRecordingError(Exception):
    """A recording cannot be published; ``why`` says it as ``look`` does."""

    def __init__(self, why: Unusable) -> None:
        super().__init__(why.message)
        self.why = why


def look(path: Path) -> Recording | Unusable:
    """The recording in a file, or why it cannot be published. Raises OSError if the file cannot be read.

    Depends on the file's bytes and on ``remux.made_with``, and reads a large file in pieces.
    """
    try:
        with opened_clean(path) as clean:
            return _recording(clean)
    except UnusableRecordingError as e:
        return e.why


@contextmanager
def opened_clean(path: Path) -> Iterator[CleanFile]:
    """The bytes that are published of a file, open at their beginning: the same each time.

    Raises UnusableRecordingError if there are none, also where the file has changed since ``look``, and OSError.
    """
    with path.open("rb") as file:
        contents = _playable(file)
        found = _more_than_a_recording(contents)
        if found is None:
            file.seek(0)
            yield CleanFile(contents, file, as_it_is=True)
            return
    # Without its list of edits, which is lost when it is written anew, a film would show what was cut away.
    if not remux.is_installed() or any(track.is_cut for track in contents.of_kind("video")):
        raise UnusableRecordingError(found)
    with tempfile.TemporaryDirectory(prefix="hearten-") as folder:
        anew = Path(folder, "anew")
        try:
            remux.remux(path, anew, contents)
        except UnreadableError as e:
            raise UnusableRecordingError(Unusable(str(e), SAVE_AGAIN)) from e
        except OSError as e:
            why = f"this recording could not be written anew without its remarks ({e.strerror or e})"
            raise UnusableRecordingError(Unusable(why, f"make room where temporary files are; or {PREPARE}")) from e
        with anew.open("rb") as file:
            after = _playable(file)
            found = _more_than_a_recording(after) or _less_than_before(contents, after)
            if found is not None:
                raise UnusableRecordingError(found)
            with suppress(OSError):  # Windows, which removes no file that is open
                anew.unlink()  # so that nothing of it stays where the program is killed
            file.seek(0)
            yield CleanFile(after, file, as_it_is=False)


def _playable(file: BinaryIO) -> Contents:
    """What is in a file that browsers play. Raises UnusableRecordingError if they do not, or it is too large."""
    if size_of(file) > limits.RECORDING:
        most = f"{limits.RECORDING // 1_000_000} MB"
        raise UnusableRecordingError(Unusable(f"this recording's file is larger than {most}", SMALLER))
    try:
        contents = contents_of(file)
    except UnreadableError as e:
        raise UnusableRecordingError(Unusable(str(e), SAVE_AGAIN)) from e
    why_not = never_published(contents)
    if why_not is not None:
        raise UnusableRecordingError(why_not)
    return contents


def never_published(contents: Contents) -> Unusable | None:
    """Why a recording cannot be published even if everything else were taken out of it."""
    if not contents.tracks:
        return Unusable("this file holds neither sound nor picture", SAVE_AGAIN)
    for track in contents.tracks:
        if not track.plays:
            what = "picture" if track.kind == "video" else "sound"
            return Unusable(f"its {what} is in {track.codec}, which not every browser plays", PREPARE)
    if len(contents.of_kind("video")) > 1 or len(contents.of_kind("audio")) > 1:
        return Unusable(
            "this recording holds several pictures or sounds, and a page can play one of each",
            f"choose one in a video program; {PREPARE}, with the first of each",
        )
    return None


def _more_than_a_recording(contents: Contents) -> Unusable | None:
    """What is in a file beside what is published."""
    remedy = PREPARE if remux.is_installed() else f"{PREPARE} (with {remux.INSTALL})"
    if contents.hidden:
        said = "; ".join(one.words for one in contents.hidden[:MOST_TOLD])
        said += f"; and {len(contents.hidden) - MOST_TOLD} more" if len(contents.hidden) > MOST_TOLD else ""
        return Unusable(f"this recording holds more than sound and picture: {said}", remedy)
    if not contents.publishable:
        return Unusable(f"this is a {contents.format_} file, which not every browser plays", remedy)
    return None


def _less_than_before(before: Contents, after: Contents) -> Unusable | None:
    """What a recording has lost where it was written anew: a track, or its end."""
    kinds = [sorted(track.kind for track in contents.tracks) for contents in (before, after)]
    if kinds[0] == kinds[1] and before.seconds - after.seconds < LOST:
        return None
    return Unusable(f"{CUT_SHORT}: a part of it is lost when it is written anew", SAVE_AGAIN)


def _recording(clean: CleanFile) -> Recording:
    contents, file, as_it_is = clean
    pictures, sounds = contents.of_kind("video"), contents.of_kind("audio")
    size = size_of(file)
    file.seek(0)
    return Recording(
        kind="video" if pictures else "audio",
        suffix=contents.suffix,
        type=TYPES[contents.suffix] if pictures else TYPES[contents.suffix].replace("video", "audio"),
        seconds=contents.seconds,
        size=size,
        width=pictures[0].width if pictures else None,
        height=pictures[0].height if pictures else None,
        has_sound=bool(sounds),
        digest=content_name_of_stream(file),
        as_it_is=as_it_is,
    )
