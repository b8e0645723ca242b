"""Words that look like Markdown, and stay words."""

from __future__ import annotations

from html import escape

import pytest

from generator.content.markdown import parse
from generator.importing.html.convert import to_markdown


@pytest.mark.parametrize(
    ("words", "markdown"),
    [
        ("1986. What a year", "1986\\. What a year"),
        ("1) one", "1\\) one"),
        ("1986.5 and 3.", "1986.5 and 3."),
        ("# not a heading", "\\# not a heading"),
        ("#metoo", "\\#metoo"),
        ("- said", "\\- said"),
        ("---- so", "\\-\\-\\-\\- so"),
        ("so --- it", "so --- it"),
        ("-5 degrees", "-5 degrees"),
        ("+", "\\+"),
        ("> more", "\\> more"),
        ("===", "\\==="),
        ("a * b * c", "a \\* b \\* c"),
        ("Leser*innen und Lehrer*innen", "Leser\\*innen und Lehrer\\*innen"),
        ("snake_case and _so_", "snake_case and \\_so\\_"),
        ("[laughs] yes", "[laughs] yes"),
        ("[Anna]: Yes.", "\\[Anna\\]: Yes."),
        ("[a](b)", "\\[a\\](b)"),
        ("[^1] so", "\\[^1\\] so"),
        ("![a](b)", "!\\[a\\](b)"),
        ("a < b > c & d", "a < b > c & d"),
        ("<b>so</b>", "\\<b>so\\</b>"),
        ("AT&T &amp; &nbsp;", "AT&T \\&amp; \\&nbsp;"),
        ("C:\\temp", "C:\\\\temp"),
        ("¯\\_(ツ)_/¯", "¯\\\\\\_(ツ)\\_/¯"),
        ("`so`", "\\`so\\`"),
        ("~~so~~ and ~5", "\\~\\~so\\~\\~ and ~5"),
        ("x^2^ and $5", "x\\^2\\^ and $5"),
        ("20%% of 5%", "20\\%\\% of 5%"),
        ("{{name}} and {so}", "\\{\\{name\\}\\} and {so}"),
        (": so", "\\: so"),
        ("~ so", "\\~ so"),
        ("::: aside", "\\::: aside"),
        ("a | b", "a | b"),
        ("| a | b |", "\\| a \\| b \\|"),
        ("// so", "\\/\\/ so"),
        ("[[so]]", "\\[[so]\\]"),
        ("[gallery ids=1]", "\\[gallery ids\\=1\\]"),
        ("so --> it", "so → it"),
        ("so <!-- it", "so `<!--` it"),
        ("\\", "\\\\"),
        ("www.example.org", "www.example.org"),
    ],
)
def test_plain_words(words: str, markdown: str) -> None:
    """Signs get a backslash where they would be read as marks, and nowhere else."""
    assert to_markdown(f"<p>{escape(words)}</p>").markdown.rstrip("\n") == markdown


@pytest.mark.parametrize(
    "words", ["    so", "so\n\n    it", "* * so", "---\nso", "1. a\n2. b", "a\n---", "a\n: b", "a | b\n--- | ---"]
)
def test_lines(words: str) -> None:
    """Lines of a paragraph make no block together."""
    made = parse(to_markdown(f"<p>{words.replace(chr(10), '<br>')}</p>").markdown, "stories/a.md", "en")
    assert not made.diagnostics
    assert not any(tag in str(made.value) for tag in ("<pre", "<ul", "<ol", "<h2", "<dl", "<table", "<hr"))


@pytest.mark.parametrize(
    "words", ["{>>ask Ines<<}", "[TBD]", "TODO: ask Ines", "[note to self: cut]", "/* ask Ines */"]
)
def test_private_notes(words: str) -> None:
    """What looks like a private note still looks like one to the build, which tells of it."""
    made = parse(to_markdown(f"<p>So it was {escape(words)}.</p>").markdown, "stories/a.md", "en")
    assert {problem.rule for problem in made.diagnostics} <= {"foreign-note", "note-to-oneself"}
    assert made.diagnostics or words.startswith("TODO")


def test_what_looks_like_a_field() -> None:
    """A text that begins with a word such as “date:” does not look like front matter."""
    assert to_markdown("<p>Date: 3 May</p><p>date: 4 May</p>").markdown == "Date: 3 May\n\ndate: 4 May\n"
    assert to_markdown("<p>date: 3 May</p><p>date: 4 May</p>").markdown == "date\\: 3 May\n\ndate: 4 May\n"
