"""Words as search cuts them out of a text; tests/test_vectors.py has examples."""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from operator import itemgetter

from hypothesis import given
from hypothesis import strategies as st

from generator.words.terms import IN_ASCII, JOINED, compared, form_of, parts, terms, written
from generator.words.tokens import TOKEN, fold, tokens


@given(st.text(st.characters(max_codepoint=127)))
def test_the_short_way(text: str) -> None:
    """ASCII text is cut by a shorter way into the same words."""
    assert tokens(fold(text)) == TOKEN.findall(fold(text).replace("'", ""))


@given(st.text(st.sampled_from("abz09'-_ .\n")))
def test_the_short_way_of_terms(text: str) -> None:
    """The pattern for ASCII finds the same as the one for all signs."""
    assert IN_ASCII.findall(text) == JOINED.findall(text)


WRITTEN = st.text(st.sampled_from("aàbß希'’-‐_ .")) | st.text()


@given(WRITTEN)
def test_words_to_compare_by(text: str) -> None:
    """A text's parts lead to the words by which texts are compared, each as often as it comes up."""
    assert compared(text, parts(text)) == Counter(tokens(fold(text)))


@given(st.lists(st.tuples(st.integers(1, 3), WRITTEN), max_size=3))
def test_counted_terms(fields: list[tuple[int, str]]) -> None:
    """Each form counts for all its words, and is written as the commonest of them, of equally common ones the first."""
    counts: Counter[str] = Counter()
    for weight, text in fields:
        for part, times in parts(text).items():
            counts.update(dict.fromkeys(written(part), 0))
            for word in written(part):
                counts[word] += times * weight
    forms: Counter[str] = Counter()
    commonest: dict[str, str] = {}
    for word, count in sorted(counts.items(), key=itemgetter(1), reverse=True):
        forms[form_of(word)] += count
        commonest.setdefault(form_of(word), word)
    found = terms(fields)
    assert found.counts == forms
    assert found.written == {form: word for form, word in commonest.items() if word != form}


@given(st.text())
def test_every_letter_is_in_a_word(text: str) -> None:
    """No letter or digit is lost between words, and nothing but words is kept."""
    folded = fold(text).replace("'", "")
    words = tokens(folded)
    assert set("".join(words)) == set("".join(TOKEN.findall(folded)))
    assert {c for c in folded if c.isalnum()} <= set("".join(words))


@given(st.text())
def test_every_letter_is_in_a_form(text: str) -> None:
    """A text's forms have the letters of its words, whatever its scripts and signs."""
    forms = [form_of(word) for word in written(text)]
    assert "".join(forms).replace(" ", "").isprintable()
    assert all(forms)


def test_every_character_by_both_ways() -> None:
    """Each character within a word makes the same words for search as for comparing, but joints and pictures."""
    known = (chr(n) for n in range(sys.maxunicode) if unicodedata.category(chr(n)) not in {"Cn", "Co", "Cs"})
    others = {c for c in known if [form_of(word) for word in written(f"a{c}b")] != tokens(fold(f"a{c}b"))}
    assert others - {c for c in others if JOINED.fullmatch(c) and unicodedata.category(c)[0] in "SP"} == {
        *"-\u2010\u2011\ufe63\uff0d",  # joined, too
        *"\u200b\ufeff",  # not seen within words
        *"\u0640\ufcf2\ufcf3\ufcf4\ufe71\ufe77\ufe79\ufe7b\ufe7d\ufe7f",  # only makes words longer
    }
