"""Private comments: what is one, what is none, and what stays of a text without them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content import markdown
from generator.content.comments import blanked, uncommented
from generator.ground.diagnostics import Severity
from tests.builders.examples import few

PATH = "stories/x.md"


def read(text: str) -> tuple[str, list[str]]:
    """The HTML of a text without its marks, and what was told of comments, by line and column."""
    checked = markdown.parse(text, PATH, "en")
    html = "".join(part if isinstance(part, str) else f"[{part.which}]" for part in checked.made.parts)
    told = [f"{d.severity} {d.span.line}:{d.span.column}" for d in checked.diagnostics if d.rule == "comment"]
    return html, told


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("One <!-- note --> two.", "One two."),
        ("One<!-- note --> two.", "One two."),
        ("One <!-- note -->two.", "One two."),
        ("One %%note%% two.", "One two."),
        ("One\n%%\na note\n%%\ntwo.", "One\ntwo."),
        ("<!-- note -->\nOne.", "One."),
        ("One.\n\n<!-- a note\n\nof two paragraphs -->\n\nTwo.", "One.\n\nTwo."),
        ("One <!-- a note\n\n## of two paragraphs --> two.", "One two."),
        ("- one\n<!-- note -->\n- two", "- one\n- two"),
        ("> one\n> <!-- note\n> goes on -->\n> two", "> one\n> two"),
        ("## One <!-- note -->\n\nTwo.", "## One\n\nTwo."),
        ("| a <!-- | --> | b |\n|---|---|\n| c | d |", "| a | b |\n|---|---|\n| c | d |"),
        ("One <!-- a --> <!-- b -->\ntwo", "One\ntwo"),
        ("One  <!-- a -->\ntwo", "One\ntwo"),
        ("One <!-- `a` -->two` and", "One two` and"),
        ("[one <!-- note --> two](/)", "[one two](/)"),
        ("One <!---->two <!--> three <!---> four", "One two three four"),
        ("One <!-- more %% --> two", "One two"),
        ("In 2019 %%was it?%% two", "In 2019 two"),
        ("In 2019\n%%\nwas it 2018?\n%%\ntwo", "In 2019\ntwo"),
    ],
)
def test_a_text_is_as_if_there_were_no_comment(text: str, without: str) -> None:
    """A comment of either kind, on any number of lines, leaves nothing behind, and a note says where it is."""
    html, told = read(text)
    assert (html, read(without)[1]) == (read(without)[0], [])
    assert told
    assert {row.split()[0] for row in told} == {Severity.NOTE}


@pytest.mark.parametrize(
    "text",
    [
        "Write `<!-- note -->` and `%%`.",
        "Write ``a ` <!-- note`` there.",
        "Over `two <!--\nlines -->` there.",
        "```html\n<!-- note -->\n%%\n```",
        "~~~\n<!-- note\n~~~",
        "- a list\n\n  ```\n  <!-- note -->\n  ```\n",
        "> ```\n> %%\n> ```\n",
        "```\n%% without an end",
    ],
)
def test_in_code_the_signs_are_words(text: str) -> None:
    """Within backticks and fences nothing is a comment, and all of it is printed."""
    html, told = read(text)
    assert told == []
    assert "&lt;!--" in html or "%%" in html


@pytest.mark.parametrize("text", [r"100\%\% sure", r"100\%% sure", r"100%\% sure", "100% and 20%", "5 % % 6"])
def test_percent_signs_can_be_words(text: str) -> None:
    """With a backslash two percent signs are two percent signs, and single ones always are."""
    html, told = read(text)
    assert (html.count("%"), told) == (2, [])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("One <!-- note", "1:5"),
        ("One <!-- note\n\ntwo", "1:5"),
        ("One\n<!-- note <!-- another --> two", "2:1"),
        ("One <!- note --> two", "1:5"),
        ("One <!— note —> two", "1:5"),
        ("One <!– note –> two", "1:5"),
        ("One <! -- note --> two", "1:5"),
        ("One < !-- note --> two", "1:5"),
        ("One &lt;!-- note --&gt; two", "1:5"),
        (r"One \<!-- note --\> two", "1:5"),
        (r"One \<!\-- note \--\> two", "1:5"),
        ("One note --> two", "1:10"),
        ("One note --&gt; two", "1:10"),
        ("One %%note two", "1:5"),
        ("100%% sure", "1:4"),
        ("One %%note\n\ntwo\n\n%%another", "1:5"),
        ("One %%%note%%% two", "1:5"),
        ("100%% sure and 100%% ready", "1:4"),
        ("100%%, I said. 50%%, she said.", "1:4"),
        ("Discount 20%%!\n\nA paragraph.\n\nAnd 30%% more.", "1:12"),
        ("A 5 %% b. C 6 %% d.", "1:5"),
        ("%%50 less, %%30 more", "1:1"),
        ("One %%note 5%% two", "1:5"),
        ("One %%note%%5 two", "1:5"),
        ("Fifty%%, she said. Sixty%%, I said.", "1:6"),
    ],
)
def test_what_is_no_comment_is_told(text: str, place: str) -> None:
    """A comment without end or beginning, one within another, and signs that are not quite a comment's are errors."""
    _, told = read(text)
    assert f"error {place}" in told
    assert all(row.startswith("error") for row in told if row.endswith(f" {place}"))


