"""When two texts are one by their digests."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.words import sentences

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


def test_a_word_in_a_long_text() -> None:
    """A long text in which one word is another is still the same."""
    parts = [f"{a} {b} and {a} by {b} near {a} with {b}" for a in WORDS for b in WORDS[:3]]
    other = [parts[0].replace("and", "or"), *parts[1:]]
    assert sentences.nearly_whole(told(parts), told(other))
