"""Words as search cuts them out of a text; tests/test_vectors.py has examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ground.languages import LANGUAGES
from generator.words.tokens import TOKEN, fold, stems, tokens


@given(st.text(st.characters(max_codepoint=127)))
def test_the_short_way(text: str) -> None:
    """ASCII text is cut by a shorter way into the same words."""
    assert tokens(fold(text)) == TOKEN.findall(fold(text).replace("'", ""))


@given(st.text())
def test_every_letter_is_in_a_word(text: str) -> None:
    """No letter or digit is lost between words, and nothing but words is kept."""
    folded = fold(text).replace("'", "")
    words = tokens(folded)
    assert set("".join(words)) == set("".join(TOKEN.findall(folded)))
    assert {c for c in folded if c.isalnum()} <= set("".join(words))


def test_stems_by_language() -> None:
    """Words are led to their stems by their own language."""
    assert stems("en")["kindness"] == stems("en")["kind"] != stems("de")["kindness"]
    assert stems("de")["hoffnungen"] == stems("de-AT")["hoffnung"]


@pytest.mark.parametrize("language", ["ja", "th", "cy", "xx"])
def test_without_a_stemmer(language: str) -> None:
    """In a language without a stemmer, every word is its own stem."""
    assert stems(language)["stories"] == "stories"


@pytest.mark.parametrize("language", [code for code, of in LANGUAGES.items() if of.stemmer])
def test_every_stemmer_is_there(language: str) -> None:
    """Snowball knows each language that is named here."""
    assert stems(language).stemmer is not None
