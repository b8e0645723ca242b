"""Words of a story in a line that stays when the story is withdrawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.content import read
from generator.content.strict_yaml import Document
from generator.gate.own_words import has_words_of
from tests.builders.sites import story

PATH = "stories/paint-and-rain.md"
FILE = story(
    "The gate by the mill",
    more="aliases: [/old/tin-of-paint/]\nimage: {src: ../images/a.png, alt: A brush across the lid of a tin.}",
    text="We painted the *old* gate twice, and on 2026-03-14 the café was open.\n\n<!-- ask him again soon -->",
).replace("author: Maren", "author: A nurse from Leeds")


def told(said: str, file: str = FILE, common: frozenset[str] = frozenset()) -> bool:
    data = file.encode()
    text = read.manuscript(data, PATH, "en").value
    assert text is not None
    return has_words_of(said, text, data, common)


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


NAMING = story(
    "Winter above Fernwick",
    more="image: {src: ../images/a.png, alt: A hill., credit: Photograph by Ida}",
    text="It was winter. Lena Quist met me at the pier.\n\nThe Courier wrote of it, and the people knew.",
)


@pytest.mark.parametrize(
    "said",
    ["Fernwick", "FERNWICK letter", "F e r n w i c k", "for Lena Quist", "by Ida", "Maren", "Lena", "The Courier"],
)
def test_names_that_can_be_told_as_names(said: str) -> None:
    """Words with capitals in title and text, who made the picture, and who is shown are the story's."""
    assert told(said, NAMING)


@pytest.mark.parametrize(
    "said", ["Winter letter 2026", "The people of the pier", "Spring newsletter", "news@harbour.internal"]
)
def test_words_that_many_texts_have(said: str) -> None:
    """What the story also writes small, or never with a capital, names nobody."""
    assert not told(said, NAMING)


def test_what_a_site_says_of_itself_names_nobody() -> None:
    """A word of the title by which the site calls itself may stay."""
    assert told("Fernwick letter", NAMING)
    assert not told("Fernwick letter", NAMING, frozenset({"fernwick"}))


def test_fields_that_a_build_remembers_are_enough() -> None:
    """Names are found in the fields as they were read, where what was written is not at hand."""
    text = read.manuscript(NAMING.encode(), PATH, "en").value
    assert text is not None
    remembered = replace(text, front=Document(None))
    assert [has_words_of(said, remembered) for said in ("Fernwick", "by Ida", "Maren", "Ana")] == [True] * 3 + [False]
