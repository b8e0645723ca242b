"""A track of a movie: how it is coded, how it is shown, and which bytes of the file are its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import BinaryIO, Literal

from generator.media import aac, h264
from generator.media.boxes import Box
from generator.media.contents import CUT_SHORT, Hidden, Track, UnreadableError
from generator.media.movie_edits import played
from generator.media.sample_entries import sample_entry

ONE = 1 << 16  # fixed point
ENABLED = 1
# Of sound: more than a day has at 96 kHz, each of 1024 samples.
MOST_FRAMES = 10_000_000


@dataclass(frozen=True, slots=True)
class Extent:
    """Bytes of a file that belong to a track: where they begin, and where they end."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MovieTrack:
    """A track with where its bytes lie; ``track`` is None where it is neither sound nor picture."""

    track: Track | None
    extents: tuple[Extent, ...]
    hidden: tuple[Hidden, ...]


def movie_track(file: BinaryIO, trak: Box, ticks: int, *, live: bool) -> MovieTrack:
    """What a track is; ``ticks`` are the movie's in a second. Raises UnreadableError.

    Of a ``live`` movie, whose tracks go on in pieces, neither length nor samples are known.
    """
    kind = bytes(trak["mdia/hdlr"].body[8:12])
    if kind not in (b"vide", b"soun"):
        what = "a track of remarks" if kind == b"meta" else "a track that is neither sound nor picture"
        return MovieTrack(None, (), (Hidden(trak.where, (what,)),))
    which: Literal["audio", "video"] = "video" if kind == b"vide" else "audio"
    stbl = trak["mdia/minf/stbl"]
    entry = sample_entry(stbl["stsd"], video=which == "video")
    seconds = 0.0 if live else _seconds(trak)
    extents: list[Extent] = []
    alone = True
    for sample in () if live else _samples(stbl):
        if entry.codec == "H.264" and alone:
            lengths = h264.length_of_lengths(entry.configuration)
            alone = h264.pictures_alone(file, sample.start, sample.end, lengths)
        if extents and extents[-1].end == sample.start:
            extents[-1] = Extent(extents[-1].start, sample.end)
        else:
            extents.append(sample)
    lasts, cut_away = played(trak, ticks, seconds, video=which == "video")
    found = [*entry.hidden, *cut_away]
    if not trak["tkhd"].number(3, 1) & ENABLED:
        found.append(Hidden(trak.where, ("a track that is not played",)))
    if not alone:
        found.append(Hidden("the video's pictures", ("data beside the pictures",)))
    if entry.codec == "AAC" and entry.plays and not live and not _sound_first(file, stbl):
        found.append(Hidden("the sound's frames", ("data beside the sound",)))
    width, height = _shown(trak["tkhd"]) if which == "video" else (None, None)
    track = Track(which, entry.codec, lasts, entry.plays, width, height, is_cut=bool(cut_away))
    return MovieTrack(track, tuple(extents), tuple(found))


def _seconds(trak: Box) -> float:
    """How long its samples last."""
    mdhd = trak["mdia/mdhd"]
    a_second = mdhd.number(20 if mdhd.version else 12, 4)
    lasts = sum(count * each for count, each in trak["mdia/minf/stbl/stts"].table(4, 4))
    if not a_second or not lasts:
        raise UnreadableError(f"{CUT_SHORT}: it has no length")
    return lasts / a_second


def _shown(tkhd: Box) -> tuple[int, int]:
    """How large the picture is on a screen, with the shape of its pixels, after turning (section 8.3.2)."""
    end = len(tkhd.body)
    width, height = (round(tkhd.number(end - back, 4) / ONE) for back in (8, 4))
    on_its_side = tkhd.number(end - 44, 4) == 0  # how much of its width stays width
    return (height, width) if on_its_side else (width, height)


def _samples(stbl: Box) -> Iterator[Extent]:
    """Where each sample lies (sections 8.7.3 to 8.7.5); where all have one size, those of a chunk at once."""
    stsz = stbl["stsz"]
    size, count = stsz.number(4, 4), stsz.number(8, 4)
    sizes = (each for (each,) in (() if size else stsz.table(4, at=8)))
    taken = 0
    for at, samples in _chunks(stbl):
        taken += samples
        for length in (samples * size,) if size else islice(sizes, samples):
            yield Extent(at, at + length)
            at += length  # noqa: PLW2901  # samples of a chunk lie one behind the other
    if taken != count:
        raise UnreadableError(f"{CUT_SHORT} ({stbl.where})")


def _sound_first(file: BinaryIO, stbl: Box) -> bool:
    """Whether each frame of AAC begins with its sound. Raises UnreadableError."""
    size = stbl["stsz"].number(4, 4)
    frames = (
        (at, at + length)
        for sample in _samples(stbl)
        if (length := size or sample.end - sample.start)
        for at in range(sample.start, sample.end, length)
    )
    for number, (start, end) in enumerate(frames):
        if number == MOST_FRAMES:
            raise UnreadableError("this recording has more sound than a day is long")
        if not aac.begins_with_sound(file, start, end):
            return False
    return True


def _chunks(stbl: Box) -> Iterator[tuple[int, int]]:
    """Where each chunk begins, and how many samples it holds."""
    offsets = stbl.get("co64")
    chunks = [at for (at,) in (offsets.table(8) if offsets else stbl["stco"].table(4))]
    runs = [(first, samples) for first, samples, _ in stbl["stsc"].table(4, 4, 4)]
    for (first, samples), (end, _) in pairwise([*runs, (len(chunks) + 1, 0)]):
        if not 0 < first <= end <= len(chunks) + 1:
            raise UnreadableError(f"{CUT_SHORT} ({stbl.where}/stsc)")
        for at in chunks[first - 1 : end - 1]:
            yield at, samples
