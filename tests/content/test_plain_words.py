"""The parser's rules for plain words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.content import markdown
from generator.content.elements import CONTAINERS

LINES = [
    *(
        "a",
        "Words and more",
        "Words.  ",
        "Ein Wort\\",
        "\tin",
        "    four in",
        "é",
        "日本語",
        "𝒜 astral",
        "1. one",
        "2) two",
    ),
    *(
        "- item",
        "-",
        "* item",
        "+ item",
        "---",
        "===",
        "- - -",
        "***",
        "# Title",
        "#No",
        "> said",
        ">",
        ": meant",
        "~ meant",
    ),
    *(
        "| a | b |",
        "a | b",
        "--|--",
        "|-|-|",
        ":-:|---",
        "```",
        "~~~",
        "``` py",
        ":::",
        "::: poem",
        "::: nothing",
        "<div>",
    ),
    *(
        "[a]: b.md",
        "[^1]: note",
        "[^1]: ",
        "    more of it",
        "  two in",
        "“quoted”",
        "(so)",
        "_a_ b",
        "**a** b",
        "*a*",
        "**a**",
    ),
    *(
        "[words](a.md) x",
        "![picture](a.jpg)",
        "![a](b.jpg 'c')",
        "&amp; so",
        "\\* no",
        "`code` x",
        "<https://a.org>",
        "a[^1]",
    ),
    *(
        "\x00",
        "a\u2028b",
        "\u00a0a",
        "\ufeffa",
        "\x0ba",
        "'a' \"b\"",
        "a -- b ...",
        "[a]",
        "[a][]",
        "[a][b]",
        "",
        "",
        "",
        " ",
    ),
]
SIGNS = [
    *"*_[]()<>&;`\\!|:~^#-+=.,'\"\n\t ab1é(\x00\u2028\u00a0𝒜",
    *(
        "**",
        "***",
        "  \n",
        " *a* ",
        " **a** ",
        "[a](b)",
        "](",
        "[^1]",
        "&amp;",
        "&#42;",
        "<b>",
        "<!--",
        "http://a.b",
        "\\\n",
    ),
    *(
        "*a b*",
        "(*a*)",
        "*a*.",
        "**a**,",
        "*a*b",
        "[a b](c.md#d) ",
        "![a](b)",
        "[*a*](b)",
        "*[a](b)*",
        "[a](b 'c')",
        "\n *a*",
    ),
]
BLOCKS = st.lists(st.sampled_from(LINES), max_size=14).map("\n".join)
WORDS = st.lists(st.sampled_from(SIGNS), max_size=24).map("".join)
MARKED = [
    *("*a*", "**a**", "**a** **b**", "x **a**", "**a**\n**b** c", "a  \n  **b**  \n *c*", "[a](b.md) **c** *d*"),
    *("a\n*b*\n", "see (*a*), [b](c.md#d).", "a\n[b](c)\nd", "**a**[b](c)", "[b](c)**a**", "*a* *b*", "*a* **b**"),
]


def tokens(parser: Any, text: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What a parser makes of a text, and what it leaves beside."""
    env: dict[str, Any] = {}
    found = [dict(token.as_dict()) for token in parser.parse(text, env)]
    env.pop("footnotes", None)  # it is there as soon as any rule has asked for footnotes
    return found, env


def check(text: str) -> None:
    """A text's tokens are those of the parser with no rules but its own."""
    for code, indented_code in (("en", False), (None, False), (None, True)):
        every = markdown._every_rule(code, indented_code=indented_code)
        plain = markdown._parser(code, (), indented_code=indented_code)
        assert tokens(plain, text) == tokens(every, text)


@given(st.one_of(BLOCKS, st.lists(st.one_of(BLOCKS, WORDS), max_size=4).map("\n\n".join)))
@example("Term\n: meant")
@example("Term\n\n: meant")
@example("Term\nmore\n\n: meant")
@example("a | b\n--|--\nc | d")
@example("Title\n===")
@example("- a\nlazy\n\n  b\n")
@example("> a\nlazy\n\nb")
@example("[^1]: a\nb\n\n    c\n\nd[^1]")
def test_blocks_are_those_of_the_parser(text: str) -> None:
    """Paragraphs that are found without asking other rules are those that asking would find."""
    check(text)


@given(st.lists(st.one_of(WORDS, WORDS.map("> {}".format), WORDS.map("- {}".format)), max_size=3).map("\n\n".join))
def test_words_are_those_of_the_parser(text: str) -> None:
    """Words, stress and links that are found without asking other rules are those that asking would find."""
    check(text)


@pytest.mark.parametrize("text", MARKED)
def test_simple_markup_is_that_of_the_parser(text: str) -> None:
    """Simple stress and links give the parser's own tokens, with its empty texts beside strong words."""
    check(text)


@pytest.mark.parametrize("name", CONTAINERS)
def test_words_in_containers_are_those_of_the_parser(name: str) -> None:
    """Containers end where they ended, whatever stands in them."""
    check(f"::: {name}\nWords\nmore\n:::\nand more\n\n::: {name}\nWords *so*\n\n- a\nb\n:::")
