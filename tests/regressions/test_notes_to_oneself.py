"""Notes to oneself and to who works with one, which were published without a word."""

from __future__ import annotations

import pytest

from generator.content import markdown, read
from tests.builders.sites import story


def told(text: str) -> list[tuple[int, int, str]]:
    """The places of notes to oneself in a text, and whether what is told says how private notes are written."""
    found = markdown.parse(text, "stories/x.md", "en").diagnostics
    return [(d.span.line, d.span.column, d.hint[:30]) for d in found if d.rule == "note-to-oneself"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("TODO: ask Ines whether Bo may be named", 1, 1),
        ("We painted. TODO: the year", 1, 13),
        ("One\nTODO - ask", 2, 1),
        ("[TODO] the year", 1, 1),
        ("[TODO ask Ines]", 1, 1),
        ("In [TBD] we met", 1, 4),
        ("In {XXX} we met", 1, 4),
        ("In [TK] we met", 1, 4),
        ("FIXME the ending", 1, 1),
        ("He said TKTK to me", 1, 9),
        ("We met [comment: ask Ines] there", 1, 8),
        ("[Comment: ask Ines]", 1, 1),
        ("[editor: is this so?]", 1, 1),
        ("[ed.: is this so?]", 1, 1),
        ("{note: ask Ines}", 1, 1),
        ("[Note to self: shorten]", 1, 1),
        ("[note to self shorten]", 1, 1),
        ("[todo: shorten]", 1, 1),
        ("<ask Ines>", 1, 1),
        ("<Ask Ines>", 1, 1),
        ("[insert the year]", 1, 1),
        ("- milk\n- [check with Bo]", 2, 3),
        ("TODO ask Ines whether Bo may be named", 1, 1),
        ("We painted. TODO check the year", 1, 13),
        ("Ines went home (TODO: when?).", 1, 16),
        ("Ines went home (TODO).", 1, 16),
        ("DO NOT PUBLISH: the year", 1, 1),
        ("Ines left. (DO NOT PUBLISH her name.)", 1, 12),
        ("We met [check date] there", 1, 8),
        ("We met [check the spelling of it] there", 1, 8),
        ("[remove this]", 1, 1),
        ("{delete before it goes online}", 1, 1),
        ("Lorem ipsum dolor sit amet.", 1, 1),
        ("[Comment by Ines: is it right?]", 1, 1),
        ("Home\n\nNote to self: buy milk.", 3, 1),
        ("(Note to self: ask)", 1, 1),
        ("TODO", 1, 1),
        ("- TODO", 1, 3),
        ("## TBD", 1, 4),
        ("TBD (ask)", 1, 1),
        ("XXX", 1, 1),
        ("(TBC)", 1, 1),
        ("(to be written)", 1, 1),
    ],
)
def test_notes(text: str, line: int, column: int) -> None:
    """A note to oneself is told of with its place and with how private notes are written."""
    assert told(text) == [(line, column, "delete it, or write “<!--” bef")]


@pytest.mark.parametrize(
    "text",
    [
        "[laughs] Yes. [She pauses.] [sic] [...] [Anna: and then?] [Interviewer: go on]",
        "[Note: names have been changed.] (note: so have places) [Editor's note: she means the ward.]",
        "Lo perdí TODO: la casa, el coche. TODO ES POSIBLE.",
        "Love, Anna XXX",
        "My friend TK said so, and the to-do list [to do lists help] was long.",
        "[Insert coin] [Ask for Bo at the desk.] [Note to readers: names have been changed.]",
        "¡TODO!",
        "`TODO: ask` and \\[todo: ask]",
        "See [ask for help](https://harbour.internal/) and [insert coin][a].\n\n[a]: https://harbour.internal/",
        "[asks for water] [comments were kind] [checks the door] [check] [removes his hat] [checks the date]",
        "TODO es posible. Perdí mucho (TODO, digo). The stamp said DO NOT PUBLISH. It was a lorem ipsum of a day.",
    ],
)
def test_words_for_readers(text: str) -> None:
    """Brackets that tell of sounds, speakers and changes, and words that look alike, are left alone."""
    assert told(text) == []


def test_notes_in_fields() -> None:
    """A note to oneself in a field that readers see is told of, too."""
    made = story(text="We painted.").replace("A summary.", "We met in [TODO year].")
    found = read.manuscript(made.encode(), "stories/x.md", "en").diagnostics
    assert [(d.rule, d.span.line, d.hint[:30]) for d in found] == [
        ("note-to-oneself", 5, "write what readers are to see "),
    ]
