"""Words for readers that were taken for notes of programs, or for stars that would be gone, and withheld."""

from __future__ import annotations

import pytest

from generator.content import markdown


def told(text: str, language: str = "en") -> list[tuple[str, bool]]:
    """The rules of what is told of a text, and whether it withholds the text."""
    return [(d.rule, d.is_error) for d in markdown.parse(text, "stories/a.md", language).diagnostics]


@pytest.mark.parametrize("text", ["One\n\n/////\n\nTwo", "/* the stars */", "a /* b", "One\n\n////\n\nTwo"])
def test_signs_that_may_begin_a_note(text: str) -> None:
    """Slashes between scenes, and stars beside a slash, are a warning, which says how readers may see them."""
    (found,) = markdown.parse(text, "stories/a.md", "en").diagnostics
    assert (found.rule, found.is_error) == ("foreign-note", False)
    assert "put a backslash before it" in found.hint


@pytest.mark.parametrize("text", [r"One\n\n\/////\n\nTwo", r"\/* the stars */", "I use {curly} brackets and {# hash."])
def test_signs_that_are_words(text: str) -> None:
    """A sign with a backslash before it, and braces that nothing closes, are words."""
    assert told(text) == []


@pytest.mark.parametrize("text", ["~*~*~", "*~*", "~ * ~*~ * ~", "*~*~*~*"])
def test_breaks_of_stars(text: str) -> None:
    """A break of stars and tildes is no error, and a warning says how one is written."""
    found = markdown.parse(f"One\n\n{text}\n\nTwo", "stories/a.md", "en").diagnostics
    assert not any(d.is_error for d in found)
    assert all("for a break write ***" in d.hint for d in found if d.rule == "stray-mark" and "gone" in d.message)


def test_a_note_of_several_lines() -> None:
    """Slashes right above words and right below them are still a private note of another program."""
    assert told("One\n\n////\nask Ines\n////") == [("foreign-note", True), ("foreign-note", True)]


@pytest.mark.parametrize("text", ["TODO.", "Todo: nada. TODO: NADA.", "- TODO: live", "(TODO, digo)"])
@pytest.mark.parametrize("language", ["es", "pt", "es-MX"])
def test_todo_in_spanish(text: str, language: str) -> None:
    """“TODO” is a word in Spanish and Portuguese."""
    assert told(text, language) == []


@pytest.mark.parametrize("text", ["[TODO: ask]", "[TODO]"])
def test_todo_in_brackets(text: str) -> None:
    """“TODO” in square brackets is a note in every language."""
    assert told(text, "es") == [("note-to-oneself", False)]


@pytest.mark.parametrize(
    "text",
    [
        *("“FIXME” was my nickname.", '"FIXME" was my nickname.', "“DO NOT PUBLISH” was stamped on it."),
        *(r"\[Insert your card]", r"\[Ask a nurse]", "The note said “TODO: call home”."),
    ],
)
def test_ways_to_say_that_words_are_for_readers(text: str) -> None:
    """Quotation marks around a word, and a backslash before a bracket, say that it is for readers."""
    assert told(text) == []
