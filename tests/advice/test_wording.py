"""Forms of terms find what they stand for, as whole words, however a text is set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.advice.near import is_near, sentence
from generator.advice.quotations import is_within, quoted
from generator.advice.wording import compiled, is_form, plain, starts, written


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("green gate", "a green gate"),
        ("green gate", "a Green\nGATE."),
        ("green gate", "a **green** *gate*"),
        ("green|blue gate|door", "the blue door"),
        ("gat*", "gates"),
        ("the? old? gate", "gate"),
        ("the? old? gate", "the gate"),
        ("paint … gate", "paint the old green gate"),
        ("# gates", "0 gates"),
        ("# gates", "twenty gates"),
        ("# kg", "0kg"),
        ("self-made", "self\u2011made"),
        ("self-made", "self made"),
        ("self-made", "selfmade"),
        ("gate's", "the gate’s"),
    ],
)
def test_a_form_is_found(form: str, text: str) -> None:
    """A form is found in whatever capitals, emphasis, hyphens and apostrophes it is written."""
    forms = compiled([form], ["twenty"])
    assert forms.is_in(plain(text))
    assert forms.may_be_in(starts(text))


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("gate", "gates"),
        ("gate", "agate"),
        ("gate", "gate-crash"),
        ("gate", "lych-gate"),
        ("green gate", "green, gate"),
        ("paint … gate", "paint one two three four gate"),
        ("# gates", "many gates"),
    ],
)
def test_a_part_of_a_word_is_none(form: str, text: str) -> None:
    """A form is not found within words, nor across signs."""
    assert not compiled([form], ["twenty"]).is_in(plain(text))


def test_a_noun_has_its_capital() -> None:
    """Where a language writes nouns with a capital, a form with one is not found without it, but in capitals alone."""
    forms = compiled(["Irre", "laut"], nouns=True)
    assert [forms.is_in(text) for text in ("Irre", "IRRE", "ich irre", "Laut", "laut")] == [
        True,
        True,
        False,
        True,
        True,
    ]


@given(st.lists(st.sampled_from(["green", "Gate", "self-made", "0", "the", "…", "*old*", ".", "\n"])).map(" ".join))
def test_beginnings_lose_nothing(text: str) -> None:
    """What a form finds in a text, the beginnings of that text's words let through."""
    for form in ("green gate", "self-made gate|green", "the? gate", "gree*", "# gate", "green … the"):
        forms = compiled([form])
        assert forms.may_be_in(starts(text)) or not forms.is_in(plain(text))


@pytest.mark.parametrize("form", ["gate", "a|b c", "gat*", "the? gate", "a … b", "# gates", "24/7", "gate's"])
def test_forms(form: str) -> None:
    """A row of words with signs in their places is a form."""
    assert is_form(form)


@pytest.mark.parametrize("form", ["*", "a |", "a||b", "?", "#", "…", "… a", "a …", "a **", ""])
def test_what_is_no_form(form: str) -> None:
    """A sign that stands for nothing makes no form."""
    assert not is_form(form)


def test_words_are_compared_as_they_are_said() -> None:
    """Capitals, emphasis, spaces and the kind of an apostrophe make no other words."""
    assert written("The\n **gate’s** ") == written("the gate's")


def test_a_sentence_ends() -> None:
    """A sentence goes from one end of a sentence to the next."""
    text = "It rained. The gate stood open! We went in."
    assert text[slice(*sentence(text, 16, 20))] == "The gate stood open"


def test_near_is_counted_in_words() -> None:
    """So many words may stand between, within one sentence."""
    text, subject = (
        "The gate is one two three away. A gate.",
        tuple(compiled(["away"]).spans("The gate is one two three away. A gate.")),
    )
    assert [is_near(text, 4, 8, subject, words) for words in (3, 4)] == [False, True]
    assert [is_near(text, 34, 38, subject, where) for where in (9, "sentence", "passage")] == [False, False, True]


def test_quotations_of_a_language() -> None:
    """Quotation marks are those of the language, beside those that all know."""
    text = 'Er sagte „ein Tor“ und "noch eins".'
    assert [text[slice(*place)] for place in quoted(text, "de")] == ["„ein Tor“", '"noch eins"']
    assert [is_within((at, at + 2), quoted(text, "de")) for at in (0, 10, 18, 26)] == [False, True, False, True]
