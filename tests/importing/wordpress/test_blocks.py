from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importing.wording import plain_words
from generator.importing.wordpress.blocks import Blocks, has_blocks, without_comments
from generator.importing.wordpress.remarks import NamedRemarks
from tests.builders.wordpress import Post, known

SHARED = [
    Post("<!-- wp:paragraph --><p>Call us at night.</p><!-- /wp:paragraph -->", number=30, kind="wp_block"),
    Post('<!-- wp:block {"ref":32} /-->', number=31, kind="wp_block"),
    Post('one<!-- wp:block {"ref":31} /-->', number=32, kind="wp_block"),
    Post("Not yet", number=33, kind="wp_block", status="draft"),
]
LIBRARY = known(*SHARED)
NAMES = ("paragraph", "group", "quote", "columns", "core/list", "my/box")


def written(source: str, notes: str = "") -> tuple[str, list[str]]:
    remarks = NamedRemarks()
    html = Blocks(LIBRARY, notes, remarks, lambda text: f"({text.strip()})" if text.strip() else "").written_out(source)
    return html, [remark.what for remark in remarks.all()]


def test_block_comments_go() -> None:
    """What a block saved as HTML stays, and its comments go."""
    source = (
        '<!-- wp:group {"layout":{"type":"flex"}} -->\n<div><!-- wp:paragraph -->\n'
        "<p>one</p>\n<!-- /wp:paragraph --></div>\n<!-- /wp:group -->"
    )
    assert written(source) == ("\n<div>\n<p>one</p>\n</div>\n", [])


def test_what_stands_between_blocks() -> None:
    """Words outside all blocks, and in a classic one, get their paragraphs."""
    source = "one<!-- wp:x --><p>two</p><!-- /wp:x -->three<!-- wp:freeform -->four<!-- /wp:freeform -->"
    assert written(source)[0] == "(one)<p>two</p>(three)(four)"


def test_blocks_that_the_site_fills() -> None:
    """A block that the old site filled in goes, and is named."""
    assert written('a<!-- wp:latest-posts {"postsToShow":3} /-->b') == (
        "(a)(b)",
        ["blocks that the old site itself filled in: latest-posts"],
    )


def test_templates_go_whole() -> None:
    """A block with a template of what the old site filled in goes with all that is in it."""
    source = (
        "<!-- wp:query --><div><!-- wp:post-title /--><!-- wp:query --><p>none</p><!-- /wp:query --></div>"
        "<!-- /wp:query -->"
        "<!-- wp:paragraph --><p>after</p><!-- /wp:paragraph -->"
    )
    assert written(source) == ("<p>after</p>", ["blocks that the old site itself filled in: query"])


def test_shared_blocks() -> None:
    """A block that several texts share is written out."""
    html, told = written('<!-- wp:block {"ref":30} /-->')
    assert html == "<p>Call us at night.</p>"
    assert told == ["a block that several texts share"]


@pytest.mark.parametrize("number", ["31", "32", "33", "99", '"x"', "null"])
def test_shared_blocks_that_are_not_there(number: str) -> None:
    """A shared block that holds itself, was never published, or is missing, ends and is told."""
    html, told = written(f'<!-- wp:block {{"ref":{number}}} /-->')
    assert plain_words(html) in {"", "(one)"}
    assert "a block that several texts share" in told


def test_footnotes() -> None:
    """The notes of a text, which lie beside it, come in as a list to which its marks lead."""
    notes = json.dumps([{"id": "a1", "content": "Told <em>later</em>."}])
    html, told = written("<!-- wp:footnotes /-->", notes)
    assert html == '<ol class="wp-block-footnotes"><li id="a1">Told <em>later</em>. <a href="#a1-link">↩︎</a></li></ol>'
    assert told == []


@pytest.mark.parametrize("notes", ["", "{}x", "[1]", '[{"id": 1}]', "null", "[" * 5_000])
def test_broken_footnotes(notes: str) -> None:
    """Notes that cannot be read are told."""
    assert written("<!-- wp:footnotes /-->", notes) == ("", ["footnotes"])


def test_an_embed_without_html() -> None:
    """An embedded address that is only in the block's attributes is a link."""
    html, _ = written('<!-- wp:core-embed/video {"url":"https://video.example/1"} /-->')
    assert '<a href="https://video.example/1">' in html


def test_classic_comments() -> None:
    """Comments of a classic text go, and those that cut it into parts end a paragraph."""
    source = "one <!-- a note --> two<!--more Read on-->three<!--nextpage-->four<!-- unended"
    assert without_comments(source) == "one  two\n\nthree\n\nfour"
    assert not has_blocks(source)


@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(("", "/")), st.sampled_from(("one", "<p>two</p>", "\n", "")))
    )
)
def test_no_word_is_lost(parts: list[tuple[str, str, str]]) -> None:
    """Blocks that begin and end in whatever order lose no word of what they hold."""
    source = "zero" + "".join(f"<!-- {end}wp:{name} -->{words}" for name, end, words in parts)
    kept = plain_words(" ".join(words for _, _, words in parts)).split()
    html = written(source)[0].replace("(", " ").replace(")", " ").replace("one", " one ")
    assert plain_words(html).split() == ["zero", *kept]


@given(st.text(st.sampled_from('<!-- wp:/{}"a>\n')))
def test_any_text(source: str) -> None:
    """Text of whatever signs is read."""
    written(source)
    without_comments(source)
