"""Recordings made safe to publish: looked for byte by byte."""

from __future__ import annotations

import errno
import io
import struct
import tempfile
from pathlib import Path

import av
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.ground import limits
from generator.media import remux
from generator.media.photo import Unusable
from generator.media.recording import Recording, UnusableRecordingError, look, opened_clean
from tests.builders.pictures import picture, saved
from tests.builders.recordings import (
    box,
    planted,
    recording,
    turned,
    with_a_track_of_places,
    with_chapter,
    with_cover,
)

SECRET = "Saltmarsh Quay 3"
ALL = dict.fromkeys(("title", "artist", "comment", "location", "make", "date", "album", "copyright"), SECRET)
TRACK = {"handler_name": SECRET, "title": SECRET, "language": "eng"}
SIX = [".mp4", ".m4a", ".mov", ".mp3", ".webm", ".ogg"]
MUXER = {
    ".mp4": {"movflags": "use_metadata_tags"},
    ".mov": {"movflags": "use_metadata_tags"},
    ".mp3": {"id3v2_version": "4", "write_id3v1": "1"},
}


def file(folder: Path, data: bytes, name: str = "kettle.bin") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def told(suffix: str) -> bytes:
    """A recording in which everything that can be said of it is said."""
    return recording(suffix, metadata=ALL, track_metadata=TRACK, options=MUXER.get(suffix))


def published(path: Path) -> bytes:
    with opened_clean(path) as clean:
        return clean.file.read()


def usable(path: Path) -> Recording:
    found = look(path)
    assert isinstance(found, Recording), found
    return found


def unusable(path: Path) -> Unusable:
    found = look(path)
    assert isinstance(found, Unusable), found
    return found


@pytest.mark.parametrize("suffix", SIX)
def test_nothing_that_was_told_is_published(tmp_path: Path, suffix: str) -> None:
    """In none of six formats is there anything left of a title, a name, a remark, a place, a device or a day."""
    data = told(suffix)
    assert SECRET.encode() in data
    assert SECRET.encode() not in published(file(tmp_path, data))


@pytest.mark.parametrize("suffix", SIX)
def test_titles_of_chapters_go(tmp_path: Path, suffix: str) -> None:
    """In none of six formats is the title of a chapter left in the file."""
    data = with_chapter(recording(suffix), suffix, SECRET)
    assert SECRET.encode() in data
    assert SECRET.encode() not in published(file(tmp_path, data))


def test_a_track_of_places_goes(tmp_path: Path) -> None:
    """What a telephone writes beside a film of where it was, second by second, is not published."""
    path = file(tmp_path, with_a_track_of_places(recording(".mp4"), SECRET.encode()))
    with av.open(path, "r") as film:
        assert SECRET.encode() in [bytes(packet) for packet in film.demux()]
    assert SECRET.encode() not in published(path)


@pytest.mark.parametrize("tag", ["id3", "ape", "cover"])
def test_what_stands_around_an_mp3_goes(tmp_path: Path, tag: str) -> None:
    """Of an MP3 nothing before or behind its frames is published, also no cover."""
    sound, secret = recording(".mp3", options={"id3v2_version": "0"}), SECRET.encode()
    data = {
        "id3": sound + b"TAG" + secret.ljust(125, b"\0"),
        "ape": sound + b"APETAGEX" + secret.ljust(60, b"\0"),
        "cover": with_cover(sound, saved(picture(), "PNG") + secret),
    }[tag]
    anew = published(file(tmp_path, data))
    assert secret not in anew
    assert b"PNG" not in anew


@pytest.mark.parametrize("lasts", [1000, 1500])
def test_a_film_that_was_cut_never_shows_what_was_cut_away(tmp_path: Path, lasts: int) -> None:
    """A film whose end was cut away by a list of edits is not written anew without that list, but refused."""
    data = recording(".mp4", seconds=2)
    at = data.index(b"elst") + 12
    why = unusable(file(tmp_path, data[:at] + struct.pack(">I", lasts) + data[at + 4 :]))
    assert "cut away" in why.message
    assert "media prepare" in why.hint


