"""Adding to what a text keeps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.field_edit import fields_of
from generator.authoring.front_matter_edit import CannotEditError
from generator.authoring.kept_edit import keeping
from generator.authoring.story_edit import parts

ENTRY = "{term: a word, because: it is hers}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: A\n", f"title: A\nkept:\n  - {ENTRY}\n"),
        ("title: A\nkept:\n# why\ndate: 2026-01-01\n", f"title: A\nkept:\n  - {ENTRY}\n# why\ndate: 2026-01-01\n"),
        ("kept: []\n", f"kept: [{ENTRY}]\n"),
        ("kept: [{term: b, because: c}]\n", f"kept: [{{term: b, because: c}}, {ENTRY}]\n"),
        (
            "kept:\n- term: b # so\n  because: c\ntitle: A\n",
            f"kept:\n- term: b # so\n  because: c\n- {ENTRY}\ntitle: A\n",
        ),
        ("kept:\n    - {term: b, because: c}\n", f"kept:\n    - {{term: b, because: c}}\n    - {ENTRY}\n"),
    ],
)
def test_it_is_added_where_others_stand(before: str, after: str) -> None:
    """A term goes behind those that are kept already, written as they are, and every other line stays."""
    made = keeping(f"---\n{before}---\n\nWords.\n".encode(), "a word", "it is hers")
    assert made.decode() == f"---\n{after}---\n\nWords.\n"


def test_twice_is_once() -> None:
    """What is kept already is not added again."""
    once = keeping(b"---\ntitle: A\n---\n", "a word", "it is hers")
    assert keeping(once, "a word", "for another reason") == once


def test_line_ends_stay() -> None:
    """A file whose lines end as on Windows gets such lines."""
    assert (
        keeping(b"---\r\ntitle: A\r\n---\r\n", "a", "b")
        == b"---\r\ntitle: A\r\nkept:\r\n  - {term: a, because: b}\r\n---\r\n"
    )


@pytest.mark.parametrize("front", ["kept: all\n", "title: [\n", "{title: A, kept: []}\n", "kept: [ # so\n]\n"])
def test_what_is_unusual_is_refused(front: str) -> None:
    """Where it could not be added without touching anything else, nothing is."""
    with pytest.raises(CannotEditError):
        keeping(f"---\n{front}---\n".encode(), "a", "b")


@given(st.text(min_size=1), st.text(min_size=1))
def test_any_words_can_be_kept(term: str, because: str) -> None:
    """Whatever is kept is read as it was given, or refused."""
    try:
        made = keeping(b"---\ntitle: A\n---\n\nWords.\n", term, because)
    except (CannotEditError, UnicodeEncodeError):
        return
    assert fields_of(parts(made).front) == {"title": "A", "kept": [{"term": term, "because": because}]}
