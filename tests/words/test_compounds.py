"""Compounds by their parts, as far as these stand alone on the site."""

from __future__ import annotations

import pytest

from generator.words.compounds import compounds
from generator.words.postings import TermCounts, codes
from generator.words.stems import stems
from generator.words.terms import terms
from tests.builders.inverted import inverted


def parts(*texts: str, languages: tuple[str, ...] = ("de",)) -> dict[str, list[str]]:
    """The compounds of stories with these texts, by the stems of their parts; the last language is that of the rest."""
    spoken = [languages[min(n, len(languages) - 1)] for n in range(len(texts))]
    counted = [terms([(1, text)]) for text in texts]
    stories = [TermCounts(codes(c.counts), code, c.written) for c, code in zip(counted, spoken, strict=True)]
    found = compounds(inverted(stories, stems), spoken, stems)
    return {stem: sorted(of) for stem, of in found.items()}


@pytest.mark.parametrize(
    ("language", "compound", "others"),
    [
        ("de", "Selbsthilfegruppe", "selbst Hilfe Gruppen"),
        ("de", "Lebensgeschichten", "Leben Geschichte"),
        ("de", "Krankenhaus", "Kranke Haus"),
        ("de", "Schulfreundin", "Schule Freundin"),
        ("nl", "levensverhaal", "leven verhalen"),
        ("sv", "sjukhuset", "sjuk huset"),
        ("fi", "ystävänpäivä", "ystävä päivä"),
    ],
)
def test_by_every_part(language: str, compound: str, others: str) -> None:
    """A compound is found by each of its parts, whatever the language puts between them."""
    found = parts(compound, others, languages=(language,))
    [form] = {form for forms in found.values() for form in forms}
    assert set(found) == {stems(language)[word.lower()] for word in others.split()}
    assert form == next(iter(terms([(1, compound)]).counts))


@pytest.mark.parametrize(
    ("texts", "languages"),
    [
        (("Selbsthilfegruppe", "Gruppe und Hilfe"), ("de",)),
        (("Langstrecke", "Angst vor der Strecke"), ("de",)),
        (("überleben", "über das Leben"), ("de",)),
        (("something", "some thing"), ("en",)),
        (("something", "some thing", "Haus"), ("en", "en", "de")),
    ],
)
def test_what_is_none(texts: tuple[str, ...], languages: tuple[str, ...]) -> None:
    """No part is made up, cut out of the middle, or a verb's first syllable; and only some languages have any."""
    assert parts(*texts, languages=languages) == {}


def test_a_word_is_no_part_of_itself() -> None:
    """Forms of one word are kin, and none is a part of the other."""
    found = parts("Hausarzt, Hausarztes", "Haus", "Arzt")
    assert found == {stems("de")[part]: ["hausarzt", "hausarztes"] for part in ("haus", "arzt")}
