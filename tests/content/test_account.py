"""An account of every word: nothing is lost, added or printed in silence, and nothing is told that is not so."""

from __future__ import annotations

import html
import json
import re

import html5lib
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from generator.content import account, comments, markdown
from generator.content.body import Body
from generator.content.parsed_lines import ParsedLines
from generator.ground.diagnostics import Diagnostic
from generator.ground.unseen import CONTROL
from tests.builders.bodies import page
from tests.builders.example import ROOT
from tests.builders.examples import few
from tests.builders.sites import DATA


def told(text: str) -> list[str]:
    """What the account alone says of a text: severity, rule, line and column."""
    found = comments.uncommented(text)
    lines = text.split("\n") if found is None else found.lines
    where = ParsedLines("stories/x.md", 1, lines, range(len(lines) + 1) if found is None else found.numbers)
    differences = account.differences(
        text if found is None else found.text, markdown.parse(text, where.path, "en").made
    )
    return [f"{d.severity} {d.rule} {d.span.line}:{d.span.column}" for d in account.diagnostics(differences, where, ())]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("[Ada]: Did you?\n\n[Anna]: Yes.\n\n[Anna]: Tuesday. It rained.", ["error lost-words 3:2"]),
        ("A[^1].\n\n[^1]: the first\n[^1]: second", ["error lost-words 3:7"]),
        ("A[^1].\n\n[^1]: first\n\n[^2]: never\n    referred to", ["error lost-words 5:7"]),
        ("| a | b |\n|---|---|\n| 1 | 2 | a cell |", ["error lost-words 3:11"]),
        ('A ![tin](tin.jpg "in May") here', ["error lost-words 1:19"]),
        ("``` I said\nwords\n```", ["error lost-words 1:5"]),
        ("::: quote and more\nwords\n:::", ["error lost-words 1:11"]),
        ("[the old one]: https://example.org/", ["warning unused-address 1:1"]),
        ("[a][r] [b]\n\n[r]: c.md\n[r]: d.md", ["warning unused-address 4:1"]),
        ("[Anna]: yes\n\n[Anna] said", []),  # a link, and a warning says that it leads nowhere
        ('![a branch](branch.jpg "decorative")', ["error lost-words 1:3"]),
        ("Yes.\n\nA[^1].\n\n[^1]: B.\n\n[^2]: Yes.", ["error lost-words 7:7"]),
        ("A[^x].\n\n[^y]: x", ["warning printed-markup 1:2", "error lost-words 3:7"]),
        ("two[^missing]", ["warning printed-markup 1:4"]),
        ("one](https://example.org/) two", ["warning printed-markup 1:5"]),
        ("<p>One</p>", ["warning printed-markup 1:1"]),
        ("one\n[a]: b.md\n\n[a]", ["warning printed-markup 2:1"]),
        ("1. one\n2. two\n7. three", ["warning list-number 3:1"]),
        ("3. one\n4. two\n\n- 4) a\n- 007) b", ["warning list-number 5:3"]),
        ("1. one\n2. two\n\n1. three\n2. four", ["warning list-number 4:1", "warning list-number 5:1"]),
        ("1. one\n1. two\n1. three", []),
        ("I was born in\n1986. It rained.", []),
        ("> 1) one\n> 2) two\n>    1. three\n>    2. four\n> 3) five", []),
        ("<https://example.org/k%C3%A4se%2Fb> <https://xn--bcher-kva.example/> <k%C3%A4se@example.org>", []),
        ("[k%C3%A4se](k%C3%A4se.md) [xn--](https://xn--bcher-kva.example/)", []),
        ("un*believ*able _f_**a**`s`t", []),
        ("![a]`b`![c](d.jpg)e", []),
        ("One[^b] two[^a].\n\n[^a]: A[^b].\n\n    More.\n[^b]: B.\nOn.\n\nEnd.", []),
    ],
)
def test_what_is_told(text: str, problems: list[str]) -> None:
    """A word that is lost or added, and a mark that is printed, are told at their place; what is whole is not."""
    assert told(text) == problems


def test_an_error_quotes_no_words() -> None:
    """An error withholds the story, so it gives the place of lost words and never the words."""
    text = "``` Elm-Row now\nwords\n```"
    [problem] = markdown.parse(text, "stories/x.md", "en").errors
    assert "Elm" not in problem.message + problem.hint
    assert problem.message == "3 words from here on would be lost: no reader would see them"


def test_a_day_that_begins_a_line() -> None:
    """A day that is taken for the numbers of two lists is told with what keeps it, and that keeps it."""
    text = "12. 05. 2026 war es so."
    assert [d.hint for d in markdown.parse(text, "stories/x.md", "de").diagnostics] == [account.LOST_DAY]
    mended = markdown.parse(text.replace("12.", "12\\."), "stories/x.md", "de")
    assert (mended.diagnostics, mended.made.text) == ((), text)


def test_marks_are_quoted_short() -> None:
    """A long mark that is printed is told by its beginning."""
    [problem] = markdown.parse(f"<dialog {'a' * 100}><form {'a' * 100}>", "stories/x.md", "en").diagnostics
    assert problem.message == f"readers see “<form {'a' * 34}…” as it is written here"


