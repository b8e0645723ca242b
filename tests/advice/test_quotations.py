"""What is quoted, by marks, over paragraphs and in blocks, is exempt; an apostrophe quotes nothing."""

from __future__ import annotations

import pytest

from tests.builders.advised import page, rules_found

COMMIT, MURDER = "language/commit-suicide", "language/de-selbstmord"


@pytest.mark.parametrize(
    "words",
    [
        "She said ‘he committed suicide’ and nothing else.",
        "She said 'he committed suicide' and nothing else.",
        "She said 'it wasn't that he committed suicide, I can't say' and nothing else.",
        "She said ‘the neighbour’s son committed suicide’ and nothing else.",
        "She began: “It was a long winter.\n\n“Then he committed suicide,” and she closed the book.",
        "She began: “It was a long winter.\n\n“Then he committed suicide.\n\n“It was spring,” she said.",
        "She began: “It was a long winter.\n\nThen he committed suicide,” and she closed the book.",
        'She began: "It was a long winter.\n\n"Then he committed suicide," and she closed the book.',
        "<blockquote>\n\nHe committed suicide.\n\n</blockquote>",
        "<blockquote>He committed suicide.</blockquote>",
        "- > He committed suicide.",
        "1. > A winter.\n   > He committed suicide.",
        "A card:\n> A winter.\nHe committed suicide.",
    ],
)
def test_it_is_exempt(words: str) -> None:
    """Of what is quoted, however it is, nothing is told that is an editor's alone."""
    assert COMMIT not in rules_found(page(words))


@pytest.mark.parametrize(
    "words",
    [
        "The neighbours' son committed suicide at the boys' school.",
        "'Twas the winter in which he committed suicide, and the dogs' barking stopped.",
        "It's said that he committed suicide, isn't it?",
        "In the '90s he committed suicide, and in the '80s she did not.",
        "She said “it was a long winter”.\n\nHe committed suicide.\n\n“Then it was spring,” she said.",
        "She began: “It was a long winter.\n\nHe committed suicide.\n\nThen it was “spring”.",
        "<blockquote>\n\nA winter.\n\n</blockquote>\n\nHe committed suicide.",
        "<blockquote> is a tag.\n\nHe committed suicide.",
        "- > A winter.\n- He committed suicide.",
        "> A winter.\n\nHe committed suicide.",
    ],
)
def test_it_is_no_quotation(words: str) -> None:
    """What is beside a quotation, or between apostrophes, is told."""
    assert COMMIT in rules_found(page(words))


@pytest.mark.parametrize("words", ["‚Er beging Selbstmord‘", "»Er beging Selbstmord«", "›Er beging Selbstmord‹"])
def test_german_marks(words: str) -> None:
    """In German, single marks and those that point inwards quote."""
    assert MURDER not in rules_found(page(f"Sie schrieb {words} und ging.", "de"))
    assert MURDER in rules_found(page("Sie schrieb: Er beging Selbstmord und ging.", "de"))
