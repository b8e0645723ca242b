"""How much advice finds: texts with one thing planted in each, and ordinary texts near the same subjects.

All were written from public guidelines, before the rules were looked at, and 102 of 200 were found then: 47 of 90 on
language. Forms were added afterwards with these misses in view, and so were points on a map and cards among what
gives somebody away, so that on fresh text less is found than here. Which are found is pinned for each, so that a
change of a rule shows here, both ways.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.advice import privacy, rules
from generator.advice.advise import advise
from generator.advice.around import around
from generator.advice.texts import AdvisedText, text_at
from generator.content import read
from generator.content.settings import Settings
from tests.builders.sites import DATA, SITE, built, make_site

PLANTED, AGAIN, ORDINARY = (
    yaml.safe_load((DATA / "advice" / f"{name}.yaml").read_text(encoding="utf-8"))
    for name in ("planted", "planted_again", "ordinary")
)
# An organisation with its own address, and a helpline for each language.
WHO = "{name: Harbour Row, email: hello@harbourrow.example.org, address: '3 Net Loft Steps, Saltmarsh Quay'}"
HELP = "- {name: A line, phone: '116 123', languages: [en, de, es], checked: 2026-11-22, source: https://example.org/}"
SITE_TEXT = SITE.replace("{name: Harbour Row, email: hello@harbour.internal}", WHO)
SITE_TEXT += f"helplines:\n  lines:\n    {HELP}\n"
# A title, a summary and a body in which nothing is planted.
PLAIN = {
    "en": ("A kettle on the table", "Somebody puts a kettle on the table and sits down.", "The kettle stood there."),
    "de": ("Ein Kessel", "Jemand stellt einen Kessel auf den Tisch und setzt sich.", "Der Kessel stand da."),
    "es": ("Una tetera", "Alguien pone una tetera en la mesa y se sienta.", "La tetera estaba en la mesa."),
}


@cache
def settings() -> Settings:
    """The settings of the site on which all the texts stand."""
    checked = read.settings(SITE_TEXT.encode(), "site.yaml")
    assert checked.value is not None, checked.diagnostics
    return checked.value[0]


def path_of(number: int, case: dict[str, Any]) -> str:
    return f"{'pages' if case['where'] == 'page' else 'stories'}/{number:03}.md"


def file_of(case: dict[str, Any]) -> str:
    """A page or a story of a real person, with the words of a case in their place and nothing else of note."""
    title, summary, body = PLAIN[case["language"]]
    words: str = case["words"]
    fields: dict[str, object] = {"title": title, "summary": summary, "language": case["language"]}
    if case["where"] in fields:
        fields[case["where"]] = words
    elif case["where"] == "alt":
        body = f"{body}\n\n![{words}](media/a.png)"
    else:
        body = words
    if case["where"] != "page":
        fields |= {"date": "2026-01-01", "author": "Maren", "topics": ["hope"]}
    head = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
    given = (
        "" if case["where"] == "page" else "consent: {record: R-1, status: given, given_on: 2026-01-01, scope: [web]}\n"
    )
    return f"---\n{head}{given}---\n\n{body}\n"


def told(*, planted: bool) -> tuple[frozenset[str], ...]:
    """The rules that each text breaks, of those with something planted, or of ordinary ones."""
    return told_of("planted" if planted else "ordinary")


@cache
def told_of(name: str) -> tuple[frozenset[str], ...]:
    """The rules that each text of a file breaks, all of them being texts of one site."""
    cases = {"planted": PLANTED, "again": AGAIN, "ordinary": ORDINARY}[name]
    texts: list[AdvisedText] = []
    for number, case in enumerate(cases):
        path = path_of(number, case)
        text = text_at(path, file_of(case).encode(), "en")
        assert text is not None, path
        texts.append(text)
    lookers = [*rules.advisers(settings()), *privacy.of_names(around(settings(), texts))]
    return tuple(frozenset(one.rule.id for one in advise([text], lookers)) for text in texts)


@pytest.mark.parametrize("number", range(len(PLANTED)))
def test_what_is_planted(number: int) -> None:
    """Of each text it is known which rule finds what is planted, or that none does, and what else is told of it."""
    case = PLANTED[number]
    assert told(planted=True)[number] == {*filter(None, [case["found"]]), *case.get("also", [])}, case["words"]


@pytest.mark.parametrize("number", range(len(AGAIN)))
def test_what_is_planted_again(number: int) -> None:
    """The same of texts that were written later, without knowledge of the rules and of the others."""
    case = AGAIN[number]
    assert told_of("again")[number] == {*filter(None, [case["found"]]), *case.get("also", [])}, case["words"]


def test_shares_of_what_is_planted_again() -> None:
    """Of those, advice and a build told of 44 of 60 when they were written, and tell of 58 since."""
    told = [case for case in AGAIN if case["found"] or "build" in case]
    assert (len(AGAIN), sum(case["first"] for case in AGAIN), len(told)) == (60, 44, 58)


@pytest.mark.parametrize("number", range(len(ORDINARY)))
def test_what_is_ordinary(number: int) -> None:
    """Of ordinary texts nothing is told, but where it is known that something is."""
    assert told(planted=False)[number] == set(ORDINARY[number].get("told", [])), ORDINARY[number]["words"]


def test_what_a_build_tells(tmp_path: Path) -> None:
    """Some of what is planted is told by a build, and not again by advice."""
    some = (case for case in (*PLANTED, *AGAIN) if case["group"] in ("reading", "links"))
    cases = {path_of(number, case): case for number, case in enumerate(some)}
    files = {path: file_of(case) for path, case in cases.items()}
    stories = {Path(path).name: text for path, text in files.items() if path.startswith("stories")}
    pages = {Path(path).name: text for path, text in files.items() if path.startswith("pages")}
    names = {case["build"] for case in cases.values() if "build" in case}
    report = built(make_site(tmp_path, stories, pages=pages))
    said = {(one.path, one.rule) for one in report.diagnostics if one.rule in names}
    assert said >= {(path, case["build"]) for path, case in cases.items() if "build" in case}


def counted(by: str, cases: list[dict[str, Any]]) -> Counter[str]:
    return Counter(case[by] for case in cases)


def test_shares_by_group() -> None:
    """Advice finds 171 of 200: 89 of 90 on language, 62 of 70 on privacy, 20 of 40 on reading."""
    assert counted("group", PLANTED) == {"language": 90, "privacy": 70, "reading": 40}
    assert counted("group", [case for case in PLANTED if case["found"]]) == {
        "language": 89,
        "privacy": 62,
        "reading": 20,
    }


def test_shares_with_a_build() -> None:
    """Of what is planted on reading, a build tells 16 more, so that 36 of 40 are told, and 187 of 200 in all."""
    more = [case for case in PLANTED if "build" in case and not case["found"]]
    assert counted("group", more) == {"reading": 16}


def test_shares_by_language() -> None:
    """Advice finds 144 of 170 in English, 14 of 15 in German and 13 of 15 in Spanish."""
    assert counted("language", PLANTED) == {"en": 170, "de": 15, "es": 15}
    assert counted("language", [case for case in PLANTED if case["found"]]) == {"en": 144, "de": 14, "es": 13}


def test_share_of_ordinary_texts() -> None:
    """Of 100 ordinary texts, three are spoken of: two for a name in them, one for a death without any help."""
    of_them = [rule for case in ORDINARY for rule in case.get("told", [])]
    assert len(ORDINARY) == 100
    assert sorted(of_them) == ["language/no-help-told", "privacy/is-this-real", "privacy/is-this-real"]