@pytest.mark.parametrize(
    "text",
    [
        "> " * 30 + "lost",
        f"lost {'word ' * 5_000}",
        "[Anna]: Yes.",
        "A[^1].\n\n[^1]: B.\n\n[^2]: C.\n    D.",
        "| a |\n|---|\n| 1 | lost |",
        "<p>One</p>",
        "[old]: https://example.org/",
    ],
)
def test_what_is_told_already_is_not_told_again(text: str) -> None:
    """Where something is lost or printed for a reason that has a message of its own, the account says nothing."""
    [problem] = markdown.parse(text, "stories/x.md", "en").diagnostics
    assert not problem.message.endswith(("would see it", "would see them", "as it is written here"))


def test_places_behind_comments() -> None:
    """Lost words have their place in the file, comments before them or not."""
    text = "<!-- a\nb -->\n\nOne <!-- c --> two.\n\n%%d%% [Anna]: Yes."
    assert told(text) == ["error lost-words 6:8"]


def test_the_guide_lists_what_may_differ() -> None:
    """The guide for authors lists what may differ in silence, in the very words of the code, and nothing else."""
    guide = (ROOT / "docs" / "authors.md").read_text(encoding="utf-8")
    listed = guide.partition("**An account of every word.**")[2].partition("\n\n- ")[2].partition("\n\n")[0]
    assert tuple(" ".join(entry.split()) for entry in listed.split("\n- ")) == account.TOLERATED


# Documents are made of fragments, in which {} stands for a word that can be told apart from all others.
HOSTILE, WELL_FORMED = (
    json.loads((DATA / "fragments" / f"{name}.json").read_text(encoding="utf-8")) for name in ("hostile", "well-formed")
)
WORD = re.compile(r"q\d+z")
# Where a word is the mark of a footnote, or the name of a definition, of a language or of a block.
NAMES = re.compile(r"(?:\[\^|\]\[|```|~~~|:::)[ \t]*[^\s\[\]]*?(q\d+z)|\[(q\d+z)\]:")
PRIVATE = re.compile(r"<!--.*?(?:-->|\Z)|%%.*?(?:%%|\Z)", re.DOTALL)


def filled(parts: list[str]) -> str:
    count = iter(range(1_000_000))
    text = CONTROL.sub("", "".join(parts).replace("\r", "\n"))
    return re.sub(r"\{\}", lambda _: f"q{next(count)}z", text)


hostile = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=2), max_size=25).map(filled)
well_formed = st.lists(st.sampled_from(WELL_FORMED), max_size=12)


def arrived(body: Body) -> tuple[list[str], list[str]]:
    """What readers see of a body's HTML, as an HTML parser reads it, and the addresses in it."""
    elements = list(html5lib.parseFragment(page(body), namespaceHTMLElements=False).iter())
    seen = [part or "" for e in elements for part in (e.text, e.tail, e.get("alt"), e.get("title"))]
    return seen, [e.get("href") or e.get("src") or "" for e in elements]


def loss_is_told(word: str, text: str, seen: set[str], problems: list[Diagnostic]) -> bool:
    """Whether its loss is told on the word's line, or above it with nothing between that readers see."""
    lines = text.split("\n")
    last = text.count("\n", 0, text.index(word))
    for line in range(last, -1, -1):
        if any(d.span.line == line + 1 and (d.is_error or d.rule == "unused-address") for d in problems):
            return True
        if line < last and seen & set(WORD.findall(lines[line])):
            break
    # Blocks that lost all that is in them are told where they begin.
    return any(d.is_error and d.rule in ("nested", "too-long", "comment") for d in problems)


@given(hostile)
@settings(max_examples=few(300))
def test_no_word_disappears_in_silence(text: str) -> None:
    """Whatever is written, each word is in the HTML, or an error is told at its place."""
    checked = markdown.parse(text, "stories/x.md", "en")
    seen, named = ({word for part in parts for word in WORD.findall(part)} for parts in arrived(checked.made))
    meant = set(WORD.findall(PRIVATE.sub("", text)))
    names = {word for found in NAMES.finditer(text) for word in found.groups() if word}
    gone = meant - seen - named - names
    event(f"words lost: {bool(gone)}")
    for word in gone:
        assert loss_is_told(word, text, seen, list(checked.diagnostics)), word


@given(hostile)
@settings(max_examples=few(150))
def test_no_word_appears_in_silence(text: str) -> None:
    """Whatever is written, what readers see is written in the text, or is told."""
    checked = markdown.parse(text, "stories/x.md", "en")
    fragment = html5lib.parseFragment(page(checked.made), namespaceHTMLElements=False)
    for own in [*fragment.iter("sup"), *(e for e in fragment.iter("a") if e.get("role") == "doc-backlink")]:
        own.clear()
    source = text + re.sub(r"&[#\w]+;", lambda entity: html.unescape(entity[0]), text)
    shown = {word for e in fragment.iter() for part in (e.text, e.tail) for word in re.findall(r"[^\W_]+", part or "")}
    assert checked.diagnostics or not {word for word in shown if word not in source}


@given(well_formed)
@settings(max_examples=few(150))
def test_a_text_without_a_mistake_tells_nothing(parts: list[str]) -> None:
    """A text that is made of well-formed parts tells nothing, in whatever order."""
    whole = [re.sub(r"\b[NMR]\b", rf"\g<0>{n}", part) for n, part in enumerate(parts)]
    assert told(filled(["\n\n{}\n\n".join(whole)])) == []
