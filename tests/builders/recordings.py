"""Recordings made in memory: a tone, a picture that changes, and whatever else a file may carry."""

from __future__ import annotations

import io
import math
import struct
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from itertools import islice
from pathlib import Path

import av
from av.audio.resampler import AudioResampler
from av.bitstream import BitStreamFilterContext

RATE = 48_000
PICTURES = 10  # a second
FORMATS = {".mp4": "mp4", ".m4a": "ipod", ".mov": "mov", ".mp3": "mp3", ".webm": "webm", ".ogg": "ogg", ".wav": "wav"}
VIDEO = {".mp4": "libx264", ".mov": "libx264", ".webm": "libvpx-vp9"}
AUDIO = {
    **dict.fromkeys((".mp4", ".m4a", ".mov"), "aac"),
    ".mp3": "libmp3lame",
    ".webm": "libopus",
    ".ogg": "libopus",
    ".wav": "pcm_s16le",
}
# Quick ones, which ask for no threads.
ENCODERS = {"libx264": {"preset": "ultrafast", "threads": "1"}}
# A second of 64 by 48 in HEVC. It is kept, since x265 now and then refuses to begin beside other programs.
HEVC = Path(__file__).parents[1] / "data" / "recordings" / "hevc.mp4"


def recording(
    suffix: str,
    *,
    video: str | None = "",
    audio: str | None = "",
    seconds: float = 1.0,
    size: tuple[int, int] = (64, 48),
    metadata: Mapping[str, str] | None = None,
    track_metadata: Mapping[str, str] | None = None,
    options: Mapping[str, str] | None = None,
    sounds: int = 1,
    encoders_words: bool = True,
    uneven: bool = False,
) -> bytes:
    """The bytes of a recording, with the codecs that are usual in this format; ``None`` for no picture, or no sound.

    ``options`` are the muxer's. Of ``hevc`` there is a second, 64 by 48. Without ``encoders_words``, what x264 writes
    of itself among its pictures goes. Where pictures are ``uneven``, each stays longer than the one before.
    """
    video = VIDEO.get(suffix) if video == "" else video
    audio = AUDIO[suffix] if audio == "" else audio
    return _made(
        suffix,
        video,
        audio,
        seconds,
        size,
        tuple((metadata or {}).items()),
        tuple((track_metadata or {}).items()),
        tuple((options or {"fflags": "+bitexact"}).items()),
        sounds,
        encoders_words,
        uneven,
    )


@cache
def _made(
    suffix: str,
    video: str | None,
    audio: str | None,
    seconds: float,
    size: tuple[int, int],
    metadata: tuple[tuple[str, str], ...],
    track_metadata: tuple[tuple[str, str], ...],
    options: tuple[tuple[str, str], ...],
    sounds: int,
    encoders_words: bool,
    uneven: bool,
) -> bytes:
    out = io.BytesIO()
    with av.open(out, "w", format=FORMATS[suffix], options=dict(options)) as to:
        to.metadata.update(dict(metadata))
        streams: list[av.VideoStream | av.AudioStream] = []
        if video == "hevc":
            streams.append(to.add_stream_from_template(av.open(HEVC).streams.video[0], opaque=True))
        elif video is not None:
            picture = to.add_stream(video, rate=PICTURES, options=ENCODERS.get(video, {}))
            assert isinstance(picture, av.VideoStream)
            picture.width, picture.height, picture.pix_fmt = *size, "yuv420p"
            streams.append(picture)
        if audio is not None:
            for _ in range(sounds):
                sound = to.add_stream(audio, rate=RATE)
                assert isinstance(sound, av.AudioStream)
                sound.layout = "mono"
                streams.append(sound)
        for stream in streams:
            stream.metadata.update(dict(track_metadata))
        to.start_encoding()
        for stream in streams:
            for packet in _packets(stream, seconds, size, uneven, encoders_words):
                to.mux(packet)
    return out.getvalue()


def _packets(
    stream: av.VideoStream | av.AudioStream, seconds: float, size: tuple[int, int], uneven: bool, encoders_words: bool
) -> Iterator[av.Packet[av.VideoStream] | av.Packet[av.AudioStream]]:
    if isinstance(stream, av.AudioStream):
        resampler = AudioResampler(stream.format, "mono", RATE, stream.codec_context.frame_size or 1024)
        for frame in (*resampler.resample(_tone(seconds)), *resampler.resample(None), None):
            yield from stream.encode(frame)
        return
    number = round(seconds * PICTURES)
    if stream.name == "hevc":
        with av.open(HEVC) as kept:
            for packet in islice(kept.demux(kept.streams.video[0]), number):
                packet.stream = stream
                yield packet
        return
    pictures = [_picture(size, n, uneven) for n in range(number)]
    packets = [packet for picture in (*pictures, None) for packet in stream.encode(picture)]
    if encoders_words:
        yield from packets
        return
    sieve = BitStreamFilterContext("filter_units=remove_types=6", stream)
    for encoded in (*packets, None):
        yield from sieve.filter(encoded)


