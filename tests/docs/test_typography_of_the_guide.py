"""What the guide for authors promises of quotation marks and dashes, in every language, is what is done."""

from __future__ import annotations

import re

from generator.content.typography import typographic
from generator.ground.languages import LANGUAGES, OTHER
from tests.docs.pages import ROOT

GUIDE = (ROOT / "docs" / "authors.md").read_text(encoding="utf-8")
CODES = {
    "Arabic": "ar",
    "Czech": "cs",
    "Dutch": "nl",
    "Finnish": "fi",
    "French": "fr",
    "German": "de",
    "Hebrew": "he",
    "Italian": "it",
    "Japanese": "ja",
    "Norwegian": "nb",
    "Polish": "pl",
    "Russian": "ru",
    "Spanish": "es",
    "Swedish": "sv",
    "Ukrainian": "uk",
}


def rows(heading: str) -> list[tuple[str, str]]:
    """The rows of a table of the guide with two columns, by its first row."""
    table = GUIDE.split(f"{heading}\n|---|---|\n", 1)[1].split("\n\n", 1)[0]
    found = [re.fullmatch(r"\| (.*?) \| (.*) \|", row) for row in table.split("\n")]
    return [(row[1], row[2]) for row in found if row]


def test_marks_are_as_the_guide_says() -> None:
    """Every row of the guide's table comes out as it says."""
    table = rows("| you type | readers see |")
    assert len(table) >= 8
    for typed, seen in table:
        assert typographic(typed.strip("`"), "en") == seen


def test_quotation_marks_are_as_the_guide_says() -> None:
    """Every language has the quotation marks that the guide names, and no other has marks of its own."""
    told: dict[str, list[str]] = {}
    for languages, marks in rows("| language | quotation marks, and those within |"):
        for name in languages.replace(" and all others", "").split(", "):
            told[name] = re.findall(r"[^\s,a-z]", marks)
    assert told.pop("English") == [*OTHER.quotes] == [*LANGUAGES["en"].quotes]
    assert told == {name: [mark.strip() for mark in LANGUAGES[code].quotes] for name, code in CODES.items()}
    others = {code for code, language in LANGUAGES.items() if language.quotes != OTHER.quotes}
    assert others == {*CODES.values()}
