"""Letters that nobody sees, and those that a program has read in another encoding than they were saved in."""

from __future__ import annotations

import pytest

from generator.content import decoding, read
from generator.ground.diagnostics import Severity
from tests.builders.sites import story


def told(text: str) -> list[tuple[str, int, str]]:
    """The rule, column and remedy of what is told of the bytes of a line."""
    found = decoding.decode(text.encode(), "stories/a.md").diagnostics
    return [(d.rule, d.span.column, d.hint.partition(";")[0]) for d in found]


@pytest.mark.parametrize(
    ("text", "column", "meant"),
    [
        ("The CafÃ© was shut", 8, "é"),
        ("Ã©cole", 1, "é"),
        ("grÃ¼n", 3, "ü"),
        ("Story Ã©", 7, "é"),
        ("It wasnâ€™t so", 8, "’"),
        ("We went â€“ and came", 9, "–"),
        ("It cost Â£20", 9, "£"),
        ("20Â°C", 3, "°"),
        ("ðŸ˜€", 1, "😀"),
    ],
)
def test_words_read_in_another_encoding(text: str, column: int, meant: str) -> None:
    """What UTF-8 becomes where it is read as Windows-1252 is told with the letter that was meant."""
    assert told(text) == [("misread", column, f"write “{meant}”")]


@pytest.mark.parametrize(
    "text",
    [
        "NÃO, SÃO, IRMÃ” «IRMÃ» «CAFÂ» ÂNGELA âge Ã la",
        "ação, château, Übung, ße, það",
        "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    ],
)
def test_letters_of_languages_and_flags(text: str) -> None:
    """Letters that languages have, and flags, are left alone."""
    assert told(text) == []


def test_letters_that_nobody_sees() -> None:
    """Letters that nobody sees, with which words can be hidden, are told where they begin."""
    text = "Words\U000e0041\U000e0042 and more"
    assert told(text) == [("hidden-letters", 6, "delete them")]
    made = read.manuscript(story(text=text).encode(), "stories/a.md", "en")
    assert [(d.severity, d.span.line) for d in made.diagnostics if d.rule == "hidden-letters"] == [
        (Severity.WARNING, 10)
    ]


def test_signs_of_windows() -> None:
    """A control character that stands where Windows has a sign is told with that sign."""
    assert told("don\u0092t") == [("control-character", 4, "write “’” in its place, which Windows has there")]
    assert told("don\u0081t") == [("control-character", 4, "delete the invisible character")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
@pytest.mark.parametrize("order", ["le", "be"])
def test_the_name_of_an_encoding(encoding: str, order: str) -> None:
    """A text in UTF-16 or UTF-32 is told as what it is."""
    [problem] = read.manuscript(f"\ufeff{story()}".encode(f"{encoding}-{order}"), "stories/a.md", "en").diagnostics
    assert problem.message == f"this text is saved as {encoding.upper()}, and texts are read as UTF-8"
