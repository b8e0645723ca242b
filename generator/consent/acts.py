"""What can happen to a consent: approve, correct, renew, narrow, pause, resume.

An act adds a line to the log, then changes the story's file, and is whole or not done (`consent.carrying_out`). What it
would write is read again first, and decided on by the gate as of that day: an act that would leave behind what the gate
does not understand is refused, and nothing is changed. Withdrawing is in `consent.withdrawal`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from generator.authoring.front_matter_edit import CannotEditError, FieldValue, with_consent
from generator.consent.act_table import ACTS
from generator.consent.carrying_out import carry_out, digest_of
from generator.consent.case import Case, case_of, errors_in, manuscripts, open_case
from generator.consent.guard_files import log_of, moves_of, withdrawn_stories
from generator.consent.lost_acts import stop_if_lost
from generator.consent.refused import RefusedError
from generator.content import sources
from generator.content.front_matter import Seal
from generator.content.read import Manuscript
from generator.content.validate import PLACEHOLDER_RECORD
from generator.gate import consent_log, lifetime, terms
from generator.gate.admit import Evidence, admit
from generator.gate.consent_log import STRICTER, Act, Event, identity
from generator.gate.intent import Intent
from generator.gate.records import (
    companions,
    last_words,
    logged_objection,
    record_of,
    stone_of,
    text_tag,
    with_records,
)
from generator.gate.seal import same_code, seals
from generator.gate.tombstones import Tombstone, entry_id
from generator.ground import limits
from generator.ground.channels import MEDIA, Channel
from generator.ground.outcome import Withheld

# Rules of the gate that have nothing to do with consent: a draft may be approved, and a story before its day.
NOT_CONSENT = ("draft", "not-yet", "errors")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What a signed form says: the code of the copy that was read, the record, the channels and days agreed to.

    Whoever gave it and how to name the storyteller stay as the story's file says where they are None. ``on`` is the
    day on the form, where it is not the day of the act.
    """

    code: str
    record: str
    scope: tuple[Channel, ...]
    until: date | None = None
    on: date | None = None
    review_by: date | None = None
    given_by: str | None = None
    named_as: str | None = None


def approve(root: Path, story: str, form: Approval, *, today: date) -> Case:
    """Write down what the storyteller agreed to, and seal what they saw.

    Raises RefusedError, also if the form's code is not the code of the text as it is.
    """
    case = open_case(root, story)
    # A copy may have been handed out before this version, and its code is of the form of its day.
    agreed = next((made for made in seals(case.seen) if same_code(form.code, made)), None)
    if agreed is None:
        raise RefusedError(
            f"{form.code} is not the code of {case.path} as it is now. Either the code was mistyped, or the text has "
            "changed since that copy was made: then make a new copy with “hearten consent copy” and ask again.",
            "code",
        )
    if not form.scope:
        raise RefusedError(
            "An approval needs a scope: the channels that the signed form names, such as web,feed.", "scope"
        )
    own, everybody = case.header.consent, manuscripts(sources.gather(root), case.settings)
    for other in everybody:
        consent = other.header.consent if other.header else None
        together = consent and case.path in consent.texts and other.path in own.texts if own else False
        if other.path != case.path and record_of(other) == identity(form.record) and not together:
            raise RefusedError(
                f"{form.record} is the record of {other.path}. Give each consent a number of its own, or, where "
                "one form covers both, name both files in the “texts” of both.",
                "record",
            )
    given_on = form.on or today
    old = own
    changes: dict[str, FieldValue] = {
        "record": form.record,
        "status": "given",
        "given_on": given_on,
        "valid_until": form.until,
        "scope": form.scope,
        "ended_on": None,
        "seal": {"exact": agreed.exact, "words": agreed.words},
    }
    changes |= {"given": given_on} if old and old.given else {}
    changes |= {"review_by": form.review_by} if form.review_by or (old and old.review_by) else {}
    changes |= {name: value for name, value in (("given_by", form.given_by), ("named_as", form.named_as)) if value}
    stone = stone_of(case.text, case.settings, withdrawn_stories(root), moves_of(root))
    replaces, lifts = _replaced(case, form.record, stone, everybody), _lifted(case, form.record, stone)
    return _write(case, "approve", changes, today, replaces, lifts)


