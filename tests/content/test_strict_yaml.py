"""YAML read strictly."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.content import strict_yaml
from generator.content.strict_yaml import DEEPEST, Document
from generator.ground.diagnostics import Checked, Span
from generator.ground.unseen import CONTROL

WORDS = [
    *("no", "No", "yes", "on", "off", "y", "n", "true", "false", "2024", "0x1F", "0o17", "017", "1e3", "1_000", ".5"),
    *(".inf", "-.nan", "2026-01-01", "2026-01-01T10:00:00Z", "12:30:45", "=", "1.20", "+1", "nil", "None", "NULL?"),
]


def parse(text: str, first_line: int = 1) -> Document:
    checked = strict_yaml.parse(text, "site.yaml", first_line)
    assert checked.diagnostics == ()
    assert checked.value is not None
    return checked.value


def refused(text: str) -> list[tuple[str, int, int]]:
    return [(d.rule, d.span.line, d.span.column) for d in strict_yaml.parse(text, "site.yaml").diagnostics]


@pytest.mark.parametrize("word", WORDS)
def test_words_stay_words(word: str) -> None:
    """A plain scalar is the word that was written, whatever YAML 1.1 would make of it."""
    assert parse(f"title: {word}\n{word}: title\nlist: [{word}]\n").value == {
        "title": word,
        word: "title",
        "list": [word],
    }


@pytest.mark.parametrize("nothing", ["", " ~", " null", " Null", " NULL"])
def test_nothing(nothing: str) -> None:
    """Null in YAML 1.2's spellings is nothing; in quotes it is a word."""
    assert parse(f"title:{nothing}\n").value == {"title": None}
    assert parse(f'title: "{nothing.strip()}"\n').value == {"title": nothing.strip()}


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n"])
def test_empty_document(text: str) -> None:
    """A document without content is nothing."""
    assert parse(text).value is None


def test_places() -> None:
    """Every key and value keeps its line and column, counted in characters and from the file's first line."""
    document = parse("title: A tin\nimage:\n  src: 'ä😀.jpg'\ntopics: [hope, 'ü', {a: b}]\n", first_line=2)
    assert document.values == {
        (): Span(2, 1),
        ("title",): Span(2, 8),
        ("image",): Span(4, 3),
        ("image", "src"): Span(4, 8),
        ("topics",): Span(5, 9),
        ("topics", 0): Span(5, 10),
        ("topics", 1): Span(5, 16),
        ("topics", 2): Span(5, 21),
        ("topics", 2, "a"): Span(5, 25),
    }
    assert document.keys == {
        ("title",): Span(2, 1),
        ("image",): Span(3, 1),
        ("image", "src"): Span(4, 3),
        ("topics",): Span(5, 1),
        ("topics", 2, "a"): Span(5, 22),
    }


def test_places_of_what_is_missing() -> None:
    """Where a value or key is missing, its place is that of the nearest thing around it."""
    document = parse("# a comment\nimage:\n  src: a.jpg\n")
    assert document.value_span(("image", "alt")) == Span(3, 3)
    assert document.key_span(("image", "alt")) == Span(2, 1)
    assert document.key_span(("title",)) == document.value_span(("title",)) == Span(2, 1)


@pytest.mark.parametrize("mark", ["\x85", "\u2028", "\u2029"])
def test_other_line_breaks(mark: str) -> None:
    """What only YAML 1.1 counts as a line break is a space, and moves no place."""
    document = parse(f"title: A{mark}tin\ndate: today\n")
    assert document.value == {"title": "A tin", "date": "today"}
    assert document.keys["date",] == Span(2, 1)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a: 1\nb: 2\na: 3\n", [("yaml-duplicate", 3, 1)]),
        ("a: {b: 1, b: 2, b: 3}\n", [("yaml-duplicate", 1, 11), ("yaml-duplicate", 1, 17)]),
        ("'a': 1\na: 2\n", [("yaml-duplicate", 2, 1)]),
        ("a: &x 1\n", [("yaml-alias", 1, 4)]),
        ("a: *x\n", [("yaml-alias", 1, 4)]),
        ("a: &x [*x]\n", [("yaml-alias", 1, 4)]),
        ("a: !!str 1\n", [("yaml-tag", 1, 4)]),
        ("a: !x {b: c}\n", [("yaml-tag", 1, 4)]),
        ("!!map {a: b}\n", [("yaml-tag", 1, 1)]),
        ("{a: b}: c\n", [("yaml-key", 1, 1)]),
        ("[a]: c\n", [("yaml-key", 1, 1)]),
        ("a: b\n---\nc: d\n", [("yaml-documents", 2, 1)]),
        ("a:\n\tb: c\n", [("yaml-syntax", 2, 1)]),
        ('a: "\\x01"\n', [("control-character", 1, 4)]),
        ("ä: ü\nö: a\x9fb\n", [("control-character", 2, 5)]),
        ('a: "\\ud800"\n', [("yaml-syntax", 1, 7)]),
        ("a: [[[[[[[[[[[b]]]]]]]]]]]\n", []),
        ("a: [[[[[[[[[[[[b]]]]]]]]]]]]\n", [("yaml-depth", 1, 15)]),
    ],
)
def test_refusals(text: str, problems: list[tuple[str, int, int]]) -> None:
    """What is not plain data is refused at its place."""
    assert refused(text) == problems


