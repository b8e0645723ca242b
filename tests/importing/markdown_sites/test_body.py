from __future__ import annotations

import re
from collections import Counter
from html import unescape

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

from generator.content.comments import uncommented
from generator.importing import words_kept
from generator.importing.item import Fate
from tests.builders.markdown_sites import ours


@pytest.mark.parametrize(
    "source",
    [
        "One.\n\nTwo  \nlines\\\nmore.\n",
        "## A\n\n### B\n\nText.\n",
        "- a\n- b\n\n1. c\n2. d\n",
        "> Dear all,\n>\n> no.\n",
        "![A gate.](gate.jpg 'In May')\n",
        "See [the gate][g] and <https://example.org/>.\n\n[g]: gate.md\n",
        "It was old.[^age]\n\n[^age]: Bought in 1987.\n\n    By whom, nobody knows.\n",
        "| a | b |\n| --- | --- |\n| c | d |\n",
        "```\n<b>\n\n\n    x\n```\n",
        "`<!-- a -->` and `{{ b }}` are *words*.\n",
        "Kitchen\n: A room.\n",
    ],
)
def test_what_is_the_same_stays(source: str) -> None:
    """What means the same here stays as it is written, sign by sign."""
    made = ours(source, liquid=True, hugo=True)
    assert (made.markdown, made.remarks) == (source, ())


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("# A\n\n## B\n\n# C\n", "## A\n\n### B\n\n## C\n"),
        ("A\n=\n\nB\n-\n", "## A\n\n### B\n"),
        ("#### A\n\nb\n", "## A\n\nb\n"),
        ("## A <br> b\n", "## A b\n"),
        ("- [ ] milk\n- [x] tea\n", "- milk\n- tea\n"),
        ("    a\n      b\n\nc\n", "```\na\n  b\n```\n\nc\n"),
        ("A <b>firm</b> word.\n", "A **firm** word.\n"),
        ("<div class=x>\n\nA *soft* word.\n\n</div>\n", "A *soft* word.\n"),
        ("<table><tr><th>a<th>b</tr>\n\n<tr><td>c<td>d</tr></table>\n", "| a | b |\n| --- | --- |\n| c | d |\n"),
        ("A <i>note</i>.[^1]\n\n[^1]: So <i>it</i> is.\n", "A *note*.[^1]\n\n[^1]: So *it* is.\n"),
        ('<a href="#so">So</a>, [so](#so).\n\n## So\n', "[So](#so), [so](#so).\n\n## So\n"),
        ('```js {1,3} title="a"\nb\n```\n', "```js\nb\n```\n"),
        ("```{.python}\nb\n```\n", "```\nb\n```\n"),
        ("A ==bright== word.\n", "A bright word.\n"),
        ("50%% of 20%%.\n", "50\\%\\% of 20\\%\\%.\n"),
        ("## A {#a .b}\n\nText.\n{: .lead}\n", "## A\n\nText.\n"),
        ("a\n\n<!--more-->\n\nb\n", "a\n\nb\n"),
    ],
)
def test_what_is_written_otherwise(source: str, markdown: str) -> None:
    """What is written otherwise here is changed where it stands."""
    assert ours(source).markdown == markdown