def correct(root: Path, story: str, *, today: date) -> Case:
    """Seal a text anew whose punctuation alone has changed, if the policy allows. Raises RefusedError."""
    case = open_case(root, story)
    _needs(case, "correct")
    sealed, now = case.consent.seal, case.sealed_today
    if sealed is None or sealed == now:
        raise RefusedError(
            f"{case.path} has nothing to correct: " + ("it is as approved." if sealed else "it has no seal.")
        )
    if now is None or now.words != sealed.words:
        raise RefusedError(
            f"More than punctuation has changed in {case.path}, and only its storyteller can agree to that. "
            f"“hearten consent copy {case.path} --since” shows them what."
        )
    if case.settings.consent.corrections == "none":
        raise RefusedError(
            "site.yaml allows no corrections after approval. Have the story approved again, or, if the signed forms "
            "allow it, write “corrections: typographic” below “consent:” in site.yaml."
        )
    return _write(case, "correct", {"seal": _as_mapping(now, sealed.terms)}, today)


def renew(
    root: Path, story: str, *, until: date, today: date, on: date | None = None, review_by: date | None = None
) -> Case:
    """Write down that the storyteller agreed once more, on the day ``on``, until ``until``. Raises RefusedError."""
    case = open_case(root, story)
    _needs(case, "renew")
    if not case.whole:
        raise RefusedError(
            f"{case.path} has changed since it was approved, so there is nothing to renew. Show its storyteller a new "
            "copy with “hearten consent copy --since”, then approve it."
        )
    old_review = case.consent.review_by
    if old_review and old_review <= today and review_by is None:
        raise RefusedError(
            f"The review of {case.path} was due on {old_review}. Add the next day with --review-by.", "review_by"
        )
    given_on = on or today
    changes: dict[str, FieldValue] = {"status": "given", "given_on": given_on, "valid_until": until, "ended_on": None}
    changes |= {"given": given_on} if case.consent.given else {}
    changes |= {"review_by": review_by} if review_by else {}
    return _write(case, "renew", changes, today)


def narrow(root: Path, story: str, *, scope: tuple[Channel, ...], today: date) -> Case:
    """Take channels out of the scope; ``scope`` are those that stay. Raises RefusedError."""
    case = open_case(root, story)
    _needs(case, "narrow")
    wider = [channel for channel in scope if channel not in case.consent.scope]
    if wider:
        new = f"{', '.join(wider)} would be new, and that needs an approval: “hearten consent approve”."
        raise RefusedError(new, "scope")
    if not scope:
        raise RefusedError("With no channel left the story would be nowhere: that is “pause” or “withdraw”.", "scope")
    if set(scope) == set(case.consent.scope):
        raise RefusedError(f"{case.path} has this scope already; nothing was changed.", "scope")
    return _write(case, "narrow", {"scope": scope}, today)


def pause(root: Path, story: str, *, today: date) -> Case:
    """Take a story out of every build until it is resumed. Raises RefusedError."""
    case = open_case(root, story)
    _needs(case, "pause")
    return _write(case, "pause", {"status": "paused"}, today)


def resume(root: Path, story: str, *, today: date) -> Case:
    """End a pause. Raises RefusedError."""
    case = open_case(root, story)
    _needs(case, "resume")
    return _write(case, "resume", {"status": "given"}, today)


