"""Words of HTML, how they are set, and where they lead."""

from __future__ import annotations

import pytest

from generator.importing.html.convert import to_markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<b>so</b> <i>it</i> <strong><em>is</em></strong>", "**so** *it* ***is***"),
        ("a<b> so </b>b", "a **so** b"),
        ("<b>“so”</b>and", "“**so**”and"),
        ("<i>“so”</i>, <i>(it)</i>. “<i>is</i>”", "*“so”*, *(it)*. “*is*”"),
        ("<b>So: </b>it", "**So:** it"),
        ("<b><a href='/a'>so</a></b>it", "[**so**](/a)it"),
        ("<b><a href='/a'>so</a></b>.", "[**so**](/a)."),
        ("<b>so</b>, <b>so.</b>", "**so**, **so.**"),
        ("un<b>believ</b>able", "unbelievable"),
        ("<b>R</b>ecovery", "**R**ecovery"),
        ("<em>I was <strong>not</strong> fine</em>", "*I was **not** fine*"),
        ("<b>so</b><b> it is</b>", "**so it is**"),
        ("<b>so</b><i>it</i>", "**so**it"),
        ("<b></b><i> </i>so<span></span>", "so"),
        ("强<b>调</b>了", "强**调**了"),
        ("<u>so</u> <b><u>it</u></b> <mark>is</mark>", "*so* **it** *is*"),
        ('<span style="font-weight:700">so</span>', "**so**"),
        ('<b style="font-weight: normal">so</b>', "so"),
        ("<b style='mso-bidi-font-weight:normal'>so</b>", "**so**"),
        ("H<sub>2</sub>O, x<sup>10</sup>, 1<sup>st</sup>", "H₂O, x¹⁰, 1st"),
        ("<q>She said <q>no</q></q>", "\"She said 'no'\""),
        ("<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>", "漢字(かんじ)"),
        ("<cite>The kettle</cite>", "*The kettle*"),
        ("type <kbd>*31#</kbd>", "type `*31#`"),
        ("<code>a`b</code>", "``a`b``"),
        ("a<code>b</code>c", "abc"),
        ('<font face="Arial" size="2"><font color="red">so</font></font>', "so"),
        ("so<ins> it</ins> is", "so it is"),
        ("so <del>not</del><s>never</s>", "so"),
    ],
)
def test_setting(html: str, markdown: str) -> None:
    """Words keep what our Markdown can say of how they are set, wherever its signs can stand."""
    assert to_markdown(html).markdown.rstrip("\n") == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a  b\n\tc", "a b c"),
        ("a&nbsp; b", "a b"),
        ("10&nbsp;km", "10\u00a0km"),
        ("&nbsp;&nbsp; a&nbsp;", "a"),
        ("<p>a<br>&nbsp;&nbsp;b</p>", "a\\\n\u00a0\u00a0b"),
        ("fa&shy;mi&shy;ly", "family"),
        ("a\x00b&#8;c", "ab c"),
        ("It&#146;s", "It’s"),
        ("👍🏽 <b>👩‍👧</b>", "👍🏽 👩‍👧"),
        ('<p dir="rtl">שלום <b>עולם</b></p>', "שלום **עולם**"),
    ],
)
def test_characters(html: str, markdown: str) -> None:
    """Spaces are as browsers show them, and characters that no page may hold are gone."""
    assert to_markdown(html).markdown.rstrip("\n") == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<a href="https://example.org/a_(b)">so</a>', "[so](https://example.org/a_%28b%29)"),
        ('<a href="gate.md"> so </a>it', "[so](gate.md) it"),
        ('<a href="/a"><b>so</b> it</a>', "[**so** it](/a)"),
        ('<b>see <a href="/a">so</a></b>', "**see [so](/a)**"),
        ('<a href="/a"><h2>So</h2><p>it</p></a>', "## [So](/a)\n\n[it](/a)"),
        ('<a href="/a">[so] it]</a>', "[\\[so\\] it\\]](/a)"),
        ('Look!<a href="/a">so</a>', "Look\\![so](/a)"),
        ('<a href="https://example.org/">https://example.org/</a>', "<https://example.org/>"),
        ('<a href="mailto:a@example.org">a@example.org</a>', "<a@example.org>"),
        ("see https://example.org/a--", "see https://example.org/a--"),
        ("www.example.org<b>so</b>", "www.example.orgso"),
        ("see https://example.org/a_b.", "see <https://example.org/a_b>."),
        ('<a href="//example.org/">so</a>', "[so](https://example.org/)"),
        ('<a href="https://www.google.com/url?q=https://example.org/a&amp;sa=D">so</a>', "[so](https://example.org/a)"),
        ('<a href="#b">so</a><h2 id="b">The gate</h2>', "[so](#the-gate)\n\n## The gate"),
        ('<a href="#c">so</a><a name="c"></a>', "so"),
        ('<a href="javascript:alert(1)">so</a>', "so"),
        ('<a href=" JaVaScRiPt:alert(1)">so</a>', "so"),
        ('<a href="java&#10;script:alert(1)">so</a>', "so"),
        ('<a href="java&#9;script:alert(1)">so</a>', "so"),
        ('<a href="data:text/html,x">so</a>', "so"),
        ('<a href="vbscript:x">so</a>', "so"),
        ('<a href="/a"></a>so<a href="/b"> </a>', "so"),
    ],
)
def test_links(html: str, markdown: str) -> None:
    """Links keep their words, and lead where a page may lead."""
    assert to_markdown(html).markdown.rstrip("\n") == markdown


