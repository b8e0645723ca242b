from __future__ import annotations

import pytest

from generator.importing.html.sheets import rules_of
from generator.importing.html_pages.hidden import shown

BODY = "<p>The gate is green, and so it stays.</p>"


def seen(sheet: str, body: str, linked: str | None = None, head: str = "") -> tuple[str, int]:
    """The words of a page that its own style leaves, and how many parts it hides."""
    page = f"<!doctype html><head>{head}<style>{sheet}</style></head><body>{BODY}{body}</body>"
    made = shown(page, {} if linked is None else {"style.css": linked})
    return made.root.words().removeprefix("The gate is green, and so it stays."), made.hidden


@pytest.mark.parametrize(
    ("sheet", "body"),
    [
        (".a{display:none}", "<p class='b a'>x</p>"),
        ("/* { */ b, p.a , i { Color: red; display : none }", "<p class=a>x</p>"),
        ("#Top{visibility:hidden}", "<div id=Top><p>x</p></div>"),
        (".off{position:absolute;left:-9999px}", "<p class=off>x</p>"),
        (".a{font-size:0}", "<p class=a>x</p>"),
        ("@media screen{.a{display:none}}", "<p class=a>x</p>"),
        ("@media print, all {.a{display:none}}", "<p class=a>x</p>"),
        ("@supports (display:grid){.a{display:none}}", "<p class=a>x</p>"),
        ("@layer a{.a{display:none}}", "<p class=a>x</p>"),
        ("@layer one{.a{display:none!important}} @layer two{.a{display:block!important}}", "<p class=a>x</p>"),
        (".w{.a{display:none}}", "<div class=w><p class=a>x</p></div>"),
        (".w{& > .a{display:none}}", "<div class=w><p class=a>x</p></div>"),
        (".a{@media screen{display:none}}", "<p class=a>x</p>"),
        (":is(.a,.b){display:none}", "<p class=a>x</p>"),
        ("[data-h]{display:none}", "<p data-h>x</p>"),
        (".a{display:none!important} .a{display:block}", "<p class=a>x</p>"),
        ("p.a{display:none} .a{display:block}", "<p class=a>x</p>"),
        (".a{display:none!important}", "<p class=a style='display:block'>x</p>"),
        (".a{d\\69splay:/**/NONE}", "<p class=a>x</p>"),
        (".a .b{opacity:0}", "<div class=a><p class=b>x</p></div>"),
        (".a{height:0;overflow:hidden}", "<p class=a>x</p>"),
        (".a{position:absolute;clip:rect(0 0 0 0)}", "<p class=a>x</p>"),
        (".a{transform:scale(0)}", "<p class=a>x</p>"),
        (".a{content-visibility:hidden}", "<p class=a>x</p>"),
        (".a{text-indent:-9999px}", "<p class=a>x</p>"),
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
        ("@media (max-width:600px){.a{display:none}}", "<p class=a>x</p>"),
        ("@supports not (display:grid){.a{display:none}}", "<p class=a>x</p>"),
        ("@layer a{.a{display:none}} .a{display:block}", "<p class=a>x</p>"),
        ("@layer one{.a{display:none}} @layer two{.a{display:block}}", "<p class=a>x</p>"),
        (".a{display:none} p.a{display:block}", "<p class=a>x</p>"),
        (":where(#a){display:none} p{display:block}", "<p id=a>x</p>"),
        (".a{display:none}", "<p class=a style='display:block'>x</p>"),
        (".a{display:none;display:nonsense}.a{display:block}", "<p class=a>x</p>"),
        ("p.a{display:none}", "<div class=a>x</div>"),
        (".a:hover .b{display:none}", "<p class=b>x</p>"),
        (".a::before{display:none}", "<p class=a>x</p>"),
        (".a{opacity:0.5;font-size:0.9em}", "<p class=a>x</p>"),
        (".a{visibility:hidden} .b{visibility:visible}", "<div class=a><p class=b>x</p></div>"),
        (".a{font-size:0} .b{font-size:16px}", "<div class=a><p class=b>x</p></div>"),
    ],
)
def test_what_a_page_shows(sheet: str, body: str) -> None:
    """What readers saw, if only in one of several cases, stays."""
    assert seen(sheet, body) == ("x", 0)


@pytest.mark.parametrize("sheet", [".a{color:#fff;background:white}", ".a{color:transparent}", ".a{font-size:1px}"])
def test_what_a_page_hardly_shows(sheet: str) -> None:
    """Words that could hardly be seen are left out, and told with how many they are."""
    page = f"<!doctype html><style>{sheet}</style><body>{BODY}<p class=a>two words</p></body>"
    made = shown(page, {})
    assert "two" not in made.root.words()
    assert [one.what for one in made.told if "hardly" in one.what] == ["2 words that readers could hardly see"]


def test_what_a_script_may_show() -> None:
    """What a style sheet hides until somebody scrolls to it is left out, and to be looked at."""
    style = "<style>.elementor-invisible{visibility:hidden}</style>"
    made = shown(f"<!doctype html>{style}<body>{BODY}<p class='a elementor-invisible'>x</p></body>", {})
    assert (made.root.words(), made.hidden) == ("The gate is green, and so it stays.", 0)
    assert [one.what for one in made.told if "script" in one.what] == ["1 part that a script showed, perhaps"]


@pytest.mark.parametrize(("link", "is_hidden"), [("", 1), ("media=print", 0), ("media=screen", 1)])
def test_a_sheet_beside_a_page(link: str, is_hidden: int) -> None:
    """A style sheet that lies beside a page, and is linked from it, hides as one in it does."""
    head = f"<link rel=stylesheet href=style.css {link}>"
    assert seen("", "<p class=a>x</p>", ".a{display:none}", head)[1] == is_hidden


def test_a_page_that_hides_itself() -> None:
    """Where a style hides most of a page, as until a script shows it, nothing is taken out."""
    words = "All of the words that this page holds, and they are many more than those beside it."
    assert seen(".page{opacity:0}", f"<div class=page>{words}</div>") == (words, -1)


@pytest.mark.parametrize("sheet", ["a" * 1_000_000, "display" + "(" * 100_000, ".a{display:none;" * 20_000])
def test_sheets_without_end(sheet: str) -> None:
    """A style sheet that is no style sheet, or nested without end, is read without an error."""
    rules_of(sheet)
    assert seen("p.a{" + "b{" * 5_000, "<p class=a>x</p>") == ("x", 0)
