"""A tree of elements as HTML."""

from __future__ import annotations

import html
from collections.abc import Iterator

from generator.ground.patterns import lazy
from generator.importing.html.tree import Element

NAME = lazy(r"[a-z][a-z0-9:-]*")
ATTRIBUTE = lazy(r"[A-Za-z_:][\w:.-]*")
# What stands in these is for browsers that know none, and is seen in no other.
EMBEDDED = "iframe"
VOID = frozenset(
    ("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
# In these, nothing is read as HTML; what is in them is to stay words.
AS_WORDS = {"xmp": "pre", "listing": "pre", "plaintext": "pre", "textarea": "div"}


def written(root: Element) -> str:
    """An element with everything in it, so that it is read again as what it is."""
    return "".join(_parts(root))


def _parts(root: Element) -> Iterator[str]:
    waiting: list[Element | str | None] = [root]  # None: an element ends
    ends: list[str] = []
    while waiting:
        part = waiting.pop()
        if part is None:
            yield ends.pop()
        elif isinstance(part, str):
            yield html.escape(part, quote=False)
        else:
            name = AS_WORDS.get(part.tag, part.tag) if NAME.fullmatch(part.tag) else "span"
            yield f"<{name}{''.join(_attributes(part))}>"
            if name not in VOID:
                # A line end right behind this would be lost.
                yield "\n" if name == "pre" else ""
                ends.append(f"</{name}>")
                waiting += (None, *([] if name == EMBEDDED else reversed(part.children)))


def _attributes(element: Element) -> Iterator[str]:
    for name, value in element.attributes.items():
        if ATTRIBUTE.fullmatch(name):
            yield f' {name}="{html.escape(value)}"'
