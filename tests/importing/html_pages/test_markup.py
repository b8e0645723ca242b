from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.importing.html.remarks import Remarks
from generator.importing.html.tree import read
from generator.importing.html_pages.markup import written

PARTS = st.sampled_from(
    (
        *("<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<table>", "<tr><td>", "</table>", "<ul><li>"),
        *("<pre>\n\n", "</pre>", "<br>", '<img src="a&amp;b" alt="<">', '<a href=x "odd=1>', "<xmp><b>", "</xmp>"),
        *("<a<b>", "<plaintext>", "words ", "&amp;lt; ", "&lt;script&gt;"),
    )
)  # fmt: skip


@given(st.lists(PARTS, max_size=14))
def test_what_is_written_is_read_again_with_the_same_words(parts: list[str]) -> None:
    """A tree that is written as HTML and read again has the same words in the same order, whatever it came from."""
    root = read("".join(parts), Remarks())
    again = read(written(root), Remarks())
    ours, theirs = ([one.replace("\n", "") for one in tree.words().split()] for tree in (root, again))
    assert "".join(theirs) == "".join(ours)


def test_what_is_in_an_embedded_page_is_not_written() -> None:
    """The words within an embedded page, which no browser shows, are left out, and the page itself stays."""
    assert written(read('<iframe src="a"><p>words</p></iframe>', Remarks())) == '<body><iframe src="a"></iframe></body>'


def test_attributes_stay_values() -> None:
    """Signs of HTML in an attribute or in words are written so that they stay there."""
    (paragraph,) = read('<p title="&quot;><script>x</script>">1 &lt; 2</p>', Remarks()).children
    assert not isinstance(paragraph, str)
    assert written(paragraph) == '<p title="&quot;&gt;&lt;script&gt;x&lt;/script&gt;">1 &lt; 2</p>'
