"""Copies of recordings that can be published."""

from __future__ import annotations

import io
import struct
from contextlib import suppress
from pathlib import Path

import av
import pytest
from PIL import Image

from generator.media import remux
from generator.media.formats import contents_of
from generator.media.photo import Unusable
from generator.media.prepare import NotPreparedError, Prepared, prepare
from generator.media.recording import look
from tests.builders.recordings import box, planted, recording, turned

SECRET = "Saltmarsh Quay 3"


def file(folder: Path, data: bytes, name: str = "kettle.mov") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def made(path: Path, to: Path | None = None, poster: float | None = None, *, smaller: bool = False) -> Prepared:
    return prepare(path, to, poster, smaller=smaller, tell=lambda *_: None)


def loudest(data: bytes) -> int:
    """The loudest sample of a sound, of 32768."""
    with av.open(io.BytesIO(data), "r") as sound:
        resampled = av.AudioResampler("s16", "mono", 48_000)
        frames = [one for frame in sound.decode(sound.streams.audio[0]) for one in resampled.resample(frame)]
    samples = b"".join(bytes(frame.planes[0])[: frame.samples * 2] for frame in frames)
    return max(abs(int(sample)) for (sample,) in struct.iter_unpack("<h", samples))


@pytest.fixture(scope="module")
def hevc() -> bytes:
    """What a telephone films: HEVC, turned on its side, with a place."""
    film = recording(".mov", video="hevc", seconds=0.5, metadata={"location": SECRET})
    return turned(film)


def test_a_telephones_film_becomes_one_for_the_web(tmp_path: Path, hevc: bytes) -> None:
    """HEVC becomes H.264, upright, with square pixels, and without a place."""
    path = file(tmp_path, hevc)
    found = made(path)
    assert found.path == tmp_path / "kettle-ready.mp4"
    assert SECRET.encode() not in found.path.read_bytes()
    with found.path.open("rb") as it:
        picture, sound = contents_of(it).tracks
    assert (picture.codec, picture.width, picture.height, sound.codec) == ("H.264", 48, 64, "AAC")
    assert (found.recording, path.read_bytes()) == (look(found.path), hevc)


def test_a_film_that_plays_stays_as_it_is(tmp_path: Path) -> None:
    """Pictures that every browser plays are copied, and lose nothing."""
    data = recording(".mov")
    pictures = []
    for one in (io.BytesIO(data), io.BytesIO(made(file(tmp_path, data)).path.read_bytes())):
        with av.open(one, "r") as film:
            pictures.append([bytes(frame.planes[0]) for frame in film.decode(film.streams.video[0])])
    assert pictures[0] == pictures[1]


def test_what_was_cut_away_is_not_in_the_copy(tmp_path: Path) -> None:
    """A film with a part that was cut away is coded anew, without that part."""
    data = recording(".mp4", seconds=2)
    at = data.index(b"elst") + 12
    path = file(tmp_path, data[:at] + struct.pack(">II", 500, 10_240) + data[at + 8 :])
    assert isinstance(look(path), Unusable)
    assert made(path).recording.width == 64


@pytest.mark.parametrize(("begins", "lasts"), [(0, 1000), (5120, 1500)], ids=["the end", "the beginning"])
def test_no_picture_that_was_cut_away_is_in_the_copy(tmp_path: Path, begins: int, lasts: int) -> None:
    """Of a film of two seconds with ten pictures each, the copy has those that are played, however few were cut."""
    data = recording(".mp4", seconds=2, encoders_words=False)
    at = data.index(b"elst") + 12
    path = file(tmp_path, data[:at] + struct.pack(">II", lasts, begins) + data[at + 8 :])
    with av.open(str(made(path).path), "r") as film:
        assert len(list(film.decode(film.streams.video[0]))) == lasts // 100


def test_a_smaller_copy_is_smaller(tmp_path: Path) -> None:
    """With --smaller a film has fewer points and takes less room."""
    path = file(tmp_path, recording(".mp4", size=(1280, 720), seconds=0.3))
    found = made(path, smaller=True).recording
    assert (found.width, found.height) == (854, 480)
    assert found.size < path.stat().st_size


def test_pictures_keep_their_times(tmp_path: Path) -> None:
    """Where pictures are not equally far apart, as telephones film them, each keeps its time."""
    path = file(tmp_path, recording(".mp4", audio=None, seconds=0.8, uneven=True))
    times = []
    for one in (path, made(path, smaller=True).path):
        with av.open(one, "r") as film:
            times.append([round(frame.time, 2) for frame in film.decode(film.streams.video[0])])
    assert times[0] == times[1] == [0, 0.1, 0.3, 0.6, 1, 1.5, 2.1, 2.8]


def test_pixels_become_square(tmp_path: Path) -> None:
    """A film whose pixels are twice as wide as high has twice as many of them in a row."""
    data = recording(".mov", video="hevc", audio=None, seconds=0.3)
    at = data.index(b"tkhd") + 4 + 76
    found = made(file(tmp_path, data[:at] + (128 << 16).to_bytes(4) + data[at + 4 :])).recording
    assert (found.width, found.height) == (128, 48)


