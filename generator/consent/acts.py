"""What can happen to a consent: approve, correct, renew, narrow, pause, resume.

Each works out what it would change, and leaves the rest to `consent.consent_change`. ``by`` is who does it, where the
log is to say so (`consent.acted_by`). Withdrawing is in `consent.withdrawal`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.authoring.front_matter_edit import FieldValue
from generator.consent.alone import one_by_one
from generator.consent.case import Case, manuscripts, open_case, open_case_despite
from generator.consent.consent_change import check_allowed, seal_fields, write_change
from generator.consent.guard_files import log_of, moves_of, withdrawn_stories
from generator.consent.refused import RefusedError
from generator.consent.taken_records import stop_if_anothers, stop_if_withdrawn, withdrawn_for_another
from generator.consent.unwritten import stop_if_unwritten
from generator.content import sources
from generator.content.read import Manuscript
from generator.content.samples import NEW_RECORD
from generator.content.settings import Settings
from generator.gate import consent_log
from generator.gate.consent_log import identity
from generator.gate.last_words import last_words
from generator.gate.records import companions, has_record, record_of, somebodys, with_records
from generator.gate.seal import same_code, seals
from generator.gate.since import OVER
from generator.gate.tombstones import RECORD_GOES, WORDS_STAY, Tombstone, Withdrawn, entry_id
from generator.ground.channels import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """What a signed form says: the code of the copy that was read, the record, the channels, uses and days agreed to.

    Whoever gave it and how to name the storyteller stay as the story's file says where they are None. ``on`` is the
    day on the form, where it is not the day of the act.
    """

    code: str
    record: str
    scope: tuple[Channel, ...]
    uses: tuple[str, ...] | None = None
    until: date | None = None
    on: date | None = None
    review_by: date | None = None
    given_by: str | None = None
    named_as: str | None = None


@one_by_one
def approve(root: Path, story: str, form: Approval, *, today: date, by: str | None = None) -> Case:
    """Write down what the storyteller agreed to, and seal what they saw.

    Raises RefusedError, also if the form's code is not the code of the text as it is.
    """
    case = open_case(root, story)
    # A copy may have been handed out before this version, and its code is of the form of its day.
    agreed = next((made for made in seals(case.seen) if same_code(form.code, made)), None)
    if agreed is None:
        raise RefusedError(
            f"{form.code} is not the code of {case.path} as it is now. Either the code was mistyped, or the text has "
            "changed since that copy was made: then make a new review copy, and ask again.",
            "code",
        )
    stop_if_unwritten(case)
    if not form.scope:
        raise RefusedError(
            "An approval needs a scope: the channels that the signed form names, such as web,feed.", "scope"
        )
    _check_uses(form.uses or (), case.settings)
    own, everybody = case.header.consent, manuscripts(sources.gather(root), case.settings)
    stop_if_anothers(case, form.record, everybody)
    withdrawn = with_records(withdrawn_stories(case.root), log_of(case.root))
    stop_if_withdrawn(case, form.record, withdrawn)
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
    changes |= {"uses": form.uses or ()} if form.uses or (old and old.uses) else {}
    changes |= {"given": given_on} if old and old.given else {}
    changes |= {"review_by": form.review_by} if form.review_by or (old and old.review_by) else {}
    changes |= {name: value for name, value in (("given_by", form.given_by), ("named_as", form.named_as)) if value}
    own_stones = _own_stones(case, form.record, withdrawn)
    lifts = _lifted(case, form.record, own_stones, withdrawn)
    replaces = _replaced(case, form.record, _of_own_record(case, own_stones, withdrawn), everybody)
    return write_change(case, "approve", changes, today, by, replaces, lifts)


@one_by_one
def correct(root: Path, story: str, *, today: date, by: str | None = None) -> Case:
    """Seal a text anew whose punctuation alone has changed, if the policy allows. Raises RefusedError."""
    case = open_case(root, story)
    check_allowed(case, "correct")
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
    return write_change(case, "correct", {"seal": seal_fields(now, sealed.terms)}, today, by)


@one_by_one
def renew(
    root: Path,
    story: str,
    *,
    until: date,
    today: date,
    on: date | None = None,
    review_by: date | None = None,
    by: str | None = None,
) -> Case:
    """Write down that the storyteller agreed once more, on the day ``on``, until ``until``. Raises RefusedError."""
    case = open_case(root, story)
    check_allowed(case, "renew")
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
    return write_change(case, "renew", changes, today, by)


@one_by_one
def narrow(
    root: Path,
    story: str,
    *,
    scope: tuple[Channel, ...],
    today: date,
    uses: tuple[str, ...] | None = None,
    by: str | None = None,
) -> Case:
    """Take channels out of the scope, and uses elsewhere; ``scope`` and ``uses`` stay, and all uses where it is None.

    Raises RefusedError.
    """
    case = open_case_despite(root, story)
    check_allowed(case, "narrow")
    wider = [channel for channel in scope if channel not in case.consent.scope]
    if wider:
        new = f"{', '.join(wider)} would be new, and that needs an approval: “hearten consent approve”."
        raise RefusedError(new, "scope")
    had = case.consent.uses
    staying = had if uses is None else uses
    if new_uses := [use for use in staying if use not in had]:
        told = f"{', '.join(new_uses)} would be new, and that needs an approval: “hearten consent approve”."
        raise RefusedError(told, "uses")
    if not scope:
        raise RefusedError("With no channel left the story would be nowhere: that is “pause” or “withdraw”.", "scope")
    if set(scope) == set(case.consent.scope) and set(staying) == set(had):
        raise RefusedError(f"{case.path} has this scope already; nothing was changed.", "scope")
    changes: dict[str, FieldValue] = {"scope": scope}
    changes |= {"uses": staying} if set(staying) != set(had) else {}
    return write_change(case, "narrow", changes, today, by)


@one_by_one
def pause(root: Path, story: str, *, today: date, by: str | None = None) -> Case:
    """Take a story out of every build until it is resumed, or log that somebody did by hand. Raises RefusedError."""
    case = open_case_despite(root, story)
    check_allowed(case, "pause")
    return write_change(case, "pause", {"status": "paused"}, today, by)


@one_by_one
def resume(root: Path, story: str, *, today: date, by: str | None = None) -> Case:
    """End a pause. Raises RefusedError."""
    case = open_case(root, story)
    check_allowed(case, "resume")
    return write_change(case, "resume", {"status": "given"}, today, by)


def _check_uses(uses: Collection[str], settings: Settings) -> None:
    """Raise RefusedError where a use elsewhere is not among those of site.yaml."""
    for use in uses:
        if use not in settings.use_by_id:
            known = f"it names {', '.join(settings.use_by_id)}" if settings.uses else "it names none"
            raise RefusedError(f"site.yaml names no use “{use}” below “uses:”; {known}. Nothing was changed.", "uses")


def _own_stones(case: Case, record: str, withdrawn: Withdrawn) -> tuple[Tombstone, ...]:
    """What is left of the withdrawals of the very story that is approved under a record, not of one that it quotes.

    It is known by that record, or by its words, all or nearly; by the record that its file had, or by its place alone,
    only where no words were kept. A record that was another's first tells nothing (`consent.taken_records`).
    """
    place, had = entry_id(case.settings.url, moves_of(case.root).first(case.path)), record_of(case.text)

    def is_its_own(stone: Tombstone) -> bool:
        if has_record(stone, identity(record)) or withdrawn.is_of(stone, case.text.sentences):
            return True
        is_had = not stone.has_words and has_record(stone, had) and _of_own_record(case, (stone,), withdrawn)
        return bool(is_had) or (stone.is_bare and stone.id == place)

    own = tuple(filter(is_its_own, withdrawn.stories))
    records = {somebodys(stone.record) for stone in _of_own_record(case, own, withdrawn)} - {None}
    return tuple(stone for stone in withdrawn.stories if stone in own or somebodys(stone.record) in records)


def _of_own_record(case: Case, stones: Iterable[Tombstone], withdrawn: Withdrawn) -> tuple[Tombstone, ...]:
    """Those of tombstones of which the record was never another's before it was this text's."""
    return tuple(
        stone
        for stone in stones
        if stone.record is None or withdrawn_for_another(case, stone.record, withdrawn) is None
    )


def _lifted(case: Case, record: str, own: Collection[Tombstone], withdrawn: Withdrawn) -> tuple[str, ...]:
    """The keys of the withdrawals that end, those of ``own``: words that are not in the text now stay withdrawn.

    Raises RefusedError where another story was withdrawn from the same place, since the text would stay withheld there.
    """
    place = entry_id(case.settings.url, moves_of(case.root).first(case.path))
    other = next((t for t in withdrawn.stories if t.id == place and t not in own and not t.is_bare), None)
    if other is not None:
        by_hand = "another name by hand (“hearten rename” keeps what feeds know it by), and approve it there"
        if own:
            raise RefusedError(
                f"This story was withdrawn from {case.path}, and another one, too, on {other.withdrawn_on}, so that "
                f"neither comes back there. Give this file {by_hand}, as {record}. Nothing was changed."
            )
        raise RefusedError(
            f"A story was withdrawn from {case.path} on {other.withdrawn_on}, and this text has not all its words. "
            f"Give this file {by_hand}. The withdrawal stands."
        )
    of_text = case.text.sentences

    def lifted(stone: Tombstone) -> str:
        if withdrawn.is_of(stone, of_text) or not stone.has_words:
            return stone.key
        return stone.key + (WORDS_STAY if stone.id == place else RECORD_GOES)

    return tuple(map(lifted, own))


def _replaced(case: Case, record: str, own: Collection[Tombstone], everybody: Collection[Manuscript]) -> str | None:
    """The record that a new approval under another record takes the place of, if there is one.

    That is one that the log tells of, or one that was given for this story alone: copies of its file may have it. One
    that was paused or withdrawn is replaced by the very same story alone: by ``own``, or by one of its seals. Where a
    paused one never had a seal, nothing but its file tells its words, which is this one.
    """
    lines, logged = consent_log.read(log_of(case.root))[0], {stone.logged for stone in own}
    old = case.header.consent
    mine = identity(old.record) if old else None
    # The number in the file may have been changed by hand; the line that it names is about the one that it had.
    elsewhere = {record_of(text) for text in everybody if text.path != case.path}
    named = (x.event.record for x in lines if old and x.fingerprint == old.logged)
    known = [x.event.record for x in lines if identity(x.event.record) == mine or x.fingerprint in logged]
    known += [stone.record for stone in own if stone.record is not None]
    known += [one for one in named if identity(one) not in elsewhere]
    if old and old.status != "requested" and not companions(case.text, everybody):
        known.insert(0, old.record)
    # What was replaced before is now under the record that took its place.
    last = last_words(log_of(case.root), moves_of(case.root))
    latest = last.of_record
    known = [latest[identity(one)].event.record if identity(one) in latest else one for one in known]
    found = [one for one in known if identity(one) not in (identity(record), identity(NEW_RECORD))]
    exact, by_stone = {made.exact for made in seals(case.seen)}, {somebodys(stone.record) for stone in own}

    def is_over(one: str) -> bool:
        line = latest.get(identity(one))
        return line is not None and line.event.status in OVER

    def is_the_same(one: str) -> bool:
        of_it = [some for (of, _), some in last.seals.items() if of == identity(one)]
        if not of_it and identity(one) == mine and latest[mine].event.status == "paused":
            return True
        return identity(one) in by_stone or any(not exact.isdisjoint(some) for some in of_it)

    found = [one for one in found if not is_over(one) or is_the_same(one)]
    return found[-1] if found else None
