"""A web page as Google Docs exports it: styles are classes with made-up names, the title is a paragraph of a class."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ground.patterns import lazy
from generator.importing.html.remarks import Remarks
from generator.importing.html.tree import Element, read

# What stands in each of these pages, and in hardly any other.
SIGNS = ('doc-content"', ".lst-kix_", "@import url(https://themes.googleusercontent.com/")
SHEET = lazy(r"<style[^<>]*>([^<]*)</style>")
RULE = lazy(r"\.(c\d+)\{([^{}]*)\}")
LETTERS = lazy(r"\.(lst-kix_\w+-\d) ?> ?li:before\{content:[^{}]*,((?:lower|upper)-(?:latin|roman))\)")
# What of a style the conversion of HTML understands.
TELLING = lazy(
    r"(?:font-weight|font-style|vertical-align):[a-z0-9]+|text-decoration:line-through|display:none|visibility:hidden"
)
CLASSED = lazy(r"<(p|span|h[1-6]|a|td|th|li|sup|ol|ul)\b([^<>]*?)\bclass=\"([^<>\"]*)\"")
TITLE = lazy(r"<p\b[^<>]*\bclass=\"(?:[^<>\"]* )?title[ \"][^<>]*>")
BLOCKS = {"p": "</p>", "h1": "</h1>"}


def is_page(beginning: str) -> bool:
    """Whether a page that begins so was made by Google Docs."""
    return any(sign in beginning for sign in SIGNS)


def plain(page: str) -> str:
    """The body of a page, with styles where they are used instead of classes."""
    found: dict[str, str] = {}
    for sheet in SHEET.findall(page):
        for name, style in RULE.findall(sheet):
            found[name] = ";".join(TELLING.findall(style))
        for name, form in LETTERS.findall(sheet):
            found[name] = f"list-style-type:{form}"

    def styled(element: re.Match[str]) -> str:
        style = ";".join(style for name in element[3].split() if (style := found.get(name)))
        return f'<{element[1]} style="{style}"{element[2]}class="{element[3]}"' if style else element[0]

    body = page[max(page.find("<body"), 0) :]
    return CLASSED.sub(styled, body)


def without_title(body: str) -> tuple[str, str]:
    """The title in a text, and the text without it: a paragraph that is styled so, or a heading above all words."""
    styled = TITLE.search(body)
    if styled is None and _first(body) != "h1":
        return "", body
    start = styled.start() if styled else body.find("<h1")
    close = BLOCKS["p" if styled else "h1"]
    end = body.find(close, start)
    if end < 0:
        return "", body
    end += len(close)
    words = " ".join(read(body[start:end], Remarks()).words().split())
    return words, body[:start] + body[end:] if words else body


def _first(body: str) -> str:
    """The element that holds the first words of a text, if it is a block of its own."""
    return next((element.tag for element in _blocks(read(body, Remarks())) if element.words().strip()), "")


def _blocks(element: Element) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            inner = [one for one in child.children if isinstance(one, Element)]
            if child.tag == "div" and inner:
                yield from _blocks(child)
            else:
                yield child
