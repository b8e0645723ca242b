"""Findings that a text keeps: its front matter names the words, or the rule, and says why (`kept`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.advice.finding import Finding
from generator.advice.name_parts import NO_PARTS, NameParts
from generator.advice.texts import AdvisedText
from generator.advice.wording import written

DENIED = "privacy/denied"


@dataclass(frozen=True, slots=True)
class KeptFinding:
    """A finding that stays as it is, and the reason that was given; reports show it."""

    finding: Finding
    because: str


@dataclass(frozen=True, slots=True)
class PartedFindings:
    """Findings that ask for a decision, and those on which one was made, each by place.

    ``parts`` are words of denied names, as far as these were found in any text.
    """

    open: tuple[Finding, ...]
    kept: tuple[KeptFinding, ...]
    parts: NameParts = NO_PARTS


def parted(findings: Iterable[Finding], texts: Iterable[AdvisedText]) -> PartedFindings:
    """Findings, parted by what the front matter of their text keeps."""
    reasons = {text.path: _reasons(text) for text in texts}
    told = tuple(findings)
    because = [_because(finding, reasons.get(finding.path, {})) for finding in told]
    return PartedFindings(
        tuple(finding for finding, reason in zip(told, because, strict=True) if reason is None),
        tuple(KeptFinding(f, reason) for f, reason in zip(told, because, strict=True) if reason is not None),
    )


def _reasons(text: AdvisedText) -> dict[str, str]:
    return {written(one.term): one.because for one in text.header.kept} if text.header else {}


def _because(finding: Finding, reasons: dict[str, str]) -> str | None:
    """Why a finding is kept. What the deny list holds nobody keeps but by taking it off that list."""
    if finding.rule.id == DENIED:
        return None
    return reasons.get(written(finding.words)) or reasons.get(finding.rule.id)
