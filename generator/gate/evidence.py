"""What the gate is told of a story beside its manuscript, worked out purely: its seal as the text is today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from generator.content.front_matter import Seal
from generator.content.read import Manuscript, text_below
from generator.content.settings import Settings
from generator.gate.seal import seen, today_as
from generator.gate.tombstones import Tombstone, entry_id


def is_sealed(text: Manuscript) -> bool:
    """Whether a story's consent names a seal, so that the gate has to know the seal of the text as it is."""
    return text.header is not None and text.header.consent is not None and text.header.consent.seal is not None


def seal_today(text: Manuscript, data: bytes, files: Mapping[str, str], settings: Settings) -> Seal | None:
    """The seal of a text as it is, in the form of the one that was approved.

    None where that form does not cover all that is there, where nothing was sealed, or where the front matter has
    errors. ``data`` are the bytes that it was read from, ``files`` the digests of the files that it names, by their
    paths.
    """
    if text.header is None or text.header.consent is None or text.header.consent.seal is None:
        return None
    today = seen(text.header, text_below(data, text.path), text.path, files, settings)
    return today_as(text.header.consent.seal, today)


def withdrawn_on(text: Manuscript, settings: Settings, withdrawn: Mapping[str, Tombstone]) -> date | None:
    """The day on which a story was withdrawn, if it was; ``withdrawn`` are tombstones by their ids."""
    stone = withdrawn.get(entry_id(settings.url, text.path)) if withdrawn else None
    return stone.withdrawn_on if stone else None
