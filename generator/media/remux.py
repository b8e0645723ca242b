"""A recording written anew without anything but its sound and its picture, which stay as they are, bit by bit.

PyAV does it, which the extra `hearten[media]` brings. What comes out is for our own look to judge.
"""

from __future__ import annotations

import errno
import importlib.metadata
import importlib.util
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.media.contents import CUT_SHORT, Contents, UnreadableError

if TYPE_CHECKING:
    import av
    from av.bitstream import BitStreamFilterContext

LIBRARY = "av"
INSTALL = "pip install 'hearten[media]'"
# FFmpeg is told what to read a file as. Left to find out by itself, it would take a list of addresses for a recording,
# and fetch them.
DEMUXERS = {
    **dict.fromkeys(("QuickTime", "MP4", "M4A"), "mov"),
    **dict.fromkeys(("WebM", "Matroska"), "matroska"),
    "MP3": "mp3",
    "Ogg": "ogg",
    "WAV": "wav",
}
# How a format is written, and what is to be done. A list at the beginning lets browsers begin at once.
MUXERS: dict[str, tuple[str, dict[str, str]]] = {
    ".mp4": ("mp4", {"movflags": "+faststart"}),
    ".m4a": ("mp4", {"movflags": "+faststart"}),
    ".mp3": ("mp3", {"id3v2_version": "0"}),
    ".webm": ("webm", {}),
    ".ogg": ("ogg", {}),
}
# Units of H.264 that are neither pictures nor needed for them: `h264.KNOWN` says which stay.
# FFmpeg says in the system's numbers what it has against a file, too; these are about the disk.
OF_THE_SYSTEM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.EACCES, errno.ENOENT)
WITHOUT_REMARKS = "filter_units=remove_types=0|6|12|14-31"
AtSecond = Callable[[float], None]
# How many frames of sound before the first that is played stay, so that this one is whole.
BEFORE_SOUND = 2


def is_installed() -> bool:
    """Whether the library is there."""
    return importlib.util.find_spec(LIBRARY) is not None


def made_with() -> str:
    """What bytes that are written anew depend on beside the file: the library's version, or nothing without it."""
    return f"{LIBRARY} {importlib.metadata.version(LIBRARY)}" if is_installed() else ""


def remux(path: Path, to: Path, contents: Contents, tell: AtSecond = lambda _: None) -> None:
    """Copy the first picture and the first sound of a file into another, in the format in which it is published.

    Sound that a list of edits cuts away stays out. Of pictures that cannot be, since others need them; so a film of
    which ``contents`` say that it is cut must not come here.

    ``tell`` hears at which second it is. Raises UnreadableError if the library cannot read the file, and OSError.
    """
    with told_plainly(), opened(path, contents) as before, created(to, contents.suffix) as after:
        ways = {stream.index: _way(stream, after) for stream in meant(before)}
        for packet in before.demux([before.streams[index] for index in ways]):
            if packet.dts is not None and packet.time_base is not None:
                tell(float(packet.dts * packet.time_base))
            if _is_cut_away(packet):
                continue
            to_stream, sieve = ways[packet.stream.index]
            for passed in sieve.filter(packet if packet.size else None) if sieve else [packet] if packet.size else []:
                passed.stream = to_stream
                after.mux(passed)


def _is_cut_away(packet: av.Packet[Any]) -> bool:
    """Whether a frame of sound is not played, and not right before what is."""
    if packet.stream.type != "audio" or not packet.is_discard:
        return False
    return packet.pts is None or not -BEFORE_SOUND * (packet.duration or 0) <= packet.pts < 0


@contextmanager
def told_plainly() -> Iterator[None]:
    """Let what the library says against a file be an UnreadableError, and what the system says an OSError."""
    import av

    try:
        yield
    except av.FFmpegError as e:
        if isinstance(e, OSError) and e.errno in OF_THE_SYSTEM:
            raise
        raise UnreadableError(f"{CUT_SHORT}: it cannot be read to its end") from e
    except ValueError as e:  # what PyAV says of a track without channels, or the like
        raise UnreadableError(f"{CUT_SHORT}: it cannot be read") from e


def opened(path: Path, contents: Contents) -> av.container.InputContainer:
    """A file as the library reads it: as what it is, and no other file."""
    import av

    # A path from the root is never taken for an address.
    return av.open(
        str(path.absolute()),
        "r",
        format=DEMUXERS[contents.format_],
        options={"protocol_whitelist": "file"},
        metadata_errors="ignore",
    )


@contextmanager
def created(to: Path, suffix: str) -> Iterator[av.container.OutputContainer]:
    """A file that the library writes in the format of a suffix, with nothing of its own in it.

    Raises UnreadableError if nothing came to be written.
    """
    import av

    format_, options = MUXERS[suffix]
    with av.open(str(to.absolute()), "w", format=format_, options={"fflags": "+bitexact", **options}) as after:
        yield after
    if not to.is_file():
        raise UnreadableError(f"{CUT_SHORT}: nothing in it can be played")


def meant(before: av.container.InputContainer) -> list[av.VideoStream | av.AudioStream]:
    """The picture and the sound of a recording: the first of each that has a codec. A cover is no picture of it."""
    from av.stream import Disposition

    covers = Disposition.attached_pic
    pictures = [one for one in before.streams.video if one.codec_context and not one.disposition & covers]
    sounds = [one for one in before.streams.audio if one.codec_context]
    return [*pictures[:1], *sounds[:1]]


def _way(
    stream: av.VideoStream | av.AudioStream, after: av.container.OutputContainer
) -> tuple[av.VideoStream | av.AudioStream, BitStreamFilterContext | None]:
    """Where what a stream holds goes, and what it goes through."""
    from av.bitstream import BitStreamFilterContext

    to = after.add_stream_from_template(stream)
    to.metadata.clear()
    sieve = BitStreamFilterContext(WITHOUT_REMARKS, stream, to) if stream.codec.canonical_name == "h264" else None
    return to, sieve
