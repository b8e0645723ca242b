"""MP4, M4A and QuickTime files, of which every byte is needed to play them or is told."""

from __future__ import annotations

import io
import struct

import pytest

from generator.media.contents import Contents, UnreadableError
from generator.media.formats import contents_of
from tests.builders.recordings import box, planted, recording, turned

SECRET = b"Saltmarsh Quay 3"
# Where telephones, cameras and programs write what they know.
REMARKS = {
    "a place": ("moov", box(b"udta", box(b"\xa9xyz", SECRET))),
    "a device": ("moov", box(b"udta", box(b"\xa9mod", SECRET))),
    "a title": ("moov/trak", box(b"udta", box(b"titl", SECRET))),
    "a name": ("moov/trak/mdia", box(b"meta", b"\0\0\0\0" + box(b"ilst", box(b"\xa9ART", SECRET)))),
    "a remark": ("moov/trak/mdia/minf", box(b"uuid", b"comment" + SECRET)),
}


def seen(data: bytes) -> Contents:
    return contents_of(io.BytesIO(data))


@pytest.fixture(scope="module")
def clean() -> bytes:
    """A film with nothing hidden, whose list of tracks is at its end."""
    return recording(".mp4", encoders_words=False)


def changed(data: bytes, kind: bytes, at: int, to: bytes) -> bytes:
    """A file with other bytes at a place of the body of its first box of a kind."""
    start = data.index(kind) + 4 + at
    return data[:start] + to + data[start + len(to) :]


def test_a_clean_film_is_clean(clean: bytes) -> None:
    """In a film that is sound and picture, nothing is hidden."""
    assert seen(clean).hidden == ()


def test_a_films_facts(clean: bytes) -> None:
    """A film has a picture and a sound, both as long as they last, and the picture a size."""
    picture, sound = seen(clean).tracks
    assert (picture.codec, picture.width, picture.height, sound.codec) == ("H.264", 64, 48, "AAC")
    assert (picture.seconds, sound.seconds) == pytest.approx((1.0, 1.02), abs=0.05)


def test_sound_alone_is_m4a() -> None:
    """A file of such boxes without a picture is M4A, and clean where nothing is hidden."""
    found = seen(recording(".m4a"))
    assert (found.suffix, found.hidden) == (".m4a", ())


@pytest.mark.parametrize("about", REMARKS)
def test_what_programs_write_is_found(clean: bytes, about: str) -> None:
    """Remarks are found wherever they stand, and told by what they are about and never by what they say."""
    (found,) = seen(planted(clean, *REMARKS[about])).hidden
    assert about in found.about
    assert SECRET.decode() not in found.words


@pytest.mark.parametrize("kind", [b"uuid", b"Xtra", b"meta", b"free", b"skip", b"zzzz"])
def test_other_boxes_are_found(clean: bytes, kind: bytes) -> None:
    """A box in the file that is not known, or should be empty and is not, is told."""
    assert [one.where for one in seen(clean + box(kind, SECRET)).hidden] == [kind.decode()]


def test_room_that_is_empty_is_clean(clean: bytes) -> None:
    """A box that keeps room free, and holds nothing, hides nothing."""
    assert seen(clean + box(b"free", bytes(500))).hidden == ()


def test_bytes_that_are_no_sample_are_found(clean: bytes) -> None:
    """Among the samples nothing stands that is none, though the box is the right one."""
    assert [one.where for one in seen(clean + box(b"mdat", SECRET)).hidden] == ["mdat"]


@pytest.mark.parametrize(("kind", "at"), [(b"mvhd", 4), (b"tkhd", 8), (b"mdhd", 4)])
def test_days_are_found(clean: bytes, kind: bytes, at: int) -> None:
    """The day on which a film, a track or its samples were made is told."""
    (found,) = seen(changed(clean, kind, at, b"\xe0\x12\x34\x56")).hidden
    assert found.about == ("a day or time",)


def test_handlers_with_other_names_are_found(clean: bytes) -> None:
    """A name that a handler has from a device or a person is told."""
    (found,) = seen(changed(clean, b"hdlr", 24, b"Video of Ann")).hidden
    assert found.about == ("a name",)