def _needs(case: Case, act: Act) -> None:
    status, wanted = case.consent.status, ACTS[act].statuses
    stone = stone_of(case.text, case.settings, withdrawn_stories(case.root), moves_of(case.root))
    if stone is not None:
        raise RefusedError(
            f"{case.path} was withdrawn on {stone.withdrawn_on}. Only a new approval could bring it back."
        )
    against = logged_objection(case.text, last_words(log_of(case.root), moves_of(case.root)))
    # To pause is always possible, and a seal that does not fit is for the act itself.
    if act != "pause" and against is not None and against.rule not in ("seal", "log"):
        back = "" if against.rule == "lost-log" else " Put the newest version of the file back."
        raise RefusedError(f"{case.path} was not changed: {against.reason}.{back}")
    if status not in wanted:
        raise RefusedError(
            f"The consent of {case.path} is “{status}”; “{act}” is for one that is {' or '.join(wanted)}. "
            "“hearten consent approve” begins anew."
        )


def _write(
    case: Case,
    what: Act,
    changes: Mapping[str, FieldValue],
    today: date,
    replaces: str | None = None,
    lifts: tuple[str, ...] = (),
) -> Case:
    """Log the act and change the file, or refuse both; ``lifts`` are ids of withdrawals that end by it."""
    if what not in STRICTER:
        stop_if_lost(case.root)
    after = _tried(case, changes, what, today)
    consent = after.consent
    log = log_of(case.root)
    moves = moves_of(case.root)
    last = last_words(log, moves).about(consent.record, case.path)
    agreed = last.event.terms if last else None
    if what in ("approve", "renew", "narrow"):
        agreed = terms.fingerprint(consent, moves)
        if consent.seal is not None:
            changes = {**changes, "seal": _as_mapping(consent.seal, agreed)}
            after = _tried(case, changes, what, today)
    event = Event(
        on=today,
        what=what,
        record=consent.record,
        status=consent.status,
        scope=consent.scope,
        until=consent.valid_until,
        seal=consent.seal.exact if consent.seal else None,
        replaces=replaces,
        terms=agreed,
        text=text_tag(consent.record, case.path, moves) if len(consent.texts) > 1 else None,
    )
    longer, fingerprint = consent_log.appended(log, event)
    whole = {**changes, "logged": fingerprint}
    final = with_consent(case.data, whole)
    if sources.read_inside(case.root, case.file.relative_to(case.root).as_posix(), limits.TEXT) != case.data:
        raise RefusedError(
            f"{case.path} was changed by somebody else just now, and was left alone. Look at it, and try again."
        )
    carry_out(
        case.root,
        Intent(
            what=what,
            path=case.path,
            on=today,
            line=longer.splitlines(keepends=True)[-1].decode(),
            before=digest_of(case.data),
            after=digest_of(final),
            changes=whole,
            lifts=lifts,
        ),
    )
    return case_of(case.root, case.path, final, case.settings)


def _tried(case: Case, changes: Mapping[str, FieldValue], what: Act, today: date) -> Case:
    """The case as it would be, if it can be read and the gate sees a consent in it."""
    try:
        data = with_consent(case.data, changes)
    except CannotEditError as e:
        raise RefusedError(f"{case.path} was not changed: {e}. Change it by hand, or write it in the usual way.") from e
    after = case_of(case.root, case.path, data, case.settings)
    medium = next((medium for medium in MEDIA if medium in after.consent.scope), None)
    if what in ("approve", "renew") and medium is not None:
        errors = errors_in(after.text, case.settings)
        decided = admit(
            after.text,
            case.settings,
            medium,
            today,
            errors,
            Evidence(after.sealed_today, None, (), ()),
            until=None,
        )
        if isinstance(decided, Withheld) and decided.rule not in NOT_CONSENT:
            raise RefusedError(
                f"With this, {case.path} would still be withheld: {decided.reason}. Nothing was changed."
            )
    latest, until = lifetime.latest(after.consent, case.settings.consent), after.consent.valid_until
    if what in ("approve", "renew") and latest is not None and until is not None and until > latest:
        raise RefusedError(
            f"site.yaml lets a consent count for {case.settings.consent.longest_validity_months} months after the day "
            f"on which it was given, so the last possible day here is {latest}. Write that day, or an earlier one.",
            "until",
        )
    return after