def _picture(size: tuple[int, int], number: int, uneven: bool) -> av.VideoFrame:
    """White above and black below, in colours that change."""
    frame = av.VideoFrame(*size, "yuv420p")
    for which, plane in enumerate(frame.planes):
        half = plane.buffer_size // 2
        colour = bytes([100 + (number * 5) % 50])
        plane.update(colour * plane.buffer_size if which else b"\xe0" * half + b"\x20" * (plane.buffer_size - half))
    frame.pts = number * (number + 1) // 2 if uneven else number
    frame.time_base = Fraction(1, PICTURES)
    return frame


def _tone(seconds: float) -> av.AudioFrame:
    """A quiet tone."""
    wave = [round(3000 * math.sin(2 * math.pi * 440 * n / RATE)) for n in range(round(seconds * RATE))]
    frame = av.AudioFrame("s16", "mono", len(wave))
    frame.planes[0].update(struct.pack(f"<{len(wave)}h", *wave))
    frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
    return frame


def box(kind: bytes, body: bytes) -> bytes:
    """A box of an MP4 file."""
    return struct.pack(">I4s", 8 + len(body), kind) + body


def planted(data: bytes, way: str, more: bytes) -> bytes:
    """An MP4 file whose list of tracks is at its end, with more in the first box on a way (“moov/trak”)."""
    start, end = 0, len(data)
    for kind in way.split("/"):
        while data[start + 4 : start + 8] != kind.encode():
            start += int.from_bytes(data[start : start + 4])
        end = start + int.from_bytes(data[start : start + 4])
        data = data[:start] + struct.pack(">I", end - start + len(more)) + data[start + 4 :]
        start += 8
    return data[:end] + more + data[end:]


def turned(data: bytes) -> bytes:
    """An MP4 or QuickTime film whose first track says that it is to be turned clockwise by a quarter."""
    at = data.index(b"tkhd") + 4 + 40
    return data[:at] + struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30) + data[at + 36 :]


def with_chapter(data: bytes, suffix: str, title: str) -> bytes:
    """A recording with a chapter of this title."""
    out = io.BytesIO()
    with av.open(io.BytesIO(data), "r") as before, av.open(out, "w", format=FORMATS[suffix]) as after:
        after.set_chapters(
            [{"id": 1, "start": 0, "end": 500, "time_base": Fraction(1, 1000), "metadata": {"title": title}}]
        )
        ways = {stream.index: after.add_stream_from_template(stream) for stream in before.streams}
        for packet in before.demux():
            if packet.size:
                packet.stream = ways[packet.stream.index]
                after.mux(packet)
    return out.getvalue()


def with_a_track_of_places(data: bytes, said: bytes) -> bytes:
    """An MP4 film whose list is at its end, with a track that says where a telephone was, as QuickTime writes it."""

    def table(kind: bytes, *numbers: int) -> bytes:
        return box(kind, struct.pack(f">{len(numbers) + 1}I", 0, *numbers))

    def film(at: int) -> bytes:
        itself = box(b"dref", struct.pack(">II", 0, 1) + box(b"url ", b"\0\0\0\1"))
        coding = box(b"stsd", struct.pack(">II", 0, 1) + box(b"mebx", bytes(7) + b"\1"))
        tables = (table(b"stts", 1, 1, 1000), table(b"stsc", 1, 1, 1, 1), table(b"stsz", 0, 1, len(said)))
        stbl = box(b"stbl", coding + b"".join(tables) + table(b"stco", 1, at))
        minf = box(b"minf", box(b"nmhd", bytes(4)) + box(b"dinf", itself) + stbl)
        mdia = table(b"mdhd", 0, 0, 1000, 1000, 0) + box(b"hdlr", bytes(8) + b"meta" + bytes(13)) + minf
        tkhd = box(b"tkhd", struct.pack(">6I", 3, 0, 0, 9, 0, 1000) + bytes(60))
        return planted(data, "moov", box(b"trak", tkhd + box(b"mdia", mdia)))

    return film(len(film(0)) + 8) + box(b"mdat", said)


def with_cover(sound: bytes, cover: bytes) -> bytes:
    """An MP3 with a picture before its frames (ID3v2.3, section 4.15)."""
    frame = b"\0image/png\0\3\0" + cover
    size = len(frame) + 10
    length = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\3\0\0" + length + b"APIC" + struct.pack(">IH", len(frame), 0) + frame + sound
