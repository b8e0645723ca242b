"""A text with an override of the direction showed readers a name that nobody had seen in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content import read
from generator.ground.diagnostics import Diagnostic
from tests.builders.sites import built, make_site, story


def told(text: str) -> list[str]:
    """What is told of directions in a story with this text, by place."""
    found = read.manuscript(story(text=text).encode(), "stories/gate.md", "en").diagnostics
    return [_short(d) for d in found if d.rule == "direction"]


def _short(d: Diagnostic) -> str:
    return f"{d.severity.value} {d.span.line}:{d.span.column}"


@pytest.mark.parametrize("written", ["\u202e", "\u202d", "&#x202e;", "&#8238;", "&#X0202E;"])
def test_an_override_withholds(tmp_path: Path, written: str) -> None:
    """An override, also as an entity, is an error at its place, and the text is withheld."""
    report = built(make_site(tmp_path, {"gate.md": story(text=f"I met {written}kyzclawoK eoZ\u202c.")}))
    assert [_short(d) for d in report.diagnostics if d.rule == "direction"] == ["error 10:7"]
    assert [w.source for w in report.withheld] == ["stories/gate.md"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One \u202btwo\u202c.", ["warning 10:5"]),
        ("One \u2068two\u2069.", []),
        ("One \u2068two \u2067three\u2069 four\u2069.", []),
        ("One \u2068two.\n\nThree\u2069.", ["warning 10:5"]),
        ("One \u2066two \u2067three\u2069.", ["warning 10:5"]),
        ("One &#x2067;two.", ["warning 10:5"]),
        ("שלום \u200fעולם, and – so.", []),
    ],
)
def test_embeddings_and_isolates_without_end_are_told(text: str, found: list[str]) -> None:
    """An embedding, or an isolate that its paragraph does not close, is a warning, and a closed isolate is none."""
    assert told(text) == found


def test_every_field_is_looked_at() -> None:
    """An override in what a picture shows, also as an escape of YAML, is an error at its place, as in a title."""
    changed = story(more='image: {src: a.png, alt: "a\\u202eb"}')
    found = read.manuscript(changed.encode(), "stories/gate.md", "en").diagnostics
    assert [_short(d) for d in found] == ["error 8:26"]
