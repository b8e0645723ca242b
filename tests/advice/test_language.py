"""Advice on language: each rule finds what it is for, leaves what is ordinary, and lets storytellers speak."""

from __future__ import annotations

from typing import Any

import pytest

from generator.advice import term_files
from generator.advice.finding import Level
from generator.advice.term_files import WhoseWords
from generator.advice.wording import is_form
from tests.builders import advised
from tests.builders.advised import cases, found, of_case, page, rules_found, told

CASES = {name: (language, kept) for language, name, kept in cases()}
FINDS = [(name, words) for name, (_, kept) in CASES.items() for words in kept["finds"]]
PASSES = [(name, words) for name, (_, kept) in CASES.items() for words in kept["passes"]]
TERMS = {term.id: term for code in term_files.languages() for term in term_files.written_terms(code)}
# Terms that are looked for in paragraphs, each with what it has to find.
OF_PARAGRAPHS = [(name, words) for name, words in FINDS if name in TERMS and not TERMS[name].fields]


def voice(name: str) -> WhoseWords:
    """Whose words a term is for."""
    return TERMS[name].voice


def test_every_rule_has_texts() -> None:
    """Every rule has three texts that it has to find, and three that it must not."""
    assert {f"language/{name}" for name in CASES} == {rule.id for rule in term_files.all_rules()}
    assert all(len(kept["finds"]) >= 3 and len(kept["passes"]) >= 3 for _, kept in CASES.values())


@pytest.mark.parametrize(("name", "words"), FINDS)
def test_it_finds(name: str, words: Any) -> None:
    """A rule finds each text that it is for."""
    language, kept = CASES[name]
    assert f"language/{name}" in of_case(words, kept, language, passes=False)


@pytest.mark.parametrize(("name", "words"), PASSES)
def test_it_leaves_what_is_ordinary(name: str, words: Any) -> None:
    """A rule finds nothing in texts that hold nearly the same words, and no other rule does that is not meant."""
    language, kept = CASES[name]
    assert f"language/{name}" not in of_case(words, kept, language, passes=True)


@pytest.mark.parametrize(("name", "words"), OF_PARAGRAPHS)
def test_a_storyteller_may_say_it(name: str, words: str) -> None:
    """In a storyteller's own text, only what puts readers at risk whoever says it is found, as a note."""
    of_rule = [one for one in found(told(words, CASES[name][0])) if one.rule.id == f"language/{name}"]
    assert bool(of_rule) == (voice(name) == "always")
    assert {one.level for one in of_rule} <= {Level.NOTE}


@pytest.mark.parametrize(("name", "words"), OF_PARAGRAPHS)
def test_a_quotation_is_exempt(name: str, words: str) -> None:
    """In a block that quotes, and between quotation marks, only what could be copied is found."""
    opening, closing = {"de": ("„", "“"), "es": ("«", "»")}.get(CASES[name][0], ("“", "”"))
    for quoted in (f"> {words}", f"A card says {opening}{words}{closing} in red."):
        assert (f"language/{name}" in rules_found(page(quoted, CASES[name][0]))) == TERMS[name].quoted


@pytest.mark.parametrize(("name", "words"), OF_PARAGRAPHS)
def test_lines_and_emphasis_hide_nothing(name: str, words: str) -> None:
    """Words are found across the ends of lines, and with marks of emphasis between them."""
    language = CASES[name][0]
    for written in (
        words.replace(" ", "\n"),
        " ".join(f"*{word}*" for word in words.split()),
        words.replace(" ", "\u00a0"),
    ):
        assert f"language/{name}" in rules_found(page(written, language))


@pytest.mark.parametrize("rule", term_files.all_rules(), ids=lambda rule: rule.id)
def test_a_rule_says_why_and_whose_it_is(rule: Any) -> None:
    """Every rule has a title, a reason of its own, and a guideline with its link, or says that none was read."""
    assert all((rule.title, rule.why, rule.guidelines))
    assert (rule.why[0].islower(), rule.why.endswith(".")) == (True, False)
    assert all(one.url or one.name.startswith("hearten's own") for one in rule.guidelines)


