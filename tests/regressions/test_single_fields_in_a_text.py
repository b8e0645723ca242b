"""One line in a text that keeps another text from readers, or says whose it is, and was published with it."""

from __future__ import annotations

import pytest

from generator.content import markdown
from tests.builders.fronts import read_as, story

STOPS = (
    *("draft: true", "draft: yes", "Draft: true", "published: false", "status: requested", "consent: requested"),
    *("status: withdrawn", "Status: paused", "visibility: private", "real_name: Maria Gate", "Real name: Maria Gate"),
    *("given_on: 2026-03-01", "scope: [web, feed]", "valid_until: 2029-03-01", "ended_on: 2026-03-01"),
)
DRESSES = ("{}", "- {}", "1. {}", "**{}**", "`{}`", "> {}", "```\n{}\n```", "| {} |\n|---|\n| x |", "*{}*")


def told(text: str) -> list[tuple[bool, int]]:
    """Whether it withholds the text, and the line, of each field that is told of in it."""
    found = markdown.parse(text, "stories/a.md", "en").diagnostics
    return [(d.is_error, d.span.line) for d in found if d.rule == "second-front-matter"]


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("line", STOPS)
def test_one_field(line: str, dress: str) -> None:
    """A field that keeps a text from readers withholds the text that it stands alone in, in any dress."""
    before = "First.\n\n"
    (found,) = told(f"{before}{dress.format(line)}\n\nSecond.")
    assert found == (True, 4 if dress.startswith("```") else 3)


@pytest.mark.parametrize("line", ["**draft:** true", "draft = true", "| draft | true |\n|---|---|", "DRAFT: TRUE"])
def test_marks_and_signs(line: str) -> None:
    """Marks around the name alone, another sign and capitals are no other words."""
    assert told(f"First.\n\n{line}\n\nSecond.") == [(True, 3)]


@pytest.mark.parametrize(
    "line",
    [
        "title: Two author: Bo record: CF-2026-777 status: requested",
        "Title: Two Author: Bo Date: 2026-03-14 Consent: requested",
        "title: Two, author: Bo, status: given, date: 2026-03-14",
    ],
)
def test_lines_that_were_joined(line: str) -> None:
    """A front matter that lost the ends of its lines withholds the text."""
    assert told(f"First.\n\n{line}\n\nSecond.") == [(True, 3)]


@pytest.mark.parametrize(
    "text",
    [
        *("record CF-2026-777", "Record no. CF-2026-777", "Consent form: CF-2026-777", "- record: CF-2026-777"),
        *("Record:\nCF-2026-777", "## Record\n\nCF-2026-777", "Record\n: CF-2026-777", "_record:_ CF-2026-777"),
        *("record\tCF-2026-777\nstatus\trequested", "Record: CF-2026-777."),
    ],
)
def test_numbers_of_records(text: str) -> None:
    """The number of a record beside a word that says so withholds the text, whatever stands between them."""
    assert [error for error, _ in told(f"First.\n\n{text}\n\nSecond.")] == [True]
    assert told(text.replace("CF-", "CF\\-")) == []
    assert told(text.replace("CF-2026-777", "“CF-2026-777”")) == []


@pytest.mark.parametrize(
    "line", [*STOPS, "record: CF-2026-777", "record CF-2026-777", "consent: {record: CF-2026-777}"]
)
def test_quotation_marks_say_that_they_are_words(line: str) -> None:
    """Quotation marks around a line say that it is for readers, in any dress, as the remedy tells."""
    for dress in DRESSES:
        (told_of,) = markdown.parse(f"First.\n\n{dress.format(line)}", "stories/a.md", "en").errors
        assert told_of.hint.endswith("put each such line, or cell of a table, into quotation marks “…”"), dress
        for marks in ("“{}”", "„{}“", "«{}»", '"{}"', "'{}'"):
            assert told(f"First.\n\n{dress.format(marks.format(line))}\n\nSecond.") == [], (dress, marks)


@pytest.mark.parametrize("row", ["| “status” | withdrawn |", "| status | “withdrawn” |", '| "record" | CF-2026-777 |'])
def test_quotation_marks_in_a_table(row: str) -> None:
    """Quotation marks around a cell of a table say that it is for readers."""
    bare = row.translate(dict.fromkeys(map(ord, '“”"')))
    assert told(f"First.\n\n{bare}\n|---|---|") == [(True, 3)]
    assert told(f"First.\n\n{row}\n|---|---|") == []


@pytest.mark.parametrize("line", [*STOPS, "record: CF-2026-777"])
def test_a_backslash_says_that_they_are_words(line: str) -> None:
    """A backslash before the colon says that a line is for readers."""
    assert told(f"First.\n\n{line.replace(':', chr(92) + ':', 1)}\n\nSecond.") == []


@pytest.mark.parametrize(
    "text",
    [
        *("The police record (PR-2019-44) says otherwise.", "Registered charity, record CH-2019-123."),
        *("I kept the record. CF-2026-777 was the number of my bus.", "Medical record: AB-12-345"),
        *("See the consent, number CF-2026-777, for it.", "My record, status: withdrawn", "Legal name: a fight"),
        *("Registered charity, record: CH-2019-123.", "They wrote record: CF-2026-777, status: given, on it."),
    ],
)
def test_sentences(text: str) -> None:
    """What stands within a sentence is no field."""
    assert told(f"First.\n\n{text}\n\nSecond.") == []


@pytest.mark.parametrize(
    "text",
    [
        "date: 2020-05-03\n\nIt rained.",
        "title: Abbey Road\ndate: 1969",
        "language: English",
        "image: a gate",
        "updated: never",
        "Record: CD-2020, side A",
        "My record: LP-33, track 4",
        "record: B-52s, Cosmic Thing",
        "title: The Gate, I wrote. date: Monday, I wrote.",
        "consent: a word",
        "consent: a feeling, date: none, status: given up",
        "Status: given up on.",
        "My first draft: true to life.",
        "He published: no one read it.",
        "My real name: what is it?",
    ],
)
def test_diaries_and_records(text: str) -> None:
    """Lines of a diary and names of records at the beginning of a text and within it are words for readers."""
    for words in (text, f"First.\n\n{text}\n\nSecond."):
        assert told(words) == []
        assert read_as(story().replace("There were two kettles.", words)).errors == ()


def test_fields_below_a_line_of_dashes() -> None:
    """Fields below the front matter, up to one more line of dashes, are still told of."""
    text = story().replace("---\n\nThere", "---\ndate: 2026-03-14\nlanguage: en\n---\n\nThere")
    assert [d.rule for d in read_as(text).errors] == ["no-front-matter"]
