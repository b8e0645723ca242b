"""Findings as one document: JSON of our own, GitLab's report on the quality of code, and JUnit's XML."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from generator.advice.kept import KeptFinding
from generator.advice.told import ToldFinding
from generator.ground.unseen import CONTROL


def in_json(findings: Sequence[ToldFinding], kept: Sequence[KeptFinding] = ()) -> dict[str, Any]:
    """All that is known of each finding; of private ones without their words; and why others are kept."""
    return {
        "findings": [
            {
                "rule": told.finding.rule.id,
                "level": told.finding.level.value,
                "path": told.path,
                "line": told.finding.start.line,
                "column": told.finding.start.column,
                "end_line": told.finding.end.line,
                "end_column": told.finding.end.column,
                "title": told.finding.rule.title,
                "message": told.finding.message,
                "hint": told.finding.hint,
                "why": told.finding.rule.why,
                "guidelines": [{"name": one.name, "url": one.url} for one in told.finding.rule.guidelines],
                **({} if told.words is None else {"words": told.words}),
                "fingerprint": told.fingerprint,
            }
            for told in findings
        ],
        "kept": [
            {
                "rule": stays.finding.rule.id,
                "path": stays.finding.path,
                "line": stays.finding.start.line,
                "column": stays.finding.start.column,
                "because": stays.because,
            }
            for stays in kept
        ],
        "counts": {
            "warnings": sum(told.is_warning for told in findings),
            "notes": sum(not told.is_warning for told in findings),
        },
    }


def gitlab(findings: Sequence[ToldFinding]) -> list[dict[str, Any]]:
    """GitLab's list of findings (GitLab, “Code Quality report format”)."""
    return [
        {
            "description": f"{told.finding.message}; {told.finding.hint}",
            "check_name": told.finding.rule.id,
            "fingerprint": told.fingerprint,
            "severity": "minor" if told.is_warning else "info",
            "location": {
                "path": told.path,
                "lines": {"begin": told.finding.start.line, "end": told.finding.end.line},
            },
        }
        for told in findings
    ]


def junit(findings: Sequence[ToldFinding]) -> str:
    """JUnit's XML: a suite for each file, in which warnings are failures, and notes passed with something to say."""
    root = Element("testsuites", {"name": "hearten check", **_counts(findings)})
    for path, of_file in groupby(findings, key=lambda told: told.path):
        some = list(of_file)
        suite = SubElement(root, "testsuite", {"name": _clean(path), **_counts(some)})
        for told in some:
            finding = told.finding
            name = f"{finding.rule.id} at {finding.start.line}:{finding.start.column}"
            case = SubElement(suite, "testcase", classname=_clean(path), name=name, file=_clean(path))
            case.set("line", str(finding.start.line))
            message = _clean(f"{finding.message}; {finding.hint}")
            if told.is_warning:
                failure = SubElement(case, "failure", message=message, type=finding.rule.id)
                failure.text = _clean(f"{told.path}:{finding.start.line}: {message}\n{finding.rule.why}")
            else:
                SubElement(case, "system-out").text = message
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _counts(findings: Sequence[ToldFinding]) -> dict[str, str]:
    return {"tests": str(len(findings)), "failures": str(sum(told.is_warning for told in findings)), "errors": "0"}


def _clean(text: str) -> str:
    """Text without what XML 1.0 cannot hold."""
    return CONTROL.sub("\ufffd", text.encode("utf-8", "replace").decode())
