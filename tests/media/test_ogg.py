"""Ogg files with Opus, whose remarks are told."""

from __future__ import annotations

import io
import struct

import pytest

from generator.media.contents import Contents, UnreadableError
from generator.media.ogg import ogg
from tests.builders.recordings import recording

SECRET = b"Saltmarsh Quay 3"


def seen(data: bytes) -> Contents:
    return ogg(io.BytesIO(data))


def page(number: int, *packets: bytes, stream: int = 0, granule: int = 0) -> bytes:
    """A page of whole packets."""
    lacing = b"".join(b"\xff" * (len(one) // 255) + bytes([len(one) % 255]) for one in packets)
    head = struct.pack("<4sBBqIII", b"OggS", 0, 0, granule, stream, number, 0)
    return head + bytes([len(lacing)]) + lacing + b"".join(packets)


HEAD = b"OpusHead\1\1" + struct.pack("<HIhB", 312, 48_000, 0, 0)
TAGS = b"OpusTags" + struct.pack("<I", 6) + b"ffmpeg" + bytes(4)
SOUND = page(2, b"\xf8\xff\xfe", granule=48_312)


def test_a_clean_sound_is_clean() -> None:
    """A sound without remarks hides nothing, and is as long as its last page says."""
    found = seen(page(0, HEAD) + page(1, TAGS) + SOUND)
    assert (found.hidden, found.seconds) == ((), 1.0)


def test_what_programs_write_is_found() -> None:
    """Remarks are told by what they are about, and never by what they say."""
    (found,) = seen(recording(".ogg", metadata={"artist": SECRET.decode(), "location": SECRET.decode()})).hidden
    assert {"a name", "a place"} <= set(found.about)
    assert SECRET.decode() not in found.words


@pytest.mark.parametrize("tags", [TAGS + SECRET, TAGS.replace(b"ffmpeg", b"Ann. K"), b"OpusTags" + SECRET])
def test_remarks_in_odd_places_are_found(tags: bytes) -> None:
    """What stands behind the remarks, or in place of a program's name, is hidden there."""
    assert len(seen(page(0, HEAD) + page(1, tags) + SOUND).hidden) == 1


def test_a_head_says_nothing_else() -> None:
    """What stands behind the facts in the first packet is hidden there."""
    assert len(seen(page(0, HEAD + SECRET) + page(1, TAGS) + SOUND).hidden) == 1


def test_a_cover_of_many_pages_is_found() -> None:
    """Remarks that go on over many pages are told as one."""
    more = [page(2 + number, b"", stream=0) for number in range(3)]
    rest = page(1, TAGS[:-4] + b"\1\0\0\0" + b"METADATA_BLOCK_PICTURE=" + bytes(50_000))
    assert len(seen(page(0, HEAD) + rest + b"".join(more) + SOUND).hidden) == 1


def test_a_second_stream_is_found() -> None:
    """Another stream in the file is not played, and told."""
    assert len(seen(page(0, HEAD) + page(1, TAGS) + SOUND + page(0, SECRET, stream=7)).hidden) == 1


def test_vorbis_does_not_play_everywhere() -> None:
    """Other sounds in Ogg are known by their name."""
    (track,) = seen(page(0, b"\1vorbis" + bytes(23)) + page(1, b"\3vorbis") + SOUND).tracks
    assert (track.codec, track.plays) == ("Vorbis", False)


@pytest.mark.parametrize("data", [page(0, HEAD), SOUND[:20], page(0, HEAD) + page(1, TAGS), page(0, HEAD) + SECRET])
def test_what_is_cut_short_is_told(data: bytes) -> None:
    """A file that ends before its sound, or goes on with something else, cannot be read."""
    with pytest.raises(UnreadableError):
        seen(data)


def test_sound_before_and_behind_what_is_played_is_found() -> None:
    """More at the beginning, or behind the end, than an encoder needs is a part that was cut away."""
    begins = HEAD[:10] + struct.pack("<H", 40_000) + HEAD[12:]
    long = page(2, *[b"\xf8\xff\xfe"] * 30, granule=9600)
    for data in (page(0, begins) + page(1, TAGS) + SOUND, page(0, HEAD) + page(1, TAGS) + long):
        assert [one.about for one in seen(data).hidden] == [("a part that was cut away, and is still there",)]


def test_what_an_encoder_needs_is_not_cut_away() -> None:
    """A last packet that is not played to its end is none of that, of whatever kind the packets are."""
    for data in (recording(".ogg"), page(0, HEAD) + page(1, TAGS) + page(2, b"\x1b\x03", b"\x01", granule=9000)):
        assert "cut away" not in " ".join(one.words for one in seen(data).hidden)
