"""Readings: bytes as text, in every way in which they may be read."""

from __future__ import annotations

import pytest

from generator.checking.readings import OVERLAP, PIECE, folds, led_back, readings


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Zo&euml;", "Zoë"),
        ("Zo%C3%AB", "Zoë"),
        (r"Zo\u00eb", "Zoë"),
        (r"Zo\xeb and \u{1F600}", "Zoë and 😀"),
        (r"\ud83d\ude00", "😀"),
        (r"one\ntwo\/three", "one\ntwo/three"),
        ("Zo%2526euml%253B", "Zoë"),
        (r"alone \ud83d", "alone \ufffd"),
        (r"\u{ffffff}", " "),
    ],
)
def test_escapes_are_led_back(written: str, meant: str) -> None:
    """Entities, percent-encoding and escapes of scripts are led back, also in each other, and wrong ones do no harm."""
    assert led_back(written) == meant


def test_large_files_are_read_in_pieces() -> None:
    """Pieces overlap, so that words on the border of two stand whole in one, and equal pieces are read once."""
    text = "a" * (PIECE - 3) + "kettle" + "b" * PIECE
    pieces = [ways[0] for ways in readings(text.encode())]
    assert [len(piece) for piece in pieces] == [PIECE + OVERLAP, PIECE + 3]
    assert "kettle" in pieces[0]
    assert len(list(readings(b"a" * (9 * PIECE)))) == 2
    assert list(readings(bytes(9 * PIECE))) == []


def test_a_hyphen_may_part_words_or_join_them() -> None:
    """At a line's end a hyphen is read both as within a word and as between two, and what is not seen is left out."""
    assert folds("the well-\nknown ket\u00adtle") == (
        ["the", "wellknown", "kettle"],
        ["the", "well", "known", "kettle"],
    )