@pytest.mark.parametrize(
    ("dialect", "source", "markdown"),
    [
        ("hugo", '{{< figure src="a.jpg" alt="A" title="In May" width=300 >}}', '![A](a.jpg "In May")\n'),
        ("hugo", "{{< youtube dQw4w9WgXcQ >}}", "<https://www.youtube.com/watch?v=dQw4w9WgXcQ>\n"),
        ("hugo", '{{< quote author="Mira" >}}\nCold.\n{{< /quote >}}', "> Cold.\n>\n> — Mira\n"),
        ("hugo", "{{% notice %}}A **b**{{% /notice %}}", "A **b**\n"),
        ("hugo", "`{{</* a */>}}` b", "`{{</* a */>}}` b\n"),
        ("liquid", '{% include figure image_path="a.jpg" alt="A" %}', "![A](a.jpg)\n"),
        ("liquid", '{{ youtube(id="dQw4w9WgXcQ") }}', "<https://www.youtube.com/watch?v=dQw4w9WgXcQ>\n"),
        ("liquid", '{% quote(author="Mira") %}\nCold.\n{% end %}', "> Cold.\n>\n> — Mira\n"),
        ("liquid", "{% highlight ruby linenos %}\na <b>\n{% endhighlight %}", "```ruby\na <b>\n```\n"),
        ("liquid", "{% for p in posts %}[{{ p.title }}]({{ p.url }}){% endfor %}a", "a\n"),
        ("liquid", "{% raw %}a{% endraw %}", "a\n"),
        ("liquid", "{% raw %}{{ a }}{% if b %}{% endraw %}", "&#123;{ a }}&#123;% if b %}\n"),
        ("liquid", "a {% highlight ruby %}b{% endhighlight %} c", "a `b` c\n"),
        ("hugo", '{{< details summary="A b" >}}\nc\n{{< /details >}}', "**A b**\n\nc\n"),
        ("hugo", '{{< tab name="A" >}}\nc\n{{< /tab >}}', "**A**\n\nc\n"),
        ("hugo", 'a {{< button href="https://b.example" text="B c" >}}', "a [B c](https://b.example)\n"),
        ("liquid", "* TOC\n{:toc}\n\na", "a\n"),
        ("liquid", '<div class="row" markdown="1">\n**a** b\n</div>', "**a** b\n"),
        ("liquid", "a{: .lead}", "a\n"),
        ("mdx", 'import A from "./a.jpg";\n\n<Image src={A} alt="A" />', "![A](./a.jpg)\n"),
        ("mdx", "<Note type='x'>\n\na *b*\n\n</Note>", "a *b*\n"),
        ("mdx", "a {'b'} {1 + 1}", "a b \n"),
        ("wiki", "![[a.jpg|300]] ![b|100](b.jpg)", "![](a.jpg) ![b](b.jpg)\n"),
        ("wiki", "[[#The gate|there]]", "[there](#the-gate)\n"),
        ("wiki", "> [!note] A\n> b\n> > [!tip]\n> > c", ":::: aside\n**A**\n\nb\n\n::: aside\nc\n:::\n\n::::\n"),
        ("wiki", "> [!quote]\n> a", "> a\n"),
        ("wiki", "a ^name\n\n#one #two", "a\n"),
        ("wiki", "[[a.pdf]]", "a.pdf\n"),
        ("pandoc", "[a]{.b} x^2^ H~2~O", "a x² H₂O\n"),
        ("pandoc", "a^[b *c*]", "a[^in-line-1]\n\n[^in-line-1]: b *c*\n"),
        ("pandoc", "| a\n| b", "a\\\nb\n"),
        ("pandoc", "::: {.warning}\na\n:::\n\n::: quote\nb\n:::", "a\n\n::: quote\nb\n:::\n"),
        (
            "pandoc",
            "+---+---+\n| a | b |\n+===+===+\n| c | d |\n|   | e |\n+---+---+",
            "| a | b |\n| --- | --- |\n| c | d e |\n",
        ),
        ("pandoc", "+---+\n| - a |\n+---+", "```\n+---+\n| - a |\n+---+\n```\n"),
    ],
)
def test_what_a_program_understands(dialect: str, source: str, markdown: str) -> None:
    """What a program alone understands becomes what says the same here."""
    assert ours(source, **{dialect: True}).markdown == markdown


