"""What the gate is told of every story beside its manuscript, worked out purely."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from generator.content.front_matter import Seal
from generator.content.moves import Moves
from generator.content.read import Manuscript, text_below
from generator.content.settings import Settings
from generator.gate.admit import Evidence
from generator.gate.records import last_words, objection, same_record, same_words, with_records
from generator.gate.seal import seen, today_as
from generator.gate.tombstones import Withdrawn


def is_sealed(text: Manuscript) -> bool:
    """Whether a story's consent names a seal, so that the gate has to know the seal of the text as it is."""
    return text.header is not None and text.header.consent is not None and text.header.consent.seal is not None


def seal_today(
    text: Manuscript, data: bytes, files: Mapping[str, str], settings: Settings, moves: Moves
) -> Seal | None:
    """The seal of a text as it is, in the form of the one that was approved.

    None where that form does not cover all that is there, where nothing was sealed, or where the front matter has
    errors. ``data`` are the bytes that it was read from, ``files`` the digests of the files that it names, by their
    paths.
    """
    if text.header is None or text.header.consent is None or text.header.consent.seal is None:
        return None
    today = seen(text.header, text_below(data, text.path), text.path, files, settings, moves)
    return today_as(text.header.consent.seal, today)


def evidence_on(
    texts: Sequence[Manuscript],
    settings: Settings,
    withdrawn: Withdrawn,
    log: bytes,
    moves: Moves,
    day: date,
    seal_of: Callable[[Manuscript], Seal | None],
) -> dict[str, Evidence]:
    """The evidence on every story, by its path; ``texts`` are all of the site.

    ``seal_of`` is asked of sealed ones; what has ended by ``day`` speaks against stories with the same words.
    """
    known, withdrawn = last_words(log, moves), with_records(withdrawn, log)
    with_record, with_words = same_record(texts, known), same_words(texts, settings.consent, day)
    return {
        text.path: Evidence(
            seal_of(text) if is_sealed(text) else None,
            objection(text, settings, withdrawn, known),
            with_record.get(text.path, ()),
            with_words.get(text.path, ()),
        )
        for text in texts
    }
