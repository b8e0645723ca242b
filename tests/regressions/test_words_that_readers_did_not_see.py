"""Words that a style hid from readers of a post came in, and one that was shown after all was lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.importing.container import contained
from generator.importing.html.convert import to_markdown
from generator.importing.html.looks import is_hidden, style_of
from generator.importing.html_pages.source import HtmlPages
from generator.importing.item import Fate, Html, Item
from tests.builders.markdown_sites import laid_out

WORDS = "In the spring we painted the old gate by the harbour, and nobody asked how long it would take us."
HARDLY = "2 words that readers could hardly see"


def made(html: str) -> tuple[str, list[tuple[Fate, str]]]:
    converted = to_markdown(html)
    return converted.markdown.strip(), [(one.fate, one.what) for one in converted.remarks]


@pytest.mark.parametrize(
    "style",
    [
        *(
            "display:none",
            "DISPLAY : NONE !important",
            "display/**/:none",
            "d\\69splay:none",
            "display:block;display:none",
        ),
        *(
            "visibility:hidden",
            "content-visibility:hidden",
            "opacity:0",
            "opacity:.0",
            "opacity:0%",
            "filter:opacity(0)",
        ),
        *("font-size:0", "font-size:0.1px", "font:0/0 a", "position:absolute;left:-9999px", "margin-left:-200em"),
        *("position:fixed;top:-999em", "text-indent:-9999px;display:block", "transform:translateX(-9999px)"),
        *("transform:scale(0)", "transform:scaleY(0.0)", "scale:0", "width:0;height:0;overflow:hidden", "zoom:0"),
        *("max-height:0;overflow:hidden;display:block", "height:1px;width:1px;overflow:hidden;position:absolute"),
        *("clip:rect(0,0,0,0);position:absolute", "clip:rect(1px 1px 1px 1px);position:absolute"),
        *("clip-path:inset(100%)", "clip-path:inset(50%)", "clip-path:circle(0)", "display:none;display:nonsense"),
    ],
)
def test_hidden_by_a_style(style: str) -> None:
    """Words that a style hides do not come in, and are counted."""
    assert made(f'<p>Seen. <span style="{style}">unseen</span></p>') == (
        "Seen.",
        [(Fate.DROPPED, "1 part that was hidden")],
    )


@pytest.mark.parametrize(
    "style",
    [
        *("color:transparent", "color:rgba(0,0,0,0)", "color:#0000", "-webkit-text-fill-color:transparent"),
        *("color:#fff;background:#fff", "color:white;background-color:#fefefe", "font-size:1px", "font-size:2px"),
    ],
)
def test_hardly_seen(style: str) -> None:
    """Words that readers could hardly see do not come in, and are to be looked at, with how many they are."""
    assert made(f'<p>Seen. <span style="{style}">unseen ones</span></p>') == ("Seen.", [(Fate.LOOK, HARDLY)])


def test_hardly_seen_on_what_is_around() -> None:
    """Words are as hard to see where another element has the colour behind them."""
    assert made('<div style="background:#fff"><p>Seen. <b style="color:#fff">unseen ones</b></p></div>')[0] == "Seen."


@pytest.mark.parametrize(
    "html",
    [
        "<span style='display:none;display:block'>Seen.</span>",
        "<span style='display:none!important;display:block!important'>Seen.</span>",
        "<div style='visibility:hidden'>no<span style='visibility:visible'>Seen.</span></div>",
        "<div style='font-size:0'><span style='font-size:16px'>Seen.</span></div>",
        "<span style='color:#fff;background:#123'>Seen.</span>",
        "<div style='background:#fff url(a.png)'><span style='color:#fff'>Seen.</span></div>",
        "<span style='color:#fff'>Seen.</span>",
        "<span style='background:url(a.png);background-clip:text;color:transparent'>Seen.</span>",
        "<span style='color:#eee;background:#fff'>Seen.</span>",
        "<span style='left:-9999px;margin-left:-20px;opacity:0.5;height:0;font-size:9px'>Seen.</span>",
        "<span style='overflow:hidden;height:20px;transform:scale(0.5);clip:rect(0,0,0,0)'>Seen.</span>",
        "<dialog open>Seen.</dialog>",
        "<span style='display:inline-block;width:50%;overflow:hidden'>Seen.</span>",
    ],
)
def test_seen_after_all(html: str) -> None:
    """Words that readers saw come in, whatever else their style says."""
    assert made(html)[0] == "Seen."


def test_a_dialog_that_is_closed() -> None:
    """A dialog that nobody has opened is hidden."""
    assert made("<p>Seen.</p><dialog>unseen</dialog>") == ("Seen.", [(Fate.DROPPED, "1 part that was hidden")])


def test_a_hidden_part_far_within() -> None:
    """What is hidden stays out however deeply it lies."""
    deep = "<div>" * 150 + "<div style='opacity:0'>" + "<div>" * 20 + "unseen"
    assert "unseen" not in made(f"<p>Seen.</p>{deep}")[0]


@pytest.mark.parametrize(
    "style", ["(" * 5_000, "display:" + "(" * 5_000, ";" * 100_000, "color:" + "[" * 3_000, "\\", "a:b}c:d{"]
)
def test_styles_without_sense(style: str) -> None:
    """Whatever stands in a style, it is read without an error."""
    assert not is_hidden(style)
    style_of(style)


def test_a_sheet_beside_a_page(tmp_path: Path) -> None:
    """A style sheet that lies beside a page hides what it hides in a browser, and one from elsewhere says nothing."""
    html = (
        "<!doctype html><html><head><title>A</title><link rel=stylesheet href=css/a.css>"
        "<link rel=stylesheet href=https://elsewhere.example/b.css></head><body><article><h1>A</h1>"
        f"<p>{WORDS}</p><p>{WORDS[::-1]}</p><p class=x>unseen words</p>"
        "<p class=y>seen words</p></article></body></html>"
    )
    laid_out(tmp_path, {"a.html": html, "css/a.css": ".x{display:none}", "b.css": ".y{display:none}"})
    (item,) = (one for one in HtmlPages(contained(tmp_path)).items() if isinstance(one, Item))
    assert isinstance(item.body, Html)
    assert ("unseen" in item.body.source, "seen words" in item.body.source) == (False, True)
    assert "1 part hidden by the page's own style" in [one.what for one in item.remarks]
