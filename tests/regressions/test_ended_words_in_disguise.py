"""Words of an ended consent were published with unseen characters, look-alikes, and spaces between their letters."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.consent.withdrawal import withdraw
from generator.consent.withdrawal_plan import plan_withdrawal
from generator.words import sentences
from generator.words.lookalikes import LATIN
from generator.words.readings import text_digests
from generator.words.tokens import fold
from tests.builders.approved import GATE, WORDS, approved_site
from tests.builders.sites import TODAY, built, story

LETTER, WORD = re.compile(r"[A-Za-z]"), re.compile(r"[A-Za-z]+")
LONGER = (
    "My uncle mended clocks in a town by the river. He never once asked me why I came. The hour came when it came. "
)
RUSSIAN = "Мы покрасили старую калитку дважды до дождя. Никто нас об этом не просил, а вечером улица пахла краской."


def with_signs(sign: str) -> Callable[[str], str]:
    return lambda text: LETTER.sub(rf"\g<0>{sign}", text)


def apart(sign: str) -> Callable[[str], str]:
    return lambda text: WORD.sub(lambda word: sign.join(word[0]), text)


WAYS: dict[str, Callable[[str], str]] = {
    "spaces of no width": with_signs("\u200b"),
    "a selector of variants": with_signs("\ufe0f"),
    "a stroke through each letter": with_signs("\u0336"),
    "Cyrillic letters": lambda text: text.replace("a", "а").replace("o", "о"),
    "Cyrillic capitals": lambda text: text.replace("I", "І").replace("N", "Ν").replace("e", "е"),
    "small capitals": lambda text: text.translate(str.maketrans("abcdeghiklmnoprstu", "ᴀʙᴄᴅᴇɢʜɪᴋʟᴍɴᴏᴘʀꜱᴛᴜ")),
    "turned round": lambda text: f"\u202e{text[::-1]}\u202c",
    "letters with spaces": " ".join,
    "letters with points": apart("."),
    "letters with hyphens": apart("-"),
    "letters with spaces that do not break": apart("\u00a0"),
    "letters with entities": apart("&nbsp;"),
    "letters with middle dots": apart("·"),
    "letters with bullets": apart("•"),
    "letters with dashes": apart("–"),
    "letters with thin spaces": apart("\u2009"),
    "letters with spaces, and wide ones between words": lambda text: " ".join(text.replace(" ", "\0")).replace(
        " \0 ", "\u2003"
    ),
    "letters with a blank of Braille": apart("\u2800"),
    "words with a blank of Braille": lambda text: re.sub(r"([a-z]{3})(?=[a-z])", "\\1\u2800", text),
    "letters with a filler": apart("\u3164"),
    "Lisu letters": lambda text: text.upper().translate(
        str.maketrans("ABCDEFGHIJKLMNOPRSTUVWXYZ", "ꓮꓐꓚꓓꓰꓝꓖꓧꓲꓙꓗꓡꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ")
    ),
    "Cherokee letters": lambda text: text.upper().translate(str.maketrans("ABEHJKLMPRSTVWZG", "ᎪᏴᎬᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃᏀ")),
}
# What may stand between letters: spaces that are not plain ones, signs and symbols, and what nobody sees. Signs that
# are read as letters (Ⓐ, ™) make other words, and what turns the direction of writing is refused where it stands.
BETWEEN = st.characters(
    categories=("Zs", "Pc", "Pd", "Po", "Sc", "Sk", "So", "Cf"),
    exclude_characters=" '\u2019&\\\u202d\u202e",
    max_codepoint=0xFFFF,
).filter(lambda sign: not any(letter.isalnum() for letter in fold(sign)))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("before", ["", LONGER])
def test_withdrawn_words_in_disguise(tmp_path: Path, way: str, before: str) -> None:
    """A withdrawn text is withheld under another record where readers would read it, however it is written."""
    root = approved_site(tmp_path)
    withdraw(plan_withdrawal(root, GATE), TODAY)
    (root / "stories/kettle.md").write_text(story("A kettle", text=before + WAYS[way](WORDS)))
    report = built(root)
    assert [(w.source, w.rule) for w in report.withheld] == [("stories/kettle.md", "withdrawn")]


@given(st.text(alphabet=st.characters(codec="ascii")), st.text(alphabet=st.characters(codec="ascii")))
def test_plain_words_have_one_reading(text: str, beside: str) -> None:
    """Of an ASCII text is stored what always was, and that alone unless letters are set apart in it."""
    told, before = text_digests(text, beside), sentences.digests(fold(text), fold(beside))
    assert told.startswith(before)
    assert told == before or re.search(r"(?:[^\W_](?:[\W_]+|$)){5}", text + " " + beside)


@pytest.mark.parametrize(
    "words", [RUSSIAN, "Είχαμε ένα παλιό πορτόνι και το βάψαμε δύο φορές.", "Vi malte grinda – to ganger, før regnet."]
)
def test_other_scripts_have_one_reading(words: str) -> None:
    """A text of another script, or of Latin letters with strokes, is as it is written."""
    assert text_digests(words) == sentences.digests(fold(words))


def test_a_look_alike_in_one_word() -> None:
    """A text in another script with a Latin word keeps the reading that it had."""
    mixed = RUSSIAN + " А Windows нет."
    assert text_digests(mixed).startswith(sentences.digests(fold(mixed)))
    assert sentences.nearly_whole(text_digests(mixed), sentences.digests(fold(mixed)))


@given(st.lists(st.sampled_from("\u00ad\u034f\u200b\u200e\u2060\ufe0f\ufeff"), min_size=1))
def test_unseen_characters_anywhere(signs: list[str]) -> None:
    """A text with any unseen characters behind its letters is the text."""
    letters = iter(signs * len(WORDS))
    hidden = LETTER.sub(lambda letter: letter[0] + next(letters), WORDS)
    assert sentences.nearly_whole(text_digests(WORDS), text_digests(hidden))


@given(st.lists(BETWEEN, min_size=1, max_size=20))
def test_anything_between_letters(signs: list[str]) -> None:
    """A text is known whatever stands between its letters, one by one, where plain spaces end its words."""
    between = iter(signs * len(WORDS))
    hidden = re.sub(r"(?<=[A-Za-z])(?=[A-Za-z])", lambda _: next(between), WORDS)
    assert sentences.alike(text_digests(WORDS), text_digests(hidden))


@given(st.sampled_from("\u00a0\u1680\u2002\u2003\u2009\u200a\u202f\u205f\u3000"), st.sampled_from([" ", "   ", "\n"]))
def test_spaces_between_letters(narrow: str, wide: str) -> None:
    """A text is known whichever of two spaces stands between letters, and which between words."""
    for inner, outer in ((narrow, wide), (" ", narrow), (" ", "   ")):
        hidden = outer.join(inner.join(word) for word in WORDS.replace(".", "").split())
        assert sentences.alike(text_digests(WORDS), text_digests(hidden)), (inner, outer)


def test_letters_that_look_like_latin_ones() -> None:
    """Every letter that looks like one of the Latin alphabet, and no other, is taken for it between such."""
    for code, letter in (row for row in LATIN.items() if row[1] != "l"):
        words = f"we pa{letter}inted the old gate twice before the rain"
        assert sentences.alike(text_digests(words), text_digests(words.replace(f"pa{letter}", f"pa{chr(code)}"))), (
            letter
        )
