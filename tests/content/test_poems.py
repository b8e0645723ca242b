"""Poems: every line where it was written, and as far in."""

from __future__ import annotations

import pytest

from generator.content import markdown
from generator.content.markdown import structure
from generator.content.poems import DEEPEST, EN_SPACE
from tests.builders.sites import DATA

POEM = (DATA / "markdown" / "poem.md").read_text(encoding="utf-8")


def html(text: str) -> str:
    checked = markdown.parse(text, "stories/x.md", "en")
    assert checked.value is not None
    assert not [problem for problem in checked.diagnostics if problem.is_error]
    return "".join(str(part) for part in checked.value.parts).replace(EN_SPACE, "_")


def poem(*lines: str) -> str:
    return "\n".join(["::: poem", *lines, ":::", ""])


def test_lines_are_kept() -> None:
    """Each line of a poem is a line, an empty one parts its stanzas, and outside nothing changes."""
    shown = html("One\nline.\n\n" + poem("The gate", "is open.", "", "Go in.") + "\nOne\nline.\n")
    stanzas = "<p>The gate<br>\nis open.</p>\n<p>Go in.</p>"
    assert shown == f'<p>One\nline.</p>\n<div class="poem">\n{stanzas}\n</div>\n<p>One\nline.</p>\n'


def test_indentation_is_kept() -> None:
    """A line stands as far in as it is written, in stress, too, and none for the sake of the others."""
    written = poem("  The *gate", "      is* open.", "", "    Go in.", "\tSlowly.")
    assert html(written) == (
        '<div class="poem">\n<p>The <em>gate<br>\n____is</em> open.</p>\n<p>__Go in.<br>\n__Slowly.</p>\n</div>\n'
    )


def test_a_backslash_makes_no_second_break() -> None:
    """A line that ends with a backslash, as outside of poems, is a line like the others."""
    assert html(poem("The gate\\", "is open.")) == html(poem("The gate", "is open."))


def test_not_too_far_in() -> None:
    """No line stands farther in than fits on a telephone."""
    assert f"<br>\n{'_' * DEEPEST}is" in html(poem("The gate", " " * 40 + "is open."))


def test_quoted() -> None:
    """A poem in a quotation, and a quotation in a poem, keep their lines and what stands before these."""
    assert "<p>The gate<br>\n__is open.</p>" in html("> ::: poem\n> The gate\n>   is open.\n> :::\n")
    assert "<p>The gate<br>\n__is open.</p>" in html(poem("> The gate", ">   is open."))


def test_what_is_approved_has_the_lines() -> None:
    """What a storyteller approves of a poem has its line breaks, as pages have."""
    inline = next(token for token in structure(poem("The gate", "is open.")) if token.type == "inline")
    assert [token.type for token in inline.children or ()] == ["text", "hardbreak", "text"]


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_every_word_arrives(language: str) -> None:
    """The account of a long poem with all that Markdown has finds nothing missing and nothing new."""
    assert [problem.rule for problem in markdown.parse(POEM, "stories/x.md", language).diagnostics] == []
