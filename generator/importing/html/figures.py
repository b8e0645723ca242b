"""Pictures in HTML: where they are, what is none, and figures with their captions."""

from __future__ import annotations

from generator.content.stray_marks import in_field
from generator.ground.diagnostics import Span
from generator.ground.patterns import lazy
from generator.importing.html.lists import Inner
from generator.importing.html.one_row import one_row
from generator.importing.html.page import Conversion
from generator.importing.html.tree import Element
from generator.importing.html.values import FigureBlock, ParagraphBlock, TextBlock
from generator.importing.item import Fate

# Where lazy loading keeps the address.
ADDRESSES = ("data-orig-file", "data-src", "data-lazy-src", "data-original", "src")
FIGURES = frozenset(("wp-caption", "tr-caption-container", "image-caption-container", "captioned-image-container"))
CAPTIONS = frozenset(("wp-caption-text", "tr-caption", "gallery-caption", "image-caption", "blocks-gallery-caption"))
SIGNS = frozenset(("emoji", "wp-smiley", "emojione", "smiley", "twemoji"))
NUMBER = lazy(r"\s*(\d{1,5})(?:px)?\s*\Z")
SMALLEST = 3
LONGEST_CAPTION = 2_000
TABLE_PARTS = frozenset(("table", "tbody", "thead", "tfoot", "tr", "td", "th"))


def is_one(element: Element) -> bool:
    """Whether an element is a figure by its class, as editors wrote them before there was such an element."""
    return not element.classes.isdisjoint(FIGURES)


def is_sign(element: Element) -> bool:
    """Whether a picture stands for a character that is its alternative text."""
    return not element.classes.isdisjoint(SIGNS)


def is_tracker(element: Element) -> bool:
    """Whether a picture is too small to be seen."""
    sizes = [NUMBER.match(element.attributes.get(name, "")) for name in ("width", "height")]
    return any(size is not None and int(size[1]) < SMALLEST for size in sizes)


def address(element: Element) -> str:
    """Where a picture is."""
    attributes = element.attributes
    return next((attributes[name] for name in ADDRESSES if attributes.get(name, "").strip()), "")


def blocks(element: Element, inner: Inner, page: Conversion) -> list[TextBlock]:
    """A picture with its caption; where it holds anything else, that, and the caption as a paragraph below."""
    outer = _captions(element)
    content = inner([_without(element, frozenset(outer))])
    below = [block for caption in outer for block in inner([caption])]
    figure = content[0] if len(content) == 1 else None
    row = one_row(below)
    words = " ".join("".join(piece.text for piece in row).split())
    if (
        not isinstance(figure, FigureBlock)
        or not below
        or not all(isinstance(block, ParagraphBlock) for block in below)
    ):
        return content + below
    has_marks = any(in_field("", words, "", Span(1), ""))  # of no language in which “todo” is a word
    is_odd = len(words) > LONGEST_CAPTION or words.casefold() == "decorative" or has_marks
    if is_odd or any(piece.source for piece in row):
        return content + below
    if any(piece.link for piece in row):
        page.remarks.add(Fate.DROPPED, "link in a caption", "its words stay", many="links in captions")
    return [FigureBlock(figure.picture, words)]


def _is_caption(element: Element) -> bool:
    return element.tag == "figcaption" or ("class" in element.attributes and not element.classes.isdisjoint(CAPTIONS))


def _captions(element: Element) -> list[Element]:
    """The captions in a figure, in order, but for those within others."""
    found: list[Element] = []
    waiting = [element]
    while waiting:
        part = waiting.pop()
        if part is not element and _is_caption(part):
            found.append(part)
        else:
            waiting += (child for child in reversed(part.children) if isinstance(child, Element))
    return found


def _without(element: Element, left_out: frozenset[Element]) -> Element:
    """An element as a part of a page, without some of those in it."""
    children: list[Element | str] = []
    made = Element("div", {}, children)
    waiting: list[tuple[Element, list[Element | str]]] = [(element, children)]
    while waiting:
        source, copied = waiting.pop()
        for child in source.children:
            if isinstance(child, str):
                copied.append(child)
            elif child not in left_out:
                tag = "div" if child.tag in TABLE_PARTS else child.tag
                copy = child if not child.children else Element(tag, child.attributes, [])
                copied.append(copy)
                if child.children:
                    waiting.append((child, copy.children))
    return made
