"""Pages of our own export: the text of each is its article below a header, and its head says what is known of it."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from generator.importing.html.tree import Element
from generator.importing.html_pages.facts import facts
from generator.importing.html_pages.markup import written
from generator.importing.item import Html, Item, Kind, TopPicture
from generator.importing.our_exports import what_was_said


def article(root: Element) -> Element | None:
    """The text of a page, below its header; None for the list of all texts."""
    return next((one for one in root.walk() if one.tag == "article"), None)


def our_item(page: str, text: Element, name: str) -> Item:
    """A page as an item: ``text`` is its article, with links and pictures that lead on, ``name`` that of its file."""
    told, said = facts(page), _said(page)
    heads = [one for one in text.children if isinstance(one, Element) and one.tag == "header"]
    body = [child for child in text.children if child not in heads]
    return Item(
        key=told.address or name,
        title=told.head,
        body=Html(written(Element("div", {}, body))),
        kind=Kind.PAGE if said.get("og:type") == "website" else Kind.STORY,
        slug=name.rpartition("/")[2].rpartition(".")[0],
        addresses=(told.address,) if told.address else (),
        place=f"/{name}",
        day=told.day,
        updated=told.updated,
        author=told.author,
        summary=told.summary,
        labels=told.labels,
        language=told.language,
        picture=_picture(heads),
        remarks=tuple(what_was_said(said)),
    )


def _said(page: str) -> dict[str, str]:
    metas = [meta.attributes for meta in LexborHTMLParser(page.encode("utf-8", "replace")).css("head meta")]
    return {(one.get("name") or one.get("property") or ""): one.get("content") or "" for one in metas}


def _picture(heads: list[Element]) -> TopPicture | None:
    """The picture in the head of a text, with who made it."""
    within = [one for head in heads for one in head.walk()]
    image = next((one for one in within if one.tag == "img"), None)
    if image is None:
        return None
    credit = next((one.words() for one in within if one.tag == "figcaption"), "")
    return TopPicture(image.attributes.get("src", ""), alt=image.attributes.get("alt", ""), credit=credit)
