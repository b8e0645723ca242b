"""Markdown to bodies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content import body_builder, markdown
from generator.content.body import Body, Hole, HoleKind
from generator.ground.diagnostics import Span
from generator.ground.unseen import CONTROL
from tests.builders.examples import few
from tests.builders.sites import DATA

FILES = sorted((DATA / "markdown").glob("*.md"))


def parse(text: str, language: str = "en") -> Body:
    body = markdown.parse(text, "stories/x.md", language).value
    assert body is not None
    return body


def html(body: Body) -> str:
    """The body with its marks filled in the plainest way."""
    return "".join(part if isinstance(part, str) else filled(part) for part in body.parts)


def filled(mark: Hole) -> str:
    match mark.kind:
        case HoleKind.LINK:
            return f'<a href="link-{mark.which}">'
        case HoleKind.LINK_END:
            return "</a>"
        case HoleKind.PICTURE:
            return f'<img src="picture-{mark.which}" alt="" width="1" height="1">'
        case HoleKind.PHRASE:
            return f"({mark.which})"


def shown(body: Body) -> str:
    """Everything in a body, in a form that is good to review."""
    rows: list[str] = [html(body), "<!--\n"]
    for name in ("links", "pictures", "headings", "questions"):
        rows += (f"{row}\n" for row in getattr(body, name))
    rows += [f"text: {body.text}\n", f"words: {body.words}\n", "-->\n"]
    return "".join(rows)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_golden(file: Path, update_golden: bool) -> None:
    """A text becomes the HTML, links, pictures, headings, questions and words that stand beside it."""
    language = file.name.split(".")[1] if file.name.count(".") == 2 else "en"
    made = shown(parse(file.read_text(encoding="utf-8"), language))
    golden = file.with_suffix(".html")
    if update_golden:
        golden.write_text(made, encoding="utf-8", newline="")
    assert golden.read_text(encoding="utf-8") == made


def test_heading_ids_are_unique() -> None:
    """No two headings of a text have one id, whatever they are called."""
    ids = [h.id for h in parse("## a\n\n## a\n\n## a-2\n\n## a\n\n## a 2\n\n## a-2-2\n").headings]
    assert len(set(ids)) == len(ids) == 6


def test_heading_ids_are_stable() -> None:
    """A heading keeps its id when others are added below it or text around it changes."""
    before = [h.id for h in parse("## The tin\n\n## The lid\n").headings]
    after = [h.id for h in parse("Words.\n\n## The tin\n\nMore.\n\n## The lid\n\n## The tin\n").headings]
    assert after[:2] == before == ["the-tin", "the-lid"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("ready … set", 3),
        ("One two, three.", 3),
        ("It's a well-kept tin", 4),
        ("ʼtis 3 o’clock", 3),
        ("日本", 1),
        ("日本語", 2),
        ("缶 and 蓋", 2),
        ("한국어 말", 2),
        ("snake_case", 1),
        ("Ärger naïve Straße", 3),
    ],
)
def test_word_counts(text: str, words: int) -> None:
    """A word is what stands between spaces, or two ideographs."""
    assert body_builder.count_words(text) == words


def test_words_of_a_text() -> None:
    """Words are counted across headings, lists, tables and pictures' texts, and never run together."""
    body = parse("## One\ntwo\nthree\n\n- four\n- five\n\n|six|seven|\n|-|-|\n|eight|nine|\n\n![ten](x.jpg)\n")
    assert (body.words, body.text) == (10, "One two three four five six seven eight nine ten")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("[a](b.md) and [a](b.md)", [(1, 5), (1, 19)]),
        ("Words\n[a](b.md)\n\n- x\n- [a](b.md)", [(2, 5), (5, 7)]),
        ("[a](b.md) tin\n: [c](d.md)", [(1, 5), (2, 7)]),
        ("| [a](b.md) |\n|-|\n| [c](b.md) |", [(1, 7), (3, 7)]),
        ("one[^1]\n\n[^1]: see [a](b.md)\n\nlater [a](b.md)", [(5, 11), (3, 15)]),
        ("[a][r]\n\n[r]: b.md", [(3, 6)]),
        ("> [a](b%20c.md)", [(1, 7)]),
        ("äö [a](b.md)", [(1, 8)]),
        ("[a](b.md)\n[c](c-d.md)\n[d](c-d.)", [(1, 5), (2, 5), (3, 5)]),
        ("[a](b.md-x)\n[c](b.md)", [(1, 5), (2, 5)]),
        ("[b.md](b.md), [.](.)", [(1, 8), (1, 19)]),
        ("[a](<b.md> 'b.md') <https://b.md>\n[c](b.md)", [(1, 6), (1, 21), (2, 5)]),
    ],
)
def test_places_of_links(text: str, places: list[tuple[int, int]]) -> None:
    """A link's place is where its address is written, in the text itself or in a definition below it."""
    assert [link.span for link in parse(text).links] == [Span(*place) for place in places]