@pytest.mark.parametrize(("begins", "lasts"), [(21_600, 1000), (1024, 1000), (21_600, 1550)])
def test_sound_that_was_cut_away_is_taken_out(tmp_path: Path, begins: int, lasts: int) -> None:
    """Of a sound that was cut by a list of edits, only what is played is published, and a few frames before."""
    data = recording(".m4a", seconds=2)
    at = data.index(b"elst") + 12
    clean = published(file(tmp_path, data[:at] + struct.pack(">II", lasts, begins) + data[at + 8 :]))
    with av.open(io.BytesIO(clean), "r", options={"ignore_editlist": "1"}) as sound:
        frames = len([packet for packet in sound.demux() if packet.size])
    assert lasts * 48 / 1024 <= frames <= lasts * 48 / 1024 + 4


@pytest.mark.parametrize("suffix", SIX)
def test_the_same_bytes_twice(tmp_path: Path, suffix: str) -> None:
    """What is published of a file is the same each time, and has the name and the size that were told before."""
    path = file(tmp_path, told(suffix))
    first, found = published(path), usable(path)
    assert first == published(path)
    assert (found.size, found.name) == (len(first), usable(file(tmp_path, first, "again")).name)


@pytest.mark.parametrize("suffix", SIX)
def test_what_was_made_clean_is_left_as_it_is(tmp_path: Path, suffix: str) -> None:
    """A file in which nothing is hidden is published byte for byte."""
    clean = published(file(tmp_path, told(suffix)))
    assert published(file(tmp_path, clean)) == clean


@pytest.mark.parametrize("suffix", SIX)
def test_it_lasts_as_long_as_before(tmp_path: Path, suffix: str) -> None:
    """Nothing of a recording is lost where it is written anew."""
    path = file(tmp_path, told(suffix))
    anew = published(path)
    for which in range(2 if usable(path).kind == "video" else 1):
        with av.open(io.BytesIO(anew), "r") as found:
            assert len(list(found.decode(found.streams[which]))) > 5
    assert usable(path).seconds == pytest.approx(1.0, abs=0.08)


def test_a_picture_has_the_same_size_and_side(tmp_path: Path) -> None:
    """A film that is turned on its side by its list of tracks stays so."""
    found = usable(file(tmp_path, turned(told(".mp4"))))
    assert (found.width, found.height) == (48, 64)


def test_pixels_that_are_not_square_count(tmp_path: Path) -> None:
    """A film whose pixels are twice as wide as high is as wide as it is shown."""
    data = recording(".mp4", encoders_words=False)
    at = data.index(b"tkhd") + 4 + 76
    found = usable(file(tmp_path, data[:at] + (128 << 16).to_bytes(4) + data[at + 4 :]))
    assert (found.width, found.height) == (128, 48)


@pytest.mark.parametrize(
    ("suffix", "kind", "type_"),
    [
        *((".mp4", "video", "video/mp4"), (".m4a", "audio", "audio/mp4"), (".mov", "video", "video/mp4")),
        *((".mp3", "audio", "audio/mpeg"), (".webm", "video", "video/webm"), (".ogg", "audio", "audio/ogg")),
    ],
)
def test_what_servers_call_it(tmp_path: Path, suffix: str, kind: str, type_: str) -> None:
    """A recording has a kind and a media type by what is in it, and a QuickTime film becomes MP4."""
    found = usable(file(tmp_path, told(suffix)))
    assert (found.kind, found.type) == (kind, type_)


@pytest.mark.parametrize(
    ("suffix", "options"), [(".mp4", {"movflags": "frag_keyframe+empty_moov"}), (".webm", {"live": "1"})]
)
def test_what_was_recorded_in_pieces_is_made_whole(tmp_path: Path, suffix: str, options: dict[str, str]) -> None:
    """What a browser records while it goes on says neither its length nor where its parts are, and then does."""
    found = usable(file(tmp_path, recording(suffix, options=options)))
    assert found.seconds == pytest.approx(1.0, abs=0.08)


def test_a_film_without_sound_says_so(tmp_path: Path) -> None:
    """A film without sound needs no captions, and says that it has none."""
    assert not usable(file(tmp_path, recording(".mp4", audio=None))).has_sound


def test_a_name_is_not_believed(tmp_path: Path) -> None:
    """What a file is, is told by its bytes and not by its name."""
    assert usable(file(tmp_path, told(".ogg"), "kettle.mp4")).suffix == ".ogg"


@pytest.mark.parametrize("suffix", SIX)
def test_without_the_extra_only_clean_files_are_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    """Without the library a file that says more is not published, and what is said tells how to get it."""
    clean = published(file(tmp_path, told(suffix)))
    monkeypatch.setattr(remux, "LIBRARY", "no_such_library")
    assert published(file(tmp_path, clean)) == clean
    found = unusable(file(tmp_path, told(suffix)))
    assert remux.INSTALL in found.hint
    assert SECRET not in found.message


