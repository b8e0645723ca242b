"""HTML that word processors write, and of 2009."""

from __future__ import annotations

from generator.importing.html.convert import to_markdown

OF_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p {margin:0} --></style>
<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--></head><body lang=EN-GB>
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'><span style='font-size:14.0pt'>Two kettles<o:p></o:p></span>
</b></p><p class=MsoNormal><span style='mso-fareast-language:EN-GB'>In <st1:place w:st="on">Leeds</st1:place>
there were&nbsp;two.<o:p></o:p></span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>
<span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>milk</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o</span>whole</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>tea</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>3.</span>Wait.</p></body></html>
"""
OF_GOOGLE = """<p class="c1"><span class="c0">Two </span><span class="c2" style="font-weight:700">kettles</span></p>
<p class="c3"><span class="c0"></span></p><ul class="lst-kix_a-0 start"><li><span>milk</span></li></ul>
<ul class="lst-kix_a-1 start"><li>whole</li></ul><ul class="lst-kix_a-0"><li>tea</li></ul>
<ol class="lst-kix_b-0 start" start="1"><li>Fill.</li></ol><p>So:</p><ol class="lst-kix_b-0" start="2"><li>Wait.</li>
</ol>"""
OF_2009 = """<FONT SIZE=2><B>Two kettles<BR><BR>One</B> was mine.</FONT><P><FONT COLOR="#000000">The other<P>was not.
<CENTER>* * *</CENTER><TABLE BORDER=0><TR><TD><IMG SRC="a.gif" ALT="A kettle"><TD>The end.</TABLE>"""


def test_word() -> None:
    """The HTML of Word is read without its styles, with its lists as such."""
    assert to_markdown(OF_WORD).markdown == (
        "**Two kettles**\n\nIn Leeds there were\u00a0two.\n\n- milk\n  - whole\n- tea\n\n3. Wait.\n"
    )


def test_google_docs() -> None:
    """Lists of Google Docs stand within each other again, and go on with their numbers."""
    assert to_markdown(OF_GOOGLE).markdown == (
        "Two **kettles**\n\n- milk\n  - whole\n- tea\n\n1. Fill.\n\nSo:\n\n2. Wait.\n"
    )


def test_old_html() -> None:
    """HTML of 2009 becomes paragraphs, with its breaks, and without the table that arranged it."""
    assert to_markdown(OF_2009).markdown == (
        "**Two kettles**\n\n**One** was mine.\n\nThe other\n\nwas not.\n\n***\n\n![A kettle](a.gif)\n\nThe end.\n"
    )


def test_word_by_class_and_role() -> None:
    """What Word says by a class or a role alone becomes the heading, the quotation or the list that it is."""
    html = (
        "<p class=MsoTitle>Tea</p>\n<p class=MsoQuote>One.</p>\n<p class=MsoIntenseQuote>Two.</p><p>Three.</p>"
        '<p role="heading" aria-level="2">More</p><p role="heading" aria-level="9">None</p><p class=MsoQuote>Four.</p>'
    )
    assert to_markdown(html).markdown == "## Tea\n\n> One.\n>\n> Two.\n\nThree.\n\n### More\n\nNone\n\n> Four.\n"


def test_word_in_a_browser() -> None:
    """Items that Word in a browser writes as lists one by one stand in one list, and in each other by their levels."""
    levels = [("ul", 1), ("ul", 2), ("ul", 1), ("ol", 1), ("ol", 2), ("ul", 1)]
    items = "".join(
        f'<div class="ListContainerWrapper"><{tag}><li data-aria-level="{level}"><p>{n}</p></li></{tag}></div>\n'
        for n, (tag, level) in enumerate(levels)
    )
    assert to_markdown(items).markdown == "- 0\n  - 1\n- 2\n\n1. 3\n   1. 4\n\n- 5\n"
    deep = '<ul><li data-aria-level="3">a</li></ul>\n<ul><li data-aria-level="2">b</li></ul><p>c</p>'
    assert to_markdown(f"{deep}{deep}").markdown == "- a\n- b\n\nc\n\n- a\n- b\n\nc\n"
