"""All advice on what gives somebody away."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from generator.advice import privacy_contact, privacy_files, privacy_names, privacy_numbers, privacy_places
from generator.advice.advise import Adviser
from generator.advice.around import SiteAround, around
from generator.advice.finding import Rule
from generator.content.settings import Settings

ROOMS = (privacy_contact, privacy_numbers, privacy_places, privacy_names, privacy_files)
RULES: tuple[Rule, ...] = tuple(rule for room in ROOMS for rule in room.RULES)


def of_texts(settings: Settings) -> tuple[Adviser, ...]:
    """What looks at one text, and knows nothing beside it but the settings."""
    looks = (
        *(privacy_contact.in_words, privacy_contact.in_links),
        *(privacy_numbers.in_words, privacy_places.in_words, privacy_names.said_to_be_real),
    )
    return tuple(partial(look, around=around(settings)) for look in looks)


def of_names(around: SiteAround) -> tuple[Adviser, ...]:
    """What looks at one text, and knows the others and the deny list.

    It depends on all of these, so that nobody may keep its findings by the text and the settings alone.
    """
    looks = (privacy_names.of_others, privacy_names.denied, privacy_names.to_ask_about, privacy_files.named)
    return tuple(partial(look, around=around) for look in looks)


def of_files(root: Path) -> Adviser:
    """What looks into the pictures and recordings that a text names, below a site's folder; it depends on these."""
    return partial(privacy_files.with_remarks, root=root)
