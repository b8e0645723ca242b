"""All advice on what gives somebody away."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generator.advice import privacy_contact, privacy_files, privacy_names, privacy_numbers, privacy_places
from generator.advice.advise import Adviser
from generator.advice.around import SiteAround, around
from generator.advice.finding import Finding, Rule
from generator.advice.privacy_sought import found
from generator.advice.texts import AdvisedText
from generator.content.settings import Settings

ROOMS = (privacy_contact, privacy_numbers, privacy_places, privacy_names, privacy_files)
# What is looked for in words, all of it in one go.
SOUGHT = (*privacy_contact.SOUGHT, *privacy_numbers.SOUGHT, *privacy_places.SOUGHT, privacy_names.REAL_NAME)
RULES: tuple[Rule, ...] = tuple(rule for room in ROOMS for rule in room.RULES)


def of_texts(settings: Settings) -> tuple[Adviser, ...]:
    """What looks at one text, and knows nothing beside it but the settings."""
    return tuple(partial(look, around=around(settings)) for look in (_in_words, privacy_contact.in_links))


def _in_words(text: AdvisedText, around: SiteAround) -> Iterator[Finding]:
    return found(SOUGHT, text, around)


def of_list(around: SiteAround) -> Adviser:
    """What looks for words of the deny list in one text."""
    return partial(privacy_names.denied, around=around)


def of_names(around: SiteAround) -> tuple[Adviser, ...]:
    """What looks at one text, and knows the names in others and the deny list."""
    return (*of_others(around), of_list(around), partial(privacy_names.to_ask_about, around=around))


def of_others(around: SiteAround) -> tuple[Adviser, ...]:
    """What looks for names of others, in words and in names of files."""
    return tuple(partial(look, around=around) for look in (privacy_names.of_others, privacy_files.named))


def of_files(root: Path) -> Adviser:
    """What looks into the pictures and recordings that a text names, below a site's folder; it depends on these."""
    return partial(privacy_files.with_remarks, root=root)
