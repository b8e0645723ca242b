"""Texts that a page builder keeps beside WordPress's own field: those of Elementor and Thrive are read, others told."""

from __future__ import annotations

import json

from generator.importing.item import Fate, LeftOut
from generator.importing.wordpress.builders import of_values
from generator.importing.wordpress.members import WHAT, WHY, has_conditions
from generator.importing.wordpress.record import BUILT, ELEMENTOR, THRIVE, ExportRecord
from generator.importing.wordpress.remarks import NamedRemarks

FOUND = "words that a page builder kept beside the text"
FOUND_WHY = "WordPress's own field was empty; compare the text with the old page"
UNREAD = LeftOut(
    "texts whose words are in a form that cannot be read",
    "a page builder kept them; copy them from the old page by hand",
)


def words(record: ExportRecord, remarks: NamedRemarks) -> str:
    """HTML of a text whose own field is empty; nothing where no builder's data can be read."""
    found = _of_elementor(record.meta.get(ELEMENTOR, ""), remarks) or record.meta.get(THRIVE, "")
    if found:
        remarks.add(Fate.CHANGED, FOUND, FOUND_WHY)
    return found


def is_unread(record: ExportRecord) -> bool:
    """Whether a builder keeps the words of a text in a form that cannot be read."""
    return any(record.meta.get(key, "").strip() for key in BUILT)


def _of_elementor(data: str, remarks: NamedRemarks) -> str:
    try:
        elements = json.loads(data)
    except (ValueError, RecursionError):
        return ""
    parts: list[str] = []
    waiting = [elements]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += reversed(part)
        elif isinstance(part, dict):
            settings = part.get("settings")
            if isinstance(settings, dict) and has_conditions(settings):
                remarks.look(WHAT, WHY)
                continue
            parts.append(of_values(settings))
            waiting.append(part.get("elements"))
    return "".join(parts)