def test_what_the_library_leaves_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes from the library is looked at by the same judge, and refused where anything is left."""
    dirty = told(".mp4")
    monkeypatch.setattr(remux, "remux", lambda _, to, __: to.write_bytes(dirty))
    assert "more than sound and picture" in unusable(file(tmp_path, dirty)).message
    with pytest.raises(UnusableRecordingError):
        published(tmp_path / "kettle.bin")


def test_nothing_is_lost_in_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the library leaves out the sound, or the end, the recording is not published, and that is said."""
    path = file(tmp_path, recording(".mp4", seconds=3))
    for less in (
        recording(".mp4", audio=None, seconds=3, encoders_words=False),
        recording(".mp4", encoders_words=False),
    ):
        monkeypatch.setattr(remux, "remux", lambda _, to, __, less=less: to.write_bytes(less))
        assert "lost" in unusable(path).message


def test_hevc_has_a_remedy(tmp_path: Path) -> None:
    """A telephone's HEVC is refused by its name, with what to do."""
    found = unusable(file(tmp_path, recording(".mov", video="hevc", seconds=0.3)))
    assert "HEVC" in found.message
    assert "hearten media prepare" in found.hint


def test_several_sounds_are_for_a_person_to_choose_from(tmp_path: Path) -> None:
    """Of several sounds none is left out unasked."""
    assert "several" in unusable(file(tmp_path, recording(".mp4", sounds=2))).message


def test_fifty_sounds_are_told(tmp_path: Path) -> None:
    """A file with fifty streams is refused like any with several."""
    assert "several" in unusable(file(tmp_path, recording(".mp4", video=None, sounds=50, seconds=0.05))).message


def test_four_gigabytes_are_not_read(tmp_path: Path) -> None:
    """A file over the limit is refused by its size, with what to do."""
    path = file(tmp_path, recording(".mp4"))
    with path.open("r+b") as it:
        it.truncate(4_000_000_000)
    found = unusable(path)
    assert str(limits.RECORDING // 1_000_000) in found.message
    assert "--smaller" in found.hint


def test_a_list_of_addresses_is_no_recording(tmp_path: Path) -> None:
    """What other programs would fetch recordings from is refused, and nothing is fetched."""
    playlist = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n"
    assert "no recording" in unusable(file(tmp_path, playlist, "kettle.mp4")).message


@pytest.mark.parametrize(
    "data", [b"", b"\0", b"words", b"\0\0\0\x08ftyp", b"\x1a\x45\xdf\xa3", b"OggS", b"ID3", b"RIFF"]
)
def test_files_that_are_none_are_told(tmp_path: Path, data: bytes) -> None:
    """What is no recording at all, or hardly begins to be one, is refused in words."""
    assert unusable(file(tmp_path, data)).message


@pytest.mark.parametrize("suffix", SIX)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_is_told_in_words(tmp_path: Path, suffix: str, data: st.DataObject) -> None:
    """Whatever a file was damaged by, it is a recording or refused, and a recording holds nothing that was hidden."""
    whole = bytearray(told(suffix))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        more = data.draw(st.binary(max_size=8))
        whole[at : at + data.draw(st.sampled_from([0, len(more)]))] = more
    path = file(tmp_path, bytes(whole[: data.draw(st.sampled_from([len(whole), len(whole) // 2]))]))
    if isinstance(look(path), Recording):
        assert SECRET.encode() not in published(path)


def test_what_is_hidden_behind_a_film_goes(tmp_path: Path) -> None:
    """What stands behind the last box, or in one that no player looks into, is not published."""
    for data in (
        recording(".mp4") + box(b"free", SECRET.encode()),
        planted(recording(".mp4"), "moov", box(b"uuid", SECRET.encode())),
    ):
        assert SECRET.encode() not in published(file(tmp_path, data))


def test_no_room_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room to write a file anew, it is not published, and that is said."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(remux, "remux", full)
    assert "No space left" in unusable(file(tmp_path, told(".mp4"))).message


def test_temporary_files_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left where a file was written anew."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path = file(tmp_path, told(".mp4"))
    look(path)
    assert list(tmp_path.iterdir()) == [path]
