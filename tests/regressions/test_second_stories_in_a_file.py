"""A second story in a file, whose front matter was published as words, under the consent of the first."""

from __future__ import annotations

import pytest

from generator.content import markdown

SECOND = "title: The second\nauthor: Bo\nconsent:\n  record: CF-2026-777\n  status: requested"
RULE = "second-front-matter"


def told(text: str) -> list[tuple[str, int]]:
    found = markdown.parse(text, "stories/a.md", "en").diagnostics
    return [(d.severity.name.lower(), d.span.line) for d in found if d.rule == RULE]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"First.\n\n---\n{SECOND}\n---\n\nSecond.", 4),
        (f"First.\n\n---\n\n{SECOND.replace(chr(10), chr(10) * 2)}\n\n---\n\nSecond.", 5),
        (f"First.\n\n+++\n{SECOND}\n+++\n\nSecond.", 4),
        (f"First.\n\n***\n{SECOND}\n\nSecond.", 4),
        (f"---\n{SECOND}\n---\nSecond.", 2),
        (f"First.\n\n{SECOND}", 3),
        ("First.\n\ntitle: The second\ntopics:\n- support\nauthor: Bo\n\nSecond.", 3),
        ("First.\n\nConsent:\n  record: CF-2026-777\n\nSecond.", 3),
        ("> consent:\n>   status: requested", 1),
        ('+++\ntitle = "The second"\nauthor = "Bo"\n+++', 2),
        (f"<!-- {SECOND} -->\n\n---\n{SECOND}\n---", 8),
    ],
)
def test_second_front_matter(text: str, line: int) -> None:
    """Two fields of a front matter in a text are an error, which is told at the first."""
    assert told(text) == [("error", line)]


@pytest.mark.parametrize(
    "text",
    [
        "- title: The second\n- record: CF-2026-777\n- status: requested",
        "| title | record | status |\n|---|---|---|\n| The second | CF-2026-777 | requested |",
        "| record | CF-2026-777 |\n|---|---|\n| status | requested |",
        "consent: {record: CF-2026-777, status: requested}",
        '{"title": "The second", "record": "CF-2026-777"}',
        '```json\n{\n  "title": "The second",\n  "record": "CF-2026-777"\n}\n```',
        f"```\n{SECOND}\n```",
        "~~~\nstatus: requested\nvalid_until: 2029-03-01\n~~~",
        "**title:** The second\n\n**record:** CF-2026-777",
        "**Record**: CF-2026-777\\\n**Status**: requested",
        "`record: CF-2026-777`",
        "Title: The second\nAuthor: Bo\nDate: 2026-03-14\nConsent: requested",
        "RECORD: CF-2026-777",
        "> record = CF-2026-777",
        "Status: given\nValid_until: 2029-03-01",
        "valid_until: 2029-03-01",
        "draft: true",
        "title: The second\nsummary: We met.",
    ],
)
def test_consents_in_any_dress(text: str) -> None:
    """What tells of a consent in a text is an error, in code, lists, tables, bold and capitals, too."""
    assert [severity for severity, _ in told(f"First.\n\n{text}\n\nSecond.")] == ["error"]


@pytest.mark.parametrize(
    "text",
    [
        "```\ntitle: The second\ndate: 2026-03-14\n```",
        f"<!--\n{SECOND}\n-->",
        "My library card said\\\ntitle: The Gate\\\nauthor: Ines Gate\\\ndate: 14 May",
        "date: 14 May\\\nlanguage: English",
        "record: Abbey Road\ndate: 1969",
        "> title: Abbey Road\n> date: 1969",
        "Title: The Bell Jar\nRecord: 12 days\nStatus: expired",
        "My record: 21 days.\n\nRecord: 4-0\n\nrecord | of it",
        "| Record | Year |\n|---|---|\n| Abbey Road | 1969 |",
        "Consent: given, they said, as if that were all.\n\nStatus: given.",
        "He put it on record: A-levels in 2 years.",
        "Title: The Bell Jar\nAuthor: Sylvia Plath",
        "The form had three lines.\n\ndate: unknown\n\nNobody had filled it in.\n\nstatus: open",
        "title: nothing else",
        "Date: 3 May\n\nDear Ines,",
        "We spoke of consent:\n\n- who sees it\n- how long",
        "Record: none. Status: fine.",
    ],
)
def test_words(text: str) -> None:
    """Code, comments, single lines, and labels with other values than a front matter has are words."""
    assert told(text) == []
