"""Names in the forms that people give them."""

from __future__ import annotations

import pytest

from generator.gate.name_forms import names_one
from generator.gate.spellings import fold

NAMES = frozenset(tuple(fold(name)) for name in ("Maren", "Holt", "Anna Kowalska", "Grzegorz", "Марфа", "12 Mill Lane"))


@pytest.mark.parametrize(
    "said",
    [
        "Maren",
        "ma-REN",
        "M.aren",
        "Ma ren, in print",
        "Marens shelf",
        "Marenka",
        "Mare",
        "neraM",
        "\u2067tloH",
        "Holts",
        "a n n a k o w a l s k a",
        "Anny Kowalskiej",
        "Kowalskiej Anny",
        "annakowalska",
        "akslawoK annA",
        "Gr zegorz",
        "Grzegorza",
        "zrogezrG",
        "Марен",
        "Μαρέν",
        "マレン",
        "Анна Ковальска",
        "Гжегож",
        "Marfa",
        "Марфы",
        "M&#97;ren",
        "M\u0430ren",  # a Cyrillic letter
        "12 Mill Lane",
    ],
)
def test_forms_of_a_name(said: str) -> None:
    """A name is known inflected, cut or run together, last word first, backwards, and in another script."""
    assert names_one(said, NAMES)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Spring letter",
        "Ana",
        "The market hall",
        "On hold, and whole",
        "Hold",
        "Anna",
        "Kowalska in print",
        "1 Mill Lane",
        "123 Mill Lane",
        "Maro",
        "marble and holdings",
        "\ud800",
    ],
)
def test_other_words(said: str) -> None:
    """Words that merely begin like a name, and parts of one that are denied together alone, are none."""
    assert not names_one(said, NAMES)


def test_short_names_have_no_forms() -> None:
    """What begins like a name of three letters is mostly another word."""
    names = frozenset({("eva",)})
    assert [names_one(said, names) for said in ("Eva", "avE", "Evas", "evaluated")] == [True, True, False, False]


def test_no_vowel_makes_a_common_word_of_a_name() -> None:
    """A vowel at the end is exchanged for another one, and does not simply go."""
    names = frozenset({("theo",), ("anna",)})
    found = [names_one(said, names) for said in ("the letter", "then", "Anny", "annual report")]
    assert found == [False, False, True, False]
