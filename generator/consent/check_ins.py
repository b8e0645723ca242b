"""Checking in with storytellers some time after their story was published: when to, and what came of it.

What is kept, in consent/check-ins.jsonl, is the number of the signed form, a day, and one of three words. Nothing
stands there of how anybody is, and when a story is withdrawn, its lines go.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, get_args

from generator.consent.alone import one_by_one
from generator.consent.case import open_case
from generator.consent.guard_files import moves_of, readable_moves
from generator.consent.line_files import append, day, each_line, put, whole_lines, word
from generator.consent.refused import RefusedError
from generator.consent.taken_records import stop_if_not_its_own
from generator.content.front_matter import StoryHeader
from generator.content.moves import Moves
from generator.gate import lifetime
from generator.gate.consent_log import identity
from generator.gate.last_words import text_tag
from generator.ground.days import days_after
from generator.ground.diagnostics import CannotBuildError, Diagnostic, Span, warning
from generator.ground.places import CHECK_INS
from generator.store.guards import guard

CheckInAnswer = Literal["answered", "wants-change", "no-answer"]
ANSWERS: tuple[CheckInAnswer, ...] = get_args(CheckInAnswer)
# Somebody who asks a few days before has asked; and what was due so long ago is left to the next time.
EARLY, LATE = timedelta(days=7), timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """That somebody checked in on a day; ``text`` stands for the story's file (`gate.last_words.text_tag`)."""

    record: str
    text: str
    on: date
    answer: CheckInAnswer


def check_ins(root: Path) -> tuple[CheckIn, ...]:
    """Every check-in that was written down. Raises CannotBuildError where the file cannot be read."""
    found: list[CheckIn] = []

    def take(told: dict[str, Any]) -> None:
        answer = next((known for known in ANSWERS if known == told["answer"]), None)
        if answer is None:
            raise ValueError("no such answer")
        record, text = word(told["record"]), word(told["text"])
        found.append(CheckIn(record=record, text=text, on=day(told["on"]), answer=answer))

    each_line(guard(root, CHECK_INS), CHECK_INS, take)
    return tuple(found)


def to_come(root: Path, today: date) -> tuple[Diagnostic, ...]:
    """Every line of a day after today, which tells of nothing that was. Raises CannotBuildError."""
    what = "this line is of {}, which is still to come, and counts for nothing until then"
    hint = "take the line out, and write down once more what came of asking: “hearten consent check-in”"
    return tuple(
        warning("register", CHECK_INS, Span(place), what.format(one.on), hint)
        for place, one in enumerate(check_ins(root), 1)
        if one.on > today
    )


def of_story(found: Iterable[CheckIn], path: str, moves: Moves, today: date) -> tuple[CheckIn, ...]:
    """Those of the story at a path until today, under whichever record it was, the oldest first."""
    own = (one for one in found if one.on <= today and one.text == text_tag(one.record, path, moves))
    return tuple(sorted(own, key=lambda one: one.on))


def next_check_in(header: StoryHeader, own: Collection[CheckIn], after: Collection[int], today: date) -> date | None:
    """The day on which to check in with the storyteller of a published story; None where there is none to come.

    ``after`` are days after publication, ``own`` the check-ins that were. A day that is past is still due, unless it is
    long ago. Nobody stands behind a made-up example.
    """
    begins = lifetime.begins(header.consent) if header.consent else None
    if begins is None or (header.consent and header.consent.basis == "fictional"):
        return None
    due = (days_after(max(begins, header.date), days) for days in sorted(after))
    return next((one for one in due if today - one <= LATE and all(one - was.on > EARLY for was in own)), None)


def wants_change(own: Sequence[CheckIn]) -> bool:
    """Whether the last answer was that something should be changed."""
    return bool(own) and own[-1].answer == "wants-change"


@one_by_one
def check_in(root: Path, story: str, answer: CheckInAnswer, *, today: date) -> tuple[str, ...]:
    """Write down what came of checking in, and say so in sentences. Raises RefusedError and CannotBuildError."""
    case = open_case(root, story)
    if case.consent.status in ("requested", "refused"):
        raise RefusedError(f"The consent of {case.path} is “{case.consent.status}”, so there is nothing to ask after.")
    stop_if_not_its_own(case)
    record = case.consent.record
    tag = text_tag(record, case.path, moves_of(root))
    append(root, CHECK_INS, {"record": record, "text": tag, "on": str(today), "answer": answer})
    written = (f"Written down for {case.path}: {answer}, on {today}.", *_unread(root))
    if answer != "wants-change":
        return written
    return (*written, "It stands among what needs a person until another answer is written down: answered, say.")


def _unread(root: Path) -> tuple[str, ...]:
    """Which line cannot be read, with what to do, in a sentence; an answer is written down all the same."""
    try:
        check_ins(root)
    except CannotBuildError as e:
        return tuple(f"{d.place}: {d.message}, so nobody is told when to check in; {d.hint}." for d in e.diagnostics)
    return ()


def forget(root: Path, path: str, records: Collection[str]) -> tuple[str, ...]:
    """Take the lines about a withdrawn story out; gives what is missing all the same, in sentences."""
    moves, ended = readable_moves(root), {identity(record) for record in records}
    try:
        before, found = guard(root, CHECK_INS), check_ins(root)
        lines = zip(whole_lines(before or b""), found, strict=True)
        kept = [
            raw
            for raw, one in lines
            if one.text != text_tag(one.record, path, moves) and identity(one.record) not in ended
        ]
        if b"".join(kept) != (before or b""):
            put(root, CHECK_INS, before, b"".join(kept))
    except (CannotBuildError, RefusedError) as e:
        why = str(e) if isinstance(e, RefusedError) else f"{e.diagnostics[0].place}: {e.diagnostics[0].message}."
        return (f"{CHECK_INS} may still hold on which days somebody checked in. {why}",)
    return ()
