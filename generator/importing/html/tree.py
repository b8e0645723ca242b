"""HTML to a tree that is no deeper than can be walked, without what no reader sees.

Whatever is written, it takes time and memory in proportion to its length: elements within each other beyond all
measure, or opened without an end, are opened out beforehand, since parsers take time by the square of their depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from generator.ground.patterns import lazy
from generator.ground.unseen import BEYOND, CONTROL
from generator.importing.html import looks
from generator.importing.html.looks import Visibility
from generator.importing.html.remarks import Remarks
from generator.importing.item import Fate

HIDDEN_PART = "part that was hidden"
# Elements within each other that are read; those within are read as if they stood beside.
DEEPEST = 80
DEEPEST_PARSED, DEEPEST_STRESS = 200, 30
TAG = lazy(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})")
# They end by themselves, hold no others, or hold what is no HTML.
UNCOUNTED = frozenset(
    (
        *(
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "link",
            "meta",
            "param",
            "source",
            "track",
            "wbr",
        ),
        *("p", "li", "dd", "dt", "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"),
        *("wbr", "plaintext"),
    )
)
# They end by themselves, too, but for within drawings and formulas.
OF_TABLES = frozenset(["tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option", "optgroup", "rp", "rt"])
STRESS = frozenset(["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"])
# What has no words for readers, and how it is called in a report; nothing is said of those without a name.
UNREAD = {
    "script": "script",
    "style": "style sheet",
    "svg": "drawing",
    "canvas": "drawing",
    "math": "formula",
    "applet": "program",
    **dict.fromkeys(("input", "select", "textarea", "button", "datalist", "keygen"), "form field"),
    **dict.fromkeys(
        [
            "head",
            "title",
            "meta",
            "link",
            "base",
            "template",
            "map",
            "area",
            "xml",
            "colgroup",
            "frame",
            "frameset",
        ],
        "",
    ),
    **dict.fromkeys(
        ["noembed", "noframes", "rp", "track", "nextid", "basefont", "bgsound", "option"],
        "",
    ),
}
MANY = {"formula": "formulas"}
UNREAD_PREFIXES = ("v:", "w:", "m:", "x:")
HIDDEN = lazy(r"mso-element:(?:comment|header|footer)")
SHOWN_LATER = "part that a script showed, perhaps"
SHOWN_LATER_WHY = "it was hidden until somebody scrolled to it, and was left out; look at the page for it"
# By what themes and page builders tell their scripts to show something.
OF_SCRIPTS = ("data-aos", "data-anim", "data-scroll", "data-sal", "data-sr", "data-wow")
OF_SCRIPTS_CLASS = lazy(
    r"(?:^|\s)(?:wow|aos-\w+|animate\S*|elementor-invisible|et-waypoint|wpb_animate\S*|fade-?in\S*|\w*reveal\S*)(?:\s|$)",
    re.IGNORECASE,
)
HARDLY = "words that readers could hardly see"
HARDLY_WHY = (
    "they had the colour of what they stood on, or none, or were too small, and were left out; look at the page"
)
OF_WINDOWS = {n: bytes([n]).decode("cp1252", "ignore") for n in range(0x80, 0xA0)}
# Visibility nowhere, and of no use in a text that is set anew: soft hyphens, and the mark that a file begins with.
UNSEEN = {**OF_WINDOWS, 0xAD: "", 0xFEFF: "", 0x2028: "\n", 0x2029: "\n"}


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element: its name, its attributes and what is in it, elements and words."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        """Its classes, in small letters."""
        return frozenset(self.attributes.get("class", "").lower().split())

    @property
    def style(self) -> str:
        """Its style without spaces, in small letters."""
        written = self.attributes.get("style")
        return "".join(written.lower().split()) if written else ""

    def walk(self) -> Iterator[Element]:
        """It and all elements in it, in order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += (child for child in reversed(element.children) if isinstance(child, Element))

    def words(self) -> str:
        """All words in it, one after the other."""
        return "".join(child for element in self.walk() for child in _in_order(element))


def _in_order(element: Element) -> Iterator[str]:
    return (child for child in element.children if isinstance(child, str))


def read(html: str, remarks: Remarks) -> Element:
    """The tree of a page, or of a part of one; what is left out is told to ``remarks``."""
    parser = parsed(html)
    root = Element("body")
    waiting: list[tuple[LexborNode | None, Element, int]] = [
        (part.first_child if part else None, root, 0) for part in (parser.body, parser.head)
    ]
    while waiting:
        node, parent, depth = waiting.pop()
        while node is not None:
            if node.is_text_node:
                parent.children.append(_seen(node.text_content or ""))
            elif node.is_element_node and (element := _read(node, remarks)) is not None:
                parent.children.append(element)
                if (first := node.first_child) is not None:
                    waiting.append((node.next, parent, depth))
                    node, parent, depth = first, element if depth < DEEPEST else parent, depth + 1
                    continue
            node = node.next
    if looks.INHERITED.search(html):
        _leave_out_unseen(root, remarks)
    return root


