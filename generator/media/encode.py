"""Sound and picture coded anew, so that every browser plays them: H.264 and AAC, or MP3.

Speech is made equally loud everywhere by EBU R128 (loudness as ITU-R BS.1770 measures it), at -16 LUFS, as is usual
for what is heard on telephones; films are turned upright, and their pixels are made square.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from generator.media.contents import Contents, UnreadableError
from generator.media.remux import WITHOUT_REMARKS, AtSecond, created, meant, opened, told_plainly

if TYPE_CHECKING:
    import av
    from PIL.Image import Image

OfKind = TypeVar("OfKind", "av.VideoFrame", "av.AudioFrame")

LOUDNESS = "I=-16:TP=-1.5:LRA=11"
RATE = 48_000
# The most pictures a second that are of use where a file does not say how many it has.
USUAL_RATE = 30


@dataclass(frozen=True, slots=True)
class Quality:
    """How much of a recording is kept: the picture's longer side, how coarse it may be, and the sound's bits a second.

    ``coarse`` is x264's rate factor, from 0 (nothing is lost) to 51.
    """

    longer_side: int
    coarse: int
    sound: int
    channels: str


USUAL = Quality(1280, 23, 128_000, "stereo")
SMALL = Quality(854, 29, 56_000, "mono")


def encode(
    path: Path, to: Path, suffix: str, contents: Contents, quality: Quality, *, copied: bool, tell: AtSecond
) -> None:
    """Code the picture and the sound of a file anew into another, in the format of ``suffix``.

    ``copied`` leaves the picture as it is; ``tell`` hears at which second it is. Raises UnreadableError if the library
    cannot read the file, and OSError.
    """
    with told_plainly(), opened(path, contents) as before, created(to, suffix) as after:
        ways: dict[int, Copy | Film | Sound] = {}
        for stream in meant(before):
            if stream.type == "audio":
                ways[stream.index] = Sound(stream, after, suffix, quality)
            elif suffix not in (".m4a", ".mp3"):
                ways[stream.index] = (Copy if copied else Film)(stream, after, quality, contents)
        for packet in before.demux([before.streams[index] for index in ways]):
            if packet.dts is not None and packet.time_base is not None:
                tell(float(packet.dts * packet.time_base))
            for made in ways[packet.stream.index].take(packet):
                after.mux(made)


class Copy:
    """A picture that stays as it is."""

    def __init__(
        self, stream: av.VideoStream, after: av.container.OutputContainer, _quality: Quality, _contents: Contents
    ) -> None:
        from av.bitstream import BitStreamFilterContext

        self.to = after.add_stream_from_template(stream)
        self.to.metadata.clear()
        self.sieve = BitStreamFilterContext(WITHOUT_REMARKS, stream, self.to)

    def take(self, packet: av.Packet[Any]) -> Iterator[av.Packet[av.VideoStream]]:
        """What comes of a packet; of an empty one, what is left."""
        for passed in self.sieve.filter(packet if packet.size else None):
            passed.stream = self.to
            yield passed


class Film:
    """A picture that is coded anew, upright and as large as is shown on a screen."""

    def __init__(
        self, stream: av.VideoStream, after: av.container.OutputContainer, quality: Quality, contents: Contents
    ) -> None:
        self.stream = stream
        self.size = shown_size(contents, quality.longer_side)
        # Pictures need not be equally far apart; each keeps its time.
        self.to = after.add_stream("libx264", rate=stream.average_rate or USUAL_RATE)
        self.to.width, self.to.height = self.size
        self.to.pix_fmt = "yuv420p"
        self.to.codec_context.time_base = stream.time_base or Fraction(1, 90_000)
        self.to.options = {"crf": str(quality.coarse), "preset": "medium", "profile": "high"}
        self.graph: av.filter.Graph | None = None

    def take(self, packet: av.Packet[Any]) -> Iterator[av.Packet[av.VideoStream]]:
        """What comes of a packet; of an empty one, what is left."""
        for frame in self.stream.decode(packet):
            self.graph = self.graph or upright(self.stream, frame, self.size)
            self.graph.push(frame)
            yield from self._coded(self.graph)
        if not packet.size:
            if self.graph is not None:
                self.graph.push(None)
                yield from self._coded(self.graph)
            yield from self.to.encode(None)

    def _coded(self, graph: av.filter.Graph) -> Iterator[av.Packet[av.VideoStream]]:
        import av

        for frame in pulled(graph, av.VideoFrame):
            frame.pict_type = 0  # where whole pictures are is for the encoder to say
            yield from self.to.encode(frame)


class Sound:
    """A sound that is coded anew, as loud as others."""

    def __init__(
        self, stream: av.AudioStream, after: av.container.OutputContainer, suffix: str, quality: Quality
    ) -> None:
        import av

        channels = "mono" if stream.channels == 1 else quality.channels
        self.stream = stream
        self.to = after.add_stream("libmp3lame" if suffix == ".mp3" else "aac", rate=RATE)
        self.to.layout = channels
        self.to.bit_rate = quality.sound if channels == "stereo" else min(quality.sound, 80_000)
        self.to.codec_context.open()
        self.graph = av.filter.Graph()
        self.graph.link_nodes(
            self.graph.add_abuffer(template=stream),
            self.graph.add("loudnorm", LOUDNESS),
            self.graph.add("aresample", str(RATE)),
            self.graph.add("aformat", f"sample_fmts={self.to.format.name}:channel_layouts={channels}"),
            self.graph.add("abuffersink"),
        ).configure()
        self.graph.set_audio_frame_size(self.to.codec_context.frame_size)

    def take(self, packet: av.Packet[Any]) -> Iterator[av.Packet[av.AudioStream]]:
        """What comes of a packet; of an empty one, what is left."""
        import av

        for frame in (*self.stream.decode(packet), *(() if packet.size else (None,))):
            self.graph.push(frame)
            for louder in pulled(self.graph, av.AudioFrame):
                yield from self.to.encode(louder)
        if not packet.size:
            yield from self.to.encode(None)


def shown_size(contents: Contents, longer_side: int) -> tuple[int, int]:
    """How large a film becomes: upright, with square pixels, even sides (as H.264 needs), and none longer than that."""
    (track, *_) = contents.of_kind("video")
    width, height = track.width or 2, track.height or 2
    smaller = min(1, longer_side / max(width, height))
    return max(2, round(width * smaller / 2) * 2), max(2, round(height * smaller / 2) * 2)


def upright(stream: av.VideoStream, first: av.VideoFrame, size: tuple[int, int]) -> av.filter.Graph:
    """What turns pictures upright, and gives them their size and colours that every browser knows."""
    import av

    turns = {90: [("transpose", "cclock")], -90: [("transpose", "clock")]}.get(
        first.rotation, [("hflip", ""), ("vflip", "")] if abs(first.rotation) == 180 else []
    )
    graph = av.filter.Graph()
    graph.link_nodes(
        graph.add_buffer(template=stream),
        *(graph.add(name, given or None) for name, given in turns),
        graph.add("scale", f"{size[0]}:{size[1]}"),
        graph.add("setsar", "1"),
        graph.add("format", "yuv420p"),
        graph.add("buffersink"),
    ).configure()
    return graph


def pulled(graph: av.filter.Graph, kind: type[OfKind]) -> Iterator[OfKind]:
    """All frames that a graph has ready."""
    while True:
        try:
            frame = graph.pull()
        except (BlockingIOError, EOFError):
            return
        if isinstance(frame, kind):
            yield frame


def still(path: Path, contents: Contents, second: float) -> Image:
    """The picture of a film at a second, upright. Raises UnreadableError if there is none, and OSError."""
    import av

    found = None
    with told_plainly(), opened(path, contents) as film:
        for stream in (one for one in meant(film) if isinstance(one, av.VideoStream)):
            if stream.time_base is not None:
                film.seek(int(second / stream.time_base), stream=stream)
            frames = film.decode(stream)
            frame = next((one for one in frames if one.time is not None and one.time >= second), None)
            if frame is not None:
                graph = upright(stream, frame, shown_size(contents, USUAL.longer_side))
                graph.push(frame)
                found = next(pulled(graph, av.VideoFrame), None)
    if found is None:
        raise UnreadableError(f"this recording has no picture at second {second:g}")
    picture: Image = found.to_image()  # type: ignore[no-untyped-call]  # PyAV gives it none
    return picture
