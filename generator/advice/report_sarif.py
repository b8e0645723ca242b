"""Findings as SARIF 2.1.0 (OASIS standard), which GitHub, Azure DevOps and editors read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from generator.advice.finding import Level, Rule
from generator.advice.told import ToldFinding
from generator.ground.diagnostics import Span

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {Level.WARNING: "warning", Level.NOTE: "note"}
# GitHub takes no more of one run.
MOST = 25_000


def sarif(findings: Sequence[ToldFinding], version: str) -> dict[str, Any]:
    """One run of ``hearten check`` of this ``version``. Of more than `MOST`, notes are left out first."""
    shown = sorted(findings, key=lambda told: not told.is_warning)[:MOST] if len(findings) > MOST else findings
    rules = list({told.finding.rule.id: told.finding.rule for told in shown}.values())
    index = {rule.id: n for n, rule in enumerate(rules)}
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if len(shown) < len(findings):
        message = f"{len(findings) - len(shown)} more findings are left out, since no more than {MOST} can be read"
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": message}}]
    driver = {"name": "hearten", "semanticVersion": version, "rules": [_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "columnKind": "unicodeCodePoints",
        "results": [_result(told, index) for told in shown],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    whose = "\n".join(f"{one.name}{f': {one.url}' if one.url else ''}" for one in rule.guidelines)
    made: dict[str, Any] = {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.why}\n{whose}".strip()},
        "defaultConfiguration": {"level": LEVELS[rule.level]},
        "properties": {"tags": [rule.group]},
    }
    url = next((one.url for one in rule.guidelines if one.url), None)
    return made | ({"helpUri": url} if url else {})


def _result(told: ToldFinding, index: dict[str, int]) -> dict[str, Any]:
    finding = told.finding
    place = {"artifactLocation": {"uri": quote(told.path)}, "region": _region(finding.start, finding.end)}
    return {
        "ruleId": finding.rule.id,
        "ruleIndex": index[finding.rule.id],
        "level": LEVELS[finding.level],
        "message": {"text": f"{finding.message}; {finding.hint}"},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"hearten/v1": told.fingerprint},
    }


def _region(start: Span, end: Span) -> dict[str, int]:
    region = {"startLine": start.line, "startColumn": start.column}
    return region if end < start else region | {"endLine": end.line, "endColumn": end.column}
