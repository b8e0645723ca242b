"""What a text keeps is not asked again, and its reason is shown."""

from __future__ import annotations

from pathlib import Path

from generator.advice.kept import parted
from generator.advice.texts import AdvisedText
from tests.builders.advised import found, page, told
from tests.builders.sites import built, make_site, story, tree


def kept(one: AdvisedText) -> list[tuple[str, str]]:
    """What a text keeps: the rule, and the reason."""
    advice = parted(found(one), [one])
    assert {*advice.open} | {two.finding for two in advice.kept} == {*found(one)}
    return [(two.finding.rule.id, two.because) for two in advice.kept]


def test_words_are_kept() -> None:
    """The words as they stand, in whatever capitals and emphasis, silence what is said of them."""
    one = page("He was an **Addict**, he says.", more="kept: [{term: addict, because: His own word.}]\n")
    assert kept(one) == [("language/addict", "His own word.")]


def test_a_rule_is_kept() -> None:
    """A rule's name silences all that it says of the text."""
    more = "kept: [{term: language/method, because: She wants it said.}]\n"
    assert kept(told("The suicide was by samplemethod. A friend helped.", more=more)) == [
        ("language/method", "She wants it said.")
    ]


def test_other_words_are_not_kept() -> None:
    """What is kept silences nothing else, in no other text."""
    one = page("A junkie.", more="kept: [{term: addict, because: His own word.}]\n")
    assert kept(one) == []
    assert parted(found(one), [one]).open


def test_the_hint_says_how() -> None:
    """What a hint says to write above the text keeps what it is about."""
    (finding,) = found(page("He was an addict."))
    line = finding.hint.split("“")[-1].split("”")[0].replace("…", "so")
    assert kept(page("He was an addict.", more=f"{line}\n")) == [("language/addict", "so")]


def test_readers_see_nothing_of_it(tmp_path: Path) -> None:
    """A site with kept words has the same bytes as without, so readers see nothing of them."""
    outputs = []
    for name, more in (("without", ""), ("with", "kept: [{term: addict, because: His own word.}]")):
        text = story(
            text="He was an addict.",
            consent="{record: R-1, status: given, given_on: 2026-01-01, scope: [web]}",
            more=more,
        )
        root = make_site(tmp_path / name, {"gate.md": text})
        built(root)
        outputs.append(tree(root / "public"))
    assert outputs[0] == outputs[1]
