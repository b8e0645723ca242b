"""The HTML that templates make as XHTML, which EPUB asks for (EPUB 3.3, section 6.1), with links led elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser

# HTML Standard, 13.1.2: elements that have no end tag.
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
NAMESPACES = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'


class Writer(HTMLParser):
    """Writes what it reads as XHTML. A link that leads nowhere keeps its words."""

    def __init__(self, lead: Callable[[str], str | None]) -> None:
        super().__init__(convert_charrefs=True)
        self.lead = lead
        self.parts = [HEAD]
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write how an element begins."""
        values = {name: value or "" for name, value in attrs}
        name = tag
        if tag == "a" and "href" in values:
            led = self.lead(values.pop("href"))
            name = "span" if led is None else "a"
            values = {"href": led, **values} if led is not None else {k: v for k, v in values.items() if k == "class"}
        if tag == "a":
            self.links.append(name)
        if tag == "html":
            values["xml:lang"] = values.get("lang", "")
        text = "".join(f' {key}="{escape(value)}"' for key, value in values.items())
        self.parts.append(f"<{name}{f' {NAMESPACES}' if tag == 'html' else ''}{text}{'/' if tag in VOID else ''}>")

    def handle_endtag(self, tag: str) -> None:
        """Write how an element ends."""
        if tag not in VOID:
            self.parts.append(f"</{self.links.pop() if tag == 'a' else tag}>")

    def handle_data(self, data: str) -> None:
        """Write words."""
        self.parts.append(escape(data, quote=False))


def xhtml(html: str, lead: Callable[[str], str | None]) -> str:
    """A whole page of well-nested HTML as XHTML. ``lead`` says where each link leads instead, or None for nowhere."""
    writer = Writer(lead)
    writer.feed(html)
    writer.close()
    return "".join(writer.parts)