def test_duplicates_keep_the_first() -> None:
    """Of two equal keys the first counts."""
    checked = strict_yaml.parse("a: 1\nb: 2\na: {c: 3}\n", "site.yaml")
    assert checked.value is not None
    assert checked.value.value == {"a": "1", "b": "2"}


def test_ten_levels_of_laughter() -> None:
    """Aliases that would grow without bound are refused at the first."""
    laughs = "a: &a [x, x]\n" + "".join(f"{n}: &{n} [*{chr(ord(n) - 1)}, *{chr(ord(n) - 1)}]\n" for n in "bcdefghij")
    assert refused(laughs) == [("yaml-alias", 1, 4)]


plain = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cn"]), max_size=12).filter(
    lambda t: not CONTROL.search(t)
)
values = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(plain, inner, max_size=4), max_leaves=12
)


@given(values.filter(bool))
def test_what_others_write_is_read(value: Any) -> None:
    """Whatever PyYAML writes of text, lists and mappings, in either style, is read as it was."""
    for flow in (True, False):
        text = yaml.safe_dump(value, allow_unicode=False, default_flow_style=flow, default_style='"', width=10_000)
        checked = strict_yaml.parse(text.replace("!!null ", ""), "site.yaml")
        assert checked.diagnostics == () or {d.rule for d in checked.diagnostics} == {"yaml-depth"}
        assert checked.diagnostics or (checked.value is not None and checked.value.value == value)


SIGNS = st.text() | st.lists(st.sampled_from("a:- \n[]{}'\"&*!|>%@#?,.\t~<é\x85\u2028\ufeff"), max_size=30).map("".join)


@given(SIGNS)
def test_any_text(text: str) -> None:
    """No text raises, and every problem has its place within the text or right behind it."""
    checked = strict_yaml.parse(text, "site.yaml", first_line=3)
    lines = text.count("\n") + text.count("\r") + 1
    for problem in checked.diagnostics:
        assert 3 <= problem.span.line <= lines + 3
        assert problem.span.column >= 1
        assert problem.hint
        assert problem.message


def looked_at(text: str, many: int) -> Checked[Document]:
    """The outcome for a text whose depth is looked at beforehand from so many brackets in a line on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strict_yaml, "MANY", many)
        return strict_yaml.parse(text, "site.yaml")


@given(
    SIGNS, st.lists(st.sampled_from(["[", "[[[", "{", "{a: ", "]", "}", ", ", "- ", "? ", "\n", "'", '"']), max_size=40)
)
def test_looking_beforehand_refuses_nothing(text: str, brackets: list[str]) -> None:
    """A look at the depth beforehand refuses no text that the parser finds fine, and hides no depth that it finds."""
    text = "".join(brackets) + text + "".join(brackets)
    before, after = looked_at(text, 0), looked_at(text, len(text) + 1)
    assert (before.value is None) == (after.value is None)
    assert before == after or before.value is None
    if "yaml-depth" in {d.rule for d in after.diagnostics}:
        assert before.diagnostics == after.diagnostics


@given(
    st.dictionaries(plain.filter(lambda t: t not in {"", "deep"}), values, max_size=3),
    st.sampled_from(["'", '"', "|", ">"]),
    st.lists(st.sampled_from(["[", "{a: "]), min_size=1, max_size=3),
    st.sampled_from([1, 11, 12, 990, 1_000, 20_000]),
    st.sampled_from(["", "]"]),
)
def test_brackets_behind_anything(others: dict[str, Any], style: str, kinds: list[str], many: int, end: str) -> None:
    """Brackets are told at the first that is too much, however many follow it and whatever stands before them."""
    front = yaml.safe_dump(others, allow_unicode=True, default_style=style) if others else ""
    assume(looked_at(front, 0).diagnostics == ())
    brackets = [kinds[n % len(kinds)] for n in range(many)]
    deep = "deep: " + "".join(brackets) + (end * many if kinds == ["["] else "")
    found = [(d.rule, d.span.line, d.span.column) for d in strict_yaml.parse(front + deep, "site.yaml").diagnostics]
    if many >= DEEPEST:
        column = len("deep: " + "".join(brackets[: DEEPEST - 1])) + 1
        assert found == [("yaml-depth", front.count("\n") + 1, column)]
    else:
        assert "yaml-depth" not in {rule for rule, *_ in found}