def test_links_are_asked_for() -> None:
    """Where a link leads is what the caller says, and nothing where the caller says nothing."""
    html = '<a href="https://old.example/gate/">gate</a> <a href="https://old.example/x">x</a>'
    link = {"https://old.example/gate/": "gate.md"}
    assert to_markdown(html, link=lambda at: link.get(at, "")).markdown == "[gate](gate.md) x\n"


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<img src="a b.jpg" alt="A *gate* [x]">', "![A \\*gate\\* \\[x\\]](a%20b.jpg)"),
        (
            '<figure><img src="a.jpg" alt="Gate"><figcaption>The "old" gate</figcaption></figure>',
            '![Gate](a.jpg "The \\"old\\" gate")',
        ),
        ('<figure><img src="a.jpg" alt="Gate"><figcaption> </figcaption></figure>', "![Gate](a.jpg)"),
        (
            '<figure><img src="a.jpg" alt="Gate"><figcaption>**old**</figcaption></figure>',
            "![Gate](a.jpg)\n\n\\*\\*old\\*\\*",
        ),
        ('<div class="wp-caption"><img src="a.jpg" alt="Gate"><p class="wp-caption-text">Old</p></div>',
         '![Gate](a.jpg "Old")'),
        ('<table class="tr-caption-container"><tr><td><img src=a.jpg alt=Gate><tr><td class="tr-caption">Old</table>',
         '![Gate](a.jpg "Old")'),
        ('<p><img src="a.jpg" alt="Gate">So.</p>', "![Gate](a.jpg)\n\nSo."),
        ('<p>So <img src="a.jpg" alt="Gate"> it.</p>', "So ![Gate](a.jpg) it."),
        ('<a href="big.JPG?x=1"><img src="a.jpg" alt="Gate"></a>', "![Gate](a.jpg)"),
        ('<a href="/gate/"><img src="a.jpg" alt="Gate"></a>', "[![Gate](a.jpg)](/gate/)"),
        ('<img src="data:image/gif;base64,R0" data-src="a.jpg" alt="Gate">', "![Gate](a.jpg)"),
        ('So <img class="emoji" alt="🙂" src="s.png">', "So 🙂"),
        ('<img src="a.jpg" alt="Gate"><noscript><img src="a.jpg" alt="Gate"></noscript>', "![Gate](a.jpg)"),
    ],
)  # fmt: skip
def test_pictures(html: str, markdown: str) -> None:
    """Pictures keep their words and captions, and stand alone where a paragraph begins or ends with one."""
    assert to_markdown(html).markdown.rstrip("\n") == markdown


def test_pictures_are_asked_for() -> None:
    """A picture is written with the file that the caller gives, and left out where there is none."""
    html = '<p><img src="https://old.example/a.jpg" alt="Gate"></p><p><img src="b.jpg" alt="Bench"></p>'
    converted = to_markdown(html, picture={"https://old.example/a.jpg": "images/a.jpg"}.get)
    assert converted.markdown == "![Gate](images/a.jpg)\n"
    assert converted.pictures == ("https://old.example/a.jpg",)
    assert [remark.what for remark in converted.remarks] == ["1 picture (b.jpg)"]
