"""Packs of texts: which stories stand together in a file, and how the files are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.plan.result_packs import MOST, SHORTEST, Pack, Texts, pack_page, packs, texts_in
from generator.views.pages import FileView
from generator.views.view_models import Card, Note
from tests.builders.examples import few

CARD = Card("", "A gate", "Jo", "So.", date(2026, 1, 1), "en", 1, (), (), False, True, None)
SLUGS = st.lists(st.integers(0, 5000).map("story-{}".format), unique=True, max_size=200)


def cards(slugs: Sequence[str]) -> list[Card]:
    """The cards of stories at these addresses."""
    return [replace(CARD, path=f"stories/{slug}/index.html") for slug in slugs]


def texts_of(slugs: Sequence[str]) -> list[bytes]:
    """What stands for the texts of these stories."""
    return [slug.encode() for slug in slugs]


def contents(slugs: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The stories of each pack, by its name."""
    return {pack.name: tuple(slugs[n] for n in pack.numbers) for pack in packs(cards(slugs), texts_of(slugs))}


@settings(max_examples=few(50))
@given(SLUGS)
def test_every_story_stands_in_one_pack(slugs: list[str]) -> None:
    """Packs follow each other without a gap, each with a name of its own and no more stories than a pack may have."""
    found = packs(cards(slugs), texts_of(slugs))
    assert [n for pack in found for n in pack.numbers] == [*range(len(slugs))]
    assert len({pack.name for pack in found}) == len(found)
    assert all(0 < len(pack.numbers) <= MOST and len(pack.name) >= SHORTEST for pack in found)


def test_packs_are_of_about_four() -> None:
    """A large site has one pack for about four stories."""
    assert 3.5 < 2000 / len(contents([f"story-{n}" for n in range(2000)])) < 4.5


@pytest.mark.parametrize("place", [0, 1, 250, 499, 500])
def test_a_story_that_comes_or_goes_changes_its_pack(place: int) -> None:
    """A story that comes or goes anywhere changes the pack that it stands in, and at most those beside it."""
    slugs = [f"story-{n}" for n in range(500)]
    more = [*slugs[:place], "another", *slugs[place:]]
    before, after = contents(slugs), contents(more)
    assert len(after.items() - before.items()) <= 3
    assert len(before.items() - after.items()) <= 3


def test_few_packs_change_at_all() -> None:
    """Over a hundred stories that come one by one, hardly more than one pack is written for each."""
    slugs = [f"story-{n}" for n in range(400)]
    written = 0
    for n in range(100):
        more = [*slugs[: 4 * n], f"another-{n}", *slugs[4 * n :]]
        written += len(contents(more).items() - contents(slugs).items())
        slugs = more
    assert written <= 150


def test_names_that_begin_alike_are_longer() -> None:
    """Where the names of two packs would be the same, both are as long as it takes to tell them apart."""
    slugs = [f"story-{n}" for n in range(5000)]
    names = [pack.name for pack in packs(cards(slugs), texts_of(slugs))]
    longer = [name for name in names if len(name) > SHORTEST]
    assert longer
    assert all(sum(other.startswith(name[:-1]) for other in names) > 1 for name in longer)
    assert not any(other != name and other.startswith(name) for name in longer for other in names)


@pytest.mark.parametrize("of_it", ["text", "notes", "title"])
def test_another_pack_of_the_same_name_has_another_mark(of_it: str) -> None:
    """A pack bears another mark once anything that is shown of a story in it is another."""
    own, texts = cards("abc"), texts_of("abc")
    others = {
        "text": (own, [b"a", b"b", b"x"]),
        "notes": ([*own[:2], replace(own[2], notes=(Note("death", "Death", "notes/death/index.html"),))], texts),
        "title": ([*own[:2], replace(own[2], title="A fence")], texts),
    }
    (before,), (after,) = packs(own, texts), packs(*others[of_it])
    assert before.name == after.name
    assert before.mark != after.mark


@given(st.lists(st.text(), min_size=2, max_size=2))
def test_texts_come_back_from_a_file(texts: list[str]) -> None:
    """The texts of a pack are what its file holds, whatever signs are in them."""
    page = pack_page(Pack("0a1b", range(1, 3), "Aa-_"), cards("abc"), Texts([b"", b""], lambda: texts))
    assert isinstance(page.view, FileView)
    assert texts_in(page.view.content) == texts
