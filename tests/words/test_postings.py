"""Postings as text, and the index in shards."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import pairwise
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.words import postings
from generator.words.inverting import part, put_together
from generator.words.postings import (
    COUNTS,
    TermCounts,
    codes,
    entry,
    forms_of,
    lengths,
    numbers,
    renumbered,
    shards,
)
from tests.builders.examples import few
from tests.builders.index import Index, counts, places, stories
from tests.builders.inverted import inverted

# Few letters and every length, so that stems begin alike, are each other's beginnings, and have strange forms.
WORDS = st.text("abc希", min_size=1, max_size=5)
STORIES = st.sets(st.integers(0, 3000), min_size=1, max_size=40)
STEMS = st.dictionaries(WORDS, st.dictionaries(WORDS, STORIES, min_size=1, max_size=4), max_size=25)
Stems = dict[str, dict[str, set[int]]]
GAPS = st.lists(st.integers(0, 400_000), min_size=1, max_size=30)


def increasing(gaps: list[int]) -> list[int]:
    found, last = [], -1
    for gap in gaps:
        last += gap + 1
        found.append(last)
    return found


@given(GAPS)
def test_numbers(gaps: list[int]) -> None:
    """Numbers come back as they were, also where one does not fit into one character."""
    given_ = increasing(gaps)
    assert places(numbers(given_)) == given_


def test_no_numbers() -> None:
    """Nothing is written as nothing."""
    assert numbers([]) == ""


@given(st.lists(st.tuples(st.integers(0, 400_000), st.integers(0, 15)), min_size=1, max_size=30))
def test_postings(gaps: list[tuple[int, int]]) -> None:
    """Postings come back as they were."""
    having = dict(zip(increasing([gap for gap, _ in gaps]), (often for _, often in gaps), strict=True))
    assert stories(postings.coded([story * 16 + often for story, often in having.items()])) == having


@given(GAPS)
def test_plain_characters(gaps: list[int]) -> None:
    """Postings hold nothing that JSON escapes, no space, and no halves of characters."""
    text = numbers(increasing(gaps))
    assert json.dumps(text, ensure_ascii=False) == f'"{text}"'
    assert " " not in text
    assert text.encode().decode() == text


SPOKEN = st.tuples(st.sampled_from(["en", "de"]), st.dictionaries(WORDS, st.integers(0, 15), max_size=4))


@given(st.lists(SPOKEN, max_size=50), st.sets(st.integers(1, 49)), st.sampled_from([1, 4000]))
def test_inverting(given_: list[tuple[str, dict[str, int]]], cuts: set[int], far: int) -> None:
    """Each form of a stem leads to the stories that have it, in whatever language, and how often; in whatever parts."""
    firsts, lasts = ({form: form[n] for _, story in given_ for form in story} for n in (0, -1))
    stems = {"en": firsts, "de": lasts}
    expected: dict[str, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for number, (language, story) in enumerate(given_):
        for form, often in story.items():
            expected[stems[language][form]][form][number * far] = often
    empty = [TermCounts({}, "en")] * (far - 1)
    having = [counted for language, story in given_ for counted in (TermCounts(story, language), *empty)]
    edges = [0, *sorted(cut * far for cut in cuts if cut < len(given_)), len(having)]
    found = put_together([part(n, having[n:end]) for n, end in pairwise(edges)], stems.__getitem__)
    assert {s: {form: stories(text) for form, text in forms_of(*of).items()} for s, of in found.items()} == expected


@given(st.lists(SPOKEN, max_size=20), st.data())
def test_other_numbers(given_: list[tuple[str, dict[str, int]]], data: st.DataObject) -> None:
    """After stories have come and gone anywhere, postings are those of an index that was made anew."""
    stems = {language: {form: form[0] for _, story in given_ for form in story} for language in ("en", "de")}
    having = [TermCounts(story, language) for language, story in given_]
    # Between stories that stay, some go and others come, so that gaps change in both ways and by much.
    far = data.draw(st.sampled_from([1, 4000]))
    steps = data.draw(st.lists(st.integers(0, 2), min_size=len(having), max_size=len(having)))
    empty = TermCounts({}, "en")
    before, now, cuts = list[TermCounts](), list[TermCounts](), list[tuple[int, int]]()
    for step, story in zip(steps, having, strict=True):
        before += [empty] * (far if step == 1 else 0)
        now += [empty] * (far if step == 2 else 0)
        cuts += [(len(before), more)] if (more := len(now) - len(before) - sum(m for _, m in cuts)) else []
        before.append(story)
        now.append(story)
    assert renumbered(inverted(before, stems.__getitem__), cuts) == inverted(now, stems.__getitem__)


PLACES = st.dictionaries(st.integers(0, 100_000), st.integers(0, 15), max_size=20)


@given(PLACES, PLACES, st.sets(st.integers(0, 100_000)))
def test_places_that_change(before: dict[int, int], come: dict[int, int], gone: set[int]) -> None:
    """A form's postings after stories have come, gone or changed are those made anew, however far apart they are."""
    had = postings.coded(sorted(story * 16 + often for story, often in before.items()))
    now = {story: often for story, often in before.items() if story not in gone} | come
    out, into = (
        {story * 16 + often for story, often in some}
        for some in (before.items() - now.items(), now.items() - before.items())
    )
    assert postings._edited(had, out, into) == postings.coded(
        sorted(story * 16 + often for story, often in now.items())
    )


