"""Marks that were printed as they stand without a word, and remedies for marks that did not fit them."""

from __future__ import annotations

import pytest

from generator.content import markdown


def told(text: str) -> list[tuple[int, int, str, str]]:
    """The places, messages and remedies of stray marks in a text."""
    found = markdown.parse(text, "stories/x.md", "en").diagnostics
    return [(d.span.line, d.span.column, d.message, d.hint) for d in found if d.rule == "stray-mark"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Sam | Ines | Bo\n1 | 2 | 3", "bars, and no table"),
        ("a | b\n1 | 2\n3 | 4", "bars, and no table"),
        ("§   First\n§   Second", "no list"),
        ("We had:\no   one\no   two", "no list"),
        ("-\u2003item", "wider or narrower"),
        ("-\u3000item\n-\u3000more", "wider or narrower"),
        ("##\u2003Later", "wider or narrower"),
        ("We spoke of recov-\nering then", "a space behind this hyphen"),
    ],
)
def test_marks(text: str, part: str) -> None:
    """Rows with bars, signs of a word processor's lists, other spaces and hyphens at a line's end are told."""
    (_, _, message, _), *_ = told(text)
    assert part in message


@pytest.mark.parametrize(
    "text",
    [
        "Home | About",
        "Either | or,\nand nothing more",
        "§ 3 of the law\n§ 4 of the law",
        "o my\no my",
        "o   one",
        "pre-\nand post-war, Vor-\nund Nachteile",
        "I was go-\nShe broke in",
        "1990-\n1991",
        "`a | b`\n`c | d`",
    ],
)
def test_words(text: str) -> None:
    """Words that only look like such marks are left alone."""
    assert told(text) == []


HASHTAG = "for a heading write a space behind it, “## The meeting”; for a hashtag a backslash before it, “\\#meeting”"


def test_hashtags() -> None:
    """A word behind a hash is told with what makes a heading of it and what keeps it, and either mends it."""
    assert [(line, hint) for line, _, _, hint in told("#metoo")] == [(1, HASHTAG)]
    assert told("\\#metoo") == []
    assert told("## metoo") == []


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("Ring [us](tel:0800 111) now", 9, "since there is a space in its address"),
        ("[x[^1]](the-gate.md)\n\n[^1]: Words", 7, "since a link or a footnote stands in its words"),
        ("[a [b](c.md)](d.md)", 13, "since a link or a footnote stands in its words"),
        ("closed](x.md)", 7, "since nothing opens its first bracket"),
        ("[x] (the-gate.md)", 3, "since there is a space behind the bracket"),
    ],
)
def test_why_a_link_is_none(text: str, column: int, reason: str) -> None:
    """A link that is printed is told with its own reason, and with no other."""
    assert [(at, message.rpartition(", ")[2]) for _, at, message, _ in told(text)] == [(column, reason)]
