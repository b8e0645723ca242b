"""Bodies as HTML that can be read without a site around them."""

from __future__ import annotations

from html import escape

from generator.content.body import Body, Hole, HoleKind


def page(body: Body) -> str:
    """A body as HTML, its links and pictures with the addresses that are written in the text."""
    return "".join(part if isinstance(part, str) else _written(part, body) for part in body.parts)


def _written(hole: Hole, body: Body) -> str:
    if hole.kind is HoleKind.LINK:
        link = body.links[int(hole.which)]
        return f'<a href="{escape(link.target)}" title="{escape(link.title)}">'
    if hole.kind is HoleKind.LINK_END:
        return "</a>"
    if hole.kind is HoleKind.PICTURE:
        picture = body.pictures[int(hole.which)]
        alt = "" if picture.decorative else picture.alt
        return f'<img src="{escape(picture.src)}" alt="{escape(alt)}">'
    return ""
