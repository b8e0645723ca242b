"""Test vectors of what Python writes and the browser reads: folding, words, and the format of postings.

`tests/data/vectors` says what is to come out, in whatever language a program is written that reads or writes an index.
docs/search.md explains the format.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.words import postings
from generator.words.postings import codes, lengths, numbers
from generator.words.terms import form_of, written
from generator.words.tokens import fold, tokens
from tests.builders import index
from tests.builders.sites import DATA

HERE = Path(__file__).parent
Rows = list[dict[str, Any]]
VECTORS: dict[str, Rows] = {
    group: rows
    for name in ("words.json", "postings.json")
    for group, rows in json.loads((DATA / "vectors" / name).read_text(encoding="utf-8")).items()
}
WORDS, TERMS, NUMBERS, POSTINGS, LENGTHS, HOMES = (
    VECTORS[group] for group in ("words", "terms", "numbers", "postings", "lengths", "homes")
)
# The first numbers that do not fit into one character, as a gap and as a posting, and one of each that just fits.
BOUNDARIES = {49058, 49059, 3066 * 16 + 2, 3066 * 16 + 3}


@pytest.fixture(scope="module")
def browser() -> dict[str, list[Any]]:
    """What the browser's scripts make of each vector, by group."""
    node = Path(sys.executable).with_name("node")
    done = subprocess.run([node, HERE / "vectors.js"], capture_output=True, check=True, timeout=60)
    made: dict[str, list[Any]] = json.loads(done.stdout)
    return made


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row["text"])
def test_words_in_python(row: dict[str, Any]) -> None:
    """The build folds a text and cuts it into words as the vectors say."""
    assert fold(row["text"]) == row["folded"]
    assert tokens(row["folded"]) == row["words"]


def test_words_in_javascript(browser: dict[str, list[Any]]) -> None:
    """The browser folds a text and cuts it into words as the vectors say."""
    assert browser["words"] == [[row["folded"], row["words"]] for row in WORDS]


@pytest.mark.parametrize("row", TERMS, ids=lambda row: row["text"])
def test_terms_in_python(row: dict[str, Any]) -> None:
    """The build cuts a text into the words by which it is found as the vectors say."""
    assert [[word, form_of(word)] for word in written(row["text"])] == row["terms"]


def test_terms_in_javascript(browser: dict[str, list[Any]]) -> None:
    """The browser cuts a text into the words by which it is found as the vectors say."""
    assert browser["terms"] == [row["terms"] for row in TERMS]


def test_writing() -> None:
    """The build writes numbers, postings and lengths as the vectors say."""
    assert [numbers(row["numbers"]) for row in NUMBERS] == [row["text"] for row in NUMBERS]
    assert [lengths(row["words"]) for row in LENGTHS] == [row["text"] for row in LENGTHS]
    coded = [[story * 16 + codes({"word": times})["word"] for story, times in row["stories"]] for row in POSTINGS]
    assert [postings.coded(places) for places in coded] == [row["postings"] for row in POSTINGS]


def test_reading_in_javascript(browser: dict[str, list[Any]]) -> None:
    """The browser reads numbers, postings and lengths as the vectors say."""
    assert browser["numbers"] == [row["numbers"] for row in NUMBERS]
    assert browser["postings"] == [row["read"] for row in POSTINGS]
    assert browser["lengths"] == [row["read"] for row in LENGTHS]


def test_reading_by_the_documentation() -> None:
    """The reader that was written from the documentation alone reads them in the same way."""
    assert [index.places(row["text"]) for row in NUMBERS] == [row["numbers"] for row in NUMBERS]
    assert [index.counts(row["text"]) for row in LENGTHS] == [row["read"] for row in LENGTHS]
    for row in POSTINGS:
        read = {story: postings.COUNTS[code] for story, code in index.stories(row["postings"]).items()}
        assert read == dict(row["read"])


def test_homes(browser: dict[str, list[Any]]) -> None:
    """The build puts a form into the shard in which the browser looks for it."""
    assert [postings._leaf(row["form"], {*row["prefixes"]}) for row in HOMES] == [row["home"] for row in HOMES]
    assert browser["homes"] == [row["home"] for row in HOMES]


def test_the_vectors_hold_every_constant() -> None:
    """Among the vectors are all codes for counts, and numbers on both sides of what one character holds."""
    assert {times for row in POSTINGS for _, times in row["read"]} == {*postings.COUNTS}
    alone = {row["numbers"][0] for row in NUMBERS if len(row["numbers"]) == 1}
    first = {story * 16 + postings.COUNTS.index(times) for row in POSTINGS for story, times in row["read"][:1]}
    assert alone | first >= BOUNDARIES
    assert postings.UPPER - postings.FIRST == 49059