@pytest.mark.parametrize(
    ("source", "dialect"),
    [
        ("a <!-- secret --> b", "attributes"),
        ("a\n\n<!-- secret\n\nsecret -->\n\nb", "attributes"),
        ("a b\n\n<!-- secret, without an end\n\nsecret", "attributes"),
        ("a\n\n[//]: # (secret)\n\nb", "attributes"),
        ("a\n\n[comment]: <> (secret)\n\nb", "attributes"),
        ("a {% comment %} secret {% endcomment %} b", "liquid"),
        ("a {# secret #} b", "liquid"),
        ("a {{!-- secret --}} b", "liquid"),
        ("a {{/* secret */}} b", "hugo"),
        ("a {{< comment >}} secret {{< /comment >}} b", "hugo"),
        ("a {/* secret */} b", "mdx"),
        ("a %%secret%% b", "wiki"),
        ("a\n\n%%\nsecret\n\nsecret\n%%\n\nb", "wiki"),
        ("a {>>secret<<} b", "pandoc"),
    ],
)
def test_private_notes(source: str, dialect: str) -> None:
    """No private note of any program comes in, and each is counted."""
    made = ours(source) if dialect == "attributes" else ours(source, **{dialect: True})
    assert "secret" not in made.markdown
    assert made.markdown.split() == ["a", "b"]
    assert [(one.fate, one.what) for one in made.remarks] == [(Fate.DROPPED, "private note")]


def test_struck_letters() -> None:
    """Words that were crossed out are left out, and somebody has to look at it."""
    made = ours("A ~~bad~~ word.")
    assert made.markdown == "A word.\n"
    assert [one.fate for one in made.remarks] == [Fate.LOOK]


REFERENCE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(deflist_plugin)
NOTE = re.compile(r"\[\^[\w-]+\]|^:+ aside$", re.MULTILINE)
WORDS = st.sampled_from(
    [
        *("kettle", "bench", "harbour", "Ines", "walked", "1986", "tea", "über", "quay"),
        *("lamp*post", "o_o", "#9", "a|b", "[so]", "3.", "-x"),
    ]
)
ROWS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
PIECES = st.sampled_from(
    [
        *("{}\n", "# {}\n", "## {}\n", "{}\n===\n", "> {}\n", "- {}\n- {}\n", "- [ ] {}\n", "1. {}\n   - {}\n"),
        *(
            "<p>{}</p>\n",
            "<div>\n{}\n</div>\n",
            "<div>\n\n{}\n\n</div>\n",
            "{} <b>{}</b>\n",
            "    {}\n",
            "*{}* **{}**\n",
        ),
        *(
            "{}  \n{}\n",
            "{}\\\n{}\n",
            "| {} | {} |\n|---|---|\n| {} | {} |\n",
            "{}[^1] {}\n",
            "```\n{}\n```\n",
            "`{}`\n",
        ),
        *("[{}](a.md)\n", "<ul><li>{}</ul>\n", "- {}\n\n      {}\n", "> # {}\n", "{} <!-- {} -->\n", "<u>{}</u>\n"),
        *("***\n", "\n", "&nbsp;{}\n", "<br>\n{}\n", "<figure><img src=a.jpg><figcaption>{}</figcaption>\n"),
    ]
)
OF_PROGRAMS = st.sampled_from(
    [
        *("{{% if a %}}{}{{% endif %}}\n", "{{{{< quote >}}}}{}{{{{< /quote >}}}}\n", "{{{{ page.a }}}} {}\n"),
        *("[[{}]]\n", "> [!note] {}\n> {}\n", "%%{}%% {}\n", "==x== {}\n", "::: {{.warn}}\n{}\n:::\n", "{} {{.a}}\n"),
        *("+---+\n| {} |\n+---+\n", "| {}\n| {}\n", "[{}]{{.a}}\n", "^[{}]\n", "<Note a={{1}}>{}</Note>\n", "{{{}}}\n"),
    ]
)


@st.composite
def texts(draw: st.DrawFn, pieces: st.SearchStrategy[str]) -> str:
    """A text of random blocks with random words."""
    return "\n".join(
        piece.format(*(draw(ROWS) for _ in range(4))) for piece in draw(st.lists(pieces, min_size=1, max_size=8))
    )


