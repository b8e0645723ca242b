from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.contrast import is_colour, nearest, ratio

COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#fff", "#000", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#FFFFFF", 4.54),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#000", 5.25),
        ("#123456", "#123456", 1.0),
    ],
)
def test_ratio(one: str, other: str, expected: float) -> None:
    """The contrast of two colours is that of WCAG 2.2, whichever is on top."""
    assert ratio(one, other) == pytest.approx(expected, abs=0.005)
    assert ratio(other, one) == ratio(one, other)


@pytest.mark.parametrize("text", ["#fff", "#FFFFFF", "#a0b1c2"])
def test_colour(text: str) -> None:
    """A number sign and three or six hexadecimal digits are a colour."""
    assert is_colour(text)


@pytest.mark.parametrize(
    "text", ["", "fff", "#ff", "#ffff", "#fffffff", "#ggg", "red", "#fff ", "rgb(0, 0, 0)", "#fff\n"]
)
def test_no_colour(text: str) -> None:
    """Nothing else is a colour."""
    assert not is_colour(text)


@given(colour=COLOURS, ground=COLOURS, least=st.sampled_from([3.0, 4.5, 7.0]))
def test_nearest_is_enough(colour: str, ground: str, least: float) -> None:
    """The nearest colour has enough contrast wherever any colour has, and the most there is where none has enough."""
    found = nearest(colour, ground, least)
    assert is_colour(found)
    most = max(ratio("#000000", ground), ratio("#ffffff", ground))
    assert ratio(found, ground) >= min(least, most)


@pytest.mark.parametrize(
    ("colour", "ground", "least"),
    [("#c9683f", "#fbf7f0", 7), ("#7a2d18", "#1d1a17", 7), ("#8aa7c4", "#ffffff", 3), ("#3f7a4d", "#000000", 7)],
)
def test_nearest_keeps_the_hue(colour: str, ground: str, least: float) -> None:
    """The nearest colour is of the same hue, and hardly further from the old one than it needs to be."""
    found = nearest(colour, ground, least)
    assert _order(found) == _order(colour)
    assert least <= ratio(found, ground) < least * 1.02


def test_nearest_of_black_and_white() -> None:
    """Where a grey ground leaves too little for every colour, the better of black and white is offered."""
    assert nearest("#ff0000", "#757575", 7) == "#ffffff"
    assert nearest("#ff0000", "#7f7f7f", 7) == "#000000"


def _order(colour: str) -> list[int]:
    """Which of red, green and blue there is least, more and most of."""
    channels = [int(colour[n : n + 2], 16) for n in (1, 3, 5)]
    return sorted(range(3), key=lambda n: channels[n])
