"""The examples of the CommonMark specification, held against our dialect of Markdown."""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from urllib.parse import unquote

import html5lib
import pytest
import yaml

from generator.content import markdown
from tests.builders.bodies import page
from tests.builders.example import DATA, ROOT

# The specification may not stand in a repository under another licence; scripts/checkers.py fetches it.
SPECIFICATION = ROOT / ".tools" / "node_modules" / "commonmark-spec" / "spec.txt"
EXAMPLE = re.compile(
    r"^(?:#{1,6} +(?P<section>.*)|`{32} example\n(?P<markdown>[\s\S]*?)^\.\n(?P<html>[\s\S]*?)^`{32}$)", re.MULTILINE
)
BLOCK = r"</?(?:p|ul|ol|li|blockquote|h[1-6]|hr|pre|br|figure|figcaption)\b[^>]*>"
STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "."})
OWN = {"id", "class", "tabindex"}


class Example(NamedTuple):
    """One example: what is written, and what it becomes."""

    section: str
    markdown: str
    html: str


def examples() -> dict[int, Example]:
    """The specification's examples by their number; arrows in it stand for tabs."""
    found, section = [], ""
    for part in EXAMPLE.finditer(SPECIFICATION.read_text(encoding="utf-8").replace("→", "\t")):
        if part["section"] is not None:
            section = part["section"]
        else:
            found.append(Example(section, part["markdown"], part["html"]))
    return dict(enumerate(found, 1))


def plain(html: str) -> str:
    """HTML without what says nothing of the dialect.

    That is space between blocks, comments, attributes of ours, typography, and percent signs in addresses, which come
    with the page.
    """
    rows: list[str] = []

    def words(text: str | None, is_code: bool) -> str:
        straight = re.sub(r"-+|\.{3}", lambda run: run[0][0], (text or "").translate(STRAIGHT))
        return straight if is_code else re.sub(r"\s+", " ", straight)

    def write(element: Any, is_code: bool) -> None:
        is_code = is_code or element.tag == "pre"
        attributes = {
            name: unquote(value).translate(STRAIGHT)
            for name, value in element.attrib.items()
            if name not in OWN and value
        }
        rows.append(f"<{element.tag} {attributes}>{words(element.text, is_code)}")
        for child in element:
            if isinstance(child.tag, str):  # and no comment
                write(child, is_code)
            rows.append(words(child.tail, is_code))
        rows.append(f"</{element.tag}>")

    write(html5lib.parseFragment(html, namespaceHTMLElements=False), False)
    return re.sub(rf"\s*({BLOCK})\s*", r"\1", "".join(rows))


def holds(example: Example) -> bool:
    return plain(page(markdown.parse(example.markdown, "stories/x.md", "en").made)) == plain(example.html)


@pytest.fixture(scope="module")
def differing() -> dict[str, dict[str, list[int]]]:
    """The numbers of examples that come out otherwise, by reason and section."""
    text = (DATA / "commonmark-differences.yaml").read_text(encoding="utf-8")
    reasons: dict[str, dict[str, list[int]]] = yaml.safe_load(text)
    return reasons


def test_all_other_examples_hold(differing: dict[str, dict[str, list[int]]]) -> None:
    """Of 652 examples, all come out as the specification says but those that are listed with a reason."""
    listed = {number for sections in differing.values() for numbers in sections.values() for number in numbers}
    found = examples()
    assert len(found) == 652
    assert [number for number, example in found.items() if holds(example) == (number in listed)] == []


def test_each_difference_has_one_reason_and_its_section(differing: dict[str, dict[str, list[int]]]) -> None:
    """Each example that differs is listed once, under its section."""
    found = examples()
    listed = [(number, section) for sections in differing.values() for section, ns in sections.items() for number in ns]
    assert len(dict(listed)) == len(listed)
    assert [number for number, section in listed if found[number].section != section] == []
