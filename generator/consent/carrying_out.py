"""Acts of consent, carried out whole or not at all: the intent first, then the log, the story's file, what is left.

Whatever stops an act between two changes, the intent (`gate.intent`) stands, and says to the next command or build what
is to be done. Everything here can be done twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace as changed
from pathlib import Path

from generator.authoring.front_matter_edit import CannotEditError, with_consent
from generator.consent.case import file_of
from generator.consent.guard_files import log_of, standing, withdrawn_stories
from generator.consent.lost_acts import remember
from generator.consent.refused import RefusedError, cannot_write
from generator.content import sources
from generator.gate import consent_log, intent, tombstones
from generator.gate.consent_log import STRICTER
from generator.gate.intent import Intent
from generator.gate.records import with_records
from generator.gate.tombstones import RECORD_GOES, WORDS_STAY, Tombstone, Withdrawn
from generator.ground import limits
from generator.store import site_lock
from generator.store.atomic_write import ChangedMeanwhileError, replace, staged
from generator.store.guards import guard

TRIES = 2  # somebody else may carry it out at the same moment


class AnotherFileError(Exception):
    """The story's file is not the one any more that somebody acted on."""


def carry_out(root: Path, meant: Intent) -> None:
    """Do an act. Raises RefusedError, which says how far it has gone.

    An act that gives something has gone nowhere then, or its intent stands and the gate withholds the story. One that
    takes something away binds as soon as its intent could be written.
    """
    now = None
    for left in reversed(range(TRIES)):
        try:
            if now is None:
                begin(root, meant)
                now = meant
            finish(root, now)
        except ChangedMeanwhileError as e:
            if not left:
                give_up(root, now or meant, f"{e} was changed by somebody else just now", e)
            if now is not None and (now := _standing(root, meant)) is None and _is_logged(root, meant):
                return  # somebody else has carried it out
        except AnotherFileError as e:
            raise RefusedError(str(e)) from e
        except OSError as e:
            give_up(root, now or meant, cannot_write(e), e)
        else:
            if meant.what in STRICTER:
                _wait_for_builds(root, meant)
            return


def _wait_for_builds(root: Path, meant: Intent) -> None:
    """Wait for whoever is putting in place what was read before the act. Raises RefusedError where that takes long."""
    try:
        with site_lock.putting(root, site_lock.PATIENCE):
            return
    except site_lock.BusyError as e:
        raise RefusedError(
            f"“{meant.what}” of {meant.path} is done and logged. But this may still publish what was read before: "
            f"{e}. Wait until it has ended, or end it; then build once more."
        ) from e


def _standing(root: Path, meant: Intent) -> Intent | None:
    """The act as it stands: it may have to be logged behind other lines than before."""
    return next((one for one in standing(root) if (one.what, one.path) == (meant.what, meant.path)), None)


def _is_logged(root: Path, meant: Intent) -> bool:
    return meant.line != "" and meant.line.encode() in log_of(root)


def give_up(root: Path, meant: Intent, why: str, e: Exception) -> None:
    """Say what has become of an act that cannot be finished now. Raises RefusedError, always."""
    is_over = not _is_logged(root, meant) and _standing(root, meant) is None
    if not is_over and meant.what not in STRICTER and not _is_logged(root, meant):
        with suppress(OSError, ChangedMeanwhileError):
            end(root, meant)
            is_over = True
    if is_over:
        raise RefusedError(f"{why}, so nothing was changed. Mend that, and do the same once more.") from e
    raise RefusedError(f"{why}. {half_done(meant)} Mend that; the next command or build does the rest.") from e


def half_done(meant: Intent) -> str:
    """What holds as long as an act is half done, in a sentence."""
    if meant.what in STRICTER:
        return f"“{meant.what}” of {meant.path} is half done, and holds all the same: builds withhold the story."
    return f"“{meant.what}” of {meant.path} is half done, and does not count before it is whole."


def begin(root: Path, meant: Intent) -> None:
    """Write down what is meant, instead of what it takes the place of. Raises OSError and ChangedMeanwhileError."""

    def supersedes(one: Intent) -> bool:
        return one.path == meant.path and meant.what in ("withdraw", one.what)

    _stand(root, lambda intents: (*(one for one in intents if not supersedes(one)), meant))


