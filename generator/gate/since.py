"""Since when a consent has ended or covers less, so that a later approval of another text is known to be later.

The log tells it by the place of a line, and days of the file or the log by the last one that counted. Of what somebody
wrote into a file by hand, without a day, nobody can tell; then an act that logs it does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from generator.content.consent_fields import Consent
from generator.content.settings import ConsentPolicy
from generator.gate import lifetime
from generator.gate.consent_log import LogLine, identity
from generator.gate.last_words import LastWords
from generator.gate.lifetime import End
from generator.gate.records import somebodys

OVER = ("paused", "withdrawn")
UNTOLD = "nobody can tell since when"


@dataclass(frozen=True, slots=True)
class Since:
    """Behind which line of the log, and behind which day, an approval is later than what has ended.

    Where nobody can tell, ``untold`` says so, and what a person can do about it.
    """

    place: int = 0
    day: date | None = None
    untold: str = ""

    def is_before(self, approved: LogLine) -> bool:
        """Whether an approval is surely later."""
        return not self.untold and approved.place > self.place and (self.day is None or approved.event.on > self.day)


def since_in_file(
    path: str,
    consent: Consent,
    line: LogLine | None,
    by_hand: Collection[str],
    known: LastWords,
    policy: ConsentPolicy,
    day: date,
) -> Since:
    """Since when the consent of a file has ended by a day, or covers less.

    ``line`` is the log's last one about it, and ``by_hand`` are channels that its file alone lacks.
    """
    if line is not None and line.event.status in OVER:
        return Since(line.place)
    if consent.status not in ("given", "requested"):
        if consent.ended_on is not None:
            return Since(day=consent.ended_on)
        if consent.status == "paused" and somebodys(consent.record):
            return Since(untold=f"{UNTOLD}: “hearten consent pause {path}” writes that down")
        return Since(untold=f"{UNTOLD}: write the day as “ended_on” there, and have this one approved on a later day")
    if by_hand and line is not None:
        stay = ",".join(channel for channel in line.event.scope if channel not in by_hand)
        act = f"narrow {path} --scope {stay}" if stay else f"pause {path}"
        back = f"write “scope: [{', '.join(line.event.scope)}]” there again"
        return Since(untold=f"{UNTOLD}: {back}, and do the same with “hearten consent {act}”")
    return _by_days((lifetime.ends(consent, policy), ends_in_log(line, known, policy)), line, known, day)


def since_unread(
    path: str,
    end: End | None,
    line: LogLine | None,
    known: LastWords,
    policy: ConsentPolicy,
    day: date,
    *,
    is_said: bool,
) -> Since:
    """The same of a file whose front matter cannot be read.

    ``end`` is what its days tell, and ``is_said`` whether it says of itself that its consent is over.
    """
    if line is not None and line.event.status in OVER:
        return Since(line.place)
    logged = ends_in_log(line, known, policy)
    has_no_day = end is not None and end.day == date.min and (logged is None or logged.day >= day)
    if is_said or has_no_day:
        return Since(untold=f"{UNTOLD}: mend what is wrong in {path} first")
    return _by_days((end, logged), line, known, day)


def ends_in_log(line: LogLine | None, known: LastWords, policy: ConsentPolicy) -> End | None:
    """The end of a consent as the last line about it tells; None where it tells none."""
    if line is None:
        return None
    event = line.event
    return lifetime.ends_as_logged(event, known.agreed.get((identity(event.record), event.text), event.on), policy)


def _by_days(ends: Iterable[End | None], line: LogLine | None, known: LastWords, day: date) -> Since:
    past = max((end.day for end in ends if end is not None and end.day < day), default=None)
    return Since(known.narrowed_at(line) if line is not None else 0, past)