def test_sound_becomes_as_loud_as_others(tmp_path: Path) -> None:
    """A quiet recording becomes louder, and does not clip."""
    data = recording(".wav", seconds=4)
    copy = made(file(tmp_path, data, "kettle.wav")).path
    assert copy.suffix == ".m4a"
    assert 2 * loudest(data) < loudest(copy.read_bytes()) < 32_000


def test_sound_can_become_mp3(tmp_path: Path) -> None:
    """The name that is asked for says what is made."""
    copy = made(file(tmp_path, recording(".ogg"), "kettle.ogg"), tmp_path / "kettle.mp3").recording
    assert (copy.kind, copy.suffix) == ("audio", ".mp3")


def test_the_sound_of_a_film_can_stand_alone(tmp_path: Path) -> None:
    """Of a film the sound alone can be made into a recording."""
    assert made(file(tmp_path, recording(".mp4")), tmp_path / "kettle.m4a").recording.kind == "audio"


def test_of_several_sounds_the_first_is_kept_and_told(tmp_path: Path) -> None:
    """What has no place in the copy is counted."""
    found = made(file(tmp_path, recording(".mp4", sounds=3)))
    assert (found.left_out, found.recording.has_sound) == (2, True)


def test_a_poster_is_upright(tmp_path: Path, hevc: bytes) -> None:
    """A poster is the picture at a second, turned as the film is."""
    found = made(file(tmp_path, hevc), poster=0.2)
    assert found.poster == tmp_path / "kettle-ready.jpg"
    with Image.open(found.poster) as poster:
        grey = poster.convert("L")
        assert poster.size == (48, 64)
        assert not poster.getexif()
        # What is above in the pictures as they are coded is on the right when they are turned.
        left, right = grey.getpixel((8, 32)), grey.getpixel((40, 32))
    assert isinstance(left, int)
    assert isinstance(right, int)
    assert left < 60 < 200 < right


def test_a_poster_after_the_end_is_told_before_anything_is_made(tmp_path: Path, hevc: bytes) -> None:
    """A second that the film does not have stops it at once."""
    path = file(tmp_path, hevc)
    with pytest.raises(NotPreparedError, match="second 7"):
        made(path, poster=7)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["kettle-ready.mp4", "kettle-ready.jpg"])
def test_nothing_is_replaced(tmp_path: Path, name: str) -> None:
    """A file that is there already stays."""
    file(tmp_path, b"mine", name)
    with pytest.raises(NotPreparedError, match="there already"):
        made(file(tmp_path, recording(".mov")), poster=0)
    assert (tmp_path / name).read_bytes() == b"mine"


def test_the_file_itself_is_never_replaced(tmp_path: Path) -> None:
    """A copy cannot be put in place of what it is made of."""
    path = file(tmp_path, recording(".mp4"), "kettle.mp4")
    with pytest.raises(NotPreparedError, match="there already"):
        made(path, path)


def test_a_place_that_fills_meanwhile_stays(tmp_path: Path) -> None:
    """What somebody else puts at the place while the copy is made is not replaced, and nothing else is left."""
    path = file(tmp_path, recording(".mov"))

    def tell(*_: float) -> None:
        (tmp_path / "kettle-ready.mp4").write_bytes(b"mine")

    with pytest.raises(NotPreparedError, match="there already"):
        prepare(path, None, None, smaller=False, tell=tell)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kettle-ready.mp4", "kettle.mov"]
    assert (tmp_path / "kettle-ready.mp4").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("suffix", "to", "poster", "why"),
    [
        (".m4a", "kettle.mp4", None, "ends in"),
        (".mp4", "kettle.avi", None, "ends in"),
        (".m4a", None, 1.0, "no picture"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, suffix: str, to: str | None, poster: float | None, why: str) -> None:
    """What cannot be made of a recording is said before anything is made."""
    path = file(tmp_path, recording(suffix))
    with pytest.raises(NotPreparedError, match=why):
        made(path, tmp_path / to if to else None, poster)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("data", [b"", b"words", b"\0\0\0\x08ftyp"])
def test_what_is_none_is_told(tmp_path: Path, data: bytes) -> None:
    """Of what is no recording no copy is made."""
    with pytest.raises(NotPreparedError):
        made(file(tmp_path, data))


def test_damage_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    """Of a film that is damaged inside no half copy is left."""
    data = recording(".mov", video="hevc", seconds=0.5)
    start = data.index(b"mdat") + 4
    path = file(tmp_path, data[:start] + b"\xff" * 3000 + data[start + 3000 :])
    with suppress(NotPreparedError):  # a decoder makes of some damage what it can
        made(path)
    assert {one.name for one in tmp_path.iterdir()} <= {"kettle.mov", "kettle-ready.mp4"}


def test_without_the_extra_it_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library the answer is how to install it."""
    monkeypatch.setattr(remux, "LIBRARY", "no_such_library")
    with pytest.raises(NotPreparedError, match=r"hearten\[media\]"):
        made(file(tmp_path, recording(".mov")))


def test_remarks_do_not_come_along(tmp_path: Path) -> None:
    """What is hidden in a film is not in its copy."""
    data = planted(recording(".mp4"), "moov/trak", box(b"udta", box(b"titl", SECRET.encode())))
    assert SECRET.encode() not in made(file(tmp_path, data)).path.read_bytes()
