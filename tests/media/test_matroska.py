"""WebM and Matroska files, of which every element is needed to play them or is told."""

from __future__ import annotations

import io

import pytest

from generator.media.contents import Contents, UnreadableError
from generator.media.matroska import matroska
from tests.builders.recordings import recording

SECRET = b"Saltmarsh Quay 3"
CLUSTER, UNKNOWN = b"\x1f\x43\xb6\x75", b"\x01\xff\xff\xff\xff\xff\xff\xff"


def seen(data: bytes) -> Contents:
    return matroska(io.BytesIO(data))


def element(number: bytes, body: bytes) -> bytes:
    return number + (0x10_00_00_00 | len(body)).to_bytes(4) + body


@pytest.fixture(scope="module")
def clean() -> bytes:
    """A film with nothing hidden."""
    return recording(".webm")


def in_segment(data: bytes, more: bytes) -> bytes:
    """A film with more at the end of its segment."""
    at = data.index(b"\x18\x53\x80\x67") + 4
    length = int.from_bytes(data[at + 1 : at + 8]) + len(more)
    return data[: at + 1] + length.to_bytes(7) + data[at + 8 :] + more


def test_a_clean_film_is_clean(clean: bytes) -> None:
    """A film of picture and sound has its facts, and hides nothing."""
    found = seen(clean)
    assert [(one.codec, one.width, one.height) for one in found.tracks] == [("VP9", 64, 48), ("Opus", None, None)]
    assert (found.hidden, found.publishable) == ((), True)
    assert found.seconds == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize(
    "more",
    [
        element(b"\x15\x49\xa9\x66", element(b"\x7b\xa9", SECRET)),  # a title
        element(b"\x10\x43\xa7\x70", SECRET),  # chapters
        element(b"\x19\x41\xa4\x69", SECRET),  # attached files
        element(b"\x12\x54\xc3\x67", element(b"\x73\x73", element(b"\x67\xc8", element(b"\x44\x87", SECRET)))),
        element(b"\xec", SECRET),  # what should be empty
        element(b"\x4d\xbb", SECRET),  # a known element where it does not belong
    ],
    ids=["title", "chapters", "attachment", "tag", "void", "elsewhere"],
)
def test_what_else_there_is_is_told(clean: bytes, more: bytes) -> None:
    """Titles, chapters, attached files, remarks and anything that is not known are hidden, wherever they stand."""
    (found,) = seen(in_segment(clean, more)).hidden
    assert SECRET.decode() not in found.words


def test_numbers_that_are_words_are_told(clean: bytes) -> None:
    """Where a number belongs, nothing longer stands."""
    more = element(b"\x1c\x53\xbb\x6b", element(b"\xbb", element(b"\xb3", SECRET)))
    assert len(seen(in_segment(clean, more)).hidden) == 1


def test_matroska_becomes_webm(clean: bytes) -> None:
    """A Matroska file with WebM's codecs is not published under its own name."""
    found = seen(
        clean.replace(b"\x42\x82\x84webm", b"\x42\x82\x88matroska").replace(b"\x9f\x42\x86", b"\xa3\x42\x86", 1)
    )
    assert (found.format_, found.suffix, found.publishable) == ("Matroska", ".webm", False)


def test_a_length_that_lies_is_not_believed(clean: bytes) -> None:
    """How long a film lasts is told by its last block, where its header says something else."""
    at = clean.index(b"\x44\x89\x88") + 3
    assert seen(clean[:at] + b"\x41\x8f\x40\x00\x00\x00\x00\x00" + clean[at + 8 :]).seconds < 2


def test_clusters_in_each_other_are_no_bomb(clean: bytes) -> None:
    """Parts without an end that begin within each other a hundred thousand times are told as one thing."""
    assert len(seen(in_segment(clean, (CLUSTER + UNKNOWN) * 100_000)).hidden) < 5


@pytest.mark.parametrize("kept", [0.01, 0.05, 0.5, 0.99])
def test_films_cut_short_are_told(clean: bytes, kept: float) -> None:
    """A film that ends before its end cannot be read, wherever that is."""
    with pytest.raises(UnreadableError):
        seen(clean[: int(len(clean) * kept)])


def test_more_elements_than_anybody_has_are_told(clean: bytes) -> None:
    """A film made of thousands of things that are not known is not gone through to its end."""
    with pytest.raises(UnreadableError, match="too many"):
        seen(in_segment(clean, b"\x42\x99\x80" * 5000))


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"\x56\xbb\x84\x04\xc4\xb4\x00", b"\x56\xaa\x84\x14\xc4\xb4\x00"), (b"\x88\x81\x00", b"\xb9\x81\x00")],
    ids=["a late beginning", "switched off"],
)
def test_what_is_not_played_is_found(clean: bytes, before: bytes, after: bytes) -> None:
    """A sound that begins a third of a second after its first sample, or a track that is switched off, is told."""
    assert before in clean
    found = seen(clean.replace(before, after, 1)).hidden
    assert [one.about for one in found] == [("a part that was cut away, and is still there",)]
