"""Parts of other pages, recordings and programs within a text: a video becomes a link to it, all else is left out."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.importing.html.addresses import followed, of_video
from generator.importing.html.page import Conversion
from generator.importing.html.paragraphs import BREAK
from generator.importing.html.tree import Element
from generator.importing.html.values import PieceKind, RowPiece
from generator.importing.item import Fate

RECORDINGS = ("video", "audio")


def pieces(element: Element, page: Conversion) -> Iterator[RowPiece]:
    """What is left of an embedded part: a link to a video or a recording, on a line of its own."""
    addresses = [
        value
        for part in element.walk()
        for name in ("src", "data-src", "data", "value")
        if (value := part.attributes.get(name, "").strip())
    ]
    target = next(filter(None, map(of_video, addresses)), None)
    if target is None and element.tag in RECORDINGS:
        whole = (found for address in addresses if (found := followed(address)) and found.startswith("http"))
        target = next(whole, None)
    if target is None:
        one, behind = ("recording", "") if element.tag in RECORDINGS else ("embedded part", f" of {_host(addresses)}")
        why = "no page plays it; link to it, if readers need it"
        page.remarks.add(Fate.DROPPED, one + behind, why, many=f"{one}s{behind}")
        return
    page.remarks.add(Fate.CHANGED, "recording became a link", "no page plays it", many="recordings became links")
    title = " ".join(element.attributes.get("title", "").split())
    yield BREAK
    yield BREAK
    yield RowPiece(title, link=target) if title else RowPiece(target, PieceKind.ADDRESS)
    yield BREAK
    yield BREAK


def _host(addresses: list[str]) -> str:
    try:
        host = urlsplit(addresses[0]).hostname if addresses else None
    except ValueError:
        host = None
    return host or "another page"
