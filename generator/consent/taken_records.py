"""A number of a form that another text has, or had when its consent was withdrawn, is no other consent's number.

What was withdrawn is known by its number, too. If another text took that over, nobody could tell by it any more what
has to go.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from generator.consent.case import Case
from generator.consent.guard_files import log_of, moves_of, withdrawn_stories
from generator.consent.refused import RefusedError
from generator.content.read import Manuscript
from generator.gate import consent_log
from generator.gate.consent_log import LogLine, identity
from generator.gate.last_words import last_words
from generator.gate.records import has_record, record_of, with_records
from generator.gate.seal import seals
from generator.gate.tombstones import Withdrawn, entry_id


def stop_if_anothers(case: Case, record: str, everybody: Iterable[Manuscript]) -> None:
    """Raise RefusedError if a record is that of another text of the site, and no form covers both."""
    own = case.header.consent
    for other in everybody:
        consent = other.header.consent if other.header else None
        together = consent and case.path in consent.texts and other.path in own.texts if own else False
        if other.path != case.path and record_of(other) == identity(record) and not together:
            raise RefusedError(
                f"{record} is the record of {other.path}. Give each consent a number of its own, or, where "
                "one form covers both, name both files in the “texts” of both.",
                "record",
            )


def stop_if_withdrawn(case: Case, record: str, withdrawn: Withdrawn) -> None:
    """Raise RefusedError if a record was withdrawn for another text than the very one that is approved under it."""
    if (day := withdrawn_for_another(case, record, withdrawn)) is not None:
        raise RefusedError(
            f"{record} is the number of a consent that was withdrawn on {day} for another text; a consent has a number "
            "of its own: write the new form's. Nothing was changed.",
            "record",
        )


def stop_if_not_its_own(case: Case) -> None:
    """Raise RefusedError if the record in a story's file is one that was withdrawn for another text."""
    withdrawn = with_records(withdrawn_stories(case.root), log_of(case.root))
    stop_if_withdrawn(case, case.consent.record, withdrawn)


def withdrawn_for_another(case: Case, record: str, withdrawn: Withdrawn) -> date | None:
    """The day on which a record was withdrawn, if that was for another text than this very one; None otherwise.

    The text whose number it is was approved under it once, or is, by its words, all or nearly, the one that was
    withdrawn under it first: whatever bore the number after that had it from there. Only where neither words nor seals
    were kept does its place tell.
    """
    stones = [stone for stone in withdrawn.stories if has_record(stone, identity(record))]
    line, known = _withdrawal(case, record), last_words(log_of(case.root), moves_of(case.root))
    sealed = {seal for (of, _), some in known.seals.items() if of == identity(record) for seal in some}
    if not (stones or line) or not sealed.isdisjoint(made.exact for made in seals(case.seen)):
        return None
    if not stones:
        return line.event.on if line else None
    first, place = stones[0], entry_id(case.settings.url, moves_of(case.root).first(case.path))
    is_placed = not (first.has_words or sealed) and first.id == place
    return None if is_placed or withdrawn.is_of(first, case.text.sentences) else first.withdrawn_on


def _withdrawal(case: Case, record: str) -> LogLine | None:
    """The last line about a record, if that is its withdrawal, whatever took its place since."""
    lines = (line for line in consent_log.read(log_of(case.root))[0] if identity(line.event.record) == identity(record))
    last = next(reversed([*lines]), None)
    return last if last is not None and last.event.what == "withdraw" else None