@given(texts(PIECES))
def test_no_word_is_lost_or_added(source: str) -> None:
    """Readers see here the words that readers there saw, or a remark says that they do not."""
    # A number at the beginning, once marks before or behind it are gone, begins a list: a remark tells of it.
    assume(not re.search(r"\d[.)](\[\^1\]|\s*$)|\] *\d+[.)]", source, re.MULTILINE))
    made = ours(f"{source}\n\nSo[^1] it was.\n\n[^1]: All of it.\n")
    whole = f"{source.replace('[^1]', '')}\n\nSo it was.\n\nAll of it.\n"
    if not any(one.what.startswith(("private", "passage")) for one in made.remarks):
        assert words_kept.differences(REFERENCE.render(whole), made.markdown) == ()


@given(texts(PIECES | OF_PROGRAMS), st.sampled_from(["liquid", "hugo", "mdx", "wiki", "pandoc"]))
def test_no_letter_is_added(source: str, dialect: str) -> None:
    """Whatever a program understands, no letter comes in that does not stand in its text."""
    made = ours(source, **{dialect: True})
    assert not _letters(NOTE.sub("", made.markdown)) - _letters(NOTE.sub("", source))


@given(texts(PIECES | OF_PROGRAMS), st.sampled_from(["liquid", "hugo", "mdx", "wiki", "pandoc"]))
def test_no_letter_is_lost_without_a_remark(source: str, dialect: str) -> None:
    """A letter that stands in a text and does not come in has a remark that says why."""
    made = ours(source, **{dialect: True})
    if not made.remarks:
        assert _shown(NOTE.sub("", source)) <= _letters(NOTE.sub("", made.markdown))


def _shown(source: str) -> Counter[str]:
    """The words of a text without what all programs take for marks."""
    return _letters(re.sub("<[^>]*>", " ", unescape(REFERENCE.render(source))))


def _letters(text: str) -> Counter[str]:
    """Letters, which stay the same wherever marks stand between them; numbers of lists may be others."""
    return Counter(filter(str.isalpha, text))


@given(
    st.text(alphabet="ab1 \n#*_`[](){}<>!|-=+~:%^\\&;\"'/.", max_size=80),
    st.sampled_from(["liquid", "hugo", "mdx", "wiki", "pandoc"]),
)
def test_any_signs(source: str, dialect: str) -> None:
    """Whatever signs stand in a text, it comes in without a private note."""
    made = ours(source, **{dialect: True})
    found = uncommented(made.markdown)
    assert found is None or not found.places


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("a {% if page.member %}x{% else %}y{% endif %} b", "a  b\n"),
        ("a {% unless a %}{% if b %}x{% endif %}y{% endunless %} b", "a  b\n"),
        ("a {% if b %}c {% if d %}x{% endif %}", "a c \n"),
        ("{% capture a %}x{% endcapture %}b", "b\n"),
        ("a {{< private >}}x{{< /private >}} {{% members-only %}}y{{% /members-only %}} b", "a   b\n"),
        ("a {{< hidden >}}x", "a \n"),
    ],
)
def test_words_for_some_readers(source: str, kept: str) -> None:
    """What was shown to some readers only, or on a condition, does not come in, and is looked at."""
    made = ours(source, liquid=True, hugo=True)
    assert made.markdown.split() == kept.split()
    assert any(one.fate is Fate.LOOK and one.what.startswith("words that were shown") for one in made.remarks)


@pytest.mark.parametrize("note", ["{::comment}x{:/comment}", "{::comment}\nx\n{:/}", "{::comment}x"])
def test_notes_of_kramdown(note: str) -> None:
    """A note of kramdown is private."""
    made = ours(f"a\n\n{note}", liquid=True)
    assert made.markdown == "a\n"
    assert [one.what for one in made.remarks] == ["private note"]


def test_queries_of_obsidian() -> None:
    """A list that Obsidian makes of other notes goes and is named; code for readers stays."""
    made = ours("```dataview\nLIST\n```\n\n```sh\nls\n```\n", wiki=True)
    assert made.markdown == "```sh\nls\n```\n"
    assert [one.what for one in made.remarks] == ["list that a program makes"]
