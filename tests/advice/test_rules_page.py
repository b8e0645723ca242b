"""docs/words.md has every rule on words, as the files of rules say it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.advice import term_files
from generator.advice.finding import Guideline, Level, Rule
from tests.builders.example import ROOT

PAGE = ROOT / "docs" / "words.md"
# What stands from here on is written by this test, with --update-golden.
BEGINS = "### English\n"
LANGUAGES = {"en": "English", "de": "German", "es": "Spanish"}
HEAD = ["| rule | finds | because | guidelines | evidence |", "|---|---|---|---|---|"]


def table() -> Iterator[str]:
    """The rules of each language, and those of whole texts, as lines of the page."""
    rules = {rule.id: rule for rule in term_files.all_rules()}
    for code in sorted(term_files.languages(), key=lambda code: (code != "en", code)):
        yield from ("", f"### {LANGUAGES[code]}", "", *HEAD)
        for term in term_files.written_terms(code):
            yield row(rules.pop(f"language/{term.id}"), term.evidence)
    yield from ("", "### Whole texts, pictures and shelves", "", *HEAD)
    for rule in rules.values():
        yield row(rule, "general" if "own" in rule.guidelines[0].name else "read")


def row(rule: Rule, evidence: str) -> str:
    """A rule as a row."""
    whose = "; ".join(map(linked, rule.guidelines))
    level = " (a note)" if rule.level is Level.NOTE else ""
    return f"| `{rule.id}` | {rule.title}{level} | {rule.why} | {whose} | {evidence} |"


def linked(one: Guideline) -> str:
    """A guideline with its address, which is a link where it can be read without anybody else reading along."""
    if one.url is None:
        return one.name
    return f"[{one.name}]({one.url})" if one.url.startswith("https:") else f"{one.name} ({one.url})"


def test_the_page_has_every_rule(update_golden: bool) -> None:
    """The page has each rule with its reason, its guidelines and what was read of them."""
    text = PAGE.read_text(encoding="utf-8")
    made = text[: text.index(BEGINS)] + "\n".join(table()).lstrip() + "\n"
    if update_golden:
        PAGE.write_text(made, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == made
