"""Captions: what their files say, and what is told of those that no player could show."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.captions import Cue, as_webvtt, read, spoken, stamp

VTT = b"""\
WEBVTT - the kettle

NOTE made by hand

STYLE
::cue { color: red }

first
00:01.000 --> 00:03.500 align:start position:10%
<v Maren>I put the <i>kettle</i> on.
It sang.

1:00:00.000 --> 01:00:01.000
wrong hours
"""


def cues(text: str, name: str = "a.vtt") -> tuple[Cue, ...]:
    """The cues of a file without errors."""
    return read(text.encode(), name).made


def told(text: str, name: str = "a.vtt") -> list[tuple[str, int, int, str]]:
    """What is told of a file: severity, line, column, rule."""
    return [(d.severity, d.span.line, d.span.column, d.rule) for d in read(text.encode(), name).diagnostics]


def test_webvtt_is_read() -> None:
    """A WebVTT file's cues have times, speaker and words; notes, styles and settings are left out."""
    found = cues(VTT.decode().split("1:00:00.000")[0])
    assert found == (Cue(1000, 3500, "I put the kettle on.\nIt sang.", "Maren", 9),)


def test_subrip_is_read() -> None:
    """A SubRip file with numbers, commas and carriage returns is read as the same cues."""
    first = "1\r\n00:00:01,000 --> 00:00:03,500\r\n<b>It</b> sang.\r\n"
    found = cues(f"\ufeff{first}\r\n2\r\n00:00:04,000 --> 00:00:05,000\r\nTwice.\r\n", "a.srt")
    assert [(c.start, c.end, c.words) for c in found] == [(1000, 3500, "It sang."), (4000, 5000, "Twice.")]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Tea &amp; toast &lt;3", "Tea & toast <3"),
        ("<00:00:01.000>Slowly<00:00:02.000> now", "Slowly now"),
        ("<c.loud>Here</c> <lang en>there</lang> <ruby>a<rt>b</rt></ruby>", "Here there ab"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<img src=x onerror=alert(1)> and 1 < 2", "<img src=x onerror=alert(1)> and 1 < 2"),
    ],
)
def test_markup_of_captions_goes_and_all_else_is_words(written: str, words: str) -> None:
    """Tags that the format has are left out, entities are read, and whatever else looks like a tag is words."""
    assert cues(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{written}\n")[0].words == words


def test_two_voices_in_one_cue_are_two() -> None:
    """A cue in which two people speak becomes one of each, at the same time, and no overlap is told of them."""
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Maren>Tea?</v>\n<v.low The neighbour>Please.\n"
    assert [(c.speaker, c.said) for c in cues(text)] == [("Maren", "Tea?"), ("The neighbour", "Please.")]
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("00:01.000 --> 00:02.000\nA\n", ("error", 1, 1, "captions")),
        ("WEBVTT\n\n0:01.000 --> 00:02.000\nA\n", ("error", 3, 1, "captions")),
        ("WEBVTT\n\n00:01.000 --> 00:61.000\nA\n", ("error", 3, 14, "captions")),
        ("WEBVTT\n\n00:01.000 -->\nA\n", ("error", 3, 14, "captions")),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nA\n", ("error", 3, 14, "captions")),
        ("WEBVTT\n\nOnly words\n", ("error", 3, 1, "captions")),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\nA\n\n00:01.000 --> 00:02.000\nB\n", ("error", 6, 1, "captions")),
        ("WEBVTT\n\n00:01.000 --> 00:04.000\nA\n\n00:03.000 --> 00:05.000\nB\n", ("warning", 6, 1, "captions-overlap")),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nA\n" + "b" * 66 + "\n", ("warning", 5, 1, "long-caption")),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n", ("warning", 3, 1, "captions")),
    ],
)
def test_what_is_wrong_has_its_place(text: str, problem: tuple[str, int, int, str]) -> None:
    """Each mistake in a file of captions is told with its line and column."""
    assert told(text) == [problem]


def test_what_is_written_is_read_again() -> None:
    """What is published of captions holds the same cues, with every sign that could be markup escaped."""
    made = (Cue(0, 1500, "1 < 2 & </v>\n--> so", "A <b>", 3), Cue(3_600_000, 3_600_001, "later", "", 7))
    assert read(as_webvtt(made), "x.vtt").made == made


@given(st.text(max_size=200))
def test_what_was_read_is_read_again(text: str) -> None:
    """Whatever cues a file gives, they say the same once they are published and read again."""
    found = read(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}".encode("utf-8", "ignore"), "a.vtt").value
    if found:
        again = read(as_webvtt(found), "a.vtt").made
        assert [(c.start, c.end, c.speaker, c.said) for c in again] == [
            (c.start, c.end, c.speaker, c.said) for c in found
        ]


def test_a_transcript_has_a_paragraph_for_each_turn() -> None:
    """The words of cues as a text begin anew where another person speaks."""
    made = [Cue(0, 1, "One,", "A"), Cue(1, 2, "two.", "A"), Cue(2, 3, "Three.", "B")]
    assert spoken(made) == "A: One, two.\nB: Three."


def test_a_long_line_takes_no_long_time() -> None:
    """Captions that are one line of half a megabyte of openings of tags are read in a moment."""
    begun = time.process_time()
    read(b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v a<c.b <i " * 40_000, "a.vtt")
    assert time.process_time() - begun < 5


def test_a_file_that_is_no_text_is_told() -> None:
    """A file that is too large, or not UTF-8, is told as any other text is."""
    assert [d.rule for d in read(b"x" * 600_000, "a.vtt").diagnostics] == ["too-large"]
    assert [d.rule for d in read("WEBVTT\n\nf\xfcr".encode("latin-1"), "a.srt").diagnostics] == ["not-utf-8"]


@given(st.text(max_size=200))
def test_whatever_is_written_is_read_or_told(text: str) -> None:
    """Any text is cues or problems, and never a mistake of the reader's."""
    checked = read(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}".encode("utf-8", "ignore"), "a.vtt")
    assert checked.value is not None or checked.errors


def test_times_are_written_whole() -> None:
    """A time is written with hours, minutes, seconds and thousandths."""
    assert stamp(3_723_004) == "01:02:03.004"
