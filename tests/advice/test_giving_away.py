"""Advice on what gives somebody away: what is found, what is not, and that no program repeats it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml

from generator.advice import privacy
from generator.advice.advise import advise
from generator.advice.around import SiteAround, around
from generator.advice.finding import Finding, Level
from generator.advice.kept import parted
from generator.advice.texts import AdvisedText, texts
from generator.content import read, sources
from generator.content.front_matter import KeptTerm, StoryHeader
from generator.content.sources import SITE_FILE
from generator.gate import deny_list
from tests.builders.example import DATA, ROOT
from tests.builders.sites import story
from tests.builders.told_of_people import GATE, advised, seen, settings

CASES = yaml.safe_load((DATA / "advice" / "privacy.yaml").read_text(encoding="utf-8"))
FOUND = [(rule, case) for rule, cases in CASES.items() for case in cases["finds"]]
NOT_FOUND = [(rule, case) for rule, cases in CASES.items() for case in cases["not"]]
MARKED = re.compile("⟦(.*?)⟧")
# What only files can show.
OF_FILES = "privacy/original-remarks"
DENIED = b"stories/other.md: Quayle\n"


def ids(case: object) -> str:
    return case if isinstance(case, str) else ""


@cache
def beside() -> SiteAround:
    """A site on which Ishbel tells another story, and Quayle must not be named in it."""
    other = seen("stories/other.md", story(text="A paint.").replace("Maren", "Ishbel").encode())
    return around(settings(), [other], deny_list.read(DENIED))


def found(text: AdvisedText) -> tuple[Finding, ...]:
    return advise([text], [*privacy.of_texts(settings()), *privacy.of_names(beside())])


def text_in(case: dict[str, str], marked: str = r"\1") -> AdvisedText:
    return advised(MARKED.sub(marked, case["text"]), case.get("language", "en"))


@pytest.mark.parametrize(("rule", "case"), FOUND, ids=ids)
def test_found(rule: str, case: dict[str, str]) -> None:
    """Each rule finds what it is for, at its place."""
    text = text_in(case)
    (one,) = [finding for finding in found(text) if finding.rule.id == rule]
    at = len(text.source) - len(MARKED.sub(r"\1", case["text"])) - 1 + case["text"].index("⟦")
    row = text.source.split("\n")[one.start.line - 1]
    assert one.start.line == text.source.count("\n", 0, at) + 1
    assert row[one.start.column - 1 : one.end.column - 1] == MARKED.search(case["text"])[1]  # type: ignore[index]  # it is marked


@pytest.mark.parametrize(("rule", "case"), NOT_FOUND, ids=ids)
def test_not_found(rule: str, case: dict[str, str]) -> None:
    """No rule finds what only looks like what it is for."""
    assert [finding.words for finding in found(text_in(case)) if finding.rule.id == rule] == []


def test_each_rule_has_its_texts() -> None:
    """There are three texts that each rule finds, and three that it does not."""
    assert {rule.id for rule in privacy.RULES} == {*CASES, OF_FILES}
    assert all(len(cases[kind]) >= 3 for cases in CASES.values() for kind in ("finds", "not"))


def test_rules_are_private() -> None:
    """All rules are private, say why, and say whose guideline they follow."""
    assert all(rule.private and rule.why and rule.guidelines and rule.group == "privacy" for rule in privacy.RULES)


@pytest.mark.parametrize(("rule", "case"), FOUND, ids=ids)
def test_words_stay_out_of_messages(rule: str, case: dict[str, str]) -> None:
    """No message and no hint repeats what was found."""
    for one in found(text_in(case)):
        assert one.words not in one.message + one.hint
        assert one.words.casefold() not in one.message.casefold()
    assert rule


def opened(case: dict[str, str], *terms: str) -> tuple[Finding, ...]:
    """What is found in a text whose editor has said that these words stay."""
    text = text_in(case)
    assert isinstance(text.header, StoryHeader)
    kept = tuple(KeptTerm(term=term, because="It is the storyteller's own wish.") for term in terms)
    return parted(found(text), [replace(text, header=replace(text.header, kept=kept))]).open


@pytest.mark.parametrize(("rule", "case"), [one for one in FOUND if one[0] != "privacy/denied"], ids=ids)
def test_kept(rule: str, case: dict[str, str]) -> None:
    """What an editor keeps, with a reason, is not told again; what is denied is told whatever is kept."""
    words = MARKED.search(case["text"])[1]  # type: ignore[index]  # it is marked
    assert [one.words for one in opened(case, words.upper()) if one.rule.id == rule] == []
    assert [one for one in opened(case, "gate") if one.rule.id == rule] != []


def test_denied_words_are_told_although_they_are_kept() -> None:
    """No “kept” silences the deny list."""
    case = {"text": "Then old Quayle came."}
    assert "privacy/denied" in {one.rule.id for one in opened(case, "Quayle")}


OWN = ("hello@harbour.internal", "116 123", "020 7946 0777", "+44 20 7946 0777", "[ring](tel:+442079460777)")


@pytest.mark.parametrize("words", [*OWN, "[write](mailto:hello@harbour.internal?subject=A%20gate)"])
def test_own_contact_is_no_finding(words: str) -> None:
    """How to reach the organisation and its helplines is no finding, however it is written."""
    assert found(advised(f"We rang {words} and somebody was there.")) == ()


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("[write](mailto:maren@example.org)", "privacy/email"),
        ("[ring](tel:+442079460123)", "privacy/phone"),
        ("<https://www.tiktok.com/@maren.paints>", "privacy/profile"),
    ],
)
def test_links(words: str, rule: str) -> None:
    """What a link leads to is looked at, whatever its words are."""
    assert rule in [one.rule.id for one in found(advised(f"A gate, {words}."))]


def test_notes_for_editors() -> None:
    """What stands in a comment reaches nobody, and is not told."""
    assert found(advised("A gate. %% Ask maren@example.org, see https://www.tiktok.com/@maren %%")) == ()


def test_pages() -> None:
    """Where to write to is noted on pages, on which editors mean it, and asks for a decision in stories."""
    page = seen("pages/about.md", b"---\ntitle: About\n---\nWrite to maren@example.org, in GB33BUKB20201555555555.\n")
    assert [(one.rule.id, one.level) for one in found(page)] == [
        ("privacy/email", Level.NOTE),
        ("privacy/iban", Level.WARNING),
    ]
    assert [one.level for one in found(advised("Write to maren@example.org."))] == [Level.WARNING]


def test_fields() -> None:
    """Fields that readers see are looked at, each word at its place."""
    text = seen(GATE, story().replace("summary: A summary.", "summary: Write to a.b@example.org now.").encode())
    (one,) = found(text)
    row = text.source.split("\n")[one.start.line - 1]
    assert row[one.start.column - 1 : one.end.column - 1] == "a.b@example.org"


def test_a_name_is_asked_about_once() -> None:
    """A name is asked about at its first place, which says where it stands again, with and without “Mrs”."""
    text = advised("So I asked Mrs Ferris.\n\nThen old Ferris came.\n\nAnd so did Ferris’s dog.")
    (one,) = [one for one in found(text) if one.rule.id == "privacy/is-this-real"]
    first = one.start.line
    assert one.words == "Ferris"
    assert f"and in lines {first + 2}, {first + 4}" in one.message


def test_made_up_stories_are_not_asked_about() -> None:
    """In a story that says that it is made up, nobody is asked about."""
    made_up = story(text="Then old Rosalind came.").replace("consent: {", "consent: {basis: fictional, ")
    assert found(seen(GATE, made_up.encode())) == ()


def _of_example() -> Iterator[Finding]:
    site = sources.gather(ROOT)
    checked = read.settings(site.settings, SITE_FILE)
    assert checked.value is not None
    every = list(texts(site, *checked.value))
    advisers = (*privacy.of_texts(checked.value[0]), *privacy.of_names(around(checked.value[0], every)))
    yield from advise(every, (*advisers, privacy.of_files(ROOT)))


def test_example_site() -> None:
    """On the example site, one finding is left: a storyteller whom another one answers, as both wish."""
    assert [(one.path, one.rule.id, one.words) for one in _of_example()] == [
        ("stories/keeper-saturdays-only.md", "privacy/other-storyteller", "Edwin")
    ]


def test_every_text_can_be_looked_at(tmp_path: Path) -> None:
    """A text without words, and one that names files that are not there, gives nothing and no error."""
    look = privacy.of_files(tmp_path)
    assert advise([advised(""), advised("![A gate.](images/gone.png)")], [look]) == ()
