"""Findings as lines: for GitHub's log, and for reviewdog."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from generator.advice.told import ToldFinding
from generator.ground.digest import as_json

IN_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
IN_PROPERTIES = IN_DATA | str.maketrans({":": "%3A", ",": "%2C"})


def github(findings: Iterable[ToldFinding]) -> Iterator[str]:
    """Commands of a workflow, which put findings beside the lines of a change (GitHub, “Workflow commands”)."""
    for told in findings:
        finding = told.finding
        where = {"file": told.path, "line": finding.start.line, "col": finding.start.column}
        if finding.end.line > finding.start.line:
            where["endLine"] = finding.end.line
        elif finding.end > finding.start:
            where["endColumn"] = finding.end.column
        where["title"] = f"{finding.rule.title} ({finding.rule.id})"
        properties = ",".join(f"{name}={str(value).translate(IN_PROPERTIES)}" for name, value in where.items())
        kind = "warning" if told.is_warning else "notice"
        yield f"::{kind} {properties}::{f'{finding.message}; {finding.hint}'.translate(IN_DATA)}"


def rdjsonl(findings: Iterable[ToldFinding]) -> Iterator[str]:
    """A line of JSON for each (reviewdog, “Reviewdog Diagnostic Format”).

    Columns are counted in bytes there, and a comment stands beside a line, so there are lines alone.
    """
    for told in findings:
        finding = told.finding
        code: dict[str, str] = {"value": finding.rule.id}
        if url := next((one.url for one in finding.rule.guidelines if one.url), None):
            code["url"] = url
        lines: dict[str, Any] = {"start": {"line": finding.start.line}}
        if finding.end.line > finding.start.line:
            lines["end"] = {"line": finding.end.line}
        yield as_json(
            {
                "message": f"{finding.message}; {finding.hint}",
                "location": {"path": told.path, "range": lines},
                "severity": "WARNING" if told.is_warning else "INFO",
                "source": {"name": "hearten"},
                "code": code,
            }
        )
