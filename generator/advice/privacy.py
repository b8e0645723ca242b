"""All advice on what gives somebody away."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from generator.advice import privacy_contact, privacy_files, privacy_names, privacy_numbers, privacy_places
from generator.advice.advise import Adviser
from generator.advice.around import Around
from generator.advice.finding import Rule

ROOMS = (privacy_contact, privacy_numbers, privacy_places, privacy_names, privacy_files)
RULES: tuple[Rule, ...] = tuple(rule for room in ROOMS for rule in room.RULES)
IN_TEXTS = (
    privacy_contact.in_words,
    privacy_contact.in_links,
    privacy_numbers.in_words,
    privacy_places.in_words,
    privacy_names.of_others,
    privacy_names.denied,
    privacy_names.to_ask_about,
    privacy_files.named,
)


def advisers(around: Around) -> tuple[Adviser, ...]:
    """What looks at one text and knows what is ``around`` it."""
    return tuple(partial(look, around=around) for look in IN_TEXTS)


def of_files(root: Path) -> Adviser:
    """What looks into the pictures and recordings that a text names, below a site's folder.

    It depends on these files, so that nobody may keep its findings by the text alone.
    """
    return partial(privacy_files.with_remarks, root=root)
