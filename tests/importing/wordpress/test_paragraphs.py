from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.importing.wording import plain_words
from generator.importing.wordpress.paragraphs import paragraphs
from generator.importing.wordpress.tags import DEEPEST, nested

TAGS = (
    *("<p>", "</p>", "<div>", "</div>", "<ul>", "</ul>", "<li>", "</li>", "<b>", "</b>", "<br>", "<br />", "<pre>"),
    *("</pre>", "<table>", "<tr>", "<td>", "</table>", "<blockquote>", "</blockquote>", "<h2>", "</h2>", "<hr>"),
    *("<a href='x'>", "</a>", "<", ">", '<img src="a.jpg">', "<figure>", "<figcaption>", "<video>", "</video>"),
)
SOUP = st.lists(st.sampled_from((*TAGS, "\n", "\n\n", "\r\n", " ", "&nbsp;", "one", "two", "three", "ü", "1 < 2")))


def words(source: str) -> list[str]:
    return plain_words(re.sub(r"<(?=[a-z/])", " <", re.sub(r">", "> ", source))).split()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one\r\n \r\n\r\ntwo\r\n", "<p>one</p>\n<p>two</p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("one<br />\ntwo", "<p>one<br />\ntwo</p>"),
        ("one<br /><br />two<br>\n<br>three", "<p>one</p>\n<p>two</p>\n<p>three</p>"),
        ("", ""),
        ("\n \n", "\n \n"),
    ],
)
def test_lines(source: str, expected: str) -> None:
    """An empty line begins a paragraph, and so do two breaks; a single end of a line is a break."""
    assert paragraphs(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<h2>One</h2>\ntwo\n<h2>Three</h2>", "<h2>One</h2><p>two</p><h2>Three</h2>"),
        ("<div>one\n\ntwo</div>", "<div><p>one</p>\n<p>two</p></div>"),
        ("<blockquote>one</blockquote>\ntwo", "<blockquote><p>one</p></blockquote><p>two</p>"),
        ("<p>one\n\ntwo</p>", "<p>one</p>\n<p>two</p>"),
        ("<p>one\n<div>two</div>", "<p>one <div><p>two</p></div>"),
        ("one\n<hr />\ntwo", "<p>one</p><hr /><p>two</p>"),
    ],
)
def test_blocks_part_paragraphs(source: str, expected: str) -> None:
    """Block elements stand between paragraphs, and hold some."""
    assert paragraphs(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "<ul>\n<li>one</li>\n\n<li>two</li>\n</ul>",
        "<table>\n<tr>\n<td>one</td>\n\n<td>two</td>\n</tr>\n</table>",
        "<pre>one\n\ntwo\n  three</pre>",
        "<script>\nlet one\n\nlet two\n</script>",
        "<style>\na {}\n\nb {}\n</style>",
        "<dl>\n<dt>one</dt>\n<dd>two</dd>\n</dl>",
    ],
)
def test_what_stays_as_it_is(source: str) -> None:
    """Lists, tables, preformatted text, scripts and styles stay as they are."""
    assert paragraphs(source) == source


def test_items_with_paragraphs() -> None:
    """An item of a list holds its words, and paragraphs only if there are several."""
    assert paragraphs("<ul><li>one\ntwo</li><li>one\n\ntwo</li></ul>") == (
        "<ul><li>one<br>\ntwo</li><li><p>one</p>\n<p>two</p></li></ul>"
    )


def test_lines_in_tags() -> None:
    """The end of a line within a tag is none of the text."""
    assert paragraphs('<a\n\nhref="x"\ntitle="a\n\nb">one</a>') == '<p><a  href="x" title="a  b">one</a></p>'


def test_pictures_alone() -> None:
    """A picture alone is a paragraph, and a tag without words is none."""
    assert paragraphs("<img src=a>\n\n</em>") == "<p><img src=a></p>\n</em>"


def test_signs_that_are_no_tags() -> None:
    """Signs of mathematics and hearts are words."""
    assert paragraphs("1 < 2 and 3 > 2\n\n<3") == "<p>1 < 2 and 3 > 2</p>\n<p><3</p>"


@given(SOUP)
def test_no_word_is_lost(parts: list[str]) -> None:
    """Whatever tags stand between words, all words stay in their order."""
    source = " ".join(parts)
    assert words(paragraphs(source)) == words(source)


@given(SOUP)
def test_marked_paragraphs_stay(parts: list[str]) -> None:
    """What is marked once is not marked again."""
    once = paragraphs("".join(parts))
    assume(not re.search(r"<br>\s*<br>", once))  # two breaks part paragraphs, also those within a tag that never ends
    assert paragraphs(once).count("<p") == once.count("<p")


@given(st.text())
def test_any_text(text: str) -> None:
    """Text of whatever characters keeps them but spaces."""
    assert re.sub(r"\s|<br>|</?p>", "", paragraphs(text)) == re.sub(r"\s|<br>|</?p>", "", text)


def test_depth() -> None:
    """Depth is told of texts with many tags, and elements that never end do not add up."""
    assert nested("<div>" * 1_000) == 1_000
    assert nested("<p>one<br>" * 2_000) <= 1
    assert nested("<div><b>one</b></div>" * 1_000) == 2
    assert nested("<div>" * (DEEPEST - 1)) == 0
