"""Stray marks: each is told of with its line, what readers will see and what to write; words for readers are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content import markdown, read
from generator.content.stray_marks import FOOTNOTE, MARKS, NOTE
from tests.builders.examples import few
from tests.builders.sites import story

NBSP = "\u00a0"


def told(text: str) -> list[tuple[int, int, str]]:
    """The lines, columns and messages of stray marks in a text."""
    found = markdown.parse(text, "stories/x.md", "en").diagnostics
    return [(d.span.line, d.span.column, d.message) for d in found if d.rule == "stray-mark"]


@pytest.mark.parametrize(
    ("text", "line", "column", "part"),
    [
        ("<p>Words</p>", 1, 1, "HTML tag"),
        ("Words <a href=\"https://example.org/\">more</a>", 1, 7, "HTML tag"),
        ("One\ntwo <BR/> three", 2, 5, "HTML tag"),
        ("<p class=\"MsoNormal\">Words", 1, 1, "HTML tag"),
        ("[gallery]", 1, 1, "command of another program"),
        ("[gallery ids=\"1,2\"]", 1, 1, "command of another program"),
        ("[caption id=\"a\" width=\"300\"]A shed.[/caption]", 1, 1, "command of another program"),
        ("[b]Words[/b]", 1, 9, "command of another program"),
        ("[url=https://example.org/]Words[/url]", 1, 1, "command of another program"),
        ("Words {{< figure src=\"x.jpg\" >}}", 1, 7, "command of another program"),
        ("{% include x.html %}", 1, 1, "command of another program"),
        ("Words \\textit{more}", 1, 7, "command of another program"),
        ("See [[Other note]].", 1, 5, "brackets"),
        ("See ![[gate.jpg]].", 1, 5, "brackets"),
        ("[]{#a} Words", 1, 3, "braces"),
        ("[Words]{.underline}", 1, 8, "braces"),
        ("## The meeting {#meeting}", 1, 16, "braces"),
        ("Words {: .right}", 1, 7, "braces"),
        ("+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+", 1, 1, "no table"),
        ("| a | b |\n| 1 | 2 |", 1, 1, "no table"),
        ("a | b | c\n--|--\n1 | 2 | 3", 2, 1, "no table"),
        ("Words ~~struck~~", 1, 7, "no line through"),
        ("Words ==marked==", 1, 7, "signs"),
        ("One\n\n== The meeting ==", 3, 1, "no heading"),
        ("*“so”*and", 1, 1, "quotation mark"),
        ("*(so)*and", 1, 1, "quotation mark"),
        ("und*„so“* war", 1, 4, "quotation mark"),
        ("- [ ] milk\n- bread", 1, 3, "no box"),
        ("- [x] milk", 1, 3, "no box"),
        ("Ring [us](tel:0800 111 0111) now", 1, 9, "a space in its address"),
        ("![A gate.](images/a b.png)", 1, 10, "a space in its address"),
        ("[us] (https://example.org/)", 1, 4, "space behind the bracket"),
        ("[us] (the-gate.md)", 1, 4, "space behind the bracket"),
        ("(Sam)[the-gate.md]", 1, 1, "wrong way round"),
        ("(Sam)[https://example.org/]", 1, 1, "wrong way round"),
        ("See [x][missing].", 1, 7, "nothing here says where they lead"),
        ("![A gate.][img]", 1, 10, "nothing here says where they lead"),
        ("<www.example.org>", 1, 1, "no link"),
        ("<https://example.org/a b>", 1, 1, "no link"),
        ("https://www.youtube.com/watch?v=a", 1, 1, "no video"),
        ("See https://youtu.be/a and weep", 1, 5, "no video"),
        ("https://vimeo.com/1", 1, 1, "no video"),
        ("One **two three", 1, 5, "nothing ends them"),
        ("***words more", 1, 1, "nothing ends them"),
        ("One ¯\\_(ツ)_/¯", 1, 5, "this figure without its arm"),
        ("some words** more", 1, 11, "nothing begins them"),
        ("**「強調」**です。", 1, 1, "between them and the words"),
        ("です **“粗”**字 と **a** です", 1, 4, "between them and the words"),
        ("です**「強調」**。", 1, 3, "between them and the words"),
        ("*「強調」*です", 1, 1, "between them and the words"),
        ("**強調。**です", 1, 1, "between them and the words"),
        ("__強調__です", 1, 1, "underscores stress only"),
        ("_強調_です", 1, 1, "underscores stress only"),
        ("1.First\n2.Second", 1, 1, "no list"),
        ("She said:\n2. go\n3. stay", 2, 1, "no list"),
        ("1. a\n   2. b\n   3. c", 2, 4, "within the one above it"),
        ("One **two **three", 1, 5, "nothing ends them"),
        ("One ** two**", 1, 5, "nothing ends them"),
        ("One __two three", 1, 5, "nothing ends them"),
        (f"-{NBSP}milk", 1, 1, "no-break space"),
        (f"##{NBSP}Later", 1, 1, "no-break space"),
        ("Words\n• milk\n• bread", 2, 1, "no list"),
        ("· milk", 1, 1, "no list"),
        ("##Third", 1, 1, "no heading"),
        ("#Another", 1, 1, "no heading"),
        ("Net Loft Steps\\", 1, 15, "this backslash"),
        ("Words &oops; more", 1, 7, "code of a character"),
        ("Words &nbsp more", 1, 7, "code of a character"),
        ("a&nbsp;b and &nbsp c", 1, 14, "code of a character"),
        ("&copy 2020", 1, 1, "code of a character"),
        ("The caf&eacute", 1, 8, "code of a character"),
        ("<!DOCTYPE html>", 1, 1, "line of another program"),
        ("<% raw %>", 1, 1, "command of another program"),
        ("\\newpage", 1, 1, "command of another program"),
        ("[TOC]", 1, 1, "command of another program"),
        ("> [!NOTE]\n> Words", 1, 3, "brackets"),
        ("H~2~O and x^2^", 1, 2, "signs"),
        ("Words `more", 1, 7, "backtick"),
        ("\uf0b7 milk", 1, 1, "no list"),
        ("Line two\\ \nnext", 1, 9, "no new line"),
        ("- a\n - b\n  - c\n   - d\n    - e", 5, 5, "with its sign"),
        ("1. a\n 2. b\n  3. c\n   4. d\n    5. e", 5, 5, "with its sign"),
        ("Term one\nTerm two\n: Words", 3, 1, "no definition"),
        (f"1.{NBSP}item", 1, 1, "no-break space"),
        (f"{NBSP}{NBSP}- item", 1, 3, "no-break spaces"),
        (f"Words\n{NBSP}- item", 2, 1, "no-break space"),
        ("Words and\n_this too.", 2, 1, "nothing ends it"),
        ("Words and *this too.", 1, 11, "nothing ends it"),
        ("*milk\n*bread", 1, 1, "no list"),
        ("-Milk\n-Bread", 1, 1, "no list"),
        ("a | b\n- | -\nc | d", 2, 3, "no table"),
        ("One ^[a note] two", 1, 5, "this note"),
        ("One [@ines2020] two", 1, 5, "command of another program"),
        ("(@) One", 1, 1, "command of another program"),
        ("*[HTML]: a language", 1, 1, "command of another program"),
        ("One ++two++", 1, 5, "signs"),
        ("!!! note\n    One", 1, 1, "line of another program"),
        ("Words\n// ask Ines", 2, 1, "two slashes"),
        ("> - One\n>\n>   two **three", 3, 9, "nothing ends them"),
        ("| a |\n|---|\n| **b |", 3, 3, "nothing ends them"),
        ("One.[^1]\n\n[^1]: two **three", 3, 11, "nothing ends them"),
        ("One <!-- a\nb --> two\n\nthree **four", 4, 7, "nothing ends them"),
    ],
)  # fmt: skip
def test_what_readers_would_see(text: str, line: int, column: int, part: str) -> None:
    """A mark that was meant for a program is told of once, at its place, with what readers will see."""
    found = told(text)
    assert (found[0][:2], [part in message for *_, message in found[:1]]) == ((line, column), [True])
    assert all(message.startswith("readers will see ") for *_, message in found)


@pytest.mark.parametrize(
    "text",
    [
        "`<p>` and `[gallery]` and `{{< x >}}`",
        "```\n[[x]] **x ~~y~~\n```",
        r"\<p> \[gallery] \{{ x \[[x]] \**x \~~x~~ \## x \| a |",
        "[sic] [he laughs] [...] […] [name changed] [1] [Anna]: Yes, and no.",
        "1 < 2 > 0, <3, a <- b -> c, <Anna>, x<y",
        "f**k, sh*t, ****, 5*3*2, * * and word*",
        "*Names have been changed.",
        "It cost 2*(3+4)*5.",
        "The price*, (so)*. “Yes”* and “no”*.",
        "snake_case, _ _, ____, Name: ______",
        "#MeToo\nwas in the news, and #recovery",
        "#MeToo changed it all. So it did.",
        "We are #1, ## and C#",
        "a | b, Mon | Tue",
        "1 + 1 = 2, a == b, ===, +--",
        "~20 minutes, ~ ~, a~b",
        "{me} {and you} {1}",
        "R&B, Q&A, a & b; c; &c;",
        "one · two · three",
        "https://example.org/ and www.example.org",
        "<https://youtu.be/a> and [the talk](https://youtu.be/a)",
        "[x][y]\n\n[y]: https://example.org/",
        "one\\\ntwo",
        f"-{NBSP}milk".replace("-", "–"),
        f"10{NBSP}km,{NBSP}so",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "(see above) [sic]",
        "R&D, Q&A, Black&white, bread &c. and https://example.org/?a=b&copy=2",
        ":-) :] {-: ^^ <3 \\o/",
        "- one\n- two\n\n1. three",
        "[Anna = my sister], [a = b]",
        "^_^ and ~20~30, a ^ b, \\` and \\o/",
        "In the year\n1990. And so on\n2. it went -- with C++ and D++",
        "## 1. One\n\n| - a |\n|---|\n| - b |",
        "Term\n: Words\n\nTerm: words\n: More : words",
        "-Hola\n\n!!! Wow, she said ??? so",
        "sh** happened, what the f***, z*** end, B** grade, Anna* and Bobby** too",
        r"¯\\\_(ツ)\_/¯",
        "(**so**), **so**, 「**so**」と、**so**、*so*です 2*(3+4)*5",
        "am\n2. Mai\noder\n\n1.5 or\n2.5 or\n3.5 and\n10. or",
        "and/or //, yes /*no*, images/*.jpg, one // two",
    ],
)  # fmt: skip
def test_what_is_for_readers(text: str) -> None:
    """Code, signs with a backslash, and signs that people write for readers are no stray marks."""
    assert told(text) == []


@pytest.mark.parametrize(
    "mended",
    [
        "「**強調**」です。",
        "“**粗**”字",
        "'**여기**'에",
        "です「**強調**」。",
        "「*強調*」です",
        "**強調**。です",
        "(**so**)word",
    ],
)
def test_stars_within_brackets_stress(mended: str) -> None:
    """Stars that are written as the message says, within quotation marks and brackets, stress what is between them."""
    assert told(mended) == []
    assert "*" not in markdown.parse(mended, "stories/x.md", "en").made.text


def test_a_missing_footnote_is_an_error() -> None:
    """A mark of a footnote that is not there is shown as it is written, which withholds the text."""
    for text in ("One.[^2]", "One.[^a]\n\nTwo.[^b]\n\n[^a]: Three.", "One.[^my note]\n\n[^a]: Two.[^a]"):
        found = markdown.parse(text, "stories/x.md", "en").errors
        assert (found[0].message, found[0].hint) == (FOOTNOTE.seen, FOOTNOTE.hint)


@pytest.mark.parametrize("text", ["“**” is it", "**21 is it", "***so is it", "__so is it"])
def test_signs_that_are_meant(text: str) -> None:
    """Whoever means the signs themselves is told how they stay, and with that nothing is told."""
    [found] = markdown.parse(text, "stories/x.md", "en").diagnostics
    assert found.hint.endswith("put a backslash before each")
    assert told(text.replace("*", r"\*").replace("_", r"\_")) == []


def test_every_kind_says_what_to_write() -> None:
    """No two kinds of marks look for the same, and each says what to write instead."""
    assert len({mark.pattern.pattern for mark in MARKS}) == len(MARKS)
    assert all(mark.hint for mark in MARKS)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Sam&#8217;s bench", "code of a character"),
        ("The <b>gate</b>", "HTML tag"),
        ("The **gate**", "signs"),
        ("[The gate](the-gate.md)", "signs"),
        ("The {{ gate }}", "command"),
        ("The *gate*", "signs"),
        ("The _gate_", "signs"),
        ("## The gate", "signs"),
        ("The gate {#gate}", "braces"),
        ("The ~~gate~~ and `gate`", "signs"),
        ("The gate {>>ask Ines<<}", "private note"),
        ("The __gate__", "signs"),
        ("The **gate", "nothing ends them"),
        ("[[The gate]] again", "brackets"),
        ("The [gate] (https://example.org/)", "space behind the bracket"),
        ("The gate ^[of the yard]", "this note"),
        ("Home // ask Ines", "note to yourself"),
        ("Home TODO: ask Ines", "note to yourself"),
        ("Home (TBD)", "note to yourself"),
        ("Home TODO: Ines", "note to yourself"),
        ("Home (TODO Ines)", "note to yourself"),
        ("Home Commented [IN1]", "private note"),
        ("Home // Away, I <3 you, __, Name ____, Comments [1], <Anna>, the TODO list", None),
        ("The gate*, R&B, 1 < 2, [sic] f**k #1 ~ {x} 2 * 3 * 4 a_b_c * ^_^", None),
    ],
)
def test_marks_in_fields(words: str, told: str | None) -> None:
    """Fields hold plain words, so a mark in one is told of at its field; elsewhere it is none."""
    for before, line in (("title: A gate", 2), ("author: Maren", 4), ("summary: A summary.", 5)):
        name = before.partition(":")[0]
        text = story().replace(before, f"{name}: '{words}'")
        found = read.manuscript(text.encode(), "stories/x.md", "en").diagnostics
        shown = [(d.span.line, told is not None and told in d.message) for d in found]
        assert shown == ([(line, True)] if told else [])


def test_a_word_of_spanish_in_fields() -> None:
    """What is a note to oneself in a field or caption is a word in Spanish."""
    text = story(text='![Una casa](a.jpg "Perdí TODO: la casa")').replace(
        "title: A gate", 'title: "Perdí TODO: la casa"'
    )
    rules = {
        code: [d.rule for d in read.manuscript(text.encode(), "stories/x.md", code).diagnostics]
        for code in ("en", "es")
    }
    assert rules == {"en": ["note-to-oneself", "note-to-oneself"], "es": []}


def test_marks_in_what_belongs_to_a_picture_or_series() -> None:
    """The alternative text, the credit and the series are named where a mark stands in them."""
    picture = "image: {src: a.jpg, alt: A **gate**, credit: '[Sam](x.md)'}"
    text = story(more=f"{picture}\nseries: {{name: <b>Letters</b>, part: 1}}")
    found = read.manuscript(text.encode(), "stories/x.md", "en").diagnostics
    assert [d.message.rpartition(", in ")[2] for d in found] == ["“image.alt”", "“image.credit”", "“series.name”"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('![A gate.](a.jpg "Cap **bold**")', 1, 19),
        ('![A gate.](a.jpg "See [it](x.md)")', 1, 19),
        ('One\n[two](https://example.org/ "A <i>b</i>")', 2, 29),
        ("![A <b>gate</b>](a.jpg)", 1, 5),
        ('![A gate.](a.jpg "A __gate__")', 1, 19),
        ('![A gate.](a.jpg "See [[it]]")', 1, 19),
        ('[two](https://example.org/ "<name>")', 1, 29),
        ('![A gate.](a.jpg "A {>>ask Ines<<} b")', 1, 19),
    ],
)
def test_marks_in_captions(text: str, line: int, column: int) -> None:
    """A mark in a caption, in the text of a picture or in the title of a link is told of at its place."""
    found = markdown.parse(text, "stories/x.md", "en").diagnostics
    assert [(d.span.line, d.span.column) for d in found if d.rule in ("stray-mark", "foreign-note")][:1] == [
        (line, column)
    ]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("A day.{>>ask Ines whether<<} Rain.", 1, 7),
        ("One {--Maria--} two {++Ines++} and {~~Maria~>Ines~~}", 1, 5),
        ("One\n{# ask\nInes #}", 2, 1),
        ("{#- ask Ines -#}", 1, 1),
        ("{% comment %}ask Ines{% endcomment %}", 1, 1),
        ("{{!-- ask Ines", 1, 1),
        ("{{! ask Ines }}", 1, 1),
        ("{{/* ask Ines */}}", 1, 1),
        ("{{-- ask Ines --}}", 1, 1),
        ("<%# ask Ines %>", 1, 1),
        ("One <comment>ask Ines</comment>", 1, 5),
        ("One [comment]ask Ines[/comment]", 1, 5),
        ("\\begin{comment}\nask Ines\n\\end{comment}", 1, 1),
        ("\\todo{ask Ines}", 1, 1),
        ("Commented [IN1]: ask Ines", 1, 1),
        ("Kommentiert [IN1]: Ines fragen", 1, 1),
        ("One[a] two.\n\n[a]ask Ines", 3, 1),
        ("[a]\n\n[a]ask Ines", 3, 1),
        ("One {::comment}ask Ines{:/comment}", 1, 5),
        ("{::comment}\nask Ines\n{:/comment}", 1, 1),
        ("One\n\n////\nask Ines\n////", 3, 1),
        ("#+BEGIN_COMMENT\nask Ines\n#+END_COMMENT", 1, 1),
        ("<note>ask Ines</note>", 1, 1),
    ],
)
def test_private_notes_of_other_programs(text: str, line: int, column: int) -> None:
    """What only ever begins a private note elsewhere withholds the text, and is told of once."""
    found = markdown.parse(text, "stories/x.md", "en").diagnostics
    shown = [(d.rule, d.is_error, d.span.line, d.span.column) for d in found]
    assert shown[0] == ("foreign-note", True, line, column)
    assert all(error for _, error, _, _ in shown)
    assert all(d.hint == NOTE.hint for d in found)


@pytest.mark.parametrize(
    "text",
    [
        "`{>>` and `/* a */` and `<comment>`",
        r"\{>>a<<} \/* a */ \// a",
        "[a]nd so he [b]egan[c] it",
        "A comment [IN1]: see, and {#meeting}",
        "Comments [3]: see below",
        "[a]nother and [b]\n\n[c]",
        "We met at https://harbour.internal////x and “Note this: go.”",
        "yes /*no* or /**no**, ja/*nein*/",
    ],
)
def test_what_is_no_private_note(text: str) -> None:
    """Code, signs with a backslash, and letters in brackets within words are no private notes."""
    found = markdown.parse(text, "stories/x.md", "en").diagnostics
    assert [d for d in found if d.rule == "foreign-note"] == []


@given(st.text(st.sampled_from("ab <>[](){}#*_~|=+-:./\\&;^!\n\u00a0•"), max_size=120))
@settings(max_examples=few(300))
def test_places_are_in_the_text(text: str) -> None:
    """Whatever signs there are, each is told of on a line that there is."""
    lines = text.split("\n")
    for line, column, _ in told(text):
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1


@pytest.mark.parametrize(
    "part",
    [
        "[",
        "](",
        "[[a",
        "<a ",
        "**a ",
        "{.",
        "(a)[",
        "~~a",
        "==a",
        "[a=",
        "| a",
        "+-",
        "&a",
        "[a] (",
        "{#a",
        "/*a*/",
        "[a]",
        "{~~a",
    ],
)
def test_time_by_length(part: str) -> None:
    """Twenty thousand signs of a row are looked through, whatever they are."""
    assert len(told((part * 20_000)[:19_999])) <= 2
