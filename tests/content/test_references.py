"""Characters that are written by their numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import markdown
from generator.ground.unseen import forbidden

FORM_FEED, ESCAPE = "U+000C, form feed", "U+001B, escape"


def told(text: str) -> list[tuple[int, int, str]]:
    found = markdown.parse(text, "a.md", "en").diagnostics
    return [(d.span.line, d.span.column, d.message) for d in found if d.rule == "control-character"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("One &#12; two.", [(1, 5, FORM_FEED)]),
        ("One &#x0C; two &#x1b;.", [(1, 5, FORM_FEED), (1, 16, ESCAPE)]),
        ("One\n&#12; two, &#12;", [(2, 1, FORM_FEED), (2, 12, FORM_FEED)]),
        ("## One &#12;", [(1, 8, FORM_FEED)]),
        ("> - One &#12;", [(1, 9, FORM_FEED)]),
        ("| One &#12; |\n|---|\n| two |", [(1, 7, FORM_FEED)]),
        ("One.[^1]\n\n[^1]: Two &#12;.", [(3, 11, FORM_FEED)]),
        ("[One](https://example.org/ 'a&#12;b')", [(1, 30, FORM_FEED)]),
        ("![One &#12;](a.jpg)", [(1, 7, FORM_FEED)]),
        ("One &#xFDD0; two &#x10FFFF;.", [(1, 5, "U+FDD0, noncharacter"), (1, 18, "U+10FFFF, noncharacter")]),
        ("One &#xD800; two &#0; &#9999999;.", [(1, 5, "no character"), (1, 18, "null"), (1, 23, "no character")]),
        ("&#128;&#0;", [(1, 1, "U+0080"), (1, 7, "null")]),
        ("[One](<&#1;javascript:alert(1)>)", [(1, 8, "U+0001")]),
        ("`&#12;` and &#27;", [(1, 13, ESCAPE)]),
        ("\\\\&#12;", [(1, 3, FORM_FEED)]),
        ("<!-- one\ntwo -->&#12;", [(2, 8, FORM_FEED)]),
    ],
)
def test_told(text: str, places: list[tuple[int, int, str]]) -> None:
    """Each is an error at its place, with the character's number and name, and � stands for it."""
    found = told(text)
    assert [(line, column) for line, column, _ in found] == [(line, column) for line, column, _ in places]
    assert all(name in message for (_, _, name), (_, _, message) in zip(places, found, strict=True))
    body = markdown.parse(text, "a.md", "en").made
    assert not forbidden(body.text)
    assert not any(forbidden(link.title) for link in body.links)


@pytest.mark.parametrize(
    "text", ["&#65; &#x2014; &#8203; &amp;", "`&#12;`", "```\n&#12;\n```", "\\&#12;", "&#12", "&amp;#12;"]
)
def test_nothing_is_said(text: str) -> None:
    """Of characters that pages may hold, and of references that are words, nothing is said."""
    assert told(text) == []


def test_as_often_as_it_is_no_code() -> None:
    """Of a reference that stands in code and outside it, as many are told as stand outside."""
    assert len(told("`&#12;` and &#12; and `&#12;` and &#12;.")) == 2


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://x.example/%00", "https://x.example/%00"),
        ("https://x.example/%E2%80%AEgpj", "https://x.example/%E2%80%AEgpj"),
        ("https://x.example/%EF%BF%BE", "https://x.example/%EF%BF%BE"),
        ("https://x.example/%C2%85%FF", "https://x.example/%C2%85%FF"),
        ("https://x.example/K%C3%BCche", "https://x.example/Küche"),
        ("https://x.example/a%20b", "https://x.example/a b"),
        ("https://xn--bcher-kva.example/", "https://bücher.example/"),
    ],
)
def test_addresses_that_stand_alone(address: str, shown: str) -> None:
    """An address that stands alone is shown decoded where nothing unseen comes of it, and as written otherwise."""
    assert markdown.parse(f"<{address}>", "a.md", "en").made.text == shown


@given(
    st.lists(
        st.integers(0, 0x110000).map(lambda n: f"&#{n};")
        | st.sampled_from(["&#x", "0c;", "`", "[a](b '", "')", "![", "](c)", "\n", "<https://x.org/", "%00", ">", "\\"])
        | st.integers(0, 255).map(lambda n: f"%{n:02x}"),
        max_size=12,
    ).map("".join)
)
def test_nothing_forbidden_comes_out(text: str) -> None:
    """Whatever is written by numbers and escapes, no page holds what none may hold."""
    body = markdown.parse(text, "a.md", "en").made
    shown = [part for part in body.parts if isinstance(part, str)]
    titles = [link.title for link in body.links] + [picture.alt for picture in body.pictures]
    assert not any(forbidden(words) for words in (*shown, body.text, *titles))
