"""Words of a story in a line that stays when the story is withdrawn."""

from __future__ import annotations

import pytest

from generator.content import read
from generator.gate.own_words import has_words_of
from tests.builders.sites import story

PATH = "stories/paint-and-rain.md"
FILE = story(
    "The gate by the mill",
    more="aliases: [/old/tin-of-paint/]\nimage: {src: ../images/a.png, alt: A brush across the lid of a tin.}",
    text="We painted the *old* gate twice, and on 2026-03-14 the café was open.\n\n<!-- ask him again soon -->",
).replace("author: Maren", "author: A nurse from Leeds")


def told(said: str) -> bool:
    data = FILE.encode()
    text = read.manuscript(data, PATH, "en").value
    assert text is not None
    return has_words_of(said, text, data)


@pytest.mark.parametrize(
    "said",
    [
        "Spring letter",
        "The March issue, page 3",
        "Training in ward 7 on 2026-03-14",
        "https://letters.example-harbour.org/2026/spring.pdf",
        "By the gate of the town hall, twice a year",
        "",
    ],
)
def test_words_that_tell_nothing(said: str) -> None:
    """What has no three words in a row of the story, nor a name of it, may stay."""
    assert not told(said)


@pytest.mark.parametrize(
    "said",
    [
        "We painted the old gate twice",
        "about how they PAINTED THE OLD one",
        "The old, gate: twice!",
        "pain\u00adted the old",
        "p\u0430inted the old",  # a Cyrillic letter
        "the cafe was noisy",
        "ask him again",
        "a brush across it",
        "with the summary: The gate by the mill",
        "https://elsewhere.example-harbour.org/the-gate-by-the-mill.html",
        "https://elsewhere.example-harbour.org/?q=the%20gate%20by%20the%20mill",
        "TheGateByTheMill",
        "paint-and-rain.pdf",
        "https://quiet.harbour.internal/old/tin-of-paint/",
        "A nurse from Leeds",
        "the Leeds course",
    ],
)
def test_words_of_the_story(said: str) -> None:
    """Three words in a row, a title, an address and a name are words of the story, however they are written."""
    assert told(said)
