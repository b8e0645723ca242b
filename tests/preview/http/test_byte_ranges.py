"""Parts of files, by RFC 9110, section 14."""

from __future__ import annotations

import pytest

from generator.preview.http.byte_ranges import ByteSpan, NoSuchPartError, part_asked_for

TAG = '"ab"'


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        ("bytes=90-", 90, 100),
        ("bytes=90-400", 90, 100),
        ("bytes=-5", 95, 100),
        ("bytes=-400", 0, 100),
        ("BYTES=0-99", 0, 100),
        ("bytes= 3-4\t", 3, 5),
        ("bytes=,3-4,", 3, 5),
    ],
)
def test_a_part(asked: str, start: int, end: int) -> None:
    """One range of bytes is a part, cut at the end of the file; units are in capitals or not, lists may have gaps."""
    assert part_asked_for(asked, None, 100, TAG) == ByteSpan(start, end)


@pytest.mark.parametrize(
    "asked",
    [None, "", "bytes", "bytes=", "bytes=-", "bytes=9-3", "bytes=a-b", "bytes=0-1,5-6", "seconds=0-1", "bytes=1-2-3"],
)
def test_the_whole_file(asked: str | None) -> None:
    """Where nothing is asked for, or nothing that is understood, or several parts, the whole file is meant."""
    assert part_asked_for(asked, None, 100, TAG) is None


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_what_is_not_there(asked: str) -> None:
    """A range that begins behind the end, or has no byte, cannot be had."""
    with pytest.raises(NoSuchPartError):
        part_asked_for(asked, None, 100, TAG)


@pytest.mark.parametrize(("condition", "is_part"), [(TAG, True), ('"cd"', False), (f"W/{TAG}", False), ("Mon", False)])
def test_a_part_of_a_file_that_may_have_changed(condition: str, is_part: bool) -> None:  # a row
    """A part is given on condition only if the file has the very tag that is named, compared strongly."""
    assert (part_asked_for("bytes=0-1", condition, 100, TAG) is not None) == is_part
