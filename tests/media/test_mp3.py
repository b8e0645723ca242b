"""MP3 files, of which every byte is sound or is told."""

from __future__ import annotations

import io
import random
import struct
from fractions import Fraction

import av
import pytest

from generator.media.contents import Contents, UnreadableError
from generator.media.mp3 import mp3
from tests.builders.recordings import recording
from tests.builders.told_stories import FRAME

PLAIN = {"id3v2_version": "0"}
SECRET = b"Saltmarsh Quay 3"
ID3V1 = b"TAG" + SECRET.ljust(125, b"\0")
APE = b"APETAGEX" + struct.pack("<5I", 2000, 31, 1, 0, 0).ljust(24, b"\0") + b"Artist" + SECRET


def seen(data: bytes) -> Contents:
    return mp3(io.BytesIO(data))


@pytest.fixture(scope="module")
def clean() -> bytes:
    """Frames alone."""
    return recording(".mp3", options=PLAIN)


def test_frames_alone_are_clean(clean: bytes) -> None:
    """In a file that is frames from its first byte to its last, nothing is hidden."""
    assert seen(clean).hidden == ()


def test_its_length_is_that_of_its_frames(clean: bytes) -> None:
    """How long a file lasts is counted by its frames, and not taken from what it says."""
    assert seen(clean).seconds == pytest.approx(1.0, abs=0.08)


@pytest.mark.parametrize("tag", [ID3V1, APE, b"LYRICSBEGIN" + SECRET, SECRET], ids=["id3v1", "ape", "lyrics3", "other"])
def test_what_stands_behind_is_found(clean: bytes, tag: bytes) -> None:
    """Whatever stands behind the last frame is hidden there."""
    assert len(seen(clean + tag).hidden) == 1


def test_what_stands_before_is_named() -> None:
    """A tag before the frames is told by what it is about, and never by what it says."""
    (found,) = seen(recording(".mp3", metadata={"artist": SECRET.decode(), "title": SECRET.decode()})).hidden
    assert {"a name", "a title"} <= set(found.about)
    assert SECRET.decode() not in found.words


def test_two_tags_before_are_two(clean: bytes) -> None:
    """Behind a tag there may be another one."""
    tag = b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10)
    assert len(seen(tag + tag + clean).hidden) == 2


def test_a_frame_of_facts_says_nothing_else(clean: bytes) -> None:
    """In the frame that says how long a file is, nothing is hidden behind the facts."""
    at = next(place for mark in (b"Info", b"Xing") if (place := clean.find(mark, 0, 100)) > 0) + 158
    (found,) = seen(clean[:at] + SECRET[:10] + clean[at + 10 :]).hidden
    assert found.where == "the frame of facts"


@pytest.mark.parametrize("length", [3, 300, 5000])
def test_what_is_cut_short_is_told(clean: bytes, length: int) -> None:
    """A file that ends within a frame is cut short."""
    with pytest.raises(UnreadableError):
        seen(clean[:length])


def test_a_tag_that_lies_about_its_length_is_told(clean: bytes) -> None:
    """A tag that says it is longer than the file makes the file unreadable."""
    with pytest.raises(UnreadableError):
        seen(b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + clean)


def test_a_byte_lost_between_frames_is_told(clean: bytes) -> None:
    """Where no frame follows the one before, all that is left is hidden."""
    middle = len(clean) // 2
    assert seen(clean[:middle] + clean[middle + 1 :]).hidden


def test_words_that_a_frame_leaves_over_are_found(clean: bytes) -> None:
    """Bytes of a frame that are no sound by what it says itself, and fill nothing up, are told."""
    said = FRAME[:36] + SECRET + FRAME[36 + len(SECRET) :]
    (found,) = seen(clean + said + clean).hidden
    assert found.where == "what stands beside the sound"
    assert SECRET.decode() not in found.words


def test_a_second_frame_of_facts_is_found() -> None:
    """A frame of facts in the midst of others holds no sound, and nothing that anybody needs."""
    facts = FRAME[:36] + b"Info" + SECRET + FRAME[40 + len(SECRET) :]
    assert len(seen(FRAME * 3 + facts + FRAME * 3).hidden) == 1


@pytest.mark.parametrize(
    ("filling", "rest"), [(b"", b"\0"), (b"", b"\xff"), (b"", b"U"), (b"LAME3.100", b"\xaa"), (b"LAME3.98.4", b"U")]
)
def test_what_fills_up_a_frame_is_clean(filling: bytes, rest: bytes) -> None:
    """With zeros, bits that alternate, or their name and version encoders fill up what sound leaves over."""
    filled = (FRAME[:21] + filling).ljust(len(FRAME), rest)
    assert seen(FRAME * 3 + filled + FRAME * 3).hidden == ()


@pytest.mark.parametrize(("rate", "bits"), [(44_100, 32_000), (44_100, 320_000), (16_000, 160_000), (22_050, 16_000)])
@pytest.mark.parametrize("layout", ["mono", "stereo"])
def test_what_an_encoder_makes_of_noise_is_clean(rate: int, bits: int, layout: str) -> None:
    """Whatever the rate, the quality and the channels, each bit of a frame is sound, or fills up."""
    assert seen(noise(rate, bits, layout)).hidden == ()


def noise(rate: int, bits: int, layout: str) -> bytes:
    """Half a second of noise that comes and goes."""
    out, chance = io.BytesIO(), random.Random(1)
    with av.open(out, "w", format="mp3", options=PLAIN) as to:
        stream = to.add_stream("libmp3lame", rate=rate)
        assert isinstance(stream, av.AudioStream)
        stream.layout, stream.bit_rate = layout, bits
        for number in range(rate // 2 // 1152):
            frame = av.AudioFrame("s16p", layout, 1152)
            loud = 20_000 if number % 3 else 200
            for plane in frame.planes:
                plane.update(struct.pack("<1152h", *(chance.randint(-loud, loud) for _ in range(1152))))
            frame.sample_rate, frame.pts, frame.time_base = rate, number * 1152, Fraction(1, rate)
            to.mux(stream.encode(frame))
        to.mux(stream.encode(None))
    return out.getvalue()
