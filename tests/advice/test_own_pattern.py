"""Patterns of an organisation's own never take for ever: what could is refused, or RE2 matches it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.advice.own_pattern import PIECE, SHARED, PatternError, own_pattern, simple_pattern

SIMPLE = ["gate", "T-[0-9]{4}", "colou?r", r"\bgate\b", "(a|b)c", "gr[ae]y", "a(bc)?d", r"\w+ gate", "[*+?]", r"\(a+\)"]
SIMPLE += ["(?:gate|door|fence) (?:open|shut)", "(ab|cd){3}", "colou?r \\w+", "(a{3}){4}", "a|b|c|d+"]
REFUSED = ["(a|aa){20}b", "(a|aa)(a|aa)(a|aa)(a|aa)(a|aa)(a|aa)b", "(a+){9}b", "a?a?a?a+b", "((a|aa)(a|aa)){4}b"]
REFUSED += [
    "(a+)+b",
    "(a|aa)+b",
    "(a*)*",
    "a*a*b",
    r"(a)\1",
    "(?=a)b",
    "(?i)a",
    "((ab)+c)*",
    "(a{1,9}){1,9}",
    "a{0,99}",
]


@pytest.mark.parametrize("pattern", SIMPLE)
def test_simple_patterns_are_taken(pattern: str) -> None:
    """A pattern that can be met in few ways is matched without RE2."""
    assert simple_pattern(pattern)


@pytest.mark.parametrize("pattern", REFUSED)
def test_patterns_of_many_ways_are_refused(pattern: str) -> None:
    """A pattern that could be tried in very many ways is refused without RE2, and the hint says what to do."""
    with pytest.raises(PatternError) as refused:
        simple_pattern(pattern)
    assert "google-re2" in refused.value.hint


@pytest.mark.parametrize("pattern", ["(", "[", "a**", "a" * 201, "a*", ""])
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    """What cannot be read, is too long, or finds nothing as well as something, is refused with a hint."""
    with pytest.raises(PatternError) as refused:
        own_pattern(pattern)
    assert refused.value.hint


@given(st.text("ab ", max_size=3 * PIECE))
def test_pieces_hide_nothing(text: str) -> None:
    """A text that is looked through in pieces has the same findings as one that is looked through whole."""
    found = list(simple_pattern("a b?a").spans(text))
    assert found == [one.span() for one in re.finditer("a b?a", text)]


def test_a_find_has_a_limit() -> None:
    """What a simple pattern finds is at most as long as two pieces of a text share."""
    assert list(simple_pattern("a+").spans("a" * (SHARED + 1))) == []


@pytest.mark.parametrize("pattern", ["(a+)+b", "(a|aa)+b", "(a*)*b"])
def test_re2_takes_every_pattern(pattern: str) -> None:
    """With RE2 a pattern of many ways is matched, in a text on which others would never end."""
    pytest.importorskip("re2", reason="google-re2 is an extra")
    assert list(own_pattern(pattern).spans("a" * 5_000 + "b")) == [(0, 5_001)]
    assert list(own_pattern(pattern).spans("a" * 5_000)) == []


def test_re2_refuses_what_it_does_not_know() -> None:
    """With RE2 a pattern that looks ahead is refused with a hint."""
    pytest.importorskip("re2", reason="google-re2 is an extra")
    with pytest.raises(PatternError) as refused:
        own_pattern("(?=a)b")
    assert "RE2" in refused.value.hint


def test_re2_counts_characters() -> None:
    """With RE2 places are counted in characters, as everywhere, and capitals make no difference."""
    pytest.importorskip("re2", reason="google-re2 is an extra")
    assert list(own_pattern("gate").spans("ä 🌊 Gate")) == [(4, 8)]