def end(root: Path, meant: Intent) -> None:
    """Let an intent stand no longer. Raises OSError and ChangedMeanwhileError."""
    _stand(root, lambda intents: tuple(one for one in intents if one != meant))


def _stand(root: Path, change: Callable[[tuple[Intent, ...]], tuple[Intent, ...]]) -> None:
    before, path = guard(root, intent.PATH), root / intent.PATH
    after = change(intent.read(before))
    if after:
        replace(path, before, intent.written(after))
    elif before is not None:
        path.unlink(missing_ok=True)


def finish(root: Path, meant: Intent) -> None:
    """Do what is left of an act. Raises AnotherFileError, OSError and ChangedMeanwhileError."""
    file = file_of(root, meant.path)
    data = sources.read_inside(root, file.relative_to(root).as_posix(), limits.TEXT) or b""
    meant = _following(root, meant, data)
    if meant.what in STRICTER:
        log_it(root, meant)
    final = _edited(data, meant)
    if final is not None:
        with staged(file, data, final) as put:
            log_it(root, meant)
            put()
    elif digest_of(data) != meant.after:
        end(root, meant)
        raise AnotherFileError(_left_alone(root, meant))
    log_it(root, meant)
    _lift(root, meant)
    end(root, meant)
    remember(root)


def digest_of(data: bytes) -> str:
    """What stands for a file's bytes in an intent."""
    return hashlib.sha256(data).hexdigest()


def _following(root: Path, meant: Intent, data: bytes) -> Intent:
    """The same act, to be logged behind what was logged meanwhile, if it is not logged yet."""
    log, line = log_of(root), meant.logged
    if line is None or _is_logged(root, meant):
        return meant
    longer, fingerprint = consent_log.appended(log, line.event)
    raw = longer.splitlines(keepends=True)[-1].decode()
    if raw == meant.line:
        return meant
    logged = {"logged": fingerprint} if meant.changes else {}
    now = changed(meant, line=raw, changes={**meant.changes, **logged})
    final = _edited(data, now)
    now = changed(now, after=digest_of(final)) if final is not None else now
    _stand(root, lambda intents: tuple(now if one == meant else one for one in intents))
    return now


def _edited(data: bytes, meant: Intent) -> bytes | None:
    """The file as it is to be; None where it is not the one any more that is to be changed, or none is to be."""
    if not meant.changes or digest_of(data) != meant.before:
        return None
    try:
        return with_consent(data, meant.changes)
    except (CannotEditError, UnicodeDecodeError):
        return None


def log_it(root: Path, meant: Intent) -> None:
    """Add the line of an act to the log, if it is not there yet. Raises OSError and ChangedMeanwhileError."""
    log = log_of(root)
    if meant.line.encode() not in log:
        replace(root / consent_log.PATH, log or None, consent_log.joined(log, (meant.line.encode(),)))


def _left_alone(root: Path, meant: Intent) -> str:
    what = f"{meant.path} was changed or moved while “{meant.what}” was half done, and was left alone. "
    if not _is_logged(root, meant):
        return f"{what}Nothing was logged, and it counts as before. Do the same once more."
    return f"{what}The log holds “{meant.what}”, so the story is withheld until it is approved anew."


def _lift(root: Path, meant: Intent) -> None:
    """Take away what is left of the withdrawals of a story that its storyteller approved anew."""
    if not meant.lifts:
        return
    withdrawn, path = withdrawn_stories(root), root / tombstones.PATH
    left = tuple(_left_of(stone, meant) for stone in withdrawn.stories if stone.key not in meant.lifts)
    if left != withdrawn.stories:
        kept = with_records(Withdrawn(form=2, salt=withdrawn.salt, stories=left), log_of(root))
        replace(path, path.read_bytes(), tombstones.written(kept))


def _left_of(stone: Tombstone, meant: Intent) -> Tombstone:
    """What an approval leaves of a withdrawal that it does not end."""
    if stone.key + WORDS_STAY in meant.lifts:
        return stone.words_alone
    return stone.without_record if stone.key + RECORD_GOES in meant.lifts else stone
