"""The words of a text that are meant for readers, as a lexer finds them that knows nothing of the parser."""

from __future__ import annotations

import ast
import sys

import pytest

from generator.content.markup import MarkupKind
from generator.content.source_words import source_words
from tests.builders.example import ROOT

# Each kind of mark-up in a text, and what of the text is for readers.
MARKED = {
    MarkupKind.ADDRESS: ('See [the gate](gate.md "Half open") and ![A tin](tin.jpg).', "Seethegatehalfopenandatin"),
    MarkupKind.DEFINITION: ("[the gate]\n\n[the gate]: gate.md 'Half open'", "thegatehalfopen"),
    MarkupKind.LABEL: ("[the gate][g] [the tin][]\n\n[g]: gate.md\n[The  tin]: tin.md", "thegatethetin"),
    MarkupKind.FOOTNOTE: ("Old[^age] and new.\n\n[^age]: Bought in 1987.", "oldandnewboughtin1987"),
    MarkupKind.DECORATIVE: ('![](branch.jpg "decorative")', ""),
    MarkupKind.BLOCK: ("::: quote\nNobody else.\n:::", "nobodyelse"),
    MarkupKind.LANGUAGE: ("```text\n[a](b)\n```", "ab"),
}


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, source_words(text).in_order())).lower()


@pytest.mark.parametrize("kind", MarkupKind)
def test_mark_up_is_no_words(kind: MarkupKind) -> None:
    """Each kind of mark-up is found as what it is, and left out."""
    text, words = MARKED[kind]
    assert kind in {mark.kind for mark in source_words(text).marks}
    assert letters(text) == words.lower()


@pytest.mark.parametrize(
    "text",
    [
        "[Anna]: Yes.",
        '[Anna]: "Never"',
        "[Anna]: yes\n\n[Anna]: no",
        "[Anna] said\n\n[Anna]: Yes.",
        "[x][missing]",
        "one](two three)",
        "two[^missing]",
        "::: quot\nwords",
        "`[a](b.md)` and ``<b>``",
        r"\[a\](b.md) \&amp; \<b>",
        "<https://example.org/a%20b> <hello@example.org>",
        "<p>One</p>",
        "```\n[a](b.md) &amp; <b>\n```",
        "1. one\n7. two",
        "| one | two |\n| --- | --- |\n| three | four | five |",
        "&nosuch; AT&T; &",
        "ends with a backslash\\",
    ],
)
def test_everything_else_is_words(text: str) -> None:
    """Whatever marks nothing up is for readers, letter by letter."""
    assert letters(text) == "".join(filter(str.isalnum, text)).lower()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("caf&eacute; &#65;&#x42;", "cafeAB"),
        ("``` a lot of words\ncode\n```", "a lot of words code"),
        ("> ```\n> code\n\n[a](b.md)", "code a"),
        ("- ```\n  code\n\n[a](b.md)", "code a"),
        ("a ` b [c](d.md)", "a b c"),
        ("[a [b](c.md) d](e.md)", "a b d"),
        ("[a](https://example.org/b_(c_(d)))", "a"),
        ("[a](<b c.md>) and [d](e.md\n'two\nlines')", "a and d two lines"),
        ("![a tin][t]\n\n[t]: tin.jpg", "a tin"),
        ('[a](b.md "decorative")', "a decorative"),
        ("[a][r] and [b][r]\n\n[r]: c.md 'both'", "a both and b both"),
        ("[a][r]\n\n[r]: b.md\n[r]: c.md\n\n[unused]: d.md", "a"),
        ("[a][r]\n\n[r]: here", "a"),
        ("One[^b] two[^a].\n\n[^a]: A.\n\n    More.\n[^b]: B.\nOn.\n\nEnd.", "One two End B On A More"),
        ("One[^a].\n\n[^b]: B.\n\n[^a]: A.", "One A B"),
    ],
)
def test_words_in_order(text: str, words: str) -> None:
    """Words come as readers read them: entities as characters, titles behind their link, footnotes at the end."""
    plain = words.replace("cafe", "café")
    assert letters(text) == "".join(plain.split()).lower()


def test_lines_stay() -> None:
    """The words of a line stand on the line of the same number, whatever is left out before."""
    text = "[a](b.md\n'c')\n\n[d]:\n  e.md\n  'f'\n\n[d] ```\n\n```x\ny\n```\nend"
    assert source_words(text).text.split("\n")[-1] == "end"
    assert source_words(text).text.count("\n") == text.count("\n")


def test_html_and_marks_of_missing_footnotes_are_named() -> None:
    """HTML, and marks of footnotes that are not there, are words, and named as printed."""
    text = "<b>one</b>[^two] `<b>` <grin>"
    assert [text[start:end] for start, end in source_words(text).printed] == ["<b>", "</b>", "[^two]"]


def test_addresses_that_nothing_uses_are_named() -> None:
    """Definitions of addresses that no link uses, or that come too late, are no words, and named."""
    text = "[a][r]\n\n[r]: b.md\n[r]: c.md\n\n[unused]: d.md"
    assert sorted(text[start:end] for start, end in source_words(text).unused) == ["[r]: c.md", "[unused]: d.md"]


def test_it_shares_nothing_with_the_parser() -> None:
    """The lexer imports nothing but the standard library, so that it cannot lose what the parser loses."""
    imported = {
        node.module
        for room in ("source_words", "markup")
        for node in ast.walk(ast.parse((ROOT / "generator" / "content" / f"{room}.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module
    }
    assert {name for name in imported if name.partition(".")[0] not in sys.stdlib_module_names} == {
        "generator.content.markup"
    }
