"""A mark was told of at the place of its first look-alike on the line: in code, escaped, or doing its work."""

from __future__ import annotations

import pytest

from generator.content import markdown


@pytest.mark.parametrize(
    ("text", "rule", "places"),
    [
        ("see `<b>` and <b>x</b>", "stray-mark", [(1, 15)]),
        ("*a* *b c", "stray-mark", [(1, 5)]),
        ("`%%` a `x", "stray-mark", [(1, 8)]),
        ("2 * 3 * 4 and 2* 3 *4 and a *b* c", "stray-mark", [(1, 20)]),
        ("file_name_ and _private", "stray-mark", [(1, 16)]),
        (r"\*\* and **a** **b [c](d**e.md)", "stray-mark", [(1, 16)]),
        ("> one\n> `~~two~~` ~~three~~", "stray-mark", [(2, 13)]),
        ("`*.*` or *.*", "stars", [(1, 10)]),
        ("http://a.example and http://a.example/b. (see http://a.example)", "bare-address", [(1, 1), (1, 22), (1, 47)]),
        ("`me@a.example` and me@a.example", "bare-address", [(1, 20)]),
        ("![]() [](a.md) []()", "empty-link", [(1, 10), (1, 17)]),
    ],
)
def test_the_mark_itself_is_told(text: str, rule: str, places: list[tuple[int, int]]) -> None:
    """What is told of stands where the message says, though the same signs stand before it."""
    told = [d for d in markdown.parse(text, "stories/a.md", "en").diagnostics if d.rule == rule]
    assert [(d.span.line, d.span.column) for d in told] == places


def test_the_link_itself_is_told() -> None:
    """A link's place is where its own target stands, and not where the same address is shown as code."""
    body = markdown.parse("`[a](gone.md)` and [b](gone.md)", "stories/a.md", "en").made
    assert [link.span.column for link in body.links] == [24]
