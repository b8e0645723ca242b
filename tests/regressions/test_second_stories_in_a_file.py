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
        f"```\n{SECOND}\n```",
        f"<!--\n{SECOND}\n-->",
        "Title: The Bell Jar\nAuthor: Sylvia Plath",
        "The form had three lines.\n\ndate: unknown\n\nNobody had filled it in.\n\nstatus: open",
        "title: nothing else",
        "Date: 3 May\n\nDear Ines,",
        "We spoke of consent:\n\n- who sees it\n- how long",
        "Record: none. Status: fine.",
    ],
)
def test_words(text: str) -> None:
    """Code, comments, single lines, and labels with capitals are words."""
    assert told(text) == []