@pytest.mark.parametrize(
    "note",
    [r"\<!-- x -->", "&lt;!-- x --&gt;", "<!— x —>", "<! -- x -->", "x -->", "<!-- x"],
)
def test_one_slip_is_told_once(note: str) -> None:
    """A comment with one thing wrong in it is one error."""
    assert [row.split()[0] for row in read(f"One {note}")[1]].count("error") == 1


@pytest.mark.parametrize(
    "text",
    [
        "- a ` b\n- <!-- secret --> ` c",
        "A ` tick\n\n    ```\n    code\n\n<!-- secret -->\n",
        "> ```\n> code\n\n<!-- secret -->\n\n> ```\n",
        "- a ` b\n- %%secret%% ` c",
    ],
)
def test_where_code_is_not_sure_nothing_is_published(text: str) -> None:
    """Where a comment could be taken for code, or code for a comment, it is gone or an error."""
    html, _ = read(text)
    assert "secret" not in html or markdown.parse(text, PATH, "en").errors


def test_places_stay() -> None:
    """What stands behind comments keeps its line and column, also where a comment holds the same words."""
    text = "One <!-- [x](gone.md)\n\n[x](gone.md) --> two.\n\n<!-- a\nb -->\n\nSee <!-- gone.md --> [it](gone.md).\n"
    (link,) = markdown.parse(text, PATH, "en", first_line=10).made.links
    assert (link.span.line, link.span.column) == (17, 27)


def test_a_block_that_has_no_end_keeps_its_place() -> None:
    """A container's beginning and end are found on their lines with comments before and in them."""
    text = "<!-- a\nb -->\n::: aside\nOne <!-- c\nd --> two.\n:::\n\n::: quote\nThree.\n"
    problems = [(d.rule, d.span.line) for d in markdown.parse(text, PATH, "en").diagnostics if d.rule != "comment"]
    assert problems == [("unclosed", 8)]


def test_blanks_take_no_place() -> None:
    """A text with blanks for its comments has the same lines and columns."""
    text = "One <!-- a\nb --> two %%c%%"
    assert [len(row) for row in blanked(text).split("\n")] == [len(row) for row in text.split("\n")]
    assert blanked(text).split() == ["One", "two"]


def test_most_texts_are_left_alone() -> None:
    """A text without any sign of a comment is not looked at again."""
    assert uncommented("One *two* `three`, 5 % of <four> and five & six; really! > seven") is None


WORDS = st.sampled_from(["one", "*two*", "`three`", "[four](/)", "five.", "“six”", "seven-eight", "9%"])
BLOCKS = st.sampled_from(["", "## ", "- ", "> ", "1. "])
TEXTS = st.lists(st.tuples(BLOCKS, st.lists(WORDS, min_size=1, max_size=6)), min_size=1, max_size=6)
NOTE = st.sampled_from(["note", "a\nb", "a\n\nb", "- x\n- y", "`", "```\nx", "## h", "[a](b)", "> q", "*", "é"])


@settings(max_examples=few(100))
@given(rows=TEXTS, data=st.data())
def test_comments_between_words_change_nothing(rows: list[tuple[str, list[str]]], data: st.DataObject) -> None:
    """Comments put anywhere between words leave every page, word and link as without them."""
    plain = "\n\n".join(begins + " ".join(words) for begins, words in rows)
    commented = "\n\n".join(
        begins + " ".join(word + data.draw(inserted) for word in words) + data.draw(between) for begins, words in rows
    )
    before, after = (markdown.parse(text, PATH, "en") for text in (plain, commented))
    assert (after.made.parts, after.made.text) == (before.made.parts, before.made.text)
    assert [(h.text, h.id) for h in after.made.headings] == [(h.text, h.id) for h in before.made.headings]
    assert [link.target for link in after.made.links] == [link.target for link in before.made.links]
    assert {d.severity for d in after.diagnostics if d.rule == "comment"} <= {Severity.NOTE}
    assert markdown.structure(commented) == [] or [t.content for t in markdown.structure(commented)] == [
        t.content for t in markdown.structure(plain)
    ]


def shown(note: str) -> st.SearchStrategy[str]:
    return st.sampled_from([f" <!-- {note} -->", f"<!-- {note}-->", f" %%{note}%%"])


inserted = st.just("") | NOTE.flatmap(shown)
between = st.just("") | NOTE.map(lambda note: f"\n\n<!-- {note} -->")


@settings(max_examples=few(100))
@given(
    st.lists(
        st.sampled_from(["<!--", "-->", "%%", "`", "```", "\n", "\n\n", " ", "word", "- ", "> ", "\\"]), max_size=14
    )
)
def test_no_private_word_is_ever_printed(pieces: list[str]) -> None:
    """However signs are mixed, what stands in a comment is on no page without an error."""
    text = "".join(pieces)
    checked = markdown.parse(text, PATH, "en")
    printed = "".join(part for part in checked.made.parts if isinstance(part, str))
    outside = re.sub(r"(?s)<pre.*?</pre>|<code>.*?</code>", "", printed)
    assert "&lt;!--" not in outside or any(d.is_error for d in checked.diagnostics)
