"""Problems as the preview shows them."""

from __future__ import annotations

import pytest

from generator.ground.diagnostics import Span, error, warning
from generator.preview.desk.overlay import editor_link, excerpt, overlay


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("topics: [hpoe]", 10, "topics: [hpoe]\n         ^"),
        ("title", 1, "title\n^"),
        ("title", 99, "title\n     ^"),
        ("\tdate: 1", 2, "\tdate: 1\n\t^"),
        ("漢字: x", 4, "漢字: x\n     ^"),
        ("e\u0301: x", 3, "e\u0301: x\n ^"),
        ("a\x1b[31mb", 2, "a\ufffd[31mb\n ^"),
        ("a\u00a0\u202f: x", 4, "a\u00a0\u202f: x\n   ^"),
    ],
)
def test_the_caret_stands_below_its_column(line: str, column: int, expected: str) -> None:
    """The caret stands below its column, behind tabs, wide letters, accents and characters that are not shown."""
    assert excerpt(line, column) == expected


def test_long_lines_are_cut_around_the_place() -> None:
    """Of a line as long as a paragraph the words around the place are shown."""
    shown = excerpt("a " * 300 + "HERE" + " b" * 300, 601)
    assert shown is not None
    text, caret = shown.split("\n")
    assert len(text) < 150
    assert text[len(caret) - 1 :].startswith("HERE")
    assert text[0] == text[-1] == "…"


@pytest.mark.parametrize("line", [None, "", "   "])
def test_nothing_is_shown_of_no_line(line: str | None) -> None:
    """Where there is no line, or an empty one, nothing is shown of it."""
    assert excerpt(line, 1) is None


def test_all_problems_stand_by_file() -> None:
    """Every problem is shown below its file, with kind, place, line and remedy, and how many there are."""
    found = [
        error("unknown-topic", "stories/a.md", Span(6, 10), "unknown topic “hpoe”", "did you mean “hope”?"),
        warning("link-missing", "stories/a.md", Span(12), "this links nowhere", "write another"),
        error("menu", "site.yaml", Span(3), "this entry leads nowhere", "write to or page"),
    ]
    html = overlay(found, "It is withheld.", lambda _path, number: f"line {number}", "/site", lambda _path: None)
    assert "3 problems in 2 files" in html
    assert html.count("<h3>") == 2
    for words in ("It is withheld.", "did you mean “hope”?", "line 12", "Please look", 'href="vscode://file/site/'):
        assert words in html


def test_no_problem_is_nothing() -> None:
    """Without problems there is no overlay."""
    assert overlay([], "", lambda _path, _number: None, "/site", lambda _path: None) == ""


def test_words_stay_words() -> None:
    """What an author wrote does not become markup in the overlay."""
    bad = "<img src=x onerror=alert(1)>"
    html = overlay(
        [error("x", f"stories/{bad}.md", Span(1), bad, bad)],
        bad,
        lambda _path, _number: bad,
        "/site",
        lambda _path: None,
    )
    assert "<img" not in html


@pytest.mark.parametrize(
    ("root", "path", "expected"),
    [
        ("/home/a b/site", "stories/ä.md", "vscode://file/home/a%20b/site/stories/%C3%A4.md:3:5"),
        ("C:/site", "stories/a.md", "vscode://file/C:/site/stories/a.md:3:5"),
    ],
)
def test_editor_links(root: str, path: str, expected: str) -> None:
    """A place in a file is an address that VS Code opens, with everything escaped that addresses do not allow."""
    assert editor_link(root, path, Span(3, 5)) == expected