def test_an_encoders_words_are_found() -> None:
    """What an encoder writes of itself between the pictures is told."""
    (found,) = seen(recording(".mp4")).hidden
    assert found.where == "the video's pictures"


def test_a_second_list_of_sizes_is_found(clean: bytes) -> None:
    """A table that stands there twice could hold anything the second time."""
    more = box(b"stsz", bytes(4) + struct.pack(">II", 0, 4) + SECRET)
    assert [one.where for one in seen(planted(clean, "moov/trak/mdia/minf/stbl", more)).hidden] == [
        "moov/trak/mdia/minf/stbl/stsz"
    ]


def test_what_was_cut_away_is_found(clean: bytes) -> None:
    """What an editor took out of a film by a list of edits is still there, and told."""
    start = clean.index(b"elst") + 4 + 8
    shorter = clean[:start] + struct.pack(">I", 300) + clean[start + 4 :]
    assert "cut away" in " ".join(one.words for one in seen(shorter).hidden)


@pytest.mark.parametrize(
    ("track", "begins", "lasts"),
    [(0, 1024, 900), (0, 0, 900), (1, 4 * 1024, 800), (1, 1024, 900)],
    ids=["pictures before", "pictures behind", "sound before", "sound behind"],
)
def test_the_least_that_was_cut_away_is_found(clean: bytes, track: int, begins: int, lasts: int) -> None:
    """A picture at either end that nobody sees is told, and sound of more frames than codecs need."""
    found = seen(edited(clean, track, begins, lasts))
    assert [one.about for one in found.hidden] == [("a part that was cut away, and is still there",)]
    assert [one.is_cut for one in found.tracks] == [track == 0, track == 1]


@pytest.mark.parametrize(("begins", "lasts"), [(1024, 1000), (2112, 960), (1024, 960)])
def test_what_codecs_need_is_not_cut_away(clean: bytes, begins: int, lasts: int) -> None:
    """Frames with which a sound begins, as programs write them, and the rest of the last one are no leftovers."""
    assert seen(edited(clean, 1, begins, lasts)).hidden == ()


@pytest.mark.parametrize("speed", [0, 2 << 16])
def test_another_speed_is_told(clean: bytes, speed: int) -> None:
    """A film that stands still on a picture, or runs, shows otherwise what is in it, and cannot be read."""
    with pytest.raises(UnreadableError, match="faster or slower"):
        seen(edited(clean, 0, 0, 1000, speed))


def edited(film: bytes, track: int, begins: int, lasts: int, speed: int = 1 << 16) -> bytes:
    """A film of which one track's list of edits says these things, in ticks of the track and of the film."""
    at = -1
    for _ in range(track + 1):
        at = film.index(b"elst", at + 1)
    return film[: at + 12] + struct.pack(">III", lasts, begins, speed) + film[at + 24 :]


@pytest.mark.parametrize("at", [40, 60, 72])
def test_words_in_the_place_of_a_turn_are_found(clean: bytes, at: int) -> None:
    """What says how a picture is turned can say nothing else."""
    (found,) = seen(changed(clean, b"tkhd", at, b"Anna")).hidden
    assert found.about == ("how it is turned",)


@pytest.mark.parametrize(("kind", "at"), [(b"vmhd", 4), (b"smhd", 4)])
def test_words_in_headers_of_sound_and_picture_are_found(clean: bytes, kind: bytes, at: int) -> None:
    """The headers of picture and sound hold nothing but zeros."""
    assert [one.where[-4:] for one in seen(changed(clean, kind, at, b"Anna")).hidden] == [kind.decode()]


