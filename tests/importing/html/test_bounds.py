"""HTML beyond all measure: it is read, and the parser can read what comes of it."""

from __future__ import annotations

import pytest

from generator.content.markdown import parse
from generator.importing.html.convert import to_markdown
from generator.importing.words_kept import differences

MANY = 3_000
DEEP = {
    "div": "<div>" * MANY + "so",
    "quotations": "<blockquote>" * MANY + "so",
    "lists": "<ul><li>" * MANY + "so",
    "numbered lists": "<ol><li><p>" * MANY + "so",
    "definitions": "<dl><dt>a<dd>" * MANY + "so",
    "tables": "<table><tr><td>" * MANY + "so",
    "asides": "<aside>" * MANY + "so",
    "figures": "<figure>" * MANY + "so",
    "stress": "<b><i>" * MANY + "so",
    "fonts": "".join(f"<font size={n}><p>so" for n in range(MANY)),
    "rows in drawings": "<p>so</p><svg>" + "<tr>" * MANY,
    "attributes with brackets": "<div a='<'>" * MANY + "so",
}
LONG = {
    "a paragraph": "<p>" + "So it was. " * 10_000,
    "a word": "<p>" + "so" * 30_000,
    "stressed words": "<p>" + "<b>so</b> <i>it</i> " * MANY,
    "signs": "<p>" + "*" * 50_000,
    "brackets": "<p>" + "[" * 30_000,
    "breaks": "<p>" + "so<br>" * MANY,
    "a heading": "<h2>" + "So it was. " * MANY,
    "a cell": "<table><tr><td>a<td>b<tr><td>c<td>" + "So it was. " * MANY + "</table>",
    "a list": "<ul>" + "<li>so" * MANY,
    "columns": "<table><tr><td colspan=99999>a<td rowspan=99999>b<tr><td>c</table>",
}


@pytest.mark.parametrize("html", [*DEEP.values(), *LONG.values()], ids=[*DEEP, *LONG])
def test_beyond_all_measure(html: str) -> None:
    """Words stay, however deep or long what holds them is, and nothing that they become is too much for the parser."""
    markdown = to_markdown(html).markdown
    assert not [problem for problem in parse(markdown, "stories/a.md", "en").diagnostics if problem.is_error]
    assert differences(html, markdown) == ()


@pytest.mark.parametrize(
    "html", ["", " ", "<", "<p", "</p>", "<!--", "<!", "&", "&#", "\ud83d", "<frameset></frameset>", "\x00"]
)
def test_next_to_nothing(html: str) -> None:
    """What hardly is HTML is no error."""
    assert len(to_markdown(html).markdown) < 5


def test_the_same_again() -> None:
    """The same HTML gives the same Markdown and remarks."""
    html = "".join(LONG.values())
    assert to_markdown(html) == to_markdown(html)
