"""Which uses of stories elsewhere are still out there, and which of them consent does not cover any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from generator.consent.consent_change import NOT_CONSENT
from generator.consent.guard_files import log_of, readable_moves, withdrawn_stories
from generator.consent.register import decisions
from generator.consent.use_register import Use, uses
from generator.content.moves import Moves
from generator.content.read import Manuscript
from generator.gate.admit import Story
from generator.gate.last_words import text_tag
from generator.gate.records import has_record, somebodys, with_records
from generator.gate.tombstones import Withdrawn
from generator.ground.channels import MEDIA
from generator.ground.outcome import Withheld

Decision: TypeAlias = tuple[Manuscript, Story | Withheld]
# A text that somebody works on, or that waits for its day, may go on being used for what was agreed to.
WAITING = frozenset(NOT_CONSENT) - {"errors"}


@dataclass(frozen=True, slots=True)
class StandingUse:
    """A use that is still out there: the story's file, None where there is none, and why it may not be any more.

    ``why`` is None where consent covers it today.
    """

    use: Use
    path: str | None
    why: str | None


def standing_uses(root: Path, today: date) -> tuple[StandingUse, ...]:
    """All uses that are still out there, in the order of their numbers. Raises CannotBuildError.

    A story is used elsewhere no longer than a build would publish it on some medium.
    """
    return standing(root, today, lambda: (one for medium in MEDIA for one in decisions(root, medium, today, None)))


def standing(root: Path, today: date, decide: Callable[[], Iterable[Decision]]) -> tuple[StandingUse, ...]:
    """The same, where ``decide`` gives what the gate decides about every story on every medium."""
    out = [one for one in uses(root) if one.is_out(today)]
    if not out:
        return ()
    decided: dict[str, list[Decision]] = {}
    for decision in decide():
        decided.setdefault(decision[0].path, []).append(decision)
    moves, withdrawn = readable_moves(root), with_records(withdrawn_stories(root), log_of(root))
    return tuple(_standing(one, decided, moves, withdrawn) for one in out)


def _standing(use: Use, decided: Mapping[str, Sequence[Decision]], moves: Moves, withdrawn: Withdrawn) -> StandingUse:
    path = next((path for path in decided if text_tag(use.record, path, moves) == use.text), None)
    if path is None:
        days = [stone.withdrawn_on for stone in withdrawn.stories if has_record(stone, somebodys(use.record))]
        gone = "its story is not here any more, or cannot be read"
        return StandingUse(use, None, f"its story was withdrawn on {max(days)}" if days else gone)
    reasons = list(_reasons(use, decided[path]))
    # The media are held to their own words of the scope; one that covers it is enough.
    return StandingUse(use, path, None if None in reasons else next(iter(filter(None, reasons)), None))


def _reasons(use: Use, decided: Iterable[Decision]) -> Iterator[str | None]:
    for text, what in decided:
        if isinstance(what, Withheld) and what.rule not in WAITING:
            yield what.reason
            continue
        consent = text.header.consent if text.header else None
        agreed = what.uses if isinstance(what, Story) else frozenset(consent.uses if consent else ())
        yield None if use.use in agreed else f"its consent does not cover “{use.use}”"
