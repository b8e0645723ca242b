"""Whether log, stories and withdrawals tell the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from generator.consent.case import manuscripts, settings_of
from generator.consent.guard_files import log_of, moves_of, withdrawn_stories
from generator.content import sources
from generator.content.moves import Moves
from generator.content.read import Manuscript
from generator.content.settings import Settings
from generator.gate import consent_log
from generator.gate.consent_log import Fault, Standing
from generator.gate.records import last_words, objection, text_tag, with_records


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
    told = tuple(
        consent_log.against(lines, tuple(_standings(texts, known.moves)), (t.logged for t in withdrawn.stories))
    )
    beside = []
    for text in texts:
        against = objection(text, settings, withdrawn, known)
        if against is not None and against.rule != "log" and not any(text.path in f.message for f in told):
            beside.append(Fault(None, f"{text.path}: {against.reason}"))
    return (*broken, *told, *beside)


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
