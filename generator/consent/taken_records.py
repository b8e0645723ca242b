"""A number of a form that another text has, or had when its consent was withdrawn, is no other consent's number.

What was withdrawn is known by its number, too. If another text took that over, nobody could tell by it any more what
has to go.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.consent.case import Case
from generator.consent.guard_files import log_of, moves_of
from generator.consent.refused import RefusedError
from generator.content.read import Manuscript
from generator.gate import consent_log
from generator.gate.consent_log import LogLine, identity
from generator.gate.last_words import last_words
from generator.gate.records import has_record, record_of
from generator.gate.seal import seals
from generator.gate.tombstones import Tombstone, Withdrawn, entry_id


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
    """Raise RefusedError if a record was withdrawn for another text than the very one that is approved under it.

    A text is that one by its words, all or nearly, or by a seal that it once had under the record; only where no words
    were kept, by its place.
    """
    stones = [stone for stone in withdrawn.stories if has_record(stone, identity(record))]
    line = _withdrawal(case, record)
    if not (stones or line) or _was_sealed(case, record):
        return
    place = entry_id(case.settings.url, moves_of(case.root).first(case.path))

    def is_its_own(stone: Tombstone) -> bool:
        return withdrawn.is_of(stone, case.text.sentences) or (not stone.has_words and stone.id == place)

    if not any(map(is_its_own, stones)):
        day = stones[-1].withdrawn_on if stones else line.event.on if line else None
        raise RefusedError(
            f"{record} is the number of a consent that was withdrawn on {day} for another text; a consent has a number "
            "of its own: write the new form's. Nothing was changed.",
            "record",
        )


def _withdrawal(case: Case, record: str) -> LogLine | None:
    """The last line about a record, if that is its withdrawal, whatever took its place since."""
    lines = (line for line in consent_log.read(log_of(case.root))[0] if identity(line.event.record) == identity(record))
    last = next(reversed([*lines]), None)
    return last if last is not None and last.event.what == "withdraw" else None


def _was_sealed(case: Case, record: str) -> bool:
    """Whether exactly this text was approved under a record before."""
    exact = {made.exact for made in seals(case.seen)}
    known = last_words(log_of(case.root), moves_of(case.root)).seals
    return any(of == identity(record) and not exact.isdisjoint(some) for (of, _), some in known.items())
