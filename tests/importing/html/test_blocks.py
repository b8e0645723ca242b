"""Blocks of HTML, and what they are in our Markdown."""

from __future__ import annotations

import pytest

from generator.importing.html.convert import to_markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("One.", "One."),
        ("<p>One.<p>Two.", "One.\n\nTwo."),
        ("<div>One.<div>Two.</div>Three.</div>", "One.\n\nTwo.\n\nThree."),
        ("<b><p>One.</p><p>Two.</p></b>", "**One.**\n\n**Two.**"),
        ("One.<br><br>Two.", "One.\n\nTwo."),
        ("<p>One,<br>\n two.<br></p>", "One,\\\ntwo."),
        ("<p>&nbsp;</p><p> </p><p><br></p>", ""),
        ("<p>One.</p><hr><p>Two.</p><hr>", "One.\n\n***\n\nTwo."),
        ("<p>One.</p><p>* * *</p><p>Two.</p>", "One.\n\n***\n\nTwo."),
        ("<blockquote><p>Dear all,</p><p>no.</p></blockquote>", "> Dear all,\n>\n> no."),
        ("<blockquote><p>No.</p><cite>Ines</cite></blockquote>", "> No.\n>\n> — Ines"),
        ("<blockquote><p>No.</p><footer>– Ines</footer></blockquote>", "> No.\n>\n> – Ines"),
        ('<figure class="wp-block-pullquote"><blockquote>No.</blockquote></figure>', "::: quote\nNo.\n:::"),
        ("<aside>In 2019.</aside>", "::: aside\nIn 2019.\n:::"),
        ("<fieldset><legend>In May</legend><p>One.</p></fieldset>", "In May\n\nOne."),
        ("<aside>In <aside>May.</aside></aside>", ":::: aside\nIn\n\n::: aside\nMay.\n:::\n::::"),
        ("<pre>Roses\n  are\n\nred</pre>", "Roses\\\n\u00a0\u00a0are\n\nred"),
        ("<pre><code>a\n  b</code></pre>", "```\na\n  b\n```"),
        ("<pre><code>```</code></pre>", "````\n```\n````"),
        ("<dl><dt>Kitchen<dd>A room.<dd>Ours.</dl>", "Kitchen\n: A room.\n\n: Ours."),
        ("<dl><dt>Left<dt>Right<dd><p>A kettle.<p>Mine.</dl>", "Left / Right\n: A kettle.\n\n  Mine."),
        ("<address>Quay 3<br>Saltmarsh</address>", "Quay 3\\\nSaltmarsh"),
        ("<details><summary>More</summary>Words.</details>", "More\n\nWords."),
        ("<!-- not for readers -->One.<!--more-->", "One."),
    ],
)
def test_blocks(html: str, markdown: str) -> None:
    """Each block of HTML becomes the one of ours that says the same."""
    assert to_markdown(html).markdown.rstrip("\n") == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h1>A</h1><h2>B</h2>", "## A\n\n### B"),
        ("<h3>A</h3><h5>B</h5><h4>C</h4><h2>D</h2>", "## A\n\n### B\n\n### C\n\n## D"),
        ("<h2><strong>A</strong></h2>", "## A"),
        ("<h2>A <em>b</em></h2>", "## A *b*"),
        ("<h2>A<br>b</h2>", "## A b"),
        ("<h2></h2><h2>&nbsp;</h2>", ""),
        ("<h2>C #</h2>", "## C \\#"),
        ("<h2>1986. So</h2>", "## 1986\\. So"),
        ("<h2><img src=a.jpg alt=Gate></h2>", "![Gate](a.jpg)"),
    ],
)
def test_headings(html: str, markdown: str) -> None:
    """Headings begin at level 2, skip none, and hold words alone."""
    assert to_markdown(html).markdown.rstrip("\n") == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ("<ol start=4><li>a<li>b</ol>", "4. a\n5. b"),
        ("<ol><li value=7>a<li>b</ol>", "7. a\n8. b"),
        ("<ul><li>a<ol><li>b</ol><li>c</ul>", "- a\n  1. b\n- c"),
        ("<ul><li>a</li><ul><li>b</ul></ul>", "- a\n  - b"),
        ("<ul><li><p>a<p>b<li>c</ul>", "- a\n\n  b\n\n- c"),
        ("<ol><li>a<blockquote>b</blockquote></ol>", "1. a\n\n   > b"),
        ("<ul><li>a</ul><ul><li>b</ul>", "- a\n\n* b"),
        ("<ol><li>a</ol><ol><li>b</ol>", "1. a\n\n1) b"),
        ("<ul><li></li><li> </li></ul>", ""),
        ("<li>a</li>", "a"),
        ("<ol><ol><li>a<li>b</ol></ol>", "1. a\n2. b"),
        ("<ul><li>a<li><ul><li>b</ul></ul>", "- a\n  - b"),
        ("<p>• a<br>• b</p>", "- a\n- b"),
    ],
)
def test_lists(html: str, markdown: str) -> None:
    """Lists keep their numbers, stand within each other, and stay apart where they were."""
    assert to_markdown(html).markdown.rstrip("\n") == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (
            "<table><caption>Two</caption><tr><th>A<th>B<tr><td>c|d<td>e</table>",
            "Two\n\n| A | B |\n| --- | --- |\n| c\\|d | e |",
        ),
        ("<table><tr><td>A<td>B<tr><td>c</table>", "| A | B |\n| --- | --- |\n| c |  |"),
        (
            "<table><tr><th colspan=2>A<th>B<tr><td rowspan=2>c<td>d<td>e<tr><td>f<td>g</table>",
            "| A |  | B |\n| --- | --- | --- |\n| c | d | e |\n|  | f | g |",
        ),
        ("<table><tr><th>A<th>B<tr><td><p>c<p>d<td>e<br>f</table>", "| A | B |\n| --- | --- |\n| c / d | e / f |"),
        ("<table><tr><td><h2>A</h2><p>b</table>", "## A\n\nb"),
        ("<table><tr><td>a<td>b</table>", "a\n\nb"),
        ("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>", "a\n\nb\n\nc\n\nd"),
        ("<table></table>", ""),
    ],
)
def test_tables(html: str, markdown: str) -> None:
    """Tables of data become ours, whatever their cells hold; those that arrange a page become what is in them."""
    assert to_markdown(html).markdown.rstrip("\n") == markdown
