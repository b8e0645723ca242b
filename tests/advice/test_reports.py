"""What programs read of findings: each output in the form that its reader asks for, and never private words."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from generator.advice import report_sarif
from generator.advice.report_documents import gitlab, in_json, junit
from generator.advice.report_lines import github, rdjsonl
from generator.advice.report_sarif import sarif
from generator.advice.told import told
from generator.ground.diagnostics import START
from tests.builders.advice_findings import SECRET, findings
from tests.builders.sites import DATA

TOLD = told(findings(), "site/")
EVERY = {
    "json": json.dumps(in_json(TOLD)),
    "sarif": json.dumps(sarif(TOLD, "1.0")),
    "github": "\n".join(github(TOLD)),
    "gitlab": json.dumps(gitlab(TOLD)),
    "junit": junit(TOLD),
    "rdjsonl": "\n".join(rdjsonl(TOLD)),
}


def schema() -> Any:
    """OASIS's schema of SARIF 2.1.0, as Microsoft's package jest-sarif brings it (MIT)."""
    return json.loads((DATA / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))


@pytest.mark.parametrize("form", EVERY)
def test_no_private_words(form: str) -> None:
    """Of a private finding, its place and kind are told to programs, and never its words."""
    assert SECRET not in EVERY[form]
    assert "privacy/e-mail" in EVERY[form]


@pytest.mark.parametrize("some", [TOLD, ()], ids=["findings", "nothing"])
def test_sarif_is_as_its_schema_says(some: Any) -> None:
    """What is written as SARIF follows the standard's schema."""
    jsonschema.validate(sarif(some, "1.0"), schema())


def test_sarif_says_where_and_whose() -> None:
    """Paths are addresses, columns are counted in characters, and a rule has the page of its guideline."""
    run = sarif(TOLD, "1.0")["runs"][0]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert place["artifactLocation"]["uri"] == "site/pages/%C3%A4%20b.md"
    assert place["region"] == {"startLine": 3, "startColumn": 2, "endLine": 4, "endColumn": 5}
    assert run["tool"]["driver"]["rules"][0]["helpUri"] == "https://www.w3.org/"
    assert run["results"][0]["partialFingerprints"] == {"hearten/v1": TOLD[0].fingerprint}


def test_sarif_keeps_to_what_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more findings than can be read, notes are left out first, and that is said."""
    monkeypatch.setattr(report_sarif, "MOST", 1)
    run = sarif(TOLD[::-1], "1.0")["runs"][0]
    assert [result["level"] for result in run["results"]] == ["warning"]
    assert "1 more findings" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    jsonschema.validate(sarif(TOLD, "1.0"), schema())


def test_github_lines_are_escaped() -> None:
    """Ends of lines, percent signs, colons and commas do not end a command or a property of it."""
    first, second = github(TOLD)
    assert first == (
        "::warning file=site/pages/ä b.md,line=3,col=2,endLine=4,"
        "title=A link%3A 100%25 vague%2C%0Aor so (reading/link-words)::50%25 of it, “so”: vague; write%0Amore"
    )
    assert second.startswith("::notice file=site/stories/a.md,line=7,col=1,endColumn=22,title=An e-mail address")


def test_gitlab_has_what_it_needs() -> None:
    """Every finding has description, name, fingerprint, severity and place, and each its own fingerprint."""
    found = gitlab(TOLD)
    assert [one["severity"] for one in found] == ["minor", "info"]
    assert found[0]["location"] == {"path": "site/pages/ä b.md", "lines": {"begin": 3, "end": 4}}
    assert len({one["fingerprint"] for one in found}) == 2


def test_junit_fails_by_warnings_alone() -> None:
    """A warning is a failure, a note passes and is said, and what XML cannot hold is replaced."""
    odd = told([replace(one, message="a\x01b") for one in findings()])
    root = ET.fromstring(junit(odd).encode())
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    failures = [one.get("message") for one in root.iter("failure")]
    assert failures == ["a\ufffdb; write\nmore"]
    assert [one.text for one in root.iter("system-out")] == ["a\ufffdb; leave it out"]


def test_rdjsonl_has_a_line_for_each() -> None:
    """Each line is a diagnostic of reviewdog's with path, line, severity and rule."""
    first, second = (json.loads(line) for line in rdjsonl(TOLD))
    assert first["location"] == {"path": "site/pages/ä b.md", "range": {"start": {"line": 3}, "end": {"line": 4}}}
    assert first["code"] == {"value": "reading/link-words", "url": "https://www.w3.org/"}
    assert (second["severity"], second["location"]["range"]) == ("INFO", {"start": {"line": 7}})


def test_a_finding_without_a_place_is_told() -> None:
    """What is said of a whole text has a place all the same."""
    whole = told([replace(findings()[0], start=START, end=START)])
    jsonschema.validate(sarif(whole, "1.0"), schema())
