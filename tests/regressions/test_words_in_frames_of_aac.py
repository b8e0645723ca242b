"""Any words could stand in frames of AAC before their sound, and were published with it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from generator.media.aac import begins_with_sound
from generator.media.formats import contents_of
from generator.media.photo import Unusable
from generator.media.prepare import prepare
from generator.media.recording import Recording, look
from tests.builders.recordings import recording

SECRET = b"Saltmarsh Quay 3"
DATA = b"\x81" + bytes([len(SECRET)]) + SECRET  # a data stream element that ends where a byte does
SILENCE = 0b001  # how a frame of two channels begins


def fill(said: bytes, before: str = "") -> str:
    """The bits of a fill element, of which the first bits of what it says may be others."""
    bits = before + "".join(f"{byte:08b}" for byte in said)
    bits += "0" * (-len(bits) % 8)
    count = len(bits) // 8
    return "110" + (f"{count:04b}" if count < 15 else f"1111{count - 14:08b}") + bits


def frame(*elements: str) -> io.BytesIO:
    """A frame of these elements, and sound."""
    bits = "".join(elements) + f"{SILENCE:03b}"
    bits += "0" * (-len(bits) % 8)
    return io.BytesIO(int(bits, 2).to_bytes(len(bits) // 8) + bytes(20))


def is_sound(it: io.BytesIO) -> bool:
    """Whether the frame begins with sound."""
    return begins_with_sound(it, 0, len(it.getbuffer()))


@pytest.mark.parametrize(
    "elements",
    [
        (),
        (fill(b""),),
        (fill(bytes(5)),),
        (fill(bytes(200)), fill(bytes(3))),
        (fill(b"\x10" + b"\xa5" * 20),),
        (fill(b"Lavc61.19.101", "0" * 9),),  # the name begins at the third byte of the frame
        (fill(b"libfaac 1.28\0", "0"),),
    ],
)
def test_filling_is_nothing(elements: tuple[str, ...]) -> None:
    """What encoders fill frames with, and their own names, are no words of anybody."""
    assert is_sound(frame(*elements))


@pytest.mark.parametrize(
    "elements",
    [
        (fill(SECRET),),
        (fill(SECRET, "0" * 9),),
        (fill(bytes(5)), fill(SECRET)),
        (fill(b"Lavc61.19.101 " + SECRET, "0" * 9),),
        (fill(b"Lavc61.19.07911123456", "0" * 9),),
        (fill(b"\x10" + SECRET),),
        ("100" + "00000",),  # data
        (fill(bytes(2)), "100"),
        ("101",),  # in which order channels are, with a remark
        ("111",),  # the end, and whatever comes behind
        ("110" + "1111" + "11111111",),  # filling that is longer than its frame
    ],
)
def test_anything_else_before_the_sound_is_told(elements: tuple[str, ...]) -> None:
    """Before the sound of a frame stands nothing that could hold words."""
    assert not is_sound(frame(*elements))


def rewritten(suffix: str, change: Callable[[bytes], bytes]) -> bytes:
    """A recording whose frames of sound are others."""
    out = io.BytesIO()
    plain = io.BytesIO(recording(suffix, encoders_words=False))
    with av.open(plain, "r") as before, av.open(out, "w", "mp4", options={"fflags": "+bitexact"}) as after:
        ways = {stream.index: after.add_stream_from_template(stream) for stream in before.streams}
        for packet in before.demux():
            if packet.size:
                sound = packet.stream.type == "audio"
                new = av.Packet(change(bytes(packet)) if sound else bytes(packet))
                new.pts, new.dts, new.duration = packet.pts, packet.dts, packet.duration
                new.time_base, new.is_keyframe = packet.time_base, packet.is_keyframe
                new.stream = ways[packet.stream.index]
                after.mux(new)
    return out.getvalue()


@pytest.mark.parametrize("suffix", [".m4a", ".mp4"])
@pytest.mark.parametrize("length", [None, 1000], ids=["as long as they are", "all of one length"])
def test_data_before_the_sound_is_found(suffix: str, length: int | None) -> None:
    """A recording is told whose frames begin with data, also where all have one length."""

    def change(sound: bytes) -> bytes:
        return (DATA + sound).ljust(length or 0, b"\0")

    (found,) = contents_of(io.BytesIO(rewritten(suffix, change))).hidden
    assert (found.where, found.about) == ("the sound's frames", ("data beside the sound",))


def test_one_frame_is_enough() -> None:
    """One frame of many that holds data is found."""
    numbers = iter(range(10_000))
    data = rewritten(".m4a", lambda sound: DATA + sound if next(numbers) == 30 else sound)
    assert contents_of(io.BytesIO(data)).hidden


def test_nothing_of_it_is_published(tmp_path: Path) -> None:
    """Such a recording is refused, and the copy that the remedy makes has nothing of it."""
    path = tmp_path / "kettle.m4a"
    path.write_bytes(rewritten(".m4a", lambda sound: DATA + sound))
    found = look(path)
    assert isinstance(found, Unusable)
    assert "media prepare" in found.hint
    made = prepare(path, None, None, smaller=False, tell=lambda *_: None)
    assert isinstance(look(made.path), Recording)
    assert SECRET not in made.path.read_bytes()
