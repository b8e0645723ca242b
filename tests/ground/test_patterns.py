"""Patterns that are compiled when they are first used."""

import re

import pytest

from generator.ground.patterns import lazy


def test_lazy_patterns_are_patterns() -> None:
    """A lazy pattern finds what the compiled one finds."""
    assert lazy("(?P<word>b+)").sub(r"<\g<word>>", "abba") == "a<bb>a"
    assert lazy(rb"^x", re.MULTILINE).findall(b"x\nx") == [b"x", b"x"]
    assert lazy("A", re.IGNORECASE).fullmatch("a")


def test_mistakes_in_lazy_patterns() -> None:
    """A mistake in a lazy pattern is raised when it is first used."""
    broken = lazy("(")
    with pytest.raises(re.error):
        broken.search("")
