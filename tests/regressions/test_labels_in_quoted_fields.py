"""Labels of what is not for readers, published since quotation marks stood around the value."""

from __future__ import annotations

import pytest

from tests.builders.fronts import published, read_as, story

QUOTES = ('"{}"', "'{}'", ">-\n  {}")


@pytest.mark.parametrize("quotes", QUOTES)
@pytest.mark.parametrize("name", ["title", "author", "summary"])
@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Ines (real name: Maria Gate)", "real name"),
        ("Ines, Real Name: Maria", "Real Name"),
        ("Ines (Klarname: Maria)", "Klarname"),
        ("Ines: real name:Maria", "real name"),
        ("Ines (record: CF-2026-777)", "record"),
        ("Ines (status: withdrawn)", "status"),
        ("Ines, consent: requested", "consent"),
        ("Ines. E-mail: maria@gate.org", "E-mail"),
        ("Ines – tel: 0123 456", "tel"),
    ],
)
def test_labels(name: str, words: str, label: str, quotes: str) -> None:
    """A label behind a sign withholds the story in whichever quotes, and the remedy says how it is for readers."""
    told = read_as(story(*f"{name}: {quotes.format(words)}".split("\n"))).errors
    assert [d.hint for d in told] == [
        f"take it out; if these are words for readers, write them in quotation marks: “{label}”"
    ]
    meant = words.replace(label, f"“{label}”")
    assert published(story(f'{name}: "{meant}"')) is not None


@pytest.mark.parametrize(
    "words",
    [
        *("Status: unknown", "Home (as it was): again", "My record: 12 days", "Two things: a phone, a name"),
        *("Consent: a word", "E-mail: an essay", "Note: names have been changed", "From my diary (draft) to a book."),
        *("What is your real name?", "He asked: who is it?", "Letters (private: keep out)"),
    ],
)
def test_honest_values(words: str) -> None:
    """A label with other words behind it is for readers."""
    assert published(story(f'summary: "{words}"')) is not None
