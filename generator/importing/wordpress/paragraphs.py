"""Paragraphs where WordPress makes them as it shows a text: of empty lines, and line breaks of single ones.

As its handbook says of ``wpautop``: “Replaces double line breaks with paragraph elements”; what is in block elements
stays as it is, and so do preformatted text, scripts and styles. Written anew from that.
"""

from __future__ import annotations

import re
from typing import Final

from generator.ground.patterns import lazy
from generator.importing.wordpress.tags import pieces

VERBATIM = frozenset({"pre", "script", "style", "textarea"})
# Elements that stand in a line, and whose own lines are none of the text's.
WHOLE = frozenset({"audio", "iframe", "math", "object", "select", "svg", "video"})
# What holds paragraphs.
LOOSE = frozenset(
    {
        *("address", "article", "aside", "blockquote", "center", "details", "div", "fieldset", "footer", "form"),
        *("header", "main", "nav", "noscript", "section"),
    }
)
# What holds a line, or paragraphs if there are several.
ITEMS = frozenset({"dd", "dt", "figcaption", "li", "td", "th"})
LINES = frozenset({"caption", "h1", "h2", "h3", "h4", "h5", "h6", "legend", "summary"})
# What holds other blocks only; spaces in it mean nothing.
STRUCTURE = frozenset(
    {
        *("colgroup", "dl", "figure", "hgroup", "map", "menu", "ol", "table", "tbody", "tfoot", "thead", "tr", "ul"),
    }
)
VOID = frozenset({"col", "hr"})
BLOCKS = VERBATIM | LOOSE | ITEMS | LINES | STRUCTURE | VOID | {"p"}
# A beginning block ends those that are open and can hold none, as in every browser.
ENDS: Final = {
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tr": frozenset({"tr", "td", "th"}),
}
GAP = lazy(
    r"(?<![ \t\xa0])[ \t\xa0]*(?:\n[ \t\xa0]*){2,}|(?<!\s)\s*<br\s*/?>\s*<br\s*/?>(?:\s|<br\s*/?>)*", re.IGNORECASE
)
BREAK = lazy(r"(?<!<br>)(?<!<br/>)(?<!<br />)(?<![ \t])[ \t]*\n[ \t]*", re.IGNORECASE)
SHOWN = lazy(r"<(?:img|iframe|video|audio|object|embed|svg|math)\b|[^\s<]|<(?![/A-Za-z!])", re.IGNORECASE)
ANY_TAG = lazy(r"<!--(?:(?!-->).)*+(?:-->|\Z)|</?(?!(?:img|iframe|video|audio|object|embed|svg|math)\b)[A-Za-z][^<>]*>",
               re.IGNORECASE | re.DOTALL)  # fmt: skip


def paragraphs(source: str) -> str:
    """HTML with every paragraph and line break marked, of a text as WordPress keeps it."""
    out: list[str] = []
    run: list[str] = []
    inside: list[str] = []
    kept = ""  # the element whose inside is left alone
    for piece, name, ends in pieces(source.replace("\r\n", "\n").replace("\r", "\n")):
        if kept:
            (out if kept in VERBATIM else run).append(piece if kept in VERBATIM else piece.replace("\n", " "))
            kept = "" if ends and name == kept else kept
        elif name in VERBATIM and not ends:
            _end_run(out, run, inside)
            out.append(piece)
            kept = name
        elif name in BLOCKS:
            _end_run(out, run, inside)
            out.append(piece)
            _step(inside, name, ends=ends)
        else:
            # A line's end in a tag is none in the text.
            run.append(piece.replace("\n", " ") if name else piece)
            kept = name if name in WHOLE and not ends and not piece.endswith("/>") else ""
    _end_run(out, run, inside)
    return "".join(out)


def _step(inside: list[str], name: str, *, ends: bool) -> None:
    """Follows which blocks are open."""
    if ends:
        if name in inside:
            while inside.pop() != name:
                pass
        return
    if inside and inside[-1] in {"p", *LINES}:
        inside.pop()
    if inside and inside[-1] in ENDS.get(name, ()):
        inside.pop()
        if name == "tr" and inside and inside[-1] == "tr":
            inside.pop()
    if name not in VOID:
        inside.append(name)


def _end_run(out: list[str], run: list[str], inside: list[str]) -> None:
    """Puts words and what stands in lines with them into paragraphs, as where they stand wants it."""
    text = "".join(run)
    run.clear()
    holder = inside[-1] if inside else "div"
    if holder in STRUCTURE or not text.strip():
        out.append(text)
        return
    parts = [BREAK.sub("<br>\n", part.strip("\n\t ")) for part in GAP.split(text)]
    parts = [part for part in parts if part]
    # A tag that ends nothing may follow, which browsers pass over: words on both sides of it stay apart.
    before, behind = " " * text[0].isspace(), " " * text[-1].isspace()
    if holder == "p":
        out += [before, "</p>\n<p>".join(parts), behind]
    elif holder in LINES or (holder in ITEMS and len(parts) == 1):
        out += [before, "<br>\n".join(parts), behind]
    else:
        out.append("\n".join(f"<p>{part}</p>" if _shows(part) else part for part in parts))


def _shows(part: str) -> bool:
    """Whether there is more than tags of words that stand elsewhere."""
    return SHOWN.search(ANY_TAG.sub("", part)) is not None