def _as_mapping(seal: Seal, agreed: str | None) -> Mapping[str, str]:
    return {"exact": seal.exact, "words": seal.words, **({"terms": agreed} if agreed else {})}


def _replaced(case: Case, record: str, stone: Tombstone | None, everybody: Iterable[Manuscript]) -> str | None:
    """The record that a new approval under another record takes the place of, if there is one.

    That is one that the log tells of, or one that was given for this story alone: copies of its file may have it.
    """
    lines = consent_log.read(log_of(case.root))[0]
    old = case.header.consent
    mine = identity(old.record) if old else None
    known = [
        x.event.record for x in lines if identity(x.event.record) == mine or (stone and x.fingerprint == stone.logged)
    ]
    if stone is not None and stone.record is not None:
        known.append(stone.record)
    if old and old.status != "requested" and not companions(case.text, everybody):
        known.insert(0, old.record)
    # What was replaced before is now under the record that took its place.
    latest = last_words(log_of(case.root), moves_of(case.root)).of_record
    known = [latest[identity(one)].event.record if identity(one) in latest else one for one in known]
    found = [one for one in known if identity(one) not in (identity(record), identity(PLACEHOLDER_RECORD))]
    return found[-1] if found else None


def _lifted(case: Case, record: str, stone: Tombstone | None) -> tuple[str, ...]:
    """The ids of what is left of the withdrawals of a story that its storyteller approves anew, under a record."""
    ids = {entry_id(case.settings.url, moves_of(case.root).first(case.path)), *([stone.id] if stone else [])}
    records = {identity(one) for one in (record, stone.record if stone else None) if one}
    withdrawn = with_records(withdrawn_stories(case.root), log_of(case.root))
    return tuple(t.id for t in withdrawn.stories if t.id in ids or identity(t.record or "") in records)


@dataclass(frozen=True, slots=True)
class Deed:
    """How an act is done, and what it has come to, in sentences for whoever did it, out of the case as it left it.

    ``fits`` is whether the act has anything to do for a story as it is.
    """

    do: Callable[..., Case]
    outcome: Callable[[Case], tuple[str, ...]]
    fits: Callable[[Case], bool]


def perform(act: Act, root: Path, story: str, answers: Mapping[str, Any], today: date) -> tuple[str, ...]:
    """Do an act with the answers to what it asks for; what it has come to, in sentences. Raises RefusedError."""
    deed = DEEDS[act]
    return deed.outcome(deed.do(root, story, today=today, **answers))


def _approve(root: Path, story: str, *, today: date, **answers: Any) -> Case:
    return approve(root, story, Approval(**answers), today=today)


def _approved(case: Case) -> tuple[str, ...]:
    draft = "It is still a draft: delete the line “draft: true” to publish it."
    done = f"Approved and sealed {case.path} as {case.consent.record}, for {', '.join(case.consent.scope)}."
    return (done, draft) if case.header.draft else (done,)


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
        lambda case: (f"Recorded the correction of {case.path}. Its words are those that were approved.",),
        _punctuated,
    ),
    "renew": Deed(
        renew,
        lambda case: (f"Renewed {case.path} until {lifetime.last_day(case.consent, case.settings.consent)}.",),
        partial(_stands, "renew"),
    ),
    "narrow": Deed(
        narrow,
        lambda case: (f"{case.path} is for {', '.join(case.consent.scope)} from the next build on.",),
        partial(_stands, "narrow"),
    ),
    "pause": Deed(
        pause,
        lambda case: (f"Paused {case.path}. Build now, and put the site online.",),
        partial(_stands, "pause"),
    ),
    "resume": Deed(
        resume,
        lambda case: (f"Resumed {case.path}. Its consent counts as before.",),
        partial(_stands, "resume"),
    ),
}