def test_first_line_moves_places() -> None:
    """The places of links, pictures and problems count from the line on which the text starts in its file."""
    checked = markdown.parse("# [a](b.md)\n\n![c](d.jpg)\n", "stories/x.md", "en", first_line=20)
    assert checked.value is not None
    assert checked.value.links[0].span == Span(20, 7)
    assert checked.value.pictures[0].span == Span(22, 6)
    assert [d.span.line for d in checked.diagnostics] == [20]


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("Before.\n\n::: quote\nA line.\n", "unclosed", 3),
        ("::: aside\nA line.\n:::\n", None, 0),
        ("> ::: quote\n> A line.\n> :::\n", None, 0),
        ("::: qoute\nA line.\n:::\n", "unknown-block", 1),
        ("A line.\n\n:::\n", "unknown-block", 3),
        ("::: note\nA line.\n:::\n", "unknown-block", 1),
        ("::: quote\n::: aside\nx\n:::\n:::\n", "unknown-block", 5),
        ("::: quote\n::: aside\nx\n:::\n\nb\n:::\n", "unknown-block", 7),
        (":::\nA line.\n:::\n", "unknown-block", 1),
    ],
)
def test_blocks_have_a_kind_and_an_end(text: str, rule: str | None, line: int) -> None:
    """A block of colons that is of no known kind, or that never ends, is told."""
    told = [(d.rule, d.span.line) for d in markdown.parse(text, "stories/x.md", "en").diagnostics]
    assert told[:1] == ([(rule, line)] if rule else [])


# What can come out, and with which attributes.
ALLOWED: dict[str, set[str]] = {
    **{name: set() for name in ("p", "strong", "em", "br", "hr", "ul", "li", "table", "thead", "tbody", "tr", "code")},
    **{name: set() for name in ("dl", "dt", "dd", "sup", "figure", "figcaption")},
    **{f"h{level}": {"id"} for level in range(2, 7)},
    "a": {"href", "id", "role"},
    "span": {"class", "aria-hidden"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "li": {"id"},
    "blockquote": {"class"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "section": {"class", "role", "aria-label"},
    "pre": {"tabindex"},
    "th": {"class", "scope"},
    "td": {"class"},
}
VALUES = {
    "class": {"pull-quote", "aside", "question", "table", "footnotes", "start", "center", "end", "visually-hidden"},
    "role": {"note", "region", "doc-noteref", "doc-backlink", "doc-endnotes"},
    "scope": {"col"},
    "aria-hidden": {"true"},
    "tabindex": {"0"},
}
FRAGMENTS = [
    *("\n", "\n\n", "    ", "  \n", "# ", "## ", "###### ", "- ", "1. ", "9) ", "> ", ": ", "::: quote\n", ":::\n"),
    *(
        "::: question\n",
        "::: aside\n",
        "|",
        "|a|b|\n|-|:-:|\n|c|d|\n",
        "---\n",
        "***",
        "**",
        "*",
        "_",
        "`",
        "```\n",
        "~~~",
    ),
    *("[", "](", ")", "![", "![a](b.jpg)", '![a](b.jpg "c")', '![](b "decorative")', "[a](b.md)", "[a][b]", "[b]: c\n"),
    *("[^1]", "[^1]: ", "^[", '"', "'", "<", ">", "&", "&lt;", "&#60;", "\\", "<script>", "</p>", "</a>", "</div>"),
    *("<!--", "-->", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "<javascript:x>", "<https://a.b>", "]]>"),
    *(
        '" onclick="x',
        "' onclick='x",
        "<svg/onload=x>",
        "<![CDATA[",
        "<?x?>",
        "word",
        " ",
        "日本",
        "é",
        "\t",
        "(c)",
        "...",
    ),
    *(
        "`<script>x</script>`",
        '\n\n![a](b.jpg "<img src=x>")\n\n',
        "\n\n    <b>code</b>\n",
        "\n```\n<b>\n```\n",
        "<b a=b>",
    ),
]
texts = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=4), max_size=40).map("".join)