def test_counts_fit() -> None:
    """However often a word comes up, its code fits, and stands for at least two thirds of the count up to forty."""
    for count in range(1, 5000):
        [code] = codes({"word": count}).values()
        assert 0 <= code <= 15
        assert min(count, 40) * 2 / 3 <= COUNTS[code] <= count


@given(st.lists(st.integers(0, 1_000_000), max_size=30))
def test_lengths(words: list[int]) -> None:
    """Lengths come back as they were, give or take an eighth."""
    assert all(abs(found - n) <= n / 8 for n, found in zip(words, counts(lengths(words)), strict=True))


def index(stems: Stems, largest: int) -> Index:
    """An index of stems with their forms and stories, in shards that are not larger."""
    coded = {
        stem: entry(stem, {f: postings.coded([story * 16 for story in sorted(of)]) for f, of in forms.items()})
        for stem, forms in stems.items()
    }
    with mock.patch.object(postings, "LARGEST_SHARD", largest):
        made = list(shards(coded, {}))
    assert len({shard.prefix for shard in made}) == len(made)
    files = {f"search/{n}.js": f'hearten.put("",{shard.content});\n'.encode() for n, shard in enumerate(made)}
    return Index({"index": {shard.prefix: str(n) for n, shard in enumerate(made)}}, files)


@settings(max_examples=few(25))
@given(STEMS, st.sampled_from([20, 60, 200, 20_000]))
def test_every_form_is_found(stems: Stems, largest: int) -> None:
    """The longest prefix that names a shard leads to every stem that a form has, in whatever shard the stem stands."""
    made = index(stems, largest)
    leading: dict[str, set[str]] = defaultdict(set)
    for stem, forms in stems.items():
        for form in {stem, *forms}:
            leading[form].add(stem)
    for form, expected in leading.items():
        found = {stem: {f: set(having) for f, having in forms.items()} for stem, forms in made.stems(form)}
        assert found == {stem: stems[stem] for stem in expected}


@settings(max_examples=few(25))
@given(STEMS, st.sampled_from([20, 60, 200]))
def test_every_word_that_begins_alike_is_found(stems: Stems, largest: int) -> None:
    """All forms that a beginning has stand in the shards in which a browser looks for them."""
    made = index(stems, largest)
    all_forms = {form for stem, forms in stems.items() for form in {stem, *forms}}
    for beginning in {form[:n] for form in all_forms for n in range(1, len(form) + 1)}:
        there = {
            form
            for prefix in made.beginning(beginning)
            for entry in made.shard(prefix)[0]
            for form in (entry.split(">")[:1] if ">" in entry else entry.split(" "))
        }
        assert {form for form in all_forms if form.startswith(beginning)} <= there


@settings(max_examples=few(25))
@given(STEMS, st.sampled_from([20, 60, 200]))
def test_no_shard_is_too_large(stems: Stems, largest: int) -> None:
    """A shard with several stems holds no more characters of them than a shard may."""
    made = index(stems, largest)
    for prefix in made.manifest["index"]:
        words, coded = made.shard(prefix)
        if len(coded) > 1:
            assert sum(len(entry) for entry in words[: len(coded)]) + sum(map(len, coded)) <= largest


@settings(max_examples=few(25))
@given(STEMS)
def test_each_stem_stands_once(stems: Stems) -> None:
    """A stem's postings are written once, whatever its forms."""
    made = index(stems, 60)
    entries = [entry for prefix in made.manifest["index"] for entry in made.shard(prefix)[0] if ">" not in entry]
    assert sorted(entry.split(" ")[0] for entry in entries) == sorted(stems)


@settings(max_examples=few(25))
@given(STEMS)
def test_the_same_whatever_the_order(stems: Stems) -> None:
    """The order in which stems come in makes no difference."""
    backwards = dict(reversed(stems.items()))
    assert index(stems, 60) == index(backwards, 60)