def _leave_out_unseen(root: Element, remarks: Remarks) -> None:
    """Take out words that readers did not see for a look that is inherited; those deeper may have another."""
    waiting = [(root, looks.PLAIN, False)]
    while waiting:
        element, around, later = waiting.pop()
        look = looks.within(around, element.attributes.get("style", ""))
        later = later or _is_shown_later(element)
        if look is not looks.PLAIN and look.seen is not Visibility.YES:
            words = " ".join(_in_order(element)).split()
            if words and look.seen is Visibility.NO:
                _told_hidden(remarks, later=later)
            for _ in words if look.seen is Visibility.HARDLY else ():
                remarks.add(Fate.LOOK, "word that readers could hardly see", HARDLY_WHY, many=HARDLY)
            if words:
                element.children[:] = [child for child in element.children if isinstance(child, Element)]
        waiting += ((child, look, later) for child in element.children if isinstance(child, Element))


def _told_hidden(remarks: Remarks, *, later: bool) -> None:
    if later:
        remarks.add(Fate.LOOK, SHOWN_LATER, SHOWN_LATER_WHY, many="parts that a script showed, perhaps")
        return
    remarks.add(Fate.DROPPED, HIDDEN_PART, "readers did not see it", many="parts that were hidden")


def parsed(html: str) -> LexborHTMLParser:
    """A page, or a part of one, as browsers take it, in time that grows with its length."""
    return LexborHTMLParser(_shallow(_sound(html)))


def _read(node: LexborNode, remarks: Remarks) -> Element | None:
    """An element without what is in it; None if readers see nothing of it."""
    tag = node.tag or ""
    if tag == "noscript":
        if node.text().strip():
            many = "parts for browsers that run no scripts"
            remarks.add(Fate.DROPPED, "part for browsers that run no scripts", "readers did not see it", many=many)
        return None
    if tag in UNREAD or tag.startswith(UNREAD_PREFIXES):
        if name := UNREAD.get(tag):
            remarks.add(Fate.DROPPED, name, "it has no words for readers", many=MANY.get(name, ""))
        return None
    attributes = {name: value or "" for name, value in node.attributes.items()}
    element = Element(tag, attributes)
    if (attributes and _is_hidden(element)) or (tag == "dialog" and "open" not in attributes):
        if node.text().strip():
            _told_hidden(remarks, later=_is_shown_later(element))
        return None
    return element


def _is_hidden(element: Element) -> bool:
    style = element.attributes.get("style", "")
    is_styled_so = bool(style) and (HIDDEN.search(element.style) is not None or looks.is_hidden(style))
    return is_styled_so or "hidden" in element.attributes


def _is_shown_later(element: Element) -> bool:
    """Whether a script may show an element that is hidden, as on scrolling."""
    said = element.attributes
    if any(name.startswith(OF_SCRIPTS) for name in said) or "animation" in said.get("style", "").lower():
        return True
    return "class" in said and OF_SCRIPTS_CLASS.search(said["class"]) is not None


def _sound(html: str) -> str:
    """Without halves of characters, which no parser takes."""
    return html if html.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", html)


def _seen(words: str) -> str:
    """Words without characters that no page may hold; those of Windows in their places are what was meant."""
    if not words.isascii():
        words = BEYOND.sub("", words.translate(UNSEEN))
    return CONTROL.sub(" ", words)


def _shallow(html: str) -> str:
    """HTML with elements that are nested beyond all measure made empty ones, so that they nest no more."""
    if html.count("<") <= DEEPEST_STRESS:
        return html
    uncounted = UNCOUNTED if re.search(r"<(?:svg|math)\b", html, re.IGNORECASE) else UNCOUNTED | OF_TABLES
    open_now, beyond = {True: 0, False: 0}, {True: 0, False: 0}  # those that stress words, and all others

    def opened_out(found: re.Match[str]) -> str:
        name = found[2].lower()
        if name in uncounted:
            return found[0]
        stresses = name in STRESS
        if found[1]:
            if beyond[stresses]:
                beyond[stresses] -= 1
                return "</wbr"
            open_now[stresses] = max(open_now[stresses] - 1, 0)
        elif open_now[stresses] < (DEEPEST_STRESS if stresses else DEEPEST_PARSED):
            open_now[stresses] += 1
        else:
            beyond[stresses] += 1
            return "<wbr"
        return found[0]

    return TAG.sub(opened_out, html)
