"""What Word says by a class or a role alone, as the elements that it means: headings, quotations, lists."""

from __future__ import annotations

import re

from generator.ground.patterns import lazy
from generator.importing.html.tree import Element

PARAGRAPHS = ("p", "div")
TITLE = lazy(r"\bMsoTitle", re.IGNORECASE)
QUOTE = lazy(r"\bMso(?:Intense)?Quote", re.IGNORECASE)
LEVEL = lazy(r"[1-6]")
# Word in a browser writes each item as a list, with its level beside it.
OF_ITEM = "data-aria-level"


def meant(root: Element) -> None:
    """Make paragraphs, of a text, that Word calls headings or quotations such, and one list of items one by one."""
    for element in [*root.walk()]:
        children = element.children
        for n, child in enumerate(children):
            if isinstance(child, Element) and child.tag in PARAGRAPHS and (level := _level(child)):
                children[n] = Element(f"h{level}", child.attributes, child.children)
        if any(_is_quote(child) for child in children):
            children[:] = _quoted(children)
        if any(_items(child) for child in children):
            children[:] = _listed(children)


def _level(paragraph: Element) -> str:
    """The level of a paragraph that is a heading; empty where it is none."""
    attributes = paragraph.attributes
    level = attributes.get("aria-level", "") if attributes.get("role") == "heading" else ""
    if LEVEL.fullmatch(level):
        return level
    return "1" if TITLE.search(attributes.get("class", "")) else ""


def _is_quote(child: Element | str) -> bool:
    return (
        isinstance(child, Element) and child.tag == "p" and QUOTE.search(child.attributes.get("class", "")) is not None
    )


def _quoted(children: list[Element | str]) -> list[Element | str]:
    """With paragraphs of one quotation in one."""
    made: list[Element | str] = []
    quote: Element | None = None
    for child in children:
        if _is_quote(child):
            if quote is None:
                quote = Element("blockquote")
                made.append(quote)
            quote.children.append(child)
        elif quote is None or not isinstance(child, str) or child.strip():
            quote = None
            made.append(child)
    return made


def _items(child: Element | str) -> list[tuple[Element, Element]]:
    """The items that Word has written as lists in an element of its own, each with its list."""
    if isinstance(child, str) or child.tag not in ("div", "ul", "ol"):
        return []
    found = [child] if child.tag != "div" else [one for one in child.children if isinstance(one, Element)]
    if any(one.tag not in ("ul", "ol") for one in found):
        return []
    items = [(one, item) for one in found for item in one.children if isinstance(item, Element)]
    return items if all(LEVEL.fullmatch(item.attributes.get(OF_ITEM, "")) for _, item in items) else []


def _listed(children: list[Element | str]) -> list[Element | str]:
    """With items of one list in one, and in each other by their levels."""
    made: list[Element | str] = []
    open_lists: list[Element] = []
    for child in children:
        items = _items(child)
        if not items:
            if isinstance(child, Element) or child.strip():
                open_lists = []
            made.append(child)
        for written, item in items:
            level = int(item.attributes[OF_ITEM])
            del open_lists[level:]
            if len(open_lists) == level and open_lists[-1].tag != written.tag:
                open_lists.pop()
            if len(open_lists) < level:
                new = Element(written.tag, written.attributes)
                (_last_item(open_lists[-1]).children if open_lists else made).append(new)
                open_lists += [new] * (level - len(open_lists))
            open_lists[-1].children.append(item)
    return made


def _last_item(of: Element) -> Element:
    return next(one for one in reversed(of.children) if isinstance(one, Element))
