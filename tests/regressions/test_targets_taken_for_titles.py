"""`[boat](<https://example.org/boat A boat>)` kept the seal of `[boat](https://example.org/boat "A boat")`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.content import read
from generator.content.consent_fields import Seal
from generator.content.front_matter import StoryHeader
from generator.content.moves import NO_MOVES
from generator.content.stance import FORMS
from generator.gate.seal import seal
from generator.gate.seen import seen
from tests.builders.headers import filled
from tests.builders.sites import SITE

SETTINGS = read.settings(SITE.encode(), "site.yaml").made[0]
HEADER: StoryHeader = filled(StoryHeader)
FORMER: StoryHeader = replace(
    HEADER, recording=None, translation_of=None, easy_read_of=None, translated_by=None, made_from=None
)


def seal_of(text: str, form: int = max(FORMS)) -> Seal:
    """The seal of a text under one header, without what a form does not know: recordings, and what is retold."""
    pictures = {"stories/one": "1", "stories/two": "2"}
    header = HEADER if form == max(FORMS) else FORMER
    return seal(seen(header, text, "stories/gate.md", pictures, SETTINGS, NO_MOVES), form)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[boat](<https://example.org/boat A boat>)", '[boat](https://example.org/boat "A boat")'),
        ("[boat](<boat.md A boat>)", '[boat](boat.md "A boat")'),
        ('[boat](boat.md "a")', "[boat](boat.md 'b')"),
        ("[boat](boat.md)", "[boat](/boat.md)"),
        ("[boat](boat.md)", "[boat](boat.md#mast)"),
        ("[boat]()", "[boat](#)"),
        ("![boat](one 'a')", "![boat](one 'b')"),
    ],
)
def test_target_and_title_are_told_apart(one: str, other: str) -> None:
    """Where a link leads, and what its title says, cannot be taken for one another, nor one target for another."""
    assert seal_of(one).exact != seal_of(other).exact
    assert seal_of(one).words != seal_of(other).words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[boat](boat.md)", "[boat](./boat.md)"),
        ("[boat](a%20boat.md)", "[boat](<a boat.md>)"),
        ("[boat](/stories/boat/)", "[boat](https://quiet.harbour.internal/base/stories/boat/)"),
        ("[boat](boat.md)", "[boat][1]\n\n[1]: boat.md"),
    ],
)
def test_ways_of_writing_are_one(one: str, other: str) -> None:
    """However a link into the site is written, it is the same link if it names the same."""
    assert seal_of(one) == seal_of(other)


def test_the_first_form_stays_as_it_was() -> None:
    """What the first form could not tell apart it still does not, since its seals have to hold."""
    one, other = "[boat](<https://example.org/boat A boat>)", '[boat](https://example.org/boat "A boat")'
    assert seal_of(one, 1) == seal_of(other, 1)
    assert seal_of("[boat](boat.md)", 1) != seal_of("[boat](./boat.md)", 1)
