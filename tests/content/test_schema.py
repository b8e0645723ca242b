"""Documents held against their types. What is told of each kind of mistake stands in tests/data/invalid."""

from __future__ import annotations

import json
from collections.abc import Hashable
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.content import schema, strict_yaml
from generator.content.consent_fields import Consent
from generator.content.front_matter import PageHeader, StoryHeader
from generator.content.settings import Settings
from generator.ground.diagnostics import Checked

FRONT = "title: A tin\ndate: 2026-01-01\nauthor: Jonah\nsummary: A tin.\ntopics: [hope]\n"
KINDS: list[Any] = [StoryHeader, PageHeader, Settings]


def check(kind: type[Any], text: str) -> Checked[Any]:
    document = strict_yaml.parse(text, "x.md").value
    assert document is not None
    return schema.check(kind, document, "x.md")


def hints(kind: type[Any], text: str) -> list[str]:
    return [d.hint for d in check(kind, text).diagnostics]


def test_a_story() -> None:
    """Front matter becomes typed values: dates, lists, and defaults for what is left out."""
    header = check(StoryHeader, FRONT + "draft: true\nconsent: {record: R-1, status: given, scope: [web]}\n").value
    assert header == StoryHeader(
        title="A tin",
        date=date(2026, 1, 1),
        author="Jonah",
        summary="A tin.",
        topics=("hope",),
        draft=True,
        consent=Consent(record="R-1", status="given", scope=("web",)),
    )


@pytest.mark.parametrize("title", ["no", "2024", "1e3", "true", "2026-01-01", "~x", "0x1F"])
def test_words_stay_words(title: str) -> None:
    """A title is text, whatever it looks like."""
    checked: Checked[StoryHeader] = check(StoryHeader, FRONT.replace("A tin\n", f"{title}\n"))
    assert checked.value is not None
    assert checked.value.title == title


@pytest.mark.parametrize(
    ("kind", "line", "meant"),
    [
        (StoryHeader, "conent: x", "consent"),
        (StoryHeader, "content_note: [x]", "content_notes"),
        (StoryHeader, "langauge: en", "language"),
        (StoryHeader, "Slug: x", "slug"),
        (PageHeader, "helpline: true", "helplines"),
        (Settings, "organization: {}", "organisation"),
        (Settings, "helpline: {}", "helplines"),
    ],
)
def test_did_you_mean(kind: type[Any], line: str, meant: str) -> None:
    """A mistyped field is told with the field that was meant."""
    assert f"did you mean “{meant}”?" in hints(kind, f"title: A tin\n{line}\n")


@pytest.mark.parametrize("name", ["content_notes", "aliases"])
def test_a_list_that_is_left_empty(name: str) -> None:
    """Of a list that may hold nothing, the remedy for an empty line is an empty list."""
    (told,) = hints(StoryHeader, f"{FRONT}{name}:\n")
    assert told.startswith(f"if there is nothing to list, write {name}: [], or delete the line")
    assert hints(StoryHeader, f"{FRONT}{name}: []\n") == []


def test_all_problems_at_once() -> None:
    """Every field that is wrong is told, each at its own place."""
    text = (
        "title: [a]\ndate: soon\nauthor: Jonah\nsumary: A tin.\ntopics: hope\nconsent:\n  record: Jonah\n  scope: [w]\n"
    )
    told = [(d.rule, d.span.line) for d in check(StoryHeader, text).diagnostics]
    assert sorted(told, key=lambda t: (t[1], t[0])) == [
        ("missing-field", 1),
        ("text", 1),
        ("date", 2),
        ("unknown-field", 4),
        ("not-a-list", 5),
        ("missing-field", 6),
        ("record", 7),
        ("unknown-value", 8),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_schemas_are_valid(kind: Hashable) -> None:
    """What is printed as JSON Schema is JSON Schema, and every field of it has a description."""
    made = schema.json_schema(kind)
    Draft202012Validator.check_schema(made)
    assert json.loads(json.dumps(made)) == made
    for part in (made, *made.get("$defs", {}).values()):
        assert all("description" in field or "$ref" in field for field in part.get("properties", {}).values())
        assert part.get("additionalProperties") is False


@pytest.mark.parametrize("line", ["love: true", "draft: maybe", "slug: A B", "topics: hope", "image: {alt: x}"])
def test_schemas_refuse_what_is_refused(line: str) -> None:
    """What the program refuses, an editor that knows the schema marks too."""
    name = line.partition(":")[0]
    text = "".join(row for row in FRONT.splitlines(keepends=True) if not row.startswith(name)) + line + "\n"
    document = strict_yaml.parse(text, "x.md").value
    assert document is not None
    assert check(StoryHeader, text).errors
    assert list(Draft202012Validator(schema.json_schema(StoryHeader)).iter_errors(document.value))
