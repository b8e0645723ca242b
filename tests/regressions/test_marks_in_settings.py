"""Marks and notes in site.yaml, which were printed on every page without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.content import read
from tests.builders.sites import SITE, built, make_site, story


def told(site: str) -> list[tuple[int, str]]:
    """The lines and rules of what is told of settings."""
    return [(d.span.line, d.rule) for d in read.settings(site.encode(), "site.yaml").diagnostics]


HELP = """\
helplines:
  lines:
    - {name: A line, languages: [en], checked: 2026-01-01, source: "https://a.internal/", url: "https://a.internal/",
       note: "WORDS"}
"""


@pytest.mark.parametrize("words", ["**Free**", "<b>Free</b>", "Free &amp; kind", "{{< free >}}", "See [us](us.md)"])
def test_marks(words: str) -> None:
    """A mark in words of the settings that readers see is told with its line."""
    assert told(SITE + HELP.replace("WORDS", words)) == [(len(SITE.splitlines()) + 4, "stray-mark")]
    assert told(SITE.replace("Told by those who were there.", f'"{words}"')) == [(2, "stray-mark")]
    assert told(SITE.replace("Somebody dies.", f'"{words}"')) == [(11, "stray-mark")]


def test_notes() -> None:
    """A note to oneself in the settings is told."""
    assert told(SITE + HELP.replace("WORDS", "Free [ask Bo about nights]")) == [(18, "note-to-oneself")]


def test_words_that_nobody_sees() -> None:
    """What a theme is told, and addresses, may hold such signs."""
    theme = "theme: {settings: {measure: calc(35ch * 2 * 3)}}\nleave: {url: 'https://a.internal/_a_/**b**'}\n"
    assert told(SITE + theme) == []


def test_a_build_tells(tmp_path: Path) -> None:
    """A build tells of marks in the settings, also when only a text has changed since, and makes the site."""
    make_site(tmp_path, {"a.md": story()}, site=SITE.replace("name: Quiet Harbour", 'name: "*Quiet* Harbour"'))
    for text in ("We painted.", "We painted.", "We painted it."):
        (tmp_path / "stories/a.md").write_text(story(text=text), encoding="utf-8")
        report = built(tmp_path)
        assert [(d.path, d.rule) for d in report.diagnostics] == [("site.yaml", "stray-mark")]
        assert report.stories == 1
