"""Whether log, stories and withdrawals tell the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from generator.consent import proofs, rename
from generator.consent.alone import one_by_one
from generator.consent.carrying_out import half_done
from generator.consent.case import manuscripts, open_case, settings_of
from generator.consent.guard_files import log_of, moves_of, standing, withdrawn_stories
from generator.consent.lost_acts import MEND, forget, memory_of, problem_of
from generator.consent.refused import RefusedError, cannot_write
from generator.consent.taken_records import withdrawn_for_another
from generator.content import sources
from generator.content.moves import Moves
from generator.content.read import Manuscript
from generator.content.settings import Settings
from generator.gate import consent_log, deny_list
from generator.gate.consent_log import ACCEPT_OLDER, Fault, LogLine, Standing, about_no_record, identity
from generator.gate.last_words import last_words, text_tag
from generator.gate.named_in_log import named_in_log, numbers_in_front, numbers_in_log
from generator.gate.own_approval import beside_stone, sealed
from generator.gate.own_words import words_of_site
from generator.gate.records import objection, record_of, somebodys, with_records
from generator.gate.tombstones import Withdrawn
from generator.ground.diagnostics import Diagnostic
from generator.store.atomic_write import ChangedMeanwhileError, replace
from generator.store.guards import guard
from generator.store.log_memory import NoMemoryError


def verify(root: Path) -> tuple[Fault, ...]:
    """Everything that does not fit between consent/log.jsonl, the stories and consent/withdrawn.yaml."""
    found = sources.gather(root)
    settings = settings_of(found)
    return faults(root, manuscripts(found, settings), settings)


def faults(root: Path, texts: Collection[Manuscript], settings: Settings) -> tuple[Fault, ...]:
    """The same, where the stories were read already."""
    log = log_of(root)
    lines, broken = consent_log.read(log)
    withdrawn, known = with_records(withdrawn_stories(root), log), last_words(log, moves_of(root))
    taken = dict(_taken(root, texts, lines, withdrawn))
    others = [text for text in texts if text.path not in taken]
    told = tuple(
        consent_log.against(lines, tuple(_standings(others, known.moves)), (t.logged for t in withdrawn.stories))
    )
    more = [*taken.values()]
    for text in others:
        beside = partial(beside_stone, text=text, seal=sealed(text), known=known, withdrawn=withdrawn)
        against = objection(text, settings, withdrawn, known, beside)
        if against is not None and against.rule != "log" and not any(text.path in f.message for f in told):
            more.append(Fault(None, f"{text.path}: {against.reason}"))
    more += [*proofs.lost(root, lines), *(Fault(None, half_done(meant)) for meant in standing(root))]
    if move := rename.under_way(root):
        more.append(Fault(None, f"{rename.half_done(move)}; give it once more"))
    memory = memory_of(root)
    lost = problem_of(memory)
    if memory.damage:
        more.append(Fault(None, f"{memory.damage}{MEND}"))
    return (*((Fault(None, f"{lost.message}; {lost.hint}"),) if lost else ()), *broken, *told, *more)


def names(root: Path) -> tuple[Diagnostic, ...]:
    """Every number of a form, and every line of the log by somebody, that names whom it must not name.

    Raises CannotBuildError where the deny list cannot be read.
    """
    lines = consent_log.read(log_of(root))[0]
    found = sources.gather(root)
    settings, denied = settings_of(found), deny_list.read(guard(root, deny_list.PATH)).everywhere()
    texts, common = manuscripts(found, settings), words_of_site(settings)
    return (
        *named_in_log(lines, denied, texts, common),
        *numbers_in_log(lines, denied, texts, common),
        *numbers_in_front(texts, denied),
    )


@one_by_one
def accept_older(root: Path, today: date) -> tuple[str, ...]:
    """Let a log count that lacks acts which were logged before, and say which; logged without a record of anybody's.

    Nobody but a storyteller takes a withdrawal back. Raises RefusedError where one is missing and the story is here
    again, where nothing is missing, where the chain is broken, and where the log cannot be written.
    """
    memory = memory_of(root)
    if not memory.lost:
        raise RefusedError("The log lacks nothing that this computer remembers, so there is nothing to accept.")
    if broken := consent_log.read(memory.log)[1]:
        raise RefusedError(f"Nothing was accepted, since the log's chain is broken. {broken[0]}.")
    found = sources.gather(root)
    here = {record_of(text): text.path for text in manuscripts(found, settings_of(found))}
    for line in memory.lines:
        path = here.get(identity(line.event.record))
        if line.event.what == "withdraw" and path is not None:
            raise RefusedError(
                f"{path} is here again, and {line.event.record} was withdrawn on {line.event.on}. Take it back once "
                f"more with “hearten consent withdraw {path}”, and then accept the older log. Should its storyteller "
                "want it told again, put the file back after that, and approve it anew."
            )
    event = about_no_record(ACCEPT_OLDER, today, memory.lines[-1].fingerprint if memory.lines else None)
    try:
        replace(root / consent_log.PATH, memory.log or None, consent_log.appended(memory.log, event)[0])
        forget(root)
    except (OSError, NoMemoryError) as e:
        why = cannot_write(e) if isinstance(e, OSError) else str(e)
        raise RefusedError(f"{why}, so the older log was not accepted. Mend that, and do the same once more.") from e
    except ChangedMeanwhileError as e:
        raise RefusedError(f"{e} was changed by somebody else just now. Do the same once more.") from e
    gone = (f"  “{line.event.what}” of {line.event.on} for {line.event.about}" for line in memory.lines)
    return ("The older log counts from now on, and these acts do not any more:", *gone)


def _taken(
    root: Path, texts: Iterable[Manuscript], lines: Collection[LogLine], withdrawn: Withdrawn
) -> Iterator[tuple[str, Fault]]:
    """The texts that bear the number of a consent that was withdrawn for another one, each with what heals it."""
    over = {record for stone in withdrawn.stories if (record := somebodys(stone.record))}
    over |= {identity(line.event.record) for line in lines if line.event.what == "withdraw"}
    for text in texts:
        consent = text.header.consent if text.header else None
        if consent is None or record_of(text) not in over:
            continue
        day = withdrawn_for_another(open_case(root, text.path), consent.record, withdrawn)
        if day is None:
            continue
        what = f"{text.path} has the number {consent.record}, which was withdrawn on {day} for another text"
        had = next((x.event.record for x in lines if x.fingerprint == consent.logged), consent.record)
        new = (
            f"make a copy with “hearten consent copy {text.path}”, have it read and signed under a number of its own, "
            f"and give that with “hearten consent approve {text.path} --record”"
        )
        if identity(had) not in over:
            new = f"write {had} as its “record” again, under which it was approved; or {new}"
        yield text.path, Fault(None, what, new)


def _standings(texts: Iterable[Manuscript], moves: Moves) -> Iterator[Standing]:
    for text in texts:
        consent = text.header.consent if text.header else None
        if consent is not None:
            yield Standing(
                path=text.path,
                record=consent.record,
                status=consent.status,
                scope=consent.scope,
                until=consent.valid_until,
                seal=consent.seal.exact if consent.seal else None,
                logged=consent.logged,
                text=text_tag(consent.record, text.path, moves) if len(consent.texts) > 1 else None,
            )
