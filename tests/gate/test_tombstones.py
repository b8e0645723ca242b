from __future__ import annotations

from datetime import date

from generator.gate.tombstones import Tombstone, Withdrawn, hashed_address

SALT = "0123456789abcdef0123456789abcdef"


def test_a_card_stands_under_the_name_that_a_story_had() -> None:
    """The path of the card beside a withdrawn story's page was the story's, and so was no other file's there."""
    address = hashed_address("stories/gate/index.html", SALT)
    stone = Tombstone(id="a", withdrawn_on=date(2026, 1, 1), in_feeds=False, addresses=address)
    withdrawn = Withdrawn(form=2, salt=SALT, stories=(stone,))
    paths = ("stories/gate/index.html", "stories/gate/card.png", "stories/gate/card.jpg", "stories/river/card.png")
    assert [withdrawn.had(path) for path in paths] == [True, True, False, False]
