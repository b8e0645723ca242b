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


def test_words_that_ask_for_what_is_not_there_are_told(site: Path) -> None:
    """A name in braces that nobody fills in is told with its place, and what the English has."""
    put(site, "hearten/strings/en.yaml", 'minutes.one: "{minutes} long"\n')
    (fault,) = faults(site)
    assert (fault.rule, fault.place) == ("theme-strings", "themes/hearten/strings/en.yaml:1:14")
    assert fault.hint == "what can stand there is {n}"


def test_words_that_cannot_be_filled_in_are_told(site: Path) -> None:
    """A list of months without months fails with a diagnostic that names template and page."""
    put(site, "hearten/strings/en.yaml", 'months: ""')
    (fault,) = faults(site)
    assert fault.rule == "template"
    assert fault.path.startswith("themes/hearten/templates/")


def worded(site: Path, language: str) -> list[tuple[int, str, str | None]]:
    """What a build says of the theme's words in a site's language: line, message and hint."""
    (site / "site.yaml").write_text(f"{SITE}language: {language}\n", encoding="utf-8")
    return [(d.span.line, d.message, d.hint) for d in built(site).diagnostics if d.rule == "theme-words"]


def test_a_language_that_the_theme_does_not_speak_is_told(site: Path) -> None:
    """Where the theme has no words in the site's language, the line is named, and the file to write."""
    [(line, message, hint)] = worded(site, "mt-MT")
    assert line == len(SITE.splitlines()) + 1
    assert "no words in “mt-MT”" in message
    assert hint == "“hearten strings export mt-MT” writes them into a file for translators"


def test_words_that_a_language_lacks_are_told(site: Path) -> None:
    """Where the theme has some words in the site's language, those that are still English are counted and named."""
    words = (THEMES / "hearten" / "strings" / "en.yaml").read_text(encoding="utf-8")
    put(site, "hearten/strings/it.yaml", words.replace("search: Search\n", ""))
    [(_, message, hint)] = worded(site, "it-CH")
    assert "lacks 1 of its words in “it”" in message
    assert hint
    assert "write search into themes/hearten/strings/it.yaml" in hint


@pytest.mark.parametrize(
    "language", ["en", "en-GB", "de", "es-MX", "fr", "cy-GB", "pl", "ar", "uk", "ur-PK", "zh-Hans"]
)
def test_the_built_in_theme_lacks_no_word(language: str, site: Path) -> None:
    """In the languages that it speaks, of any region, the built-in theme has all of its words."""
    assert worded(site, language) == []


def findings(site: Path, language: str) -> list[tuple[str, str, str]]:
    """What a build warns of in the files of a site's own words: place, message and hint."""
    (site / "site.yaml").write_text(f"{SITE}language: {language}\n", encoding="utf-8")
    told = (d for d in built(site).diagnostics if d.rule == "theme-strings")
    return [(d.place.removeprefix("themes/hearten/strings/"), d.message, d.hint) for d in told]


def test_a_form_that_a_language_needs_and_lacks_is_told(site: Path) -> None:
    """A form of words beside a number that is missing is told with its place, some numbers, and what to write."""
    put(site, "hearten/strings/hr.yaml", 'menu: Izbornik\nstories.one: "{n} priča"\nstories.other: "{n} priča"\n')
    message = "“stories” lacks the form “few”, which “hr” takes beside numbers such as 2, 3 and 4 (Unicode CLDR)"
    assert findings(site, "hr") == [("hr.yaml:2:1", message, "write stories.few below this line")]


def test_a_form_that_no_number_takes_is_told(site: Path) -> None:
    """A form that the language does not have is told with its place and the forms that it has."""
    put(site, "hearten/strings/en.yaml", "stories.few: some stories\n")
    message = "“stories.few” is never shown: no number takes the form “few” in “en”"
    hint = "delete this line; “en” has “one” and “other” (Unicode CLDR)"
    assert findings(site, "en") == [("en.yaml:1:1", message, hint)]


def test_a_form_of_the_language_below_is_enough(site: Path) -> None:
    """A site that replaces one form in its own theme lacks none of those that the built-in theme has."""
    put(site, "hearten/strings/pl.yaml", 'stories.few: "{n} opowieści"\n')
    assert findings(site, "pl") == []


def test_a_language_that_nobody_knows_is_left_alone(site: Path) -> None:
    """Where CLDR does not know a language, nothing is said of forms, and they are chosen as in English."""
    put(site, "hearten/strings/qaa.yaml", "stories.one: ena\nstories.other: vela\n")
    assert findings(site, "qaa") == []
    assert "(ena)" in (site / "public" / "topics" / "index.html").read_text("utf-8")


def test_words_that_nobody_has_read_are_told_in_one_line(site: Path) -> None:
    """A language that no native speaker has read is told once, at the site's language; English is not."""
    for language, lines in (("cy", 1), ("ar", 1), ("en", 0), ("de", 0)):
        (site / "site.yaml").write_text(f"{SITE}language: {language}\n", encoding="utf-8")
        told = [d for d in built(site).diagnostics if d.rule == "unread-words"]
        assert len(told) == lines
        assert all(d.path == "site.yaml" and f"strings export {language}" in d.hint for d in told)


def test_who_has_read_them_ends_it(site: Path) -> None:
    """A name in the site's own file says that words were read; then nothing stands beside them, nor is told."""
    (site / "site.yaml").write_text(f"{SITE}language: cy\n", encoding="utf-8")
    report = built(site)
    assert 'class="beside" lang="en" dir="ltr"' in (site / "public/leaving/index.html").read_text("utf-8")
    assert any(d.rule == "unread-words" for d in report.diagnostics)
    put(site, "hearten/strings/cy.yaml", "native_reader: Non Evans\n")
    assert not any(d.rule == "unread-words" for d in built(site).diagnostics)
    assert "beside" not in (site / "public/leaving/index.html").read_text("utf-8")
