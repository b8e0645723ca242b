"""Footnotes in HTML, as different programs write them."""

from __future__ import annotations

import pytest

from generator.importing.html.convert import to_markdown

OF_MAMMOTH = (
    '<p>Old<sup><a href="#footnote-2" id="footnote-ref-2">[1]</a></sup>.</p>'
    '<ol><li id="footnote-2"><p> From 1987. <a href="#footnote-ref-2">↑</a></p></li></ol>'
)
OF_WORDPRESS = (
    '<p>Old<sup data-fn="a-1" class="fn"><a href="#a-1" id="a-1-link">1</a></sup>.</p>'
    '<ol class="wp-block-footnotes"><li id="a-1">From 1987. <a href="#a-1-link" aria-label="Back">↩︎</a></li></ol>'
)
OF_KRAMDOWN = (
    '<p>Old<sup id="fnref:x"><a href="#fn:x" class="footnote" rel="footnote">1</a></sup>.</p><div class="footnotes">'
    '<ol><li id="fn:x"><p>From 1987. <a href="#fnref:x" class="reversefootnote">&#8617;</a></p></li></ol></div>'
)
OF_WORD = (
    '<p>Old<a style=\'mso-footnote-id:ftn1\' href="#_ftn1" name="_ftnref1"><span>[1]</span></a>.</p>'
    "<div style='mso-element:footnote-list'><br><hr width=33%><div style='mso-element:footnote' id=ftn1>"
    '<p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> From 1987.</p></div></div>'
)
OF_LIBREOFFICE = (
    '<p>Old<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>.</p>'
    '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>From 1987.</p>'
    "</div>"
)
OF_GOOGLE = (
    '<p>Old<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.</p><hr>'
    '<div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;From 1987.</span></p></div>'
)
REMARK_OF_GOOGLE = (
    '<p>So<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>.</p>'
    '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>ask Ines</span></p></div>'
)
REMARK_OF_WORD = (
    '<p>So<a class=msocomanchor href="#_msocom_1" name="_msoanchor_1">[IN1]</a>.</p>'
    "<div style='mso-element:comment-list'><div style='mso-element:comment'><p>ask Ines</p></div></div>"
)
BY_HAND = '<p>Old<a href="#n1"><sup>1</sup></a>.</p><hr><p><a name="n1"></a>1. From 1987.</p>'


@pytest.mark.parametrize(
    "html", [OF_MAMMOTH, OF_WORDPRESS, OF_KRAMDOWN, OF_WORD, OF_LIBREOFFICE, OF_GOOGLE, BY_HAND], ids=range(7)
)
def test_footnotes(html: str) -> None:
    """A footnote of any program is one of ours, without its sign and the way back."""
    assert to_markdown(html).markdown == "Old[^1].\n\n[^1]: From 1987.\n"


def test_two_marks_of_one_footnote() -> None:
    """Two marks may lead to one footnote, which stands there once."""
    html = '<p>a<a href="#fn1" id="r1">1</a> b<a href="#fn1">1</a></p><ol><li id="fn1">c <a href="#r1">^</a></li></ol>'
    assert to_markdown(html).markdown == "a[^1] b[^1]\n\n[^1]: c\n"


def test_blocks_in_a_footnote() -> None:
    """A footnote keeps its paragraphs and lists."""
    html = '<p>a<a href="#fn1">1</a></p><ol><li id="fn1"><p>b</p><ul><li>c</ul></li></ol>'
    assert to_markdown(html).markdown == "a[^1]\n\n[^1]: b\n\n    - c\n"


@pytest.mark.parametrize(
    "html",
    [
        '<p>In <a href="#part">1</a> and <a href="#none">2</a>.</p><p id="part">So it was.</p>',
        '<p>In <a href="https://example.org/#fn1">part one</a>.</p><p id="fn1">So it was.</p>',
    ],
)
def test_what_is_none(html: str) -> None:
    """A link to a paragraph that is no note stays in the text, with its paragraph."""
    assert "[^" not in to_markdown(html).markdown
    assert "So it was." in to_markdown(html).markdown


@pytest.mark.parametrize(
    "html",
    [
        REMARK_OF_GOOGLE,
        REMARK_OF_WORD,
    ],
)
def test_remarks_in_the_margin(html: str) -> None:
    """Remarks that Word and Google Docs keep in the margin never come in, and are counted without their words."""
    converted = to_markdown(html)
    assert converted.markdown == "So.\n"
    assert "1 remark in the margin" in [remark.what for remark in converted.remarks]
    assert "Ines" not in str(converted.remarks)


def test_the_heading_of_the_footnotes() -> None:
    """A heading above the footnotes is left out, since they get one, and a remark says so."""
    html = '<p>a<a href="#fn1">1</a></p><h2>Notes</h2><ol><li id="fn1">b</li></ol>'
    converted = to_markdown(html)
    assert converted.markdown == "a[^1]\n\n[^1]: b\n"
    assert [remark.what for remark in converted.remarks] == ["1 heading above the footnotes"]


def test_notes_come_behind_others() -> None:
    """Footnotes of a text that comes into another one get numbers that are not taken there."""
    made = to_markdown(OF_WORD, notes_taken=4)
    assert made.markdown == "Old[^5].\n\n[^5]: From 1987.\n"
