"""Whether log, stories and withdrawals tell the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.consent.case import manuscripts, settings_of
from generator.consent.guard_files import log_of, withdrawn_stories
from generator.content import sources
from generator.content.read import Manuscript
from generator.gate import consent_log
from generator.gate.consent_log import Fault, Standing


def verify(root: Path) -> tuple[Fault, ...]:
    """Everything that does not fit between consent/log.jsonl, the stories and consent/withdrawn.yaml."""
    found = sources.gather(root)
    return faults(root, manuscripts(found, settings_of(found)))


def faults(root: Path, texts: Iterable[Manuscript]) -> tuple[Fault, ...]:
    """The same, where the stories were read already."""
    lines, broken = consent_log.read(log_of(root))
    gone = (t.logged for t in withdrawn_stories(root).stories)
    return (*broken, *consent_log.against(lines, tuple(_standings(texts)), gone))


def _standings(texts: Iterable[Manuscript]) -> Iterator[Standing]:
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
            )
