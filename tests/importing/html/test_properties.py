"""Promises of the conversion, held by pages and words that are made by chance."""

from __future__ import annotations

from html import escape

from hypothesis import given
from hypothesis import strategies as st

from generator.content.markdown import parse
from generator.importing.html.convert import to_markdown
from generator.importing.words_kept import differences
from tests.builders.bodies import page

# What is told of an address that is no link, of what may be a note that nobody is to see, and of a list of one entry
# that begins with a number, is told rightly.
RIGHTLY = {"bare-address", "foreign-note", "note-to-oneself", "unclear-link", "line-sign"}
SIGNS = (
    *("_", "*", "**", "__", "[", "]", "](", "]:", "[^1]", "[ ] ", "<", ">", "&", "\\", "~", "~~", "^", ":", "$", "`"),
    *("%", "%%", "{", "}", "{{", "}}", "{.b}", "#", "# ", "##", "-", "- ", "+", "++", "=", "==", "===", "|", "(", ")"),
    *(".", "!", '"', "'", "/", "//", "@", ",", ";", ":::", "```", "``", "1. ", "2) ", "1986. ", "---", "    ", "•"),
    *("<b>", "</b>", "<!--", "-->", "&amp;", "&nbsp;", "[gallery]", "www.example.org", "http://example.org/a_b", "\n"),
    *("\u00a0", "é", "日本", "שלום", "👍🏽", "a@example.org"),
)
WORDS = ("said", "a", "kettle", "Ines", "x", "1987", "the", "“so”", "(well)", "no.")
plain = st.lists(st.sampled_from((*SIGNS, *(f"{word} " for word in WORDS), *WORDS)), min_size=1, max_size=12)

INLINE = ("b", "i", "strong", "em", "u", "span", "font", "code", "q", "sup", "sub", "cite", "s", "ins", "ruby", "rt")
ATTRIBUTES = (
    *('a href="https://example.org/a"', 'a href="#x"', 'a id="x"', "a href='javascript:x'", 'a href="gate.md"'),
    *('span style="font-weight:bold"', "ol start=3", "table role=presentation", "td colspan=2", "td rowspan=2"),
    *("p class=wp-caption-text", "div class=wp-caption", "p style='mso-list:l0 level2 lfo1'"),
    "blockquote class=pullquote",
)
BLOCKS = (
    *("p", "div", "blockquote", "ul", "ol", "li", "li", "dl", "dt", "dd", "h1", "h2", "h4", "table", "tr", "td", "th"),
    *("figure", "figcaption", "pre", "aside", "address", "form", "caption", "details"),
)
EMPTY = ("<br>", "<hr>", "<img src=a.jpg alt=Gate>", '<img src=b.jpg alt="">', "<img src=c.jpg width=1>")
leaves = st.one_of(
    plain.map(lambda parts: escape("".join(parts).replace("\n", " "))), st.sampled_from((*EMPTY, " ", "\n", "&nbsp;"))
)
trees = st.recursive(
    leaves,
    lambda inner: st.tuples(
        st.sampled_from((*INLINE, *BLOCKS, *ATTRIBUTES)), st.lists(inner, max_size=4).map("".join)
    ).map(lambda made: f"<{made[0]}>{made[1]}</{made[0].split()[0]}>"),
    max_leaves=12,
)


@given(plain.map("".join))
def test_plain_words_stay_plain(words: str) -> None:
    """Words with any signs are written so that the build has nothing to tell of them, and readers see all of them."""
    html = f"<p>{escape(words).replace(chr(10), '<br>')}</p>"
    markdown = to_markdown(html).markdown
    told = [problem.rule for problem in parse(markdown, "stories/a.md", "en").diagnostics]
    assert set(told) <= RIGHTLY
    assert differences(html, markdown) == ()


@given(plain.map("".join))
def test_plain_words_are_in_paragraphs(words: str) -> None:
    """Words with any signs make no heading, table or stress."""
    made = parse(to_markdown(f"<p>a {escape(words)} z</p>").markdown, "stories/a.md", "en").value
    assert made is not None
    body = page(made)
    assert not any(tag in body for tag in ("<h2", "<table", "<em", "<strong", "<blockquote", "<pre", "<dl", "<hr"))


@given(st.lists(trees, max_size=4).map("".join))
def test_pages_keep_their_words(html: str) -> None:
    """Whatever elements stand within each other, readers see the words of the page, and nothing of it is lost."""
    markdown = to_markdown(html).markdown
    told = parse(markdown, "stories/a.md", "en").diagnostics
    assert not [problem for problem in told if problem.is_error and problem.rule not in RIGHTLY]
    assert differences(html, markdown) == ()


@given(st.text(max_size=200))
def test_any_text_is_html(text: str) -> None:
    """Any text can be converted, and what comes of it can be read."""
    markdown = to_markdown(text).markdown
    assert parse(markdown, "stories/a.md", "en").value is not None
