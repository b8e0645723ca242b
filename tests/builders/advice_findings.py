"""Findings to be told, one of each kind."""

from __future__ import annotations

from generator.advice.finding import Finding, Guideline, Level, Rule
from generator.ground.diagnostics import Span

LINK = Rule(
    "reading/link-words",
    "A link: 100% vague,\nor so",
    "Links are listed.",
    (Guideline("W3C", "https://www.w3.org/"), Guideline("A book")),
)
PRIVATE = Rule("privacy/e-mail", "An e-mail address", "Somebody may be found by it.", (), Level.NOTE, private=True)
SECRET = "maren@harbour.example"


def findings() -> tuple[Finding, ...]:
    """A warning on several lines, and a private note."""
    return (
        Finding(
            "pages/ä b.md", Span(3, 2), Span(4, 5), LINK, "mo\nre", "50% of it, “so”: vague", "write\nmore", LINK.level
        ),
        Finding(
            "stories/a.md", Span(7), Span(7, 22), PRIVATE, SECRET, "an e-mail address", "leave it out", PRIVATE.level
        ),
    )
