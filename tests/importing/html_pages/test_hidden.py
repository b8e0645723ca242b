from __future__ import annotations

import pytest

from generator.importing.html.remarks import Remarks
from generator.importing.html.tree import read
from generator.importing.html_pages.hidden import hiding, without_hidden

BODY = "<p>The gate is green, and so it stays.</p>"


def seen(sheet: str, body: str) -> tuple[str, int]:
    """The words of a page that its own style leaves, and how many parts it hides."""
    page = f"<head><style>{sheet}</style></head><body>{BODY}{body}</body>"
    root = read(page, Remarks())
    count = without_hidden(root, hiding(page))
    return root.words().removeprefix("The gate is green, and so it stays."), count


@pytest.mark.parametrize(
    ("sheet", "body"),
    [
        (".a{display:none}", "<p class='b A'>x</p>"),
        ("/* { */ b, p.a , i { Color: red; display : none }", "<p class=a>x</p>"),
        ("#Top{visibility:hidden}", "<div id=Top><p>x</p></div>"),
        (".off{position:absolute;left:-9999px}", "<p class=off>x</p>"),
        ("", "<p style='font-size:0'>x</p>"),
        ("", "<p style='opacity: 0;'>x</p>"),
    ],
)
def test_what_a_page_hides(sheet: str, body: str) -> None:
    """What the style sheet in a page hides is taken out and counted."""
    assert seen(sheet, body) == ("", 1)


@pytest.mark.parametrize(
    ("sheet", "body"),
    [
        (".a{display:none} .a{display:block}", "<p class=a>x</p>"),
        ("@media print{.a{display:none}}", "<p class=a>x</p>"),
        ("p.a{display:none}", "<div class=a>x</div>"),
        (".a:hover .b{display:none}", "<p class=b>x</p>"),
        (".a{opacity:0.5;font-size:0.9em}", "<p class=a>x</p>"),
    ],
)
def test_what_a_page_shows(sheet: str, body: str) -> None:
    """What readers saw, if only in one of several cases, stays."""
    assert seen(sheet, body) == ("x", 0)


def test_a_page_that_hides_itself() -> None:
    """Where a style hides most of a page, as until a script shows it, nothing is taken out."""
    words = "All of the words that this page holds, and they are many more than those beside it."
    assert seen(".page{opacity:0}", f"<div class=page>{words}</div>") == (words, -1)


def test_a_sheet_without_rules() -> None:
    """A long style sheet that has no rule is read in time that grows with its length."""
    assert hiding(f"<style>{'a' * 1_000_000}</style>") == frozenset()
