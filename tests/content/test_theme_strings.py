"""Words of a theme: mistakes in them, and languages that it does not speak."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.store.resources import THEMES
from tests.builders.sites import SITE, built, make_site, story
from tests.builders.themes import faults, put


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return make_site(tmp_path, {"gate.md": story()})


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("months: [", "yaml-syntax"),
        ("- a list", "theme-strings"),
        ("menu: {a: b}", "theme-strings"),
        ("a: 1\na: 2", "yaml-duplicate"),
    ],
)
def test_broken_strings_are_told(site: Path, text: str, rule: str) -> None:
    """A strings file that is not one word a line is named."""
    put(site, "hearten/strings/en.yaml", text)
    assert (rule, "themes/hearten/strings/en.yaml") in {(d.rule, d.path) for d in faults(site)}


@pytest.mark.parametrize("text", ['minutes.one: "{minutes} long"', 'months: ""'])
def test_words_that_cannot_be_filled_in_are_told(site: Path, text: str) -> None:
    """A string that asks for what is not there fails with a diagnostic that names template and page."""
    put(site, "hearten/strings/en.yaml", text)
    (fault,) = faults(site)
    assert fault.rule == "template"
    assert fault.path.startswith("themes/hearten/templates/")


def worded(site: Path, language: str) -> list[tuple[int, str, str | None]]:
    """What a build says of the theme's words in a site's language: line, message and hint."""
    (site / "site.yaml").write_text(f"{SITE}language: {language}\n", encoding="utf-8")
    return [(d.span.line, d.message, d.hint) for d in built(site).diagnostics if d.rule == "theme-words"]


def test_a_language_that_the_theme_does_not_speak_is_told(site: Path) -> None:
    """Where the theme has no words in the site's language, the line is named, and the file to write."""
    [(line, message, hint)] = worded(site, "cy-GB")
    assert line == len(SITE.splitlines()) + 1
    assert "no words in “cy-GB”" in message
    assert hint
    assert "themes/hearten/strings/cy-GB.yaml" in hint


def test_words_that_a_language_lacks_are_told(site: Path) -> None:
    """Where the theme has some words in the site's language, those that are still English are counted and named."""
    words = (THEMES / "hearten" / "strings" / "en.yaml").read_text(encoding="utf-8")
    put(site, "hearten/strings/cy.yaml", words.replace("search: Search\n", ""))
    [(_, message, hint)] = worded(site, "cy-GB")
    assert "lacks 1 of its words in “cy”" in message
    assert hint
    assert "write search into themes/hearten/strings/cy.yaml" in hint


@pytest.mark.parametrize("language", ["en", "en-GB", "de", "es-MX"])
def test_the_built_in_theme_lacks_no_word(language: str, site: Path) -> None:
    """In English, German and Spanish, of any region, the built-in theme has all of its words."""
    assert worded(site, language) == []
