"""A body as HTML for any program: no class, script or style that only our own theme knows.

What it is made of has come out of `content.body_builder`, so that a “<” begins a tag, and quotation marks end a value.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from re import Match
from urllib.parse import quote

from generator.content.body import Hole, HoleKind
from generator.exporting.exported import ExportedText
from generator.ground.patterns import lazy
from generator.views.view_models import PictureView

AddressOf = Callable[[str], str]

TAG = lazy(r"<(/?)([a-z0-9]+)([^<>]*)>")
# What only our theme draws, and where keys move in it.
LOOKS = lazy(r' (?:class|tabindex)="[^"]*"')
ALIGNED = lazy(r' class="(start|center|end)"')
BACK = lazy(
    r'(<a href="#[^"]*" role="doc-backlink")><span class="visually-hidden">([^<]*)</span>'
    r'<span aria-hidden="true">([^<]*)</span></a>'
)


def plain_html(text: ExportedText, page: AddressOf, picture: AddressOf, *, box: str = "aside") -> str:
    """The body of a text.

    ``page`` and ``picture`` say at which address a page or picture of the site, by its path, is for this text. ``box``
    is the element of words that stand aside.
    """
    parts = (part if isinstance(part, str) else _filled(part, text, page, picture) for part in text.body.parts)
    return _without_looks(BACK.sub(r'\1 aria-label="\2">\3</a>', "".join(parts)), box)


def figure(view: PictureView, picture: AddressOf) -> str:
    """The picture above a text, with who made it."""
    credit = f"<figcaption>{escape(view.credit, quote=False)}</figcaption>" if view.credit else ""
    return f"<figure>{_image(view, picture)}{credit}</figure>\n"


def _filled(mark: Hole, text: ExportedText, page: AddressOf, picture: AddressOf) -> str:
    if mark.kind is HoleKind.PHRASE:
        return escape(text.strings[str(mark.which)])
    which = int(mark.which)
    if mark.kind is HoleKind.PICTURE:
        view = text.pictures[which]
        return escape(text.body.pictures[which].alt) if view is None else _image(view, picture)
    target = text.links[which]
    if target is None:
        return ""
    if mark.kind is HoleKind.LINK_END:
        return "</a>"
    fragment = f"#{quote(target.fragment)}" if target.fragment else ""
    within = (page(target.path) if target.path is not None else "") + fragment or "#"
    title = f' title="{escape(text.body.links[which].title)}"' if text.body.links[which].title else ""
    return f'<a href="{escape(target.url if target.url is not None else within)}"{title}>'


def _image(view: PictureView, picture: AddressOf) -> str:
    address = escape(picture(view.path))
    return f'<img src="{address}" alt="{escape(view.alt)}" width="{view.width}" height="{view.height}">'


def _without_looks(html: str, box: str) -> str:
    """The same without what only our theme draws; a box around a table or a question goes, and one aside stays."""
    ends: list[str] = []

    def plain(tag: Match[str]) -> str:
        closes, name, attributes = tag.groups()
        if name != "div":
            attributes = LOOKS.sub("", ALIGNED.sub(r' style="text-align: \1"', attributes))
            return f"<{closes}{name}{attributes}>"
        if closes:
            return ends.pop()
        aside = 'class="aside"' in attributes
        ends.append(f"</{box}>" if aside else "")
        return f"<{box}>" if aside else ""

    return TAG.sub(plain, html)