def test_no_source_is_named_for_nothing() -> None:
    """Every guideline of the list is one that some rule goes back to, and says what of it was read."""
    named = {guideline.name for rule in term_files.all_rules() for guideline in rule.guidelines}
    assert named == {source.name for source in term_files.sources().values()}
    assert all(source.read for source in term_files.sources().values())


def test_terms_are_written_in_forms() -> None:
    """Every form in the files is a row of words, with signs only where they stand for something."""
    forms = [form for term in TERMS.values() for form in (*term.forms, *term.beside, *term.unless)]
    assert [form for form in forms if not is_form(form)] == []
    assert all(bool(term.beside) == bool(term.near) for term in TERMS.values())


def test_what_is_disputed_is_a_note() -> None:
    """A rule on which guidelines disagree says so, and is a note, as is one that no guideline was read for."""
    for term in TERMS.values():
        rule = next(rule for rule in term_files.all_rules() if rule.id == f"language/{term.id}")
        assert not term.disputed or "Guidelines disagree" in rule.why
        assert rule.level is Level.NOTE or not (term.disputed or term.evidence == "general")


def test_a_place_is_exact() -> None:
    """A finding has the line and the column of its first character, and of the one behind its last."""
    (one,) = found(page("A gate.\n\nThey say that he\n**committed suicide** in spring."))
    assert (one.start.line, one.start.column, one.end.line, one.end.column) == (9, 3, 9, 20)
    assert one.words == "committed suicide"


def test_what_could_be_copied_is_not_repeated() -> None:
    """A finding of means or amounts has a private rule, and neither message nor hint repeats the words."""
    (one,) = found(told("The suicide was by samplemethod. A friend helped."))
    assert one.rule.private
    assert "samplemethod" not in one.message + one.hint


def test_a_storyteller_is_asked() -> None:
    """Of a storyteller's words the hint says whose they are, and that they are to be asked."""
    (one,) = found(told("The suicide was by samplemethod. A friend helped."))
    assert "the storyteller's own words" in one.hint


def test_words_on_pictures_are_an_editors() -> None:
    """An alternative text and a caption in a story get all rules, with the level that editors' words have."""
    (one,) = found(told('![A card on which she committed suicide.](images/gate.jpg "A gate")\n\nA friend helped.'))
    assert (one.rule.id, one.level) == ("language/commit-suicide", Level.WARNING)


def test_a_whole_text_is_kept_by_its_rule() -> None:
    """What is said of a text as a whole is kept by the rule's name, and not by words that stand there by chance."""
    (one,) = found(told("He died by suicide."))
    assert "{term: language/no-help-told, because" in one.hint


def test_one_place_has_one_rule_on_amounts() -> None:
    """An amount beside an overdose is told of once."""
    assert [one.rule.id for one in found(told("After the overdose it was 0 mg."))] == ["language/amount"]


def test_a_private_comment_is_no_word() -> None:
    """What readers never see is not spoken of."""
    assert found(page("A gate. <!-- committed suicide ![before and after](x.jpg) -->")) == ()


def test_a_language_without_terms_has_none() -> None:
    """In a language of which no guideline was read, nothing is found by terms of another."""
    assert found(page("Her brother committed suicide.", "cy")) == ()


def test_the_region_of_a_language_makes_no_difference() -> None:
    """Terms of a language are those of all its countries."""
    assert "language/commit-suicide" in rules_found(page("He committed suicide.", "en-GB"))


def test_the_tests_name_no_amount() -> None:
    """No text of these tests holds a number but 0."""
    for path in advised.TERMS.glob("*.yaml"):
        assert not {*path.read_text(encoding="utf-8")} & {*"123456789"}


@pytest.mark.parametrize(
    "row", ["suicide ", "commit ____", "0 mg ", "overdose 0 mg ", "“suicide”", "0-", "he was mad about ", "![before]("]
)
def test_no_text_takes_for_ever(row: str) -> None:
    """A text made to be looked at for ever comes to an end."""
    rows = row * (60_000 // len(row))
    found(page(f"suicide {rows}"))
    found(told(f"suicide {rows}"))
