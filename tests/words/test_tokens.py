"""Words as search cuts them out of a text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ground.languages import LANGUAGES
from generator.words.tokens import TOKEN, fold, stems, tokens


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Straße", "strasse"),
        ("Café", "cafe"),
        ("CAFE\u0301", "cafe"),
        ("ŁÓDŹ", "lodz"),
        ("Œuvre", "oeuvre"),
        ("İzmir", "izmir"),
        ("ﬁnd", "find"),
        ("Ｗｉｄｅ", "wide"),
        ("don’t", "don't"),
        ("שָׁלוֹם", "שלום"),
        ("سَلَام", "سلام"),
        ("Selbst\u00adhilfe", "selbsthilfe"),
        ("می\u200cخواهم", "میخواهم"),
        ("OK™", "oktm"),
    ],
)
def test_folding(written: str, folded: str) -> None:
    """Case, accents, vowel points, widths, and what is not seen make no difference."""
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Don't stop, they said.", ["dont", "stop", "they", "said"]),
        ("“Don’t”—she_said", ["dont", "she", "said"]),
        ("café-bar", ["cafe", "bar"]),
        ("希望在路上", ["希望", "望在", "在路", "路上"]),
        ("心", ["心"]),
        ("Tea と お茶", ["tea", "と", "お茶"]),
        ("กำลังใจ", ["กํ", "ํา", "าล", "ลั", "ัง", "งใ", "ใจ"]),
        ("희망의 길", ["희망", "망의", "길"]),
        ("हिन्दी है।", ["हिन्दी", "है"]),
        ("", []),
        ("… – —", []),
    ],
)
def test_words(written: str, words: list[str]) -> None:
    """Words are what stands between spaces and signs, and pairs of characters where no spaces are written."""
    assert tokens(fold(written)) == words


@given(st.text(st.characters(max_codepoint=127)))
def test_the_short_way(text: str) -> None:
    """ASCII text is cut by a shorter way into the same words."""
    assert tokens(fold(text)) == TOKEN.findall(fold(text).replace("'", ""))


@given(st.text())
def test_every_letter_is_in_a_word(text: str) -> None:
    """No letter or digit is lost between words, and nothing but words is kept."""
    folded = fold(text).replace("'", "")
    words = tokens(folded)
    assert set("".join(words)) == set("".join(re.findall(TOKEN, folded)))
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
