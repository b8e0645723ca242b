"""What people write who may need somebody now."""

from __future__ import annotations

import re

import pytest

from generator.content.help_phrases import BUILT_IN, folded, help_phrases
from generator.content.helplines import HelpPhrases
from tests.builders.example import ROOT

ALL = [phrase for phrases in BUILT_IN.values() for phrase in phrases]


@pytest.mark.parametrize("phrase", ALL)
def test_every_phrase_has_words(phrase: str) -> None:
    """A built-in phrase has two words or more, and no number."""
    assert " " in folded(phrase)
    assert re.search(r"\d", phrase) is None


def test_each_stands_once() -> None:
    """No built-in phrase is there twice."""
    assert len({folded(phrase) for phrase in ALL}) == len(ALL)


def test_they_are_changed_for_a_site() -> None:
    """A site adds phrases, and takes built-in ones away however they are written."""
    made = help_phrases(HelpPhrases(add=("Nobody LEFT",), take_away=("I'm Suicidal", "ya no aguanto")), BUILT_IN)
    assert {folded(phrase) for phrase in ALL} - set(made) == {"im suicidal", "ya no aguanto"}
    assert "nobody left" in made
    assert list(made) == sorted(made)


def test_without_umlauts() -> None:
    """A phrase is known as it is written where a keyboard has no umlauts."""
    made = help_phrases(HelpPhrases(add=("für mich wäre es besser",)))
    assert {"moechte sterben", "fuer mich waere es besser", "fur mich ware es besser"} <= set(made)


def test_those_of_other_languages_count_where_they_are_spoken() -> None:
    """Phrases in Welsh count where the site or a story is in Welsh, of any region, and not elsewhere."""
    assert folded("eisiau marw") not in help_phrases(HelpPhrases(), ("en", "fr"))
    assert folded("eisiau marw") in help_phrases(HelpPhrases(), ("en", "cy-GB"))


def test_they_are_replaced() -> None:
    """Without the built-in ones, only those of the site count."""
    assert help_phrases(HelpPhrases(add=("nobody left",), built_in=False)) == ("nobody left",)


def test_the_guide_lists_them() -> None:
    """The guide for editors has every built-in phrase."""
    told = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    for phrases in BUILT_IN.values():
        assert f"{' · '.join(phrases)}." in told
