"""Lines that are shown in a list, a quotation or a table though they were meant otherwise; and those meant so."""

from __future__ import annotations

import pytest

from generator.content import markdown
from tests.builders.bodies import page

TABLE = "| a | b |\n|---|---|\n| 1 | 2 |"
REPLY = "the quotation above"


def told(text: str) -> list[tuple[int, int, str]]:
    """The lines, columns and messages of what is told of such lines."""
    found = markdown.parse(text, "stories/a.md", "en").diagnostics
    return [(d.span.line, d.span.column, d.message) for d in found if d.rule in ("line-sign", "joined-line")]


@pytest.mark.parametrize(
    ("text", "line", "column", "part"),
    [
        ("My number:\n\n+ 49 30 1234", 3, 1, "no “+”"),
        ("+ 49 30 1234\n+ 49 30 5678", 1, 1, "no “+”"),
        ("> Temperature\n>\n> - 5 degrees", 3, 3, "no “-”"),
        ("It was 5\n+ 3 more people", 2, 1, "no “+”"),
        ("2 + 2\n- 3\n= 1", 2, 1, "no “-”"),
        ("The *pills*, the rain* and more.\n\n* Names have been changed.", 3, 1, "no “*”"),
        ("He said 5 > 3\n> 2 and so on", 2, 1, "no “>”"),
        (">5 years sober", 1, 1, "no “>”"),
        (">_< and >.<", 1, 1, "no “>”"),
        ("One.\n\n>:( I was angry", 3, 1, "no “>”"),
        ("On Mon Sam wrote:\n> Hello\nI replied so.", 3, 1, REPLY),
        (">> how are you\n> Fine, thanks.", 2, 3, REPLY),
        ("> - one\n> two\nThree", 3, 1, REPLY),
        (f"{TABLE}\nSource: own\nand so", 4, 1, "a row of the table above"),
        (f"<!-- a\nb -->\n\n{TABLE}\nSource: own", 7, 1, "a row of the table above"),
    ],
)
def test_lines_that_were_meant_otherwise(text: str, line: int, column: int, part: str) -> None:
    """A sign that was a plus, a minus, a star or a face, and a line drawn into the block above, is told of."""
    assert [(*one[:2], part in one[2]) for one in told(text)] == [(line, column, True)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("On 3 May Sam wrote:\n> > hi\n> ok\nmine", [3, 4]),
        ("> > hi\n> ok, he\n> said", [2, 3]),
        ("> > > one\n> > two\n> three\n> > > four", [2, 3]),
        (">> Dear all, the left kettle is for everybody who lives in\n> ines's house", [2]),
    ],
)
def test_each_line_of_an_answer(text: str, lines: list[int]) -> None:
    """Every line of a quotation that is deeper than its own signs say is told of."""
    assert [line for line, _, _ in told(text)] == lines


@pytest.mark.parametrize(
    "text",
    [
        "* One *entry*.\n\n- 2019: I moved\n\n+ 10:30 tea",
        "- 53 stories and eight pages, each with a picture.\n\n- 5 a\n- 3 b\n\n+ 2 eggs\n+ 3 milk",
        "So *it* was, 2 * 3, an A* and more.\n\n* One entry.",
        "> 5 years sober\n\nAbove 3\n> 2 pm\n> Ok\n\nAbove\n> 2 pm",
        "> a\n> B\n\n- > a\n  > B\n\n> - a\n>   B",
        "> Dear all, the left kettle is for everybody who lives in\nInes's house.\n\n> Dear all,\nthe left",
        f"{TABLE}\n\nSource: own\n\n| a |\n|---|\nb",
        '>- a\n>- b\n\n>*a*\n\n>"B"\n\n>(c)',
    ],
)
def test_lines_that_are_meant_so(text: str) -> None:
    """Lists, quotations and tables as people write them are told of in no case."""
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "a\n\n+ 49 30 1234",
        "a\n- 5 degrees",
        "The pills* were.\n\n* Names have been changed.",
        "5 > 3\n> 2",
        ">:( I was",
    ],
)
def test_the_remedy_mends(text: str) -> None:
    """With a backslash before the sign, readers see it, and nothing is told."""
    *above, line = text.split("\n")
    mended = "\n".join([*above, f"\\{line}"])
    body = markdown.parse(mended, "stories/a.md", "en").made
    assert told(mended) == []
    assert body.text.endswith(line)
    assert "<li>" not in page(body)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("3. 10. Tag der Einheit", [(1, 1)]),
        ("12. 5. war *schön*", [(1, 1)]),
        ("24. 12. 1990: Weihnachten", [(1, 1)]),
        ("Am\n1. 5. 2026 war es.\n\n> - 03. 10. Tag", [(2, 1), (4, 5)]),
        ("1. 5. 2026 hier\n2. 5. 2026 dort", [(1, 1), (2, 1)]),
        ("1. 1. a\n   2. b\n2. c", []),
        ("1. 1. 1. a\n\nb\n\n1.\n   3. 10. c", [(6, 4)]),
        ("32. 5. a\n\nb\n\n3. 13. c\n\nd\n\n3) 10. e", []),
        ("3\\. 10. Tag\n\n1. 5 a\n\nb\n\n1.\n   5. c", []),
    ],
)
def test_days(text: str, places: list[tuple[int, int]]) -> None:
    """A day whose numbers make two lists of a line is told at its place, and lists within lists are not."""
    assert [(line, column) for line, column, message in told(text) if "two lists" in message] == places


def test_a_day_is_mended() -> None:
    """A day with the backslash that its remedy names is told of no more, and readers see it."""
    [found] = markdown.parse("3. 10. Tag", "stories/a.md", "de").diagnostics
    assert found.hint.endswith("otherwise: 3\\. 10.")
    mended = markdown.parse("3\\. 10. Tag", "stories/a.md", "de")
    assert (mended.diagnostics, mended.made.text) == ((), "3. 10. Tag")
