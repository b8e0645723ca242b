"""The change that an act makes to a consent: whether it may be, and how it is written.

An act adds a line to the log, then changes the story's file, and is whole or not done (`consent.carrying_out`). What it
would write is read again first, and decided on by the gate as of that day: an act that would leave behind what the gate
does not understand is refused, and nothing is changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from generator.authoring.front_matter_edit import CannotEditError, FieldValue, with_consent
from generator.consent.act_table import ACTS
from generator.consent.carrying_out import carry_out, digest_of
from generator.consent.case import Case, case_of, errors_in
from generator.consent.guard_files import log_of, moves_of, withdrawn_stories
from generator.consent.lost_acts import stop_if_lost
from generator.consent.named_numbers import stop_if_named, stop_if_somebody_elses
from generator.consent.refused import RefusedError
from generator.consent.taken_records import stop_if_not_its_own
from generator.content import sources
from generator.content.consent_fields import Seal
from generator.gate import consent_log, lifetime, terms
from generator.gate.admit import admit
from generator.gate.consent_log import STRICTER, Act, Event
from generator.gate.intent import Intent
from generator.gate.last_words import last_words, text_tag
from generator.gate.own_approval import beside_stone, sealed
from generator.gate.records import has_record, logged_objection, record_of, stone_objection, stone_of
from generator.gate.story_evidence import Evidence
from generator.ground import limits
from generator.ground.channels import MEDIA
from generator.ground.outcome import Withheld

# What takes a story out of every build waits for nothing.
STOPPED_BY_NOTHING: frozenset[Act] = frozenset({"pause", "withdraw"})
# Rules of the gate that have nothing to do with a text's own consent: a draft may be approved, a story before its day,
# and a retelling whatever becomes of its original, of which nothing is known here.
NOT_CONSENT = ("draft", "not-yet", "errors", "original")


def check_allowed(case: Case, act: Act) -> None:
    """Raise RefusedError if an act is not for a consent as it stands, or file and log say different things of it."""
    stop_if_not_its_own(case)
    status, wanted = case.consent.status, ACTS[act].statuses
    moves, withdrawn = moves_of(case.root), withdrawn_stories(case.root)
    known = last_words(log_of(case.root), moves)
    # To take something away the text need not be as it was approved, nor the settings be such that anybody can tell.
    seal = sealed(case.text) if act in STRICTER else case.sealed_today
    beside = partial(beside_stone, text=case.text, seal=seal, known=known, withdrawn=withdrawn)
    stone = stone_of(case.text, case.settings, withdrawn, moves, beside)
    against = logged_objection(case.text, known)
    over = stone_objection(stone, case.text, withdrawn) if stone else None
    if against is not None and against.rule == "withdrawn":
        over = against
    is_over = over is against or (stone is not None and has_record(stone, record_of(case.text)))
    fits = status in wanted or (act == "pause" and paused_by_hand(case))
    # What takes something away is for every consent that has not ended, whatever is withheld for another's sake.
    if over is not None and (is_over or act not in STRICTER or not fits):
        back = " Only a new approval could bring it back." if "; " not in over.reason else ""
        raise RefusedError(f"{case.path} was not changed: {over.reason}.{back}")
    # To pause is always possible, and a seal that does not fit is for the act itself.
    if act != "pause" and against is not None and against.rule not in ("seal", "log"):
        newest = " Put the newest version of the file back; if nobody has another than this, have it approved anew."
        back = "" if against.rule == "lost-log" else newest
        raise RefusedError(f"{case.path} was not changed: {against.reason}.{back}")
    if not fits:
        raise RefusedError(
            f"The consent of {case.path} is “{status}”; “{act}” is for one that is {' or '.join(wanted)}. "
            "“hearten consent approve” begins anew."
        )


def paused_by_hand(case: Case) -> bool:
    """Whether somebody wrote a pause into a story's file that the log does not tell of."""
    if case.header.consent is None or case.consent.status != "paused":
        return False
    line = last_words(log_of(case.root), moves_of(case.root)).about(case.consent.record, case.path)
    return line is None or line.event.status != "paused"


def write_change(
    case: Case,
    what: Act,
    changes: Mapping[str, FieldValue],
    today: date,
    by: str | None,
    replaces: str | None = None,
    lifts: tuple[str, ...] = (),
) -> Case:
    """Log the act and change the file, or raise RefusedError; ``lifts`` are keys of withdrawals that end by it.

    ``by`` is who does it, where the log is to say so.
    """
    if what != "pause":
        _stop_if_broken(case, what)
    if what not in STRICTER:
        stop_if_lost(case.root)
    after = _tried(case, changes, what, today)
    consent = after.consent
    log = log_of(case.root)
    moves = moves_of(case.root)
    last = last_words(log, moves).about(consent.record, case.path)
    if what == "approve" or (last is None and what not in STOPPED_BY_NOTHING):
        stop_if_named(after, consent.record, "record" if what == "approve" else None)
    if what == "approve" and last is None:  # one that the log has stays as it is
        stop_if_somebody_elses(after, consent.record, "record")
    agreed = last.event.terms if last else None
    if what in ("approve", "renew", "narrow"):
        agreed = terms.fingerprint(consent, moves)
        if consent.seal is not None:
            changes = {**changes, "seal": seal_fields(consent.seal, agreed)}
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
        by=by,
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


def _stop_if_broken(case: Case, what: Act) -> None:
    """Raise RefusedError where the log's chain is broken: a line behind the break would not count."""
    faults = consent_log.read(log_of(case.root))[1]
    if faults:
        raise RefusedError(
            f"Nothing was changed: “{what}” would not count, since the log's chain is broken. {faults[0]}. Then do the "
            "same once more. “hearten consent pause” and “withdraw” work before that."
        )


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
            given=None,
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


def seal_fields(seal: Seal, agreed: str | None) -> Mapping[str, str]:
    """A seal as the front matter has it, with the fingerprint of the terms that were agreed to."""
    return {"exact": seal.exact, "words": seal.words, **({"terms": agreed} if agreed else {})}