@given(texts.map(lambda t: CONTROL.sub("", t)))
@settings(max_examples=few(150))
def test_only_known_elements_come_out(text: str) -> None:
    """Whatever is written, the HTML is without error and of known elements, attributes and values (promise 7)."""
    body = parse(text)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parseFragment(html(body))
    assert parser.errors == []
    for element in root.iter():
        if element is root:
            continue
        assert set(element.attrib) <= ALLOWED[element.tag]
        for name, value in element.attrib.items():
            check_value(element.tag, name, value)


def check_value(tag: str, name: str, value: Any) -> None:
    if name in VALUES:
        assert value in VALUES[name]
    elif name == "href":
        assert value.startswith(("link-", "#_"))
    elif name == "src":
        assert value.startswith("picture-")
    elif name == "start":
        assert value.isdigit()
    elif name == "id":
        assert not any(c.isspace() for c in value)
        assert value.startswith("_") == (tag in ("a", "li"))


@given(texts)
@settings(max_examples=few(60))
def test_ids_are_unique(text: str) -> None:
    """No two elements of a body have one id."""
    root = html5lib.parseFragment(html(parse(text)), namespaceHTMLElements=False)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. a\n2. b\n2. c\n3. d", [(3, 1, "2", "3"), (4, 1, "3", "4")]),
        ("1. a\n2. b\n3. c\n3. d", [(4, 1, "3", "4")]),
        ("1. a\n1. b\n2. c", [(2, 1, "1", "2"), (3, 1, "2", "3")]),
        ("1. a\n3. b\n4. c", [(2, 1, "3", "2"), (3, 1, "4", "3")]),
        ("7. a\n8. b\n   1) x\n   3) y\n10. c", [(4, 4, "3", "2"), (5, 1, "10", "9")]),
        ("```\n2. x\n```\n\n1. a\n2. <!-- note -->b\n\n<!-- a\nb -->\n2. c", [(10, 1, "2", "3")]),
        ("1. a\n1. b\n1. c\n\nAnd\n\n5. d\n6. e", []),
    ],
)
def test_numbers_of_lists(text: str, found: list[tuple[int, int, str, str]]) -> None:
    """Each item of a list before which readers see another number is told at its place, with both numbers."""
    told = [d for d in markdown.parse(text, "stories/a.md", "en").diagnostics if d.rule == "list-number"]
    expected = [
        (*place, f"readers see another number than {a} before this item of a list: {b}") for *place, a, b in found
    ]
    assert sorted((d.span.line, d.span.column, d.message) for d in told) == expected


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("1. a\n   2. b\n3. c", [(2, 4)]),
        ("> 1. a\n>      2. b\n>      3. c\n> 4. d\n> 5. e", [(2, 8), (3, 8)]),
        ("1) a\n   2) b\n4) c", [(2, 4), (3, 1)]),
        ("1. a\n   in 2. b\n3. c", [(3, 1)]),
    ],
)
def test_items_within_the_one_above(text: str, places: list[tuple[int, int]]) -> None:
    """Where an item stands too deep to be one, it is told itself, once, and not those below it that count on."""
    told = markdown.parse(text, "stories/a.md", "en").diagnostics
    assert [(d.span.line, d.span.column) for d in told] == places
    assert all(d.rule == "list-number" for d in told)
