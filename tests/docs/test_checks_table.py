"""The guide to advice lists every rule as the program has it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from generator.advice import rules
from generator.advice.finding import Guideline, Rule
from tests.docs.pages import ROOT

GUIDE = ROOT / "docs/checks.md"
BEGIN, END = "a test compares them.\n", "### What they rest on"


def table() -> Iterator[str]:
    """The table of all rules, by groups."""
    for group, some in groupby(sorted(rules.by_id().values(), key=lambda rule: rule.id), key=lambda rule: rule.group):
        yield f"\n### {group.capitalize()}\n\n| rule | what it finds | why | whose advice |\n|---|---|---|---|\n"
        yield from map(_row, some)
    yield "\n"


def _row(rule: Rule) -> str:
    whose = "; ".join(map(_linked, rule.guidelines)) or "ours"
    private = " Its words are never repeated." if rule.private else ""
    cells = (f"`{rule.id}` ({rule.level})", f"{rule.title}.{private}", rule.why, whose)
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n"


def _linked(one: Guideline) -> str:
    """A guideline, linked where it can be read without anybody else reading along."""
    if one.url is None:
        return one.name
    return f"[{one.name}]({one.url})" if one.url.startswith("https:") else f"{one.name} (`{one.url}`)"


def test_every_rule_is_in_the_guide(update_golden: bool) -> None:
    """The table of rules in docs/checks.md is that of the program; --update-golden writes it."""
    text = GUIDE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    made = f"{before}{BEGIN}{''.join(table())}{END}{rest.partition(END)[2]}"
    if update_golden:
        GUIDE.write_text(made, encoding="utf-8", newline="\n")
    assert made == GUIDE.read_text(encoding="utf-8")