@pytest.mark.parametrize(("shown", "is_read"), [((64, 48), True), ((32, 48), False)])
def test_edges_that_are_only_marked_as_cut_away(clean: bytes, shown: tuple[int, int], is_read: bool) -> None:  # a row
    """A film of which a mark hides the edges is refused, since other programs would show them."""
    clap = box(b"clap", struct.pack(">8I", shown[0], 1, shown[1], 1, 0, 1, 0, 1))
    entry = clean.index(b"avc1\0\0\0\0\0\0") - 4
    end = entry + struct.unpack(">I", clean[entry : entry + 4])[0]
    film = clean[:end] + clap + clean[end:]
    for kind in (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd", b"avc1\0\0\0\0\0\0"):
        at = film.index(kind) - 4
        film = film[:at] + struct.pack(">I", struct.unpack(">I", film[at : at + 4])[0] + len(clap)) + film[at + 4 :]
    if is_read:
        assert [one.where[-4:] for one in seen(film).hidden] == ["clap"]
    else:
        with pytest.raises(UnreadableError, match="edges"):
            seen(film)


def test_a_track_of_remarks_is_found(clean: bytes) -> None:
    """A third track that says where a telephone was while it filmed is told."""
    handler = box(b"hdlr", bytes(8) + b"meta" + bytes(12) + b"\0")
    found = seen(planted(clean, "moov", box(b"trak", box(b"mdia", handler)))).hidden
    assert ("a track of remarks",) in [one.about for one in found]


def test_pieces_as_for_sending_live_are_told() -> None:
    """A film in pieces has to be made whole before anyone can say what is in it."""
    assert "moof" in [
        one.where for one in seen(recording(".mp4", options={"movflags": "frag_keyframe+empty_moov"})).hidden
    ]


def test_quicktime_is_not_published_as_it_is() -> None:
    """A QuickTime film has H.264 and AAC, and has to become MP4."""
    found = seen(recording(".mov"))
    assert [track.codec for track in found.tracks] == ["H.264", "AAC"]
    assert not found.publishable


def test_hevc_does_not_play_everywhere() -> None:
    """A telephone's HEVC is known by its name, and as what not every browser plays."""
    (track,) = seen(recording(".mp4", video="hevc", audio=None, seconds=0.2)).tracks
    assert (track.codec, track.plays) == ("HEVC (H.265)", False)


def test_a_protected_film_is_told(clean: bytes) -> None:
    """A film that is protected against copying cannot be read."""
    with pytest.raises(UnreadableError, match="protected"):
        seen(clean.replace(b"avc1\0\0\0\0\0\0", b"encv\0\0\0\0\0\0"))


def test_a_film_turned_on_its_side_is_shown_upright(clean: bytes) -> None:
    """Width and height are those after turning."""
    picture = seen(turned(clean)).tracks[0]
    assert (picture.width, picture.height) == (48, 64)


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.7, 0.99])
def test_films_cut_short_are_told(clean: bytes, kept: float) -> None:
    """A film that ends before its end cannot be read, wherever that is."""
    with pytest.raises(UnreadableError):
        seen(clean[: int(len(clean) * kept)])


def test_a_box_in_a_box_without_end_is_no_bomb(clean: bytes) -> None:
    """Boxes of remarks that lie in each other ten thousand deep are told as one thing."""
    bomb = box(b"zzzz", SECRET)
    for _ in range(10_000):
        bomb = box(b"udta", bomb) if len(bomb) < 100_000 else bomb
    assert len(seen(planted(clean, "moov", bomb)).hidden) == 1


def test_a_count_that_lies_is_told(clean: bytes) -> None:
    """A table that says it has four thousand million rows is not counted out."""
    with pytest.raises(UnreadableError):
        seen(changed(clean, b"stts", 4, b"\xff\xff\xff\xff"))


def test_a_list_of_chunks_without_rows_is_told(clean: bytes) -> None:
    """A table that says nothing of which sample lies where makes a film unreadable."""
    with pytest.raises(UnreadableError):
        seen(changed(clean, b"stsc", 4, bytes(4)))


def test_as_many_boxes_as_nobody_has_are_told(clean: bytes) -> None:
    """A list of a million empty boxes is not gone through."""
    with pytest.raises(UnreadableError, match="too many"):
        seen(planted(clean, "moov", box(b"free", b"") * 1_000_000))


def test_as_many_tracks_as_nobody_has_are_told(clean: bytes) -> None:
    """A film with hundreds of tracks is told by their number."""
    with pytest.raises(UnreadableError, match="tracks"):
        seen(planted(clean, "moov", box(b"trak", b"") * 500))
