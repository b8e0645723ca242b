"""Withdrawing: a story's words and pictures leave the folder, and an opaque id and a day stay.

What is meant is written down first (`gate.intent`), so that from the first moment on the gate holds the story back,
whatever happens next. Then come the tombstone, the log, and the files. Where that was stopped, the next command or
build does the rest; doing it twice does no harm.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection
from dataclasses import replace as changed
from datetime import date
from pathlib import Path

from generator.advice.told import without
from generator.consent import kept_texts
from generator.consent.alone import alone
from generator.consent.carrying_out import begin, end, give_up
from generator.consent.check_ins import forget
from generator.consent.guard_files import log_of, withdrawn_stories
from generator.consent.lost_acts import not_remembered
from generator.consent.papers import papers_of
from generator.consent.refused import RefusedError, cannot_write
from generator.consent.removal import empty, remove
from generator.consent.rename import forget_names
from generator.consent.use_register import to_reword, to_take_back
from generator.consent.whereabouts import MOST
from generator.consent.withdrawal_plan import WithdrawalPlan, earlier, plan_withdrawal
from generator.content import sources
from generator.content.moves import NO_MOVES
from generator.gate import consent_log, tombstones
from generator.gate.consent_log import Event, identity
from generator.gate.intent import Intent
from generator.gate.last_words import last_words
from generator.gate.records import with_records
from generator.gate.tombstones import Tombstone, Withdrawn, entry_id, hashed_address, hashed_recording
from generator.ground.places import MARKER
from generator.store import cache_file, site_lock, staging, uploads
from generator.store.atomic_write import ChangedMeanwhileError, replace
from generator.store.site_lock import BusyError
from generator.store.user_key import user_key
from generator.words import sentences


def withdraw(plan: WithdrawalPlan, today: date, by: str | None = None) -> tuple[str, ...]:
    """Do what ``plan`` says, and the same for each retelling.

    Gives what is missing all the same, and where the story is still used, in sentences.

    ``by`` is who does it, where the log is to say so (`consent.acted_by`). Raises RefusedError if something cannot be
    written; doing it again goes on from there.
    """
    with alone(plan.root):
        told = _withdraw_one(plan, today, by)
        # By then they are withheld already, since what they retell is withdrawn.
        for path in plan.retellings:
            told += _withdraw_one(plan_withdrawal(plan.root, path), today, by)
        return tuple(dict.fromkeys(told))


def _withdraw_one(plan: WithdrawalPlan, today: date, by: str | None) -> tuple[str, ...]:
    """Withdraw one text, without its translations."""
    left = to_take_back(plan.root, plan.path, today, records=plan.records)
    kept = forget(plan.root, plan.path, plan.records)
    telling = to_reword(plan.root, plan.path, plan.records)
    return (*_withdraw(plan, today, by), *kept, *telling, *left)


def _withdraw(plan: WithdrawalPlan, today: date, by: str | None) -> tuple[str, ...]:
    root = plan.root
    log = consent_log.joined(log_of(root), ())
    new = _logged(plan.records[:1], today, by, log).removeprefix(log).decode()
    meant = Intent(what="withdraw", path=plan.path, on=today, line=new.lstrip("\n"), files=plan.files)
    meant = changed(meant, proof=_proof(root, meant))
    try:
        begin(root, meant)
        _bury(plan, today, by)
        papers = papers_of(root, plan.path, plan.records)  # one may have been made since
        failed = [e for path in dict.fromkeys((*plan.files, *papers)) if (e := remove(root, path))]
        cache_file.remove(root / cache_file.FOLDER)
        failed += [e for e in (uploads.clear(root), kept_texts.clear(root)) if e]
        failed += _unpublished(plan)
        _uncounted(plan)
        forget_names(root, plan.path)
        if failed:
            raise failed[0]
        end(root, meant)
    except ChangedMeanwhileError as e:
        raise RefusedError(f"{e} was changed by somebody else just now. Do the same once more.") from e
    except BusyError as e:
        raise RefusedError(
            f"The story is withdrawn, and builds withhold it. But this may still publish what was read before: {e}. "
            "Wait until it has ended, or end it; then do the same once more."
        ) from e
    except OSError as e:
        give_up(root, meant, f"{cannot_write(e, plan.path)}, or removed", e)
    return not_remembered(root)


def _unpublished(plan: WithdrawalPlan) -> list[OSError]:
    """Empty what is published of the story, and let no build put in place what it read before; why that failed.

    Raises BusyError where a build is putting files in place and does not end.
    """
    with site_lock.putting(plan.root, site_lock.PATIENCE) as mark:
        for folder in plan.root.iterdir():
            if sources.inside(folder, MARKER):
                staging.clear(folder)  # whoever is at it reads again
        there = plan.there if mark is not None and mark == plan.mark else plan.look()
        failed = [e for path in there.copies if (e := remove(plan.root, path))]
        return [*failed, *empty(plan.root, there.emptied)]


def _uncounted(plan: WithdrawalPlan) -> None:
    """Take out of the baselines of advice what they know of the story. Raises OSError and ChangedMeanwhileError."""
    for path in plan.there.counted:
        before = sources.read_inside(plan.root, path, MOST)
        after = without(before, plan.path) if before is not None else None
        if after is not None:
            replace(plan.root / path, before, after)


def go_on(root: Path, meant: Intent) -> tuple[str, ...]:
    """Do the rest of a withdrawal that was stopped; gives files that stay, since nobody knows who said that they go.

    A folder may come from anybody, with intents in it that nobody had. So what withdrawing the story would remove by
    itself is removed, and beside it what this user wrote down on this machine. Raises RefusedError.
    """
    plan, proof = plan_withdrawal(root, meant.path), _proof(root, meant)
    if proof and hmac.compare_digest(proof.encode(), meant.proof.encode()):
        plan = changed(plan, files=tuple(dict.fromkeys((*plan.files, *meant.files))))
    said = [line.event for line in consent_log.read(meant.line.encode())[0]]
    if not plan.records:
        plan = changed(plan, records=tuple(event.record for event in said if tombstones.keeps(event.record)))
    _withdraw(plan, meant.on, next((event.by for event in said), None))
    return tuple(path for path in meant.files if path not in plan.files and sources.inside(root, path))


def _proof(root: Path, meant: Intent) -> str:
    """What shows that this user said on this machine which files go; nothing where no key can be had."""
    key = user_key(root, make=True)
    said = "\0".join((str(root.resolve()), meant.path, str(meant.on), *meant.files))
    return hmac.new(key, said.encode("utf-8", "surrogatepass"), "sha256").hexdigest() if key else ""


def _bury(plan: WithdrawalPlan, today: date, by: str | None) -> None:
    """Write tombstones and log, as far as earlier withdrawals did not.

    Where nobody can tell which of several records is the story's, each is withdrawn, and the surest has the words.
    """
    old = log_of(plan.root)
    log = _logged(plan.records, today, by, old)
    found = with_records(withdrawn_stories(plan.root), log)
    salt = found.salt or secrets.token_hex(16)
    withdrawn = Withdrawn(form=tombstones.FORM, salt=salt, stories=found.stories)
    known = last_words(log, NO_MOVES).of_record
    for record in plan.records or (None,):
        is_its_own = record in (None, *plan.records[:1])
        new = Tombstone(
            id=plan.id if is_its_own else entry_id("", identity(record or "")),
            withdrawn_on=today,
            in_feeds=plan.in_feeds and is_its_own,
            logged=known[identity(record)].fingerprint if record is not None else None,
            record=record,
            words=_hex(sentences.salted(plan.words, salt)) if is_its_own else "",
            addresses=" ".join(hashed_address(path, salt) for path in plan.paths) if is_its_own else "",
            recordings=" ".join(sorted(hashed_recording(name, salt) for name in plan.recordings)) if is_its_own else "",
        )
        withdrawn = changed(withdrawn, stories=_with(withdrawn, new, plan.words))
    path = plan.root / tombstones.PATH
    before = path.read_bytes() if path.exists() else None
    if withdrawn.stories != found.stories:
        replace(path, before, tombstones.written(withdrawn))
    if log != old:
        replace(plan.root / consent_log.PATH, old or None, log)


def _with(withdrawn: Withdrawn, new: Tombstone, words: bytes) -> tuple[Tombstone, ...]:
    """The tombstones with a new one, or with that of an earlier withdrawal, completed by what it lacks."""
    stones = withdrawn.stories
    if new.is_bare and any(t.id == new.id for t in stones):
        return stones
    old = earlier(withdrawn, new.id, new.record, words)
    if old is None:
        return (*stones, new)
    completed = changed(
        old,
        in_feeds=old.in_feeds or new.in_feeds,
        logged=new.logged or old.logged,
        record=old.record or new.record,
        words=old.words if old.has_words else new.words,
        addresses=" ".join(dict.fromkeys((*old.addresses.split(), *new.addresses.split()))),
        recordings=" ".join(dict.fromkeys((*old.recordings.split(), *new.recordings.split()))),
    )
    return tuple(completed if t is old else t for t in stones)


def _hex(digests: bytes) -> str:
    return " ".join(one.hex() for one in sentences.split(digests))


def _logged(records: Collection[str], today: date, by: str | None, log: bytes) -> bytes:
    """The log with a line for each of the records whose withdrawal is not its last word."""
    for record in records:
        known_as = identity(record)
        last = last_words(log, NO_MOVES).of_record.get(known_as)
        if last is not None and last.event.what == "withdraw":
            continue
        events = (line.event for line in reversed(consent_log.read(log)[0]))
        event = Event(
            on=today,
            what="withdraw",
            record=record,
            status="withdrawn",
            scope=(),
            until=None,
            seal=next((e.seal for e in events if identity(e.record) == known_as), None),
            by=by,
        )
        log = consent_log.appended(log, event)[0]
    return log
