"""Targets of links changed, and nothing else in a file."""

from __future__ import annotations

import pytest

from generator.authoring.link_edit import targets_of, with_targets

FRONT = "---\ntitle: old.md\n---\n"


def changed(text: str, old: str = "old.md", new: str = "new.md") -> str:
    made = with_targets((FRONT + text).encode(), {old: new}).decode()
    assert made.startswith(FRONT)
    return made.removeprefix(FRONT)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("[old.md](old.md) old.md", "[old.md](new.md) old.md"),
        ("[a](<old.md> 'old.md')", "[a](<new.md> 'old.md')"),
        ("[a]( old.md )", "[a]( new.md )"),
        ('[a][1] and [1]\n\n[1]: old.md "old.md"', '[a][1] and [1]\n\n[1]: new.md "old.md"'),
        ("[1]\n\n[1]:\n  old.md", "[1]\n\n[1]:\n  new.md"),
        ("[b [a](old.md)](x)", "[b [a](new.md)](x)"),
        ("[![a](b.png)](old.md)", "[![a](b.png)](new.md)"),
        ("| [a](old.md) |\n|---|\n| b |", "| [a](new.md) |\n|---|\n| b |"),
        ("[a](old.md)\r\n\r\n[b](other.md)\r\n", "[a](new.md)\r\n\r\n[b](other.md)\r\n"),
    ],
)
def test_where_a_target_is_written(text: str, made: str) -> None:
    """A target is changed in links, pictures and definitions, whatever is around it, and not in words."""
    assert changed(text) == made


@pytest.mark.parametrize(
    "text",
    [
        "`[a](old.md)`",
        "```\n[a](old.md)\n```",
        "<!-- [a](old.md) -->",
        "%%[a](old.md)%%",
        r"\[a](old.md)",
        "[a](other-old.md)",
        "old.md",
    ],
)
def test_what_is_no_link_stays(text: str) -> None:
    """In code, in comments and in words nothing is changed."""
    assert changed(text) == text


def test_targets_are_taken_as_they_are_read() -> None:
    """Escapes and entities in a target are what they stand for."""
    assert targets_of((FRONT + r"[a](o\_l&#100;.md) ![b](c.png)").encode()) == ("o_ld.md", "c.png")
    assert changed(r"[a](o\_ld.md)", "o_ld.md") == "[a](new.md)"


def test_brackets_in_a_target() -> None:
    """Brackets within a target belong to it."""
    assert changed("([a](a(1).md))", "a(1).md") == "([a](new.md))"


def test_a_byte_order_mark_stays() -> None:
    """A byte order mark and a file without front matter stay as they are."""
    data = "\ufeff---\na: b\n---\n[a](old.md)".encode()
    assert with_targets(data, {"old.md": "new.md"}) == "\ufeff---\na: b\n---\n[a](new.md)".encode()
    assert targets_of(b"[a](old.md)") == ()
