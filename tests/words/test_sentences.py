"""When two texts are one by their digests."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.words import sentences
from generator.words.tokens import fold

WORDS = [f"{one}{other}" for one in ("ka", "lo", "mi", "ne") for other in ("bar", "den", "fol", "gus", "hin")]
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=7, max_size=9).map(" ".join)
STORY = st.lists(SENTENCE, min_size=4, max_size=30, unique=True)


def told(parts: list[str]) -> bytes:
    return sentences.digests(". ".join(parts))


@given(STORY)
def test_a_text_is_itself(parts: list[str]) -> None:
    """A text is nearly whole in itself, whatever its punctuation."""
    assert sentences.nearly_whole(told(parts), sentences.digests(" ".join(parts)))


@given(STORY, st.data())
def test_an_excerpt_is_not_the_story(parts: list[str], data: st.DataObject) -> None:
    """What lacks more than a tenth of a story's sentences is not the story, whichever of them is asked about."""
    kept = data.draw(st.integers(2, max(2, len(parts) * 8 // 10)))
    one, other = told(parts), told(parts[:kept])
    assert not sentences.nearly_whole(one, other)
    assert not sentences.nearly_whole(other, one)


def test_long_sentences_among_short_ones() -> None:
    """Two texts whose only long sentences are the same are not one, since their stretches differ."""
    shared = ["whoever reads this can ring our house at night", "somebody sits at the telephone until the morning"]
    mine = ["i drank", "i stopped", "it was hard", "she stayed", "we moved", "the sea helped", "i sleep now"]
    theirs = ["he hit me", "i left", "my dog came too", "we walk", "it got light", "i bake", "no more fear"]
    one, other = told([*mine, *shared]), told([*theirs, *shared])
    assert sentences.alike(one, other)
    assert not sentences.nearly_whole(one, other)


def test_short_answers_to_the_same_questions() -> None:
    """Two talks with short answers to the same long questions are nearly whole in each other, but not mostly."""
    asked = ("what was it like before you came to our house", "who was there for you when the winter seemed endless")
    questions = [f"{question} {n}" for n, question in enumerate(asked * 2)]
    one, other = (
        told([part for both in zip(questions, answers.split("/"), strict=True) for part in both])
        for answers in ("loud and quick/my neighbour/ring/trams", "quiet and long/nobody/in/bread")
    )
    assert sentences.nearly_whole(one, other)
    assert not sentences.mostly(one, other)


@given(STORY)
def test_first_and_last_words(parts: list[str]) -> None:
    """A text that is known by its first and its last words is the same in each, and in no third ones."""
    first, second, third = (told([*parts, f"the {one} that nobody had expected"]) for one in ("one", "two", "six"))
    both = sentences.either(sentences.either(first, second), second)
    assert sentences.same(both, first)
    assert sentences.same(both, second)
    assert not sentences.same(both, third)
    assert sentences.same(sentences.either(both, third), first)


@given(STORY)
def test_another_order(parts: list[str]) -> None:
    """A story whose sentences stand in another order is that story."""
    assert sentences.nearly_whole(told(parts), told(parts[::-1]))


@given(STORY, STORY)
def test_pieces_anywhere(before: list[str], parts: list[str]) -> None:
    """Every piece of a text is among those that it has anywhere, behind whatever words it stands."""
    anywhere = sentences.split(sentences.pieces_anywhere(". ".join([*before, *parts])))
    assert sentences.pieces(told(parts)) <= set(anywhere)


def test_a_word_in_a_long_text() -> None:
    """A long text in which one word is another is still the same."""
    parts = [f"{a} {b} and {a} by {b} near {a} with {b}" for a in WORDS for b in WORDS[:3]]
    other = [parts[0].replace("and", "or"), *parts[1:]]
    assert sentences.nearly_whole(told(parts), told(other))


@pytest.mark.parametrize(
    "letters",
    [
        "абвгдежзиклмнопрстуя",
        "αβγδεικλμνοπρστως",
        "ابتثجحدرسعفقلمنهوي",
        "אבגדהוזחטיכלמנסעפצקרשת",
        "कखगघचजटडतदनपबमयरलवसह",
    ],
)
def test_stretches_in_any_script(letters: str) -> None:
    """Stretches end in scripts other than the Latin one, too, so that a word that is altered leaves the others."""
    chosen = Random(1).choices(letters, k=1000)
    words = ["".join(chosen[at : at + 5]) for at in range(0, 1000, 5)]
    assert len(sentences.pieces(sentences.digests(" ".join(words)))) >= 10


def test_digests_stay_what_they_are() -> None:
    """Digests that were kept years ago are those of the same words today."""
    text = fold("It rained on 3 days. The ferry, which Zoë called hers, came home late; nobody had waited for so long!")
    assert sentences.digests(text).hex() == (
        "b3864fd501663a2d8e749eacfaf75b0888f44dcbd057b760fdfdfdfdfdfdfdfd18bb47ffe4d40256595153722e752970"
    )


@given(st.lists(st.text(st.characters(codec="ascii")), max_size=9))
def test_letters_elsewhere_in_a_text(parts: list[str]) -> None:
    """Sentences of ASCII letters have the same digests in a text that holds others, too."""
    alone, among = (sentences.without(fold("\n".join(text)), b"").split() for text in (parts, [*parts, "Ж"]))
    assert among == [*alone, "ж"]


def test_numbers_make_no_difference_to_stretches() -> None:
    """A note's number behind a word leaves the stretches of a text as they were."""
    one = "the ferry which she called hers came home late and nobody had ever waited for so long on the old quay"
    other = one.replace("home", "home 12").replace("the ferry", "1 the ferry", 1) + " 7"
    assert sentences.pieces(sentences.digests(one)) >= set(sentences.split(sentences.digests(other))[3:])
