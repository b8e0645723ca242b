"""A page without what its style sheets hide from readers: those in it, and those that lie beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.importing.html.remarks import Remarks
from generator.importing.html.sheets import inlined
from generator.importing.html.tree import HARDLY_WHY, HIDDEN_PART, SHOWN_LATER_WHY, Element, parsed, read
from generator.importing.item import Remark

MOST = 0.5
# What is left out of a page, and on the list of what to look at.
NOT_SURE = (HARDLY_WHY, SHOWN_LATER_WHY)


@dataclass(frozen=True, slots=True)
class ShownPage:
    """The tree of a page, what was told of it, and how many parts its sheets hide; -1 where that would be most of it.

    Then nothing is taken out, since a script may show it.
    """

    root: Element
    told: tuple[Remark, ...]
    hidden: int


def shown(page: str, linked: Mapping[str, str]) -> ShownPage:
    """A page without what is hidden; ``linked`` are the style sheets beside it, by how the page names them."""
    as_written = read(page, plain := Remarks())
    with_sheets = inlined(page, linked)
    if with_sheets == page:
        return ShownPage(as_written, plain.found(), 0)
    root = read(with_sheets, told := Remarks())
    if len(root.words().strip()) < MOST * len(as_written.words().strip()):
        return ShownPage(as_written, plain.found(), -1)
    others = tuple(one for one in plain.found() if one.why not in NOT_SURE)
    not_sure = tuple(one for one in told.found() if one.why in NOT_SURE)
    return ShownPage(root, (*others, *not_sure), told.count(HIDDEN_PART) - plain.count(HIDDEN_PART))


def links(page: str) -> Iterator[str]:
    """How a page names the style sheets that it links to."""
    if "stylesheet" in page.lower():
        yield from (node.attributes.get("href") or "" for node in parsed(page).css("link[rel~=stylesheet i]"))
