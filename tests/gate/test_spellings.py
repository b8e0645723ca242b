"""Promises of the deny list: a name is found however it is hidden, and innocent words are let alone."""

from __future__ import annotations

from html.entities import html5
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.gate.deny_list import DenyList, holds, read, resembles

NAMES = (
    "Anna Beispiel",
    "Zoë Brandt",
    "Hans-Peter Öztürk",
    "12 Netzgasse",
    "Łucja Øst",
    "김철수",
    "山田太郎",
    "Анна Орлова",
)
DENIED = read("\n".join(NAMES).encode())
INVISIBLE = [*"\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u3164\ufe0f\U000e0041"]
ENTITIES = [name for name, value in html5.items() if value in INVISIBLE and name.endswith(";")]
INNOCENT = st.sampled_from(
    ("we", "walked", "the hills", "Annas", "Brandts", "netz", "12", "5 %", "AT&T", "and – so", "…")
)


@st.composite
def hidden(draw: st.DrawFn) -> str:
    """A denied name, each of whose letters may be written another way, with what is not seen between them."""
    letters = []
    name = draw(st.sampled_from(NAMES))
    for at, letter in enumerate(name):
        way = draw(st.sampled_from(("as it is", "capital", "decimal", "hexadecimal", "twice")))
        number = f"#{ord(letter)};"
        letters.append(
            {
                "as it is": letter,
                "capital": letter.upper(),
                "decimal": f"&{number}",
                "hexadecimal": f"&#x{ord(letter):x};",
                "twice": f"&amp;{number}",
            }[way]
        )
        if 0 < at + 1 < len(name) and letter.isalpha() and name[at + 1].isalpha():
            between = st.sampled_from((*INVISIBLE, *(f"&{e}" for e in ENTITIES), "-\n", "\u00ad\n", "‐ "))
            letters.append(draw(st.one_of(st.just(""), st.just(""), between)))
    return "".join(letters)


@given(st.lists(INNOCENT), hidden(), st.lists(INNOCENT))
def test_a_name_is_found_however_it_is_hidden(before: list[str], name: str, behind: list[str]) -> None:
    """Invisible characters, entities, capitals and hyphens at lines' ends at any place hide no name in any text."""
    assert holds(" ".join([*before, name, *behind]), DENIED)


@given(st.sampled_from(NAMES), st.integers(1, 3))
def test_a_name_is_found_in_an_address(name: str, times: int) -> None:
    """Percent-encoding, even of what is encoded already, hides no name in an address."""
    address = name
    for _ in range(times):
        address = quote(address)
    assert holds(f"https://example.org/about/{address}", DENIED)


@given(st.lists(INNOCENT))
def test_innocent_words_are_let_alone(words: list[str]) -> None:
    """Words that hold a denied word, or share its stem, are no hit, and resemble none."""
    text = " ".join(words)
    assert not holds(text, read(b"hill\nAnna\nBrandt\nNetzgasse"))
    assert not resembles(text, read(b"hill\nAnna\nBrandt\nNetzgasse"))


@pytest.mark.parametrize("text", ["Аnnа Веіѕріеl", "Аnna Beispiel", "αnna beispiel"])
def test_letters_that_look_alike_resemble(text: str) -> None:
    """A name in letters of other scripts, or with some of them, is no hit and resembles the one that is denied."""
    denied = read(b"Anna Beispiel")
    assert (holds(text, denied), resembles(text, denied)) == (False, True)


def test_plain_latin_resembles_nothing() -> None:
    """A text of Latin letters alone is never said to resemble a name."""
    assert not resembles("Anne Beispiel, naïve", DENIED)


def test_an_empty_list_finds_nothing() -> None:
    """Without phrases nothing is found."""
    assert not holds("Anna Beispiel", DenyList())
