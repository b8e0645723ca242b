"""Addresses in words that are no links, and words of links that say nothing."""

from __future__ import annotations

import pytest

from generator.content import markdown
from generator.content.link_words import bare_addresses, say_nothing

FIRST = "write [words that say where it leads]"


@pytest.mark.parametrize(
    ("words", "hints"),
    [
        ("See https://example.org/a_b?c=d#e, or not.", [f"{FIRST}(https://example.org/a_b?c=d#e)"]),
        ("(www.example.org)", [f"{FIRST}(https://www.example.org)"]),
        ("Write to a.b+c@mail.example.org.", ["write it in angle brackets: <a.b+c@mail.example.org>"]),
        (
            "“https://example.org/…” and http://b.example/!",
            [f"{FIRST}(https://example.org/)", f"{FIRST}(http://b.example/)"],
        ),
        (
            "https://en.example/wiki/Recovery_(album), (https://en.example/a_(b)_c) and https://en.example/(see it)",
            [
                f"{FIRST}(https://en.example/wiki/Recovery_(album))",
                f"{FIRST}(https://en.example/a_(b)_c)",
                f"{FIRST}(https://en.example/)",
            ],
        ),
        ("<https://example.com/a b>, <www.example.com> and <a@example.org >", []),
        ("At 5 @ the gate, in a www. shop, c:// and @anna", []),
        ("https://youtu.be/abc", []),
    ],
)
def test_bare_addresses(words: str, hints: list[str]) -> None:
    """A web or e-mail address in words is found without the signs around it, and nothing else is."""
    assert [hint for _, hint in bare_addresses(words)] == hints


def test_addresses_of_links_are_none() -> None:
    """An address that is a link, whatever its words are, or stands in code is not told."""
    text = "[https://example.org/](https://example.org/), <https://example.org/>, <a@example.org>, `www.example.org`"
    assert markdown.parse(text, "stories/a.md", "en").diagnostics == ()


def test_a_bare_address_has_its_place() -> None:
    """A bare address is a note at its own line and column, each time that it stands there."""
    told = markdown.parse("One\nwww.example.org and www.example.org", "stories/a.md", "en", first_line=7).diagnostics
    assert [(d.rule, d.severity, d.span.line, d.span.column) for d in told] == [
        ("bare-address", "note", 8, 1),
        ("bare-address", "note", 8, 21),
    ]


def test_a_bare_address_is_no_link() -> None:
    """A bare address is told where it is bare, and not where a link leads there."""
    text = "[One](https://example.org/) <https://example.org/> https://example.org/"
    told = markdown.parse(text, "stories/a.md", "en").diagnostics
    assert [(d.rule, d.span.column) for d in told] == [("bare-address", 52)]


def test_words_that_say_nothing() -> None:
    """Words that say nothing do so in any case and with any signs around them; those that say something do not."""
    assert all(map(say_nothing, ("here", "Click here!", "→ Read more …", "HIER", "aquí", "(link)")))
    assert not any(map(say_nothing, ("here is the gate", "the link to Anna", "gate", "")))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5*3*2", [("error", 1, 2)]),
        ("It was\n5**3**2, and 2*2*2.", [("error", 2, 2), ("error", 2, 15)]),
        ("5\\*3\\*2, 5 * 3 * 2, *3*, `5*3*2`", []),
    ],
)
def test_stars_between_numbers(text: str, found: list[tuple[str, int, int]]) -> None:
    """Stars between numbers that would be gone are an error at their place, and those that stay are none."""
    told = markdown.parse(text, "stories/a.md", "en").diagnostics
    assert [(d.severity, d.span.line, d.span.column) for d in told if d.rule == "stars"] == found


def test_lines_that_make_headings() -> None:
    """Dashes or equals signs right below words, which make them a heading, are told; apart from words they are not."""
    text = "\nOne\n---\n\nTwo\n\n---\n\nThree\n==="
    told = markdown.parse(text, "stories/a.md", "en").diagnostics
    assert [(d.rule, d.span.line) for d in told] == [("heading-line", 2), ("heading-line", 9)]
