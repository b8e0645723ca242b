"""Long rows of blanks and of signs of comments are read in one go, and come out as they are."""

from __future__ import annotations

import pytest

from generator.advice.passages import PassageKind, Voice, of_body
from generator.content.comments import blanked


def test_a_long_row_of_blanks() -> None:
    """Rows of blanks part paragraphs, however long they are, and the places of what follows hold."""
    source = f"One\ntwo\n{' ' * 200_000}\n# Three\n\t\n> four"
    found = [(one.part, one.text, one.line) for one in of_body(source, 5, "en", Voice.EDITOR)]
    assert [(part, text.split(), line) for part, text, line in found] == [
        (PassageKind.PARAGRAPH, ["One", "two"], 5),
        (PassageKind.HEADING, ["#", "Three"], 8),
        (PassageKind.QUOTATION, [">", "four"], 10),
    ]


@pytest.mark.parametrize("sign", ["<!-", "&lt;!- ", "\u2039!-- ", "%% ", "<!-- \u2039!-- "])
def test_many_signs_of_comments(sign: str) -> None:
    """A long row of signs that begin no comment, or end none, keeps every line at its place."""
    source = f"{sign * 20_000}\n\nEnd"
    assert blanked(source).count("\n") == 2
