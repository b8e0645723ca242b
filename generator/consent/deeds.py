"""How each act of `consent.act_table` is done, and what is told of it afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from generator.consent.act_table import ACTS
from generator.consent.acted_by import acted_by
from generator.consent.acts import Approval, approve, correct, narrow, pause, renew, resume
from generator.consent.case import Case, manuscripts
from generator.consent.consent_change import paused_by_hand
from generator.consent.lost_acts import not_remembered
from generator.consent.register import still_withheld
from generator.consent.unread_pause import pause_unread
from generator.consent.use_register import to_take_back
from generator.content import sources
from generator.gate import lifetime
from generator.gate.consent_log import Act
from generator.gate.retellings import retellings_of

GIVING = ("approve", "renew", "resume")
TAKING = ("narrow", "pause")
# Why a story may be withheld though its consent counts, as whoever wrote it meant.
WAITING = ("draft", "not-yet")


@dataclass(frozen=True, slots=True)
class Deed:
    """How an act is done, and what it has come to, in sentences for whoever did it, out of the case as it left it.

    The sentences are told whether they are read at the desk. ``fits`` is whether the act has anything to do for a story
    as it is.
    """

    do: Callable[..., Case]
    outcome: Callable[[Case, bool], tuple[str, ...]]
    fits: Callable[[Case], bool]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act has come to, in sentences, and whether the story is withheld though its consent was given by it."""

    told: tuple[str, ...]
    is_withheld: bool


def perform(
    act: Act,
    root: Path,
    story: str,
    answers: Mapping[str, Any],
    today: date,
    *,
    by: str | None = None,
    at_desk: bool = False,
) -> Outcome:
    """Do an act with the answers to what it asks for; ``at_desk`` is where that is read. Raises RefusedError.

    ``by`` is the name that whoever does it has given (`acted_by`).
    """
    who = acted_by(root, story, by)
    if act == "pause" and (paused := pause_unread(root, story, today=today, by=who)) is not None:
        return Outcome((*paused, *not_remembered(root)), is_withheld=False)
    deed = DEEDS[act]
    case = deed.do(root, story, today=today, by=who, **answers)
    withheld = still_withheld(case, today) if act in GIVING else {}
    media = {decided: [medium for medium in withheld if withheld[medium] == decided] for decided in withheld.values()}
    stays = (f"It stays withheld ({', '.join(of)}): {one.reason}." for one, of in media.items() if one.rule != "draft")
    staying = case.consent.uses if act == "narrow" else ()
    left = to_take_back(root, case.path, today, staying=staying) if act in TAKING else ()
    left = (*_with_it(case), *left) if act in TAKING else left
    told = (*deed.outcome(case, at_desk), *stays, *not_remembered(root), *left)
    return Outcome(told, any(one.rule not in WAITING for one in withheld.values()))


def _with_it(case: Case) -> tuple[str, ...]:
    """What else an act that takes something away holds for: translations and Easy Read texts of the story."""
    retold = retellings_of(case.path, manuscripts(sources.gather(case.root), case.settings))
    return (f"The same holds for what retells it: {', '.join(retold)}.",) if retold else ()


def _approve(root: Path, story: str, *, today: date, by: str | None, **answers: Any) -> Case:
    return approve(root, story, Approval(**answers), today=today, by=by)


def _approved(case: Case, at_desk: bool) -> tuple[str, ...]:
    way = "take the tick away from “Draft” under “Edit”" if at_desk else "delete the line “draft: true”"
    draft = f"It is still a draft: {way} to publish it."
    done = f"Approved and sealed {case.path} as {case.consent.record}, for {_agreed(case)}."
    return (done, draft) if case.header.draft else (done,)


def _agreed(case: Case) -> str:
    """The channels and other uses of a consent, in words."""
    elsewhere = f", and elsewhere for {', '.join(case.consent.uses)}" if case.consent.uses else ""
    return ", ".join(case.consent.scope) + elsewhere


def _punctuated(case: Case) -> bool:
    """Whether a text differs from what was approved in punctuation alone, and the policy lets that be recorded."""
    sealed = case.header.consent.seal if case.header.consent else None
    allowed = case.settings.consent.corrections != "none"
    now = case.sealed_today if sealed else None
    return sealed is not None and now is not None and sealed != now and sealed.words == now.words and allowed


def _stands(act: Act, case: Case) -> bool:
    return case.header.consent is not None and case.header.consent.status in ACTS[act].statuses


# All but withdrawing, which is no change of a story's file: `consent.withdrawal` does that.
DEEDS: Mapping[Act, Deed] = {
    "approve": Deed(_approve, _approved, lambda _: True),
    "correct": Deed(
        correct,
        lambda case, _: (f"Recorded the correction of {case.path}. Its words are those that were approved.",),
        _punctuated,
    ),
    "renew": Deed(
        renew,
        lambda case, _: (f"Renewed {case.path} until {lifetime.last_day(case.consent, case.settings.consent)}.",),
        partial(_stands, "renew"),
    ),
    "narrow": Deed(
        narrow,
        lambda case, _: (f"{case.path} is for {_agreed(case)} from the next build on.",),
        partial(_stands, "narrow"),
    ),
    "pause": Deed(
        pause,
        lambda case, at_desk: (f"Paused {case.path}. {'Now' if at_desk else 'Build now, and'} put the site online.",),
        lambda case: _stands("pause", case) or paused_by_hand(case),
    ),
    "resume": Deed(
        resume,
        lambda case, _: (f"Resumed {case.path}. Its consent counts as before.",),
        partial(_stands, "resume"),
    ),
}
