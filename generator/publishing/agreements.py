"""On which day a storyteller last agreed to a text that is known by its id."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.consent.guard_files import log_of
from generator.consent.register import rows
from generator.content.moves import Moves
from generator.gate.consent_log import identity
from generator.gate.last_words import last_words, text_tag
from generator.publishing.text_ids import text_id


def agreed_on(root: Path, today: date, site: str, moves: Moves, text: str) -> date | None:
    """The day, as the log says; None where it says nothing of the text with this id, or nothing of an agreement.

    Raises CannotBuildError where a build would.
    """
    known = last_words(log_of(root), moves)
    for row in rows(root, today):
        if row.consent is not None and text_id(site, row.path, moves) == text:
            record = row.consent.record
            keys = (identity(record), None), (identity(record), text_tag(record, row.path, moves))
            return max((known.agreed[key] for key in keys if key in known.agreed), default=None)
    return None
