"""Terms of an organisation's own are looked for, and what is wrong in its files is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.advice import words
from generator.advice.advise import advise
from generator.advice.finding import Level
from generator.advice.own_checks import of_file, own_checks
from generator.advice.texts import AdvisedText
from tests.builders.advised import page, told
from tests.builders.example import ROOT
from tests.builders.sites import make_site, story

TERM = """\
terms:
  - term: service user
    forms: [service user|users]
    reason: Members asked us not to.
    source: The members' meeting
"""


def said(file: str, one: AdvisedText) -> list[tuple[str, str, str, Level]]:
    """What a file of checks says of a text."""
    read = of_file(file.encode(), "checks/own.yaml")
    assert read.diagnostics == ()
    return [(f.rule.id, f.words, f.message, f.level) for f in advise([one], [words.on_own_terms(read.made)])]


def problems(file: str) -> list[tuple[str, str]]:
    """What is wrong with a file of checks: rule and place."""
    return [(d.rule, d.place) for d in of_file(file.encode(), "checks/own.yaml").diagnostics]


def test_it_is_found() -> None:
    """A term is found in any of its forms, with its reason, in editors' words."""
    assert said(TERM, page("Two Service Users came.")) == [
        ("own/service-user", "Service Users", "Members asked us not to.", Level.WARNING)
    ]


def test_a_storyteller_is_not_asked() -> None:
    """A storyteller's own words are looked at only where the term is for everybody, and then get a note."""
    one = told("I was a service user.")
    assert said(TERM, one) == []
    assert [level for *_, level in said(TERM + "    voice: everybody\n", one)] == [Level.NOTE]


def test_something_has_to_be_near() -> None:
    """A term that counts beside something is found only there."""
    near = TERM + "    near: {words: [clinic], within: 3}\n"
    assert said(near, page("A service user of the clinic."))
    assert not said(near, page("A service user came from far away to see the clinic."))
    assert not said(near, page("A service user of the library."))


def test_a_name_is_a_form() -> None:
    """A term without forms is found as its name is written."""
    assert said(TERM.replace("    forms: [service user|users]\n", ""), page("A service user."))


def test_a_pattern_is_found() -> None:
    """A pattern stands for forms."""
    file = TERM.replace("forms: [service user|users]", 'pattern: "T-[0-9]{4}"')
    assert [found for _, found, *_ in said(file, page("Ticket T-0000 is open."))] == ["T-0000"]


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        ("terms: [", ("yaml-syntax", "checks/own.yaml:2:1")),
        ("terms:\n  - term: a\n", ("missing-field", "checks/own.yaml:2:5")),
        (TERM + "    color: red\n", ("unknown-field", "checks/own.yaml:6:5")),
        (TERM + "    near: {words: [a], within: page}\n", ("check-near", "checks/own.yaml:6:32")),
        (TERM + '    pattern: "a"\n', ("check-both", "checks/own.yaml:6:5")),
        (TERM.replace("service user|users", "service *"), ("check-form", "checks/own.yaml:3:13")),
        (TERM + TERM.removeprefix("terms:\n"), ("check-twice", "checks/own.yaml:6:11")),
        (TERM.replace("forms: [service user|users]", 'pattern: "(a"'), ("check-pattern", "checks/own.yaml:3:14")),
        (TERM.replace("forms: [service user|users]", 'pattern: "a*"'), ("check-pattern", "checks/own.yaml:3:14")),
    ],
)
def test_what_is_wrong_has_its_place(file: str, problem: tuple[str, str]) -> None:
    """Every mistake in a file of checks is told with its place, and with what to write."""
    assert problem in problems(file)
    assert all(d.hint for d in of_file(file.encode(), "checks/own.yaml").diagnostics)


@pytest.mark.parametrize(
    ("form", "is_right"),
    [
        ("a … … … … … b", True),
        ("a … b … c … d", True),
        ("a … b … c … d … e", False),
        (f"a {'b? ' * 8}c", True),
        (f"a {'b? ' * 9}c", False),
    ],
)
def test_a_form_leaves_a_few_words_open(form: str, *, is_right: bool) -> None:
    """A form that could be met in very many ways is told with its place, also where it says what has to be near."""
    in_forms = TERM.replace("service user|users", form)
    near = TERM + f'    near: {{words: ["{form}"]}}\n'
    assert problems(in_forms) == ([] if is_right else [("check-form", "checks/own.yaml:3:13")])
    assert len(problems(near)) == (0 if is_right else 1)


def test_right_terms_count_beside_wrong_ones() -> None:
    """One term that is wrong takes no other away."""
    other = TERM.removeprefix("terms:\n").replace("service user\n", "client\n").replace("user|users", "*")
    assert [term.rule.id for term in of_file((TERM + other).encode(), "checks/own.yaml").made] == ["own/service-user"]


def test_a_site_has_a_folder_of_them(tmp_path: Path) -> None:
    """Every YAML file in checks/ is read, in the order of their names, and nothing else there is."""
    root = make_site(tmp_path, {"gate.md": story()})
    (root / "checks").mkdir()
    (root / "checks" / "b.yaml").write_text(TERM.replace("service user\n", "client\n"), encoding="utf-8")
    (root / "checks" / "a.yml").write_text(TERM, encoding="utf-8")
    (root / "checks" / "notes.txt").write_text("?", encoding="utf-8")
    read = own_checks(root)
    assert ([term.rule.id for term in read.made], read.diagnostics) == (["own/service-user", "own/client"], ())


def test_a_site_without_the_folder_has_none(tmp_path: Path) -> None:
    """A site need not have terms of its own."""
    assert own_checks(make_site(tmp_path, {"gate.md": story()})).made == ()


def test_the_guides_example_is_right() -> None:
    """The file that the guide shows is read without a problem."""
    page = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
    file = page.partition("```\nterms:")[2].partition("```")[0]
    read = of_file(f"terms:{file}".encode(), "checks/our-words.yaml")
    assert ([term.rule.id for term in read.made], read.diagnostics) == (["own/service-user", "own/ticket-number"], ())
