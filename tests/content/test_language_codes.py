"""Codes that are taken for those of languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.field_types import LANGUAGE
from generator.content.language_codes import COUNTRIES, SHORTER, is_country, meant
from generator.content.value_slips import LANGUAGES


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("us", "en-US"),
        ("gr", "el"),
        ("jp", "ja"),
        ("ger", "de"),
        ("eng", "en"),
        ("deu-AT", "de-AT"),
        ("en-UK", "en-GB"),
    ],
)
def test_what_is_meant(code: str, language: str) -> None:
    """The code of a country, a longer code, and UK for GB lead to the code that is meant."""
    assert meant(code) == language


@pytest.mark.parametrize("code", [*LANGUAGES, "uk", "se", "et", "sl", "ee", "gsw", "haw", "pt-BR", "sr-Latn-RS"])
def test_codes_of_languages_are_left_alone(code: str) -> None:
    """A language's own code is right, also where a country has it, too, and so is one that has no shorter."""
    assert (meant(code), is_country(code)) == (None, False)


@given(st.sampled_from([*COUNTRIES, *SHORTER]), st.sampled_from(["", "-UK", "-Latn", "-AT"]))
def test_what_is_meant_is_right(code: str, more: str) -> None:
    """What is said to be meant has the form of a language's code, and is right itself."""
    language = meant(code + more)
    assert language is not None
    assert LANGUAGE.fullmatch(language)
    assert meant(language) is None
